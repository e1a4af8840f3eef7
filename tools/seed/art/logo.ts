import sharp from 'sharp';

/** A sign and the store's name beside it, drawn of lines: no font is needed to draw it anywhere. */
export interface LogoArt {
  sign: 'sunrise' | 'weave';
  /** In capitals. */
  name: string;
  /** Of the letters, then of the sign. */
  colours: readonly [string, string];
}

interface Letter {
  path: string;
  width: number;
}

/** On a grid of a hundred units' height. */
const letters: Record<string, Letter> = {
  A: { path: 'M0 100 38 0 76 100M15 66H61', width: 76 },
  E: { path: 'M52 0H0V100H52M0 49H44', width: 52 },
  F: { path: 'M52 0H0V100M0 49H44', width: 52 },
  L: { path: 'M0 0V100H50', width: 50 },
  M: { path: 'M0 100V0L41 58 82 0V100', width: 82 },
  N: { path: 'M0 100V0L66 100V0', width: 66 },
  P: { path: 'M0 100V0H30A28 28 0 0 1 30 56H0', width: 58 },
  R: { path: 'M0 100V0H30A27 27 0 0 1 30 54H0M30 54 58 100', width: 58 },
  T: { path: 'M0 0H68M34 0V100', width: 68 },
  U: { path: 'M0 0V67A32 32 0 0 0 64 67V0', width: 64 },
  W: { path: 'M0 0 27 100 52 26 77 100 104 0', width: 104 },
  '&': {
    path: 'M74 100 20 37A20 20 0 1 1 53 28C48 42 4 52 4 76 4 92 17 100 31 100 52 100 66 82 70 58',
    width: 74,
  },
  ' ': { path: '', width: 24 },
};

const gap = 26;

const signs: Record<LogoArt['sign'], (colour: string, ink: string) => string> = {
  // A sun behind three ridges.
  sunrise: (colour, ink) => `
    <circle cx="60" cy="46" r="30" fill="${colour}"/>
    <path d="M0 100 34 62 58 86 84 56 120 100Z" fill="#ffffff" stroke="#ffffff" stroke-width="14"/>
    <path d="M0 100 34 62 66 96M50 100 84 58 120 100" fill="none" stroke="${ink}" stroke-width="9"/>`,
  // Threads that go over and under each other.
  weave: (colour, ink) => {
    const at = [16, 50, 84];
    const warp = at.map((x) => `<path d="M${x + 10} 0V100" stroke="${colour}" stroke-width="15"/>`);
    const weft = at.flatMap((y, row) =>
      at
        .filter((_, column) => (row + column) % 2 === 0)
        .map(
          (x) =>
            `<path d="M${x - 9} ${y}H${x + 29}" stroke="#ffffff" stroke-width="25"/>
             <path d="M${x - 8} ${y}H${x + 28}" stroke="${ink}" stroke-width="15"/>`,
        ),
    );
    return [...warp, ...weft].join('');
  },
};

/** As JPEG on white, for letters and mails. The same logo gives the same bytes. */
export async function drawLogo({ sign, name, colours: [ink, colour] }: LogoArt): Promise<Buffer> {
  const place = { x: 164, paths: [] as string[] };
  for (const character of name) {
    const letter = letters[character];
    if (!letter) throw new Error(`There is no letter ${character} for logos yet.`);
    place.paths.push(`<path transform="translate(${place.x} 20) scale(0.6)" d="${letter.path}"/>`);
    place.x += 0.6 * letter.width + gap;
  }
  const width = place.x;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 -8 ${width} 116" width="640">
    <rect x="-8" y="-8" width="100%" height="100%" fill="#ffffff"/>
    ${signs[sign](colour, ink)}
    <g fill="none" stroke="${ink}" stroke-width="13" stroke-linejoin="round" stroke-linecap="round">${place.paths.join('')}</g>
  </svg>`;
  return sharp(Buffer.from(svg))
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
    .toBuffer();
}
