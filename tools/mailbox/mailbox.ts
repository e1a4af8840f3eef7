/** What a list of messages shows. `to` is the envelope: who really gets the mail, blind copies included. */
export interface MessageSummary {
  id: string;
  from: string;
  to: string[];
  subject: string;
  date: string;
  messageId: string;
}

/** A whole message. Attachments are described, not kept: nothing in development needs their bytes. */
export interface Message extends MessageSummary {
  html: string;
  text: string;
  headers: { name: string; value: string }[];
  attachments: { filename: string; contentType: string; size: number }[];
}

const MOST_MESSAGES = 500;
const MOST_ARRIVALS = 500_000;
const MOST_CHARACTERS = 64 * 1024 * 1024;

/** The last messages, in memory. Bounded twice, so that a load test can neither flood nor fatten it. */
export class Mailbox {
  readonly #messages = new Map<string, Message>();
  #characters = 0;
  /** How often each Message-ID has arrived, also of messages that were thrown away since. */
  readonly #arrivals = new Map<string, number>();

  add(message: Message): void {
    this.#count(message.messageId);
    this.#messages.set(message.id, message);
    this.#characters += weightOf(message);
    for (const oldest of this.#messages.values()) {
      if (this.#messages.size <= MOST_MESSAGES && this.#characters <= MOST_CHARACTERS) return;
      this.#messages.delete(oldest.id);
      this.#characters -= weightOf(oldest);
    }
  }

  /** How many messages have arrived, and how many of them were further copies of one that had: same Message-ID. */
  get arrivals(): { messages: number; copies: number } {
    const messages = this.#arrivals.size;
    return {
      messages,
      copies: [...this.#arrivals.values()].reduce((sum, times) => sum + times, 0) - messages,
    };
  }

  /** Newest first; `to` keeps the mails of one address. */
  list(to?: string): MessageSummary[] {
    const wanted = to?.toLowerCase();
    return [...this.#messages.values()]
      .filter((message) => !wanted || message.to.some((address) => address.toLowerCase() === wanted))
      .map(summaryOf)
      .reverse();
  }

  find(id: string): Message | undefined {
    return this.#messages.get(id);
  }

  #count(messageId: string): void {
    this.#arrivals.set(messageId, (this.#arrivals.get(messageId) ?? 0) + 1);
    const [oldest] = this.#arrivals.keys();
    if (this.#arrivals.size > MOST_ARRIVALS && oldest !== undefined) this.#arrivals.delete(oldest);
  }

  get size(): number {
    return this.#messages.size;
  }

  clear(): void {
    this.#messages.clear();
    this.#characters = 0;
  }
}

function weightOf({ html, text, headers }: Message): number {
  return headers.reduce(
    (sum, { name, value }) => sum + name.length + value.length,
    html.length + text.length,
  );
}

function summaryOf({ id, from, to, subject, date, messageId }: Message): MessageSummary {
  return { id, from, to, subject, date, messageId };
}
