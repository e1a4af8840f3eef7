export { type Brand, type BrandedStore, countryName, SellerAddress, toBrand } from './mail/brand.ts';
export { brandSample, germanBrandSample } from './mail/brand.sample.ts';
export { composeMail, type MailContent } from './mail/compose-mail.tsx';
export { type FigureRow, type Figures, figuresIn, inColumns } from './mail/figures.ts';
export { greetingName, headerText } from './mail/header-text.ts';
export { type Language, languageOf } from './mail/language.ts';
export type { MailSample } from './mail/mail-sample.ts';
export {
  MailButton,
  MailFigures,
  MailHeading,
  type MailItem,
  MailItems,
  MailLink,
  MailNote,
  MailPanel,
  MailRule,
  MailText,
} from './mail/parts.tsx';
export { pictureUrl } from './mail/picture-url.ts';
export { StoreMail } from './mail/store-mail.tsx';
export { StoreMailer } from './mail/store-mailer.ts';
export { StoreLinks } from './store-links.ts';
export { StoresApiModule, StoresModule, StoresWorkerModule } from './stores.module.ts';
export { StoresService } from './stores.service.ts';
