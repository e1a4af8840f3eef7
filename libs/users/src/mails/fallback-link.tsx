import { type Brand, type Language, MailLink, MailNote } from '@tradewind/stores';

const words = {
  en: 'If the button does nothing, copy this into your browser:',
  de: 'Wenn die Schaltfläche nichts tut, kopieren Sie dies in Ihren Browser:',
} satisfies Record<Language, string>;

/** The address itself, for mail programs that show no buttons, and for people who want to see where it leads. */
export function FallbackLink({ brand, link }: { brand: Brand; link: string }) {
  return (
    <div style={{ marginTop: 24 }}>
      <MailNote>
        {words[brand.language]} <MailLink href={link}>{link}</MailLink>
      </MailNote>
    </div>
  );
}
