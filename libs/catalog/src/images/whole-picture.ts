import { type PictureKind, startOfPng, textAt } from './picture-kind.ts';

/** Whether a picture reaches from its beginning to its end, told from its parts: nothing is decoded for it. */
export const isWhole = (bytes: Buffer, kind: PictureKind): boolean => endOf[kind](bytes);

/** PNG's own way to move, of which most decoders, and ours, see the first picture only. */
export const isAnimatedPng = (bytes: Buffer): boolean => chunksOf(bytes).includes('acTL');

const endOf: Record<PictureKind, (bytes: Buffer) => boolean> = {
  jpeg: (bytes) => bytes.lastIndexOf(endOfJpeg) > startOfScan(bytes),
  png: (bytes) => chunksOf(bytes).at(-1) === 'IEND',
  webp: (bytes) => bytes.readUInt32LE(4) + 8 <= bytes.length,
  avif: holdsWholeBoxes,
};

const endOfJpeg = Buffer.from([0xff, 0xd9]);

/**
 * Where the pixels of a JPEG begin, behind its segments: a camera's preview, which is a JPEG with an end of its own,
 * lies before. Infinity when it does not come to that.
 */
function startOfScan(bytes: Buffer): number {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xda) return at;
    // 0xff is a byte of filling; some markers stand alone.
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2;
    else at += 2 + bytes.readUInt16BE(at + 2);
  }
  return Infinity;
}

/** The names of a PNG's chunks, up to its end or to where it is cut. */
function chunksOf(bytes: Buffer): string[] {
  const names: string[] = [];
  for (let at = startOfPng.length; at + 12 <= bytes.length && names.at(-1) !== 'IEND';) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) break;
    names.push(textAt(bytes, at + 4));
    at = end;
  }
  return names;
}

/** AVIF is made of boxes that begin with their length: 0 is up to the end, 1 for lengths beyond 32 bits. */
function holdsWholeBoxes(bytes: Buffer): boolean {
  let at = 0;
  while (at + 8 <= bytes.length) {
    const size = bytes.readUInt32BE(at);
    if (size === 0) return true;
    // No box of ours is that long.
    if (size < 8) return false;
    at += size;
  }
  return at === bytes.length;
}
