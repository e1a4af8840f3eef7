import { behaviourOf } from './cards.ts';
import type { Refund } from './records.ts';

/** How long the bank takes to answer a refund, when the card is one whose bank answers later. */
const BANK_TAKES_MS = 1_000;

type Answer = NonNullable<Refund['bank']>;

/** The bank of the customer, which takes a refund at once or says later what became of it. */
export class Bank {
  readonly #waiting = new Set<NodeJS.Timeout>();

  /** What a refund to this card looks like at first, and what the bank will say of it later. */
  takesRefund(testCard: string | null): Pick<Refund, 'status' | 'bank'> {
    const { refund } = behaviourOf(testCard);
    const at = Date.now() + BANK_TAKES_MS;
    if (refund === 'fails later') return { status: 'succeeded', bank: { status: 'failed', at } };
    if (refund === 'succeeds later') return { status: 'pending', bank: { status: 'succeeded', at } };
    return { status: 'succeeded', bank: null };
  }

  answerLater({ status, at }: Answer, tell: (status: Answer['status']) => void): void {
    const timer = setTimeout(
      () => {
        this.#waiting.delete(timer);
        tell(status);
      },
      Math.max(0, at - Date.now()),
    );
    this.#waiting.add(timer);
  }

  /** What is not answered yet will be at the next start. */
  close(): void {
    for (const timer of this.#waiting) clearTimeout(timer);
  }
}
