import { inflateSync } from 'node:zlib';

interface PdfObject {
  dictionary: string;
  stream: Buffer | undefined;
}

/** For tests: what the pages of a PDF of ours say, text by text. It knows no more of PDF than pdfkit writes. */
export function readPdf(pdf: Buffer): string[][] {
  const objects = objectsOf(pdf);
  const at = (reference: string | undefined): PdfObject =>
    objects.get(Number(reference)) ?? { dictionary: '', stream: undefined };
  const [tree] = [...objects.values()].filter(({ dictionary }) => dictionary.includes('/Type /Pages'));
  const kids = /\/Kids \[([^\]]*)\]/.exec(tree?.dictionary ?? '')?.[1] ?? '';
  return [...kids.matchAll(/(\d+) 0 R/g)].map(([, page]) => {
    const { dictionary } = at(page);
    const resources = at(/\/Resources (\d+)/.exec(dictionary)?.[1]).dictionary;
    const fonts = [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(
      ([, name = '', font]): [string, string[]] => {
        const unicode = /\/ToUnicode (\d+)/.exec(at(font).dictionary)?.[1];
        return [name, charactersOf(at(unicode).stream)];
      },
    );
    return textsOf(at(/\/Contents (\d+)/.exec(dictionary)?.[1]).stream, new Map(fonts));
  });
}

function objectsOf(pdf: Buffer): Map<number, PdfObject> {
  const text = pdf.toString('latin1');
  const objects = new Map<number, PdfObject>();
  for (const match of text.matchAll(/(?<=\n)(\d+) 0 obj\n([\s\S]*?)(stream\n|endobj)/g)) {
    const [whole, id, dictionary = '', end] = match;
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1]);
    const from = match.index + whole.length;
    const isDeflated = dictionary.includes('FlateDecode') && !dictionary.includes('/Image');
    const stream = end === 'endobj' ? undefined : pdf.subarray(from, from + length);
    objects.set(Number(id), { dictionary, stream: stream && isDeflated ? inflateSync(stream) : stream });
  }
  return objects;
}

/** The character of each glyph, from the table that lets people copy the text. */
function charactersOf(unicode: Buffer | undefined): string[] {
  const ranges = unicode?.toString('latin1').matchAll(/<[0-9a-f]{4}> <[0-9a-f]{4}> \[([^\]]*)\]/g) ?? [];
  return [...ranges].flatMap(([, row = '']) =>
    [...row.matchAll(/<([0-9a-f ]*)>/g)].map(([, hex = '']) =>
      Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
    ),
  );
}

function textsOf(content: Buffer | undefined, fonts: Map<string, string[]>): string[] {
  const written = content?.toString('latin1').matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g) ?? [];
  const texts: string[] = [];
  let characters: string[] = [];
  for (const [, font, glyphs] of written) {
    if (font !== undefined) characters = fonts.get(font) ?? [];
    else
      texts.push(
        [...(glyphs ?? '').matchAll(/<([0-9a-f]+)>/g)]
          .flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
          .map((glyph) => characters[Number.parseInt(glyph, 16)] ?? '')
          .join(''),
      );
  }
  return texts;
}
