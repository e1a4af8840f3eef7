import { type PictureKind, startOfPng } from './picture-kind.ts';

/** Whether a picture reaches from its beginning to its end, told from its parts: nothing is decoded for it. */
export const isWhole = (bytes: Buffer, kind: PictureKind): boolean => endOf[kind](bytes);

/** PNG's own way to move, of which most decoders, and ours, see the first picture only. */
export const isAnimatedPng = (bytes: Buffer): boolean => holdsChunk(bytes, startOfMoves);

const endOf: Record<PictureKind, (bytes: Buffer) => boolean> = {
  jpeg: (bytes) => bytes.lastIndexOf(endOfJpeg) > startOfScan(bytes),
  png: (bytes) => holdsChunk(bytes, endOfPng),
  webp: (bytes) => bytes.readUInt32LE(4) + 8 <= bytes.length,
  avif: holdsWholeBoxes,
};

const endOfJpeg = Buffer.from([0xff, 0xd9]);
const endOfPng = Buffer.from('IEND').readUInt32BE();
const startOfMoves = Buffer.from('acTL').readUInt32BE();

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

/**
 * Whether a PNG has such a chunk, up to its end or to where it is cut. Names are compared as numbers: 20 MB may be 1.7
 * million empty chunks, and nothing else of this process moves while they are counted.
 */
function holdsChunk(bytes: Buffer, name: number): boolean {
  for (let at = startOfPng.length; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return false;
    const found = bytes.readUInt32BE(at + 4);
    if (found === name || found === endOfPng) return found === name;
    at = end;
  }
  return false;
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
