/** The languages that mails are written in. */
export type Language = 'en' | 'de';

/** English for everybody whose language we do not write. */
export const languageOf = (locale: string): Language => (/^de(-|$)/i.test(locale) ? 'de' : 'en');
