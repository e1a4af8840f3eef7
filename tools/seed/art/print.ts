import sharp from 'sharp';
import type { PrintPicture } from '../types.ts';
import { mix, rgb, type Rgb } from './colour.ts';
import { motifs } from './motifs.ts';
import { penFor, rect } from './pen.ts';
import { noiseFrom, randomFrom, type Noise } from './random.ts';

const canvas = { width: 2000, height: 2500 };
/** Light changes slowly, so it is worked out on a grid of this step and interpolated. */
const step = 8;

/** One print as it hangs: where the sheet is, what surrounds it and how the light falls. */
interface Hanging {
  sheet: Box;
  art: Box;
  wall: Rgb;
  /** SVG between the wall and the art: paper, or frame and mount. */
  mount: string;
  shadow: { offset: [number, number]; blur: number; depth: number }[];
  windowLight: boolean;
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Draws a print hanging on a wall and returns it as a JPEG. */
export async function renderPrint(seed: string, picture: PrintPicture): Promise<Buffer> {
  const hanging = picture.view === 'framed' ? framed(picture.palette) : paper(picture.palette);
  const pixels = await draw(
    hanging,
    motifs[picture.motif](penFor(seed, picture.palette)),
    picture.palette[0] ?? '#ffffff',
  );
  lightUp(pixels, hanging, seed + picture.view);
  return sharp(pixels, { raw: { ...canvas, channels: 3 } })
    .jpeg({ quality: 88 })
    .toBuffer();
}

/** A bare sheet with a white margin, flush on a pale wall that picks up a little of the print. */
function paper(palette: string[]): Hanging {
  const sheet = { x: 262, y: 198, width: 1476, height: 2066 };
  const margin = 78;
  return {
    sheet,
    art: inset(sheet, margin),
    wall: rgb(mix(mix('#e9e5de', palette[1] ?? '#e9e5de', 0.1), '#e9e5de', 0.25)),
    mount: rect(sheet.x, sheet.y, sheet.width, sheet.height, '#fbf9f4'),
    shadow: [
      { offset: [10, 16], blur: 16, depth: 0.3 },
      { offset: [34, 54], blur: 70, depth: 0.24 },
    ],
    windowLight: false,
  };
}

/** Behind glass in oak, in a room with an afternoon window. */
function framed(palette: string[]): Hanging {
  const sheet = { x: 250, y: 230, width: 1296, height: 1782 };
  const frame = 40;
  const art = inset(sheet, frame + 96);
  const board = inset(sheet, frame);
  const oak = ['#c79a63', '#b98a54', '#d3a970', '#a97b48'];
  const { x, y, width: w, height: h } = sheet;
  const mitre = (points: string, fill: string) => `<polygon points="${points}" fill="${fill}"/>`;
  const rails =
    mitre(`${x},${y} ${x + w},${y} ${x + w - frame},${y + frame} ${x + frame},${y + frame}`, oak[2] ?? '') +
    mitre(
      `${x},${y + h} ${x + w},${y + h} ${x + w - frame},${y + h - frame} ${x + frame},${y + h - frame}`,
      oak[3] ?? '',
    ) +
    mitre(`${x},${y} ${x + frame},${y + frame} ${x + frame},${y + h - frame} ${x},${y + h}`, oak[0] ?? '') +
    mitre(
      `${x + w},${y} ${x + w - frame},${y + frame} ${x + w - frame},${y + h - frame} ${x + w},${y + h}`,
      oak[1] ?? '',
    );
  const bevel = `<rect x="${art.x - 7}" y="${art.y - 7}" width="${art.width + 14}" height="${art.height + 14}" fill="#d9d3c6"/>`;
  const wall = mix(mix('#d8d2c7', palette[2] ?? '#d8d2c7', 0.3), '#d8d2c7', 0.35);
  return {
    sheet,
    art,
    wall: rgb(wall),
    mount: sideboard(palette) + rails + rect(board.x, board.y, board.width, board.height, '#f8f5ee') + bevel,
    shadow: [
      { offset: [16, 24], blur: 22, depth: 0.42 },
      { offset: [70, 110], blur: 110, depth: 0.3 },
    ],
    windowLight: true,
  };
}

/** An oak sideboard with a vase in one of the print's colours. */
function sideboard(palette: string[]): string {
  const clay = mix(palette.at(-2) ?? '#b98a54', '#e5ddd0', 0.35);
  const vase =
    'M1500 2330C1444 2330 1420 2262 1420 2206C1420 2128 1474 2110 1478 2060C1480 2034 1466 2020 1462 2008H1578C1574 2020 1560 2034 1562 2060C1566 2110 1620 2128 1620 2206C1620 2262 1596 2330 1540 2330Z';
  const twigs = [
    'M1520 2012C1500 1850 1500 1730 1610 1560',
    'M1522 2012C1540 1880 1460 1760 1480 1640',
    'M1518 2012C1500 1900 1580 1800 1690 1790',
  ];
  return (
    `<defs><linearGradient id="board" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="#bd9160"/><stop offset=".16" stop-color="#c99d6b"/><stop offset=".17" stop-color="#8f683f"/><stop offset="1" stop-color="#7d5935"/></linearGradient>` +
    `<linearGradient id="clay"><stop offset="0" stop-color="${mix(clay, '#ffffff', 0.28)}"/><stop offset=".45" stop-color="${clay}"/><stop offset="1" stop-color="${mix(clay, '#1c1410', 0.5)}"/></linearGradient></defs>` +
    rect(0, 2300, canvas.width, 200, 'url(#board)') +
    '<g transform="translate(232 0)">' +
    twigs.map((d) => `<path d="${d}" fill="none" stroke="#6f5a40" stroke-width="7"/>`).join('') +
    buds() +
    `<path d="${vase}" fill="url(#clay)"/><ellipse cx="1520" cy="2009" rx="58" ry="10" fill="#2b2019"/></g>`
  );
}

function buds(): string {
  const places = [
    [1610, 1556],
    [1588, 1588],
    [1566, 1624],
    [1540, 1652],
    [1536, 1700],
    [1512, 1732],
    [1480, 1636],
    [1462, 1676],
    [1494, 1700],
    [1470, 1744],
    [1494, 1800],
    [1692, 1790],
    [1652, 1776],
    [1628, 1812],
    [1590, 1806],
    [1566, 1850],
  ];
  return places
    .map(
      ([x = 0, y = 0], i) =>
        `<ellipse cx="${x}" cy="${y}" rx="13" ry="21" fill="${i % 3 ? '#efe7d6' : '#d9cbb0'}" transform="rotate(${i * 37} ${x} ${y})"/>`,
    )
    .join('');
}

async function draw({ art, wall, mount }: Hanging, motif: string, ground: string): Promise<Buffer> {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${canvas.width}" height="${canvas.height}">` +
    `<rect width="100%" height="100%" fill="rgb(${wall.join(',')})"/>${mount}` +
    `<svg x="${art.x}" y="${art.y}" width="${art.width}" height="${art.height}" viewBox="0 0 1000 1400" preserveAspectRatio="xMidYMid slice"><rect width="1000" height="1400" fill="${ground}"/>${motif}</svg></svg>`;
  return sharp(Buffer.from(svg), { unlimited: true }).removeAlpha().raw().toBuffer();
}

/** Multiplies every pixel by the light that reaches it, and lays grain over paper and plaster. */
function lightUp(pixels: Buffer, hanging: Hanging, seed: string): void {
  const random = randomFrom(seed);
  const grain = Int8Array.from({ length: 65_536 }, () =>
    Math.round((random() + random() + random() - 1.5) * 9),
  );
  const [onWall, onSheet] = lightMaps(hanging, noiseFrom(random));
  const cols = canvas.width / step + 2;
  const { sheet } = hanging;
  for (let y = 0, i = 0; y < canvas.height; y++) {
    const inRows = y >= sheet.y && y < sheet.y + sheet.height;
    const row = Math.floor(y / step) * cols;
    const fy = (y % step) / step;
    let speck = Math.floor(random() * 60_000);
    for (let x = 0; x < canvas.width; x++, i += 3) {
      const inside = inRows && x >= sheet.x && x < sheet.x + sheet.width;
      const light = sample(inside ? onSheet : onWall, row + (x >> 3), cols, (x & 7) / step, fy);
      const noise = (grain[speck++ & 65_535] ?? 0) * (inside ? 0.55 : 0.4);
      pixels[i] = bounded((pixels[i] ?? 0) * light + noise);
      pixels[i + 1] = bounded((pixels[i + 1] ?? 0) * light + noise);
      pixels[i + 2] = bounded((pixels[i + 2] ?? 0) * light + noise);
    }
  }
}

const bounded = (value: number) => (value < 0 ? 0 : value > 255 ? 255 : value);

function sample(map: Float32Array, at: number, cols: number, fx: number, fy: number): number {
  const a = map[at] ?? 1;
  const b = map[at + 1] ?? 1;
  const c = map[at + cols] ?? 1;
  const d = map[at + cols + 1] ?? 1;
  return (a + (b - a) * fx) * (1 - fy) + (c + (d - c) * fx) * fy;
}

function lightMaps(hanging: Hanging, noise: Noise): [Float32Array, Float32Array] {
  const [cols, rows] = [canvas.width / step + 2, Math.ceil(canvas.height / step) + 2];
  const [onWall, onSheet] = [new Float32Array(cols * rows), new Float32Array(cols * rows)];
  for (let r = 0, i = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++, i++) {
      const [x, y] = [c * step, r * step];
      const fall =
        (hanging.windowLight ? 1.035 : 1.06) - 0.08 * (x / canvas.width) - 0.09 * (y / canvas.height);
      const sun = hanging.windowLight ? 1 + 0.13 * pane(x, y) : 1;
      const plaster = 1 + noise(x / 260, y / 260) * 0.012 + noise(x / 34, y / 34) * 0.006;
      const dark = hanging.shadow.reduce(
        (light, s) =>
          light * (1 - s.depth * softBox(x - s.offset[0], y - s.offset[1], hanging.sheet, s.blur)),
        1,
      );
      onWall[i] = fall * sun * plaster * dark;
      onSheet[i] = Math.min(1.03, fall * (1 + (sun - 1) * 0.35));
    }
  }
  return [onWall, onSheet];
}

/** A slanted window of two by three panes, softened by distance. */
function pane(x: number, y: number): number {
  const [u, v] = [x - 250 - (y - 200) * 0.16, y - 140 - x * 0.34];
  const edge = (value: number, low: number, high: number, blur: number) =>
    soft((value - low) / blur) * soft((high - value) / blur);
  const bars = (value: number, at: number) => 1 - edge(value, at - 20, at + 20, 26) * 0.8;
  return edge(u, 0, 1050, 44) * edge(v, 0, 1560, 44) * bars(u, 520) * bars(v, 520) * bars(v, 1040);
}

const soft = (t: number) => 1 / (1 + Math.exp(-t * 2.4));
const softBox = (x: number, y: number, box: Box, blur: number) =>
  soft((x - box.x) / blur) *
  soft((box.x + box.width - x) / blur) *
  soft((y - box.y) / blur) *
  soft((box.y + box.height - y) / blur);
const inset = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x + by,
  y: y + by,
  width: width - 2 * by,
  height: height - 2 * by,
});
