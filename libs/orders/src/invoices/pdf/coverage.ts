/** Which characters a TrueType font can draw: what its table `cmap` says, read from the file. */
export class Coverage {
  private readonly ranges: readonly (readonly [first: number, last: number])[];

  constructor(font: Buffer) {
    this.ranges = rangesOf(font);
  }

  has(codePoint: number): boolean {
    let [low, high] = [0, this.ranges.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const [first, last] = this.ranges[middle] ?? [0, -1];
      if (codePoint < first) high = middle - 1;
      else if (codePoint > last) low = middle + 1;
      else return true;
    }
    return false;
  }
}

/** The groups of the subtable of format 12, which reaches beyond the first 65,536 characters. */
function rangesOf(font: Buffer): [number, number][] {
  const cmap = tableOf(font, 'cmap');
  const subtables = Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, index) =>
    font.readUInt32BE(cmap + 8 + 8 * index),
  );
  const wide = subtables.find((offset) => font.readUInt16BE(cmap + offset) === 12);
  if (wide === undefined) throw new Error('The font does not say which characters it has (cmap 12).');
  const groups = cmap + wide + 16;
  return Array.from({ length: font.readUInt32BE(groups - 4) }, (_, index) => {
    const group = groups + 12 * index;
    return [font.readUInt32BE(group), font.readUInt32BE(group + 4)];
  });
}

function tableOf(font: Buffer, tag: string): number {
  const records = Array.from({ length: font.readUInt16BE(4) }, (_, index) => 12 + 16 * index);
  const record = records.find((at) => font.toString('latin1', at, at + 4) === tag);
  if (record === undefined) throw new Error(`The font has no table ${tag}.`);
  return font.readUInt32BE(record + 8);
}
