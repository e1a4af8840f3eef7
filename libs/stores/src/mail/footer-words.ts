import type { Language } from './language.ts';

/** What stands at the foot of every mail. */
export const footerWords = {
  en: { questions: 'Questions? Write to' },
  de: { questions: 'Fragen? Schreiben Sie an' },
} satisfies Record<Language, { questions: string }>;
