/** Line breaks and other control characters. */
const breaks = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Characters that are not seen: they hide words from filters, or turn around what follows. Joiners make letters. */
const unseen = /(?![\u200c\u200d])\p{Cf}/gu;

/** One line of plain text for a subject or a sender's name, whatever people called their products. */
export const headerText = (text: string): string =>
  text.toWellFormed().replace(breaks, ' ').replace(unseen, '').replace(/\s+/g, ' ').trim();

/** What a mail program makes a link of. */
const address = /[/@:]|www\.|\.\p{L}{2}/iu;

/**
 * A person's name as a mail may greet them by it. A "name" with an address in it is somebody who wants our mails to
 * carry theirs to strangers: it is left out.
 */
export const greetingName = (name: string): string | undefined =>
  address.test(name) ? undefined : headerText(name) || undefined;
