import { createContext, type CSSProperties, useContext } from 'react';
import type { Brand, Look } from './brand.ts';
import { contrast, readableOn, standingOut } from './colours.ts';

/** The colours of a mail by day or by night. */
export interface Palette {
  page: string;
  card: string;
  panel: string;
  ink: string;
  soft: string;
  line: string;
}

export const palettes: Record<Look, { light: Palette; dark: Palette }> = {
  gallery: {
    light: {
      page: '#eeece8',
      card: '#ffffff',
      panel: '#f6f4f1',
      ink: '#1b1a18',
      soft: '#625f59',
      line: '#dcd9d3',
    },
    dark: {
      page: '#141413',
      card: '#1f1e1d',
      panel: '#2a2927',
      ink: '#f3f1ed',
      soft: '#b3afa8',
      line: '#3d3b37',
    },
  },
  loom: {
    light: {
      page: '#f3e6d3',
      card: '#ffffff',
      panel: '#fbf3e7',
      ink: '#30211a',
      soft: '#6b5647',
      line: '#e2cfb6',
    },
    dark: {
      page: '#1c1512',
      card: '#271e19',
      panel: '#322720',
      ink: '#f7ecde',
      soft: '#c4ae9b',
      line: '#4d3b30',
    },
  },
};

/** Short, because it stands on every element. */
const sans = 'Helvetica, Arial, sans-serif';
const serif = "'Iowan Old Style', 'Palatino Linotype', Palatino, 'URW Palladio L', Georgia, serif";

/** The accent as a surface with words on it, and as words on the card. */
function accentOn({ card, ink }: Palette, accent: string) {
  // A black accent by night is that of a shop whose colour is its ink: in between it would look like a button that is off.
  const colour = contrast(accent, card) < 1.5 ? ink : accent;
  const surface = standingOut(colour, card, 3);
  return { surface, onSurface: readableOn(surface), words: standingOut(colour, card, 4.5) };
}

/**
 * All that the parts of a mail are styled with. Written onto every element, because many mail programs know no
 * classes; those that do are told by `nightCss` what changes in the dark, and on a phone.
 */
export function dressOf(brand: Brand) {
  const { light } = palettes[brand.look];
  const accent = accentOn(light, brand.accentColor);
  const isLoom = brand.look === 'loom';
  const text = { color: light.ink, fontFamily: sans, fontSize: 16, lineHeight: '25px', margin: 0 };
  const styles = {
    page: { backgroundColor: light.page, fontFamily: sans, margin: 0, padding: '32px 12px 40px' },
    container: { maxWidth: 600 },
    card: {
      backgroundColor: light.card,
      borderRadius: isLoom ? 18 : 0,
      borderTop: `5px solid ${accent.surface}`,
      padding: '34px 44px 44px',
    },
    name: {
      color: light.ink,
      fontFamily: isLoom ? serif : sans,
      fontSize: isLoom ? 22 : 15,
      fontWeight: isLoom ? 700 : 600,
      letterSpacing: isLoom ? 0 : '0.14em',
      lineHeight: '28px',
      textDecoration: 'none',
      textTransform: isLoom ? 'none' : 'uppercase',
    },
    logo: { backgroundColor: '#ffffff', borderRadius: isLoom ? 10 : 0, maxWidth: '100%' },
    heading: {
      color: light.ink,
      fontFamily: isLoom ? serif : sans,
      fontSize: isLoom ? 32 : 29,
      fontWeight: isLoom ? 400 : 500,
      letterSpacing: isLoom ? 0 : '-0.01em',
      lineHeight: '38px',
      margin: '34px 0 14px',
    },
    text: { ...text, margin: '0 0 18px' },
    note: { ...text, color: light.soft, fontSize: 14, lineHeight: '21px', margin: '16px 0 0' },
    button: {
      backgroundColor: accent.surface,
      borderRadius: isLoom ? 999 : 0,
      color: accent.onSurface,
      fontFamily: sans,
      fontSize: 16,
      fontWeight: 600,
      padding: '15px 28px',
    },
    link: { color: accent.words, textDecoration: 'underline', wordBreak: 'break-word' },
    rule: { borderTop: `1px solid ${light.line}`, margin: '28px 0' },
    panel: {
      backgroundColor: light.panel,
      borderRadius: isLoom ? 12 : 0,
      padding: '18px 22px',
    },
    label: { ...text, color: light.soft, fontSize: 13, lineHeight: '20px', margin: '0 0 4px' },
    line: { ...text, fontSize: 15, lineHeight: '23px' },
    strong: { ...text, fontSize: 16, fontWeight: 600 },
    soft: { ...text, color: light.soft, fontSize: 14, lineHeight: '21px' },
    total: { ...text, fontSize: 19, fontWeight: 700, lineHeight: '28px' },
    picture: { borderRadius: isLoom ? 10 : 0, display: 'block' },
    footer: { ...text, color: light.soft, fontSize: 13, lineHeight: '20px', margin: '0 0 8px' },
    footerLink: { color: light.soft, textDecoration: 'underline' },
  } satisfies Record<string, CSSProperties>;
  return { brand, styles };
}

export type Dress = ReturnType<typeof dressOf>;

/** For the dark and for phones. Every colour above that a class can reach has its counterpart here. */
export function adaptiveCss(brand: Brand): string {
  const { dark } = palettes[brand.look];
  const accent = accentOn(dark, brand.accentColor);
  const night = (prefix: string) => `
    ${prefix}.page, ${prefix}.page > table > tbody > tr > td { background-color: ${dark.page} !important; }
    ${prefix}.card { background-color: ${dark.card} !important; border-top-color: ${accent.surface} !important; }
    ${prefix}.panel { background-color: ${dark.panel} !important; }
    ${prefix}.ink { color: ${dark.ink} !important; }
    ${prefix}.soft { color: ${dark.soft} !important; }
    ${prefix}.rule { border-top-color: ${dark.line} !important; }
    ${prefix}.button { background-color: ${accent.surface} !important; color: ${accent.onSurface} !important; }
    ${prefix}.logo { padding: 12px 16px !important; }
    ${prefix}.link { color: ${accent.words} !important; }`;
  return `
    :root { color-scheme: light dark; supported-color-schemes: light dark; }
    @media (prefers-color-scheme: dark) {${night('')} }
    ${night('[data-ogsc] ')}
    @media (max-width: 480px) {
      .page > table > tbody > tr > td { padding: 0 0 28px !important; }
      .card { border-radius: 0 !important; padding: 26px 22px 34px !important; }
      .heading { font-size: 26px !important; line-height: 33px !important; margin-top: 26px !important; }
      .button { box-sizing: border-box !important; display: block !important; text-align: center !important; }
      .foot { padding-left: 22px !important; padding-right: 22px !important; }
    }`;
}

export const MailDress = createContext<Dress | undefined>(undefined);

/** What the part is to wear. Parts stand inside of a StoreMail. */
export function useDress(): Dress {
  const dress = useContext(MailDress);
  if (!dress) throw new Error('Parts of a mail belong into a StoreMail.');
  return dress;
}
