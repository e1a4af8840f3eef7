'use client';

import { maxQuantityPerLine } from '@tradewind/contracts';
import { removeLine, setQuantity } from './change-cart.ts';
import { productLimitOf } from './product-limit.ts';
import { useCartChange } from './use-cart-change.ts';

interface LineControlsProps {
  cartId: string;
  variantId: string;
  name: string;
  quantity: number;
  available: number;
}

/** Fewer, more, none. */
export function LineControls({ cartId, variantId, name, quantity, available }: LineControlsProps) {
  const { change, isPending, problem } = useCartChange();
  const set = (wanted: number) => change(() => setQuantity(cartId, variantId, wanted));
  const limit = productLimitOf(problem);
  const most = Math.min(available, maxQuantityPerLine);

  return (
    <div>
      <div className="flex items-center gap-5" aria-busy={isPending}>
        <div
          role="group"
          aria-label={`Quantity of ${name}`}
          className="flex items-center rounded-control border border-line"
        >
          <Step
            label={`One less of ${name}`}
            sign="−"
            onPress={() => set(Math.min(quantity - 1, most))}
            disabled={quantity <= 1 || isPending}
          />
          <span className="min-w-8 text-center tabular-nums" data-testid="quantity">
            {quantity}
          </span>
          <Step
            label={`One more of ${name}`}
            sign="+"
            onPress={() => set(quantity + 1)}
            disabled={quantity >= most || isPending}
          />
        </div>
        <button
          className="text-link py-2 text-[0.95rem] text-soft"
          disabled={isPending}
          onClick={() => change(() => removeLine(cartId, variantId))}
        >
          Remove<span className="sr-only"> {name}</span>
        </button>
      </div>
      <p role="status" className="text-bad">
        {problem?.detail}
      </p>
      {limit && quantity > limit.maxPerOrder && (
        <button
          className="text-link py-2"
          disabled={isPending}
          onClick={() => set(Math.min(limit.maxPerOrder, most))}
        >
          Take {limit.maxPerOrder}
        </button>
      )}
    </div>
  );
}

interface StepProps {
  label: string;
  sign: string;
  onPress: () => void;
  disabled: boolean;
}

// `aria-disabled`, not `disabled`: a button that is disabled while it works would lose the keyboard's focus.
function Step({ label, sign, onPress, disabled }: StepProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-disabled={disabled}
      onClick={() => !disabled && onPress()}
      className="grid size-11 place-items-center text-lg aria-disabled:text-soft/50"
    >
      {sign}
    </button>
  );
}
