import PDFDocument from 'pdfkit';
import { forOneDocument, loadFonts } from './fonts.ts';
import { printable, wrap } from './printable.ts';

/** A4, in points, and where on it is written. */
export const page = { width: 595.28, left: 56, right: 539.28, top: 52, bottom: 770 };

export const ink = { text: '#1d1b18', soft: '#6b6660', line: '#dcd7cf' };

export interface TextStyle {
  size: number;
  bold?: boolean;
  colour?: string;
  /** Where `x` is: at the text's beginning, or at its end. */
  align?: 'left' | 'right';
  spacing?: number;
}

export interface PaperOptions {
  title: string;
  author: string;
  language: string;
  /** The day that the file says it was made on: the invoice's, so that the same content gives the same bytes. */
  madeAt: Date;
  /** Words are measured again instead of remembered, which for thousands of lines would fill the memory. */
  isLong: boolean;
}

/** pdfkit takes a font that was read before; its types know of files only. */
interface Wardrobe {
  registerFont(name: string, font: unknown): unknown;
}

/** Sheets of A4 to write upon, from the top of each; what was written on the sheets before is not kept. */
export class Paper {
  private readonly document: PDFKit.PDFDocument;
  private readonly chunks: Buffer[] = [];
  private readonly fonts = loadFonts();

  constructor({ title, author, language, madeAt, isLong }: PaperOptions) {
    const options = {
      size: 'A4',
      margin: 0,
      autoFirstPage: false,
      lang: language,
      displayTitle: true,
      pdfVersion: '1.7',
      fontLayoutCache: !isLong,
      info: {
        Title: this.clean(title),
        Author: this.clean(author),
        Creator: 'Tradewind',
        CreationDate: madeAt,
        ModDate: madeAt,
      },
    } as const;
    this.document = new PDFDocument(options);
    const wardrobe: Wardrobe = this.document;
    for (const name of ['regular', 'bold'] as const)
      wardrobe.registerFont(name, forOneDocument(this.fonts[name]));
    this.document.on('data', (chunk: Buffer) => this.chunks.push(chunk));
  }

  addSheet(): void {
    this.document.addPage();
  }

  /** A text from outside, as it can be printed. */
  clean(text: string): string {
    return printable(text, this.fonts.coverage);
  }

  /** A text in lines of at most this width. */
  lines(text: string, style: TextStyle, width: number, maxLines: number): string[] {
    return wrap(this.clean(text), width, maxLines, (part) => this.widthOf(part, style));
  }

  widthOf(text: string, { size, bold = false, spacing = 0 }: TextStyle): number {
    const document = this.document.font(bold ? 'bold' : 'regular').fontSize(size);
    return document.widthOfString(text) + spacing * text.length;
  }

  /** `y` is the line that the letters stand on. */
  write(text: string, x: number, y: number, style: TextStyle): void {
    const { size, bold = false, colour = ink.text, align = 'left', spacing = 0 } = style;
    const from = align === 'right' ? x - this.widthOf(text, style) : x;
    this.document
      .font(bold ? 'bold' : 'regular')
      .fontSize(size)
      .fillColor(colour)
      .text(text, from, y, { lineBreak: false, baseline: 'alphabetic', characterSpacing: spacing });
  }

  rule(y: number, { from = page.left, to = page.right, width = 0.6, colour = ink.line } = {}): void {
    this.document.moveTo(from, y).lineTo(to, y).lineWidth(width).strokeColor(colour).stroke();
  }

  /** Fills the box from its upper left corner as far as the picture's proportions allow. */
  picture(png: Buffer, x: number, y: number, box: { width: number; height: number }): void {
    this.document.image(png, x, y, { fit: [box.width, box.height] });
  }

  async finish(): Promise<Buffer> {
    const ended = new Promise<void>((resolve, reject) => {
      this.document.on('end', resolve).on('error', reject);
    });
    this.document.end();
    await ended;
    return Buffer.concat(this.chunks);
  }
}
