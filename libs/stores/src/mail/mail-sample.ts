import type { Brand } from './brand.ts';
import type { MailContent } from './compose-mail.tsx';

/** A mail with made-up content, for the preview command: every `<name>.sample.ts` exports one as `sample`. */
export interface MailSample {
  /** When the mail is sent, in a sentence. */
  when: string;
  mail: (brand: Brand) => Promise<MailContent>;
}
