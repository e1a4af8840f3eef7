import { describe, expect, it } from '@jest/globals';
import { type BrandedStore, toBrand } from './brand.ts';
import { brandSample, germanBrandSample } from './brand.sample.ts';
import { contrast, readableOn, standingOut } from './colours.ts';
import { composeMail } from './compose-mail.tsx';
import { adaptiveCss, dressOf, palettes } from './dress.ts';
import { inColumns } from './figures.ts';
import { greetingName, headerText } from './header-text.ts';
import { languageOf } from './language.ts';
import { MailButton, MailHeading, MailLink } from './parts.tsx';

const aMail = (brand = brandSample(), subject = 'Hello') =>
  composeMail(brand, {
    subject,
    preview: 'A look at it',
    why: 'You wanted to know.',
    body: (
      <>
        <MailHeading>Hello</MailHeading>
        <MailButton href="https://lumen.example/here">Look</MailButton>
        <MailLink href="https://lumen.example/there">There</MailLink>
      </>
    ),
    text: ['Hello', 'Look: https://lumen.example/here'],
  });

describe('a mail of a store', () => {
  it('says whose it is, in which language, and why it comes', async () => {
    const { html, text } = await aMail();
    expect(html).toContain('<html dir="ltr" lang="en"');
    for (const content of [html, text]) {
      expect(content).toContain('Lumen Prints');
      expect(content).toContain('You wanted to know. Questions? Write to');
      expect(content).toContain('hello@lumen.example');
      expect(content).toMatch(/Lumen Prints GmbH( ·|,) Lichtstraße 7( ·|,) 10115 Berlin( ·|,) Germany/);
    }
    expect(text.split('\n\n')).toEqual([
      'Lumen Prints',
      'Hello',
      'Look: https://lumen.example/here',
      expect.stringMatching(/^-- \nYou wanted/),
    ]);
  });

  it('speaks German to the customers of a German store', async () => {
    const { html, text } = await aMail(germanBrandSample());
    expect(html).toContain('lang="de"');
    expect(text).toContain('Fragen? Schreiben Sie an hello@lumen.example');
    expect(['de', 'de-AT', 'DE-ch', 'den', 'en-IE', 'fr-FR', ''].map(languageOf)).toEqual([
      'de',
      'de',
      'de',
      'en',
      'en',
      'en',
      'en',
    ]);
  });

  it('shows its logo where it has one that everybody may fetch, and its name without', async () => {
    const store: BrandedStore = { ...bare, logoKey: 'media/1/2/320.png' };
    const html = (await aMail(toBrand(store, 'https://bare.example/'))).html;
    expect(html).toMatch(/<img class="logo" alt="Bare" src="https:\/\/bare.example\/media\/1\/2\/320.png"/);
    expect(toBrand({ ...store, logoKey: 'invoices/1.pdf' }, 'https://bare.example').logoUrl).toBeNull();
  });

  it('of a store that says little of itself stands under its name', () => {
    expect(toBrand(bare, 'https://bare.example')).toMatchObject({ legalName: 'Bare', addressLines: [] });
  });

  it('escapes what a store calls itself', async () => {
    const { html } = await aMail(
      brandSample({ name: '<script>alert(1)</script>', legalName: '"><img src=x>' }),
    );
    expect(html).not.toMatch(/<script>|<img src=x/);
  });
});

const bare: BrandedStore = {
  name: 'Bare',
  theme: 'unheard-of',
  locale: 'en-IE',
  country: 'IE',
  supportEmail: 'hello@bare.example',
  legalName: null,
  address: null,
  accentColor: '#1b1a18',
  logoKey: null,
};

describe('the colours of a mail', () => {
  const accents = ['#1b1a18', '#2743c9', '#a0402a', '#ffff00', '#ffffff', '#000000', '#777777', '#00ff88'];

  it('can be read, by day and by night', () => {
    for (const { light, dark } of Object.values(palettes)) {
      for (const { page, card, panel, ink, soft } of [light, dark]) {
        for (const [words, ground] of [
          [ink, card],
          [ink, panel],
          [soft, card],
          [soft, panel],
          [soft, page],
        ] as const) {
          expect(contrast(words, ground)).toBeGreaterThanOrEqual(4.5);
        }
      }
    }
  });

  it('follow the accent of the store, as far as it can be seen and its words be read', async () => {
    for (const accentColor of accents) {
      for (const look of ['gallery', 'loom'] as const) {
        const { styles } = dressOf(brandSample({ accentColor, look }));
        expect(contrast(styles.button.color, styles.button.backgroundColor)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(styles.button.backgroundColor, styles.card.backgroundColor)).toBeGreaterThanOrEqual(
          3,
        );
        expect(contrast(styles.link.color, styles.card.backgroundColor)).toBeGreaterThanOrEqual(4.5);
        const css = adaptiveCss(brandSample({ accentColor, look }));
        const [, ground = '', words = ''] =
          /\.button \{ background-color: (#\w{6}) !important; color: (#\w{6})/.exec(css) ?? [];
        expect(contrast(words, ground)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(ground, palettes[look].dark.card)).toBeGreaterThanOrEqual(3);
      }
    }
    expect((await aMail()).html).toContain('background-color:#2743c9');
  });

  it('are those of the letters where the accent is that of the paper', () => {
    const css = adaptiveCss(brandSample({ accentColor: '#1b1a18' }));
    expect(css).toContain('.button { background-color: #f3f1ed !important; color: #000000 !important; }');
  });

  it('are weighed as the guidelines weigh them', () => {
    expect(contrast('#ffffff', '#000000')).toBe(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect([readableOn('#ffff00'), readableOn('#2743c9')]).toEqual(['#000000', '#ffffff']);
    expect(standingOut('#2743c9', '#ffffff', 4.5)).toBe('#2743c9');
  });
});

describe('a subject', () => {
  it('is one line, whatever is in it', async () => {
    const { subject } = await aMail(brandSample(), 'Order\r\nBcc: eve@evil.example\u2028\u0085\0 \tof  Ann');
    expect(subject).toBe('Order Bcc: eve@evil.example of Ann');
  });

  it('has nothing in it that is not seen, or that turns words around', () => {
    expect(headerText('La\u200bmp \u202egnp.exe\u2066\ufeff\u00ad')).toBe('Lamp gnp.exe');
    expect(headerText('half \ud83d a face')).toBe('half \ufffd a face');
    // A family is joined by what is not seen, and Persian needs it to spell.
    expect(headerText('👩‍👧 می‌خواهم')).toBe('👩‍👧 می‌خواهم');
  });
});

describe('the name somebody is greeted by', () => {
  it.each(['Ann Other', 'J. R. R. Tolkien', "Miles O'Brien", 'Dr. med. Ünal-Çelik', '{{7*7}}'])(
    'may be %s',
    (name) => {
      expect(greetingName(name)).toBe(name);
    },
  );

  it.each(['www.evil.example', 'Win 5 at evil.example', 'https://evil', 'a@b', '\u200b', ''])(
    'is not "%s": our mails carry no stranger’s address',
    (name) => {
      expect(greetingName(name)).toBeUndefined();
    },
  );
});

describe('figures in plain text', () => {
  it('end below each other', () => {
    expect(
      inColumns([
        ['Lamp', '€5.00'],
        ['Total of it', '€15.00'],
      ]),
    ).toEqual(['Lamp          €5.00', 'Total of it  €15.00']);
  });
});
