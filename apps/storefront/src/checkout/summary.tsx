import type { ReactNode } from 'react';
import type { CartLine, OrderLine } from '@tradewind/contracts';
import { Picture } from '../catalog/picture.tsx';
import { formatMoney } from '../shell/money.ts';

interface SummaryProps {
  lines: (CartLine | OrderLine)[];
  locale: string;
  /** What it costs, beneath the lines. */
  children: ReactNode;
  /** What has become of a line, in a few words. */
  noteOn?: (variantId: string) => string;
}

/** What is being bought, line by line: beside the checkout, and on the order's page. */
export function Summary({ lines, locale, children, noteOn }: SummaryProps) {
  return (
    <section aria-label="Your order" className="card h-fit p-5 sm:p-7 lg:sticky lg:top-8">
      <ul className="mb-6 space-y-5">
        {lines.map((line) => (
          <li key={line.variantId} className="grid grid-cols-[4rem_1fr_auto] gap-4">
            <Picture image={line.image && { ...line.image, alt: '' }} sizes="64px" className="thumb" />
            <div className="leading-snug">
              <p>{line.productName}</p>
              <p className="text-sm text-soft">{line.variantName}</p>
              {line.quantity > 1 && (
                <p className="text-sm text-soft">
                  {line.quantity} × {formatMoney(line.unitPrice, locale)}
                </p>
              )}
              <LineNote words={noteOn?.(line.variantId)} />
            </div>
            <p className="tabular-nums">{formatMoney(line.lineTotal, locale)}</p>
          </li>
        ))}
      </ul>
      <div className="border-t border-line pt-5">{children}</div>
    </section>
  );
}

const LineNote = ({ words }: { words: string | undefined }) =>
  words ? <p className="text-sm text-good">{words}</p> : null;
