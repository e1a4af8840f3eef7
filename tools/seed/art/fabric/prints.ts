import type { Pattern } from '../../types.ts';
import { darker, lighter, mix } from '../colour.ts';
import {
  at,
  blob,
  circle,
  leaf,
  penFor,
  rect,
  scatter,
  shape,
  smooth,
  smoothLoop,
  stroke,
  times,
  type Pen,
  type Point,
} from '../pen.ts';
import type { Order } from './loom.ts';
import { printed, seamless, type Texture } from './texture.ts';

/** One tile of a printed or dyed pattern, in units of a cloth that repeats every `width` by `height`. */
interface Tile {
  width: number;
  height: number;
  draw: (pen: Pen) => string;
}

const dryBlock = (pen: Pen, x: number, y: number, reach: number, ground: string) =>
  times(7, () =>
    circle(
      x + pen.between(-reach, reach),
      y + pen.between(-reach, reach),
      pen.between(1, 3.4),
      ground,
      'opacity=".5"',
    ),
  ).join('');

/** Lozenges whose edges tremble: every row of the shape is cut into strips that slipped a little. */
function ikat(pen: Pen): string {
  const lozenge = (cx: number, cy: number, w: number, h: number, colour: string, slip: number) =>
    times(Math.round(w / 4), (i) => {
      const x = cx - w + i * 8;
      const half = h * (1 - Math.abs((x + 4 - cx) / w)) + pen.between(-slip, slip);
      return half > 3
        ? rect(x, cy - half, 8.6, half * 2, colour) +
            rect(x, cy - half - slip * 0.7, 8.6, slip * 0.7, mix(colour, pen.ink(0), 0.5)) +
            rect(x, cy + half, 8.6, slip * 0.7, mix(colour, pen.ink(0), 0.5))
        : '';
    }).join('');
  const motif = (x: number, y: number, a: number, b: number, c: number) =>
    lozenge(x, y, 132, 300, pen.ink(a), 26) +
    lozenge(x, y, 96, 216, pen.ink(0), 22) +
    lozenge(x, y, 78, 172, pen.ink(b), 20) +
    lozenge(x, y, 42, 92, pen.ink(0), 14) +
    lozenge(x, y, 30, 60, pen.ink(c), 12);
  return (
    motif(150, 310, 1, 2, 3) +
    motif(450, 0, 3, 1, 2) +
    motif(450, 620, 3, 1, 2) +
    [0, 300].map((x) => lozenge(x, x ? 310 : 310, 16, 50, pen.ink(2), 8)).join('') +
    lozenge(300, 0, 26, 60, pen.ink(2), 10) +
    lozenge(0, 0, 26, 60, pen.ink(2), 10)
  );
}

function flowers(pen: Pen): string {
  const flower = (x: number, y: number, r: number, petal: string, heart: string) =>
    at(
      x,
      y,
      pen.between(0, 60),
      times(9, (i) =>
        at(
          0,
          0,
          i * 40,
          shape(
            `M0 ${-r * 0.26}C${-r * 0.34} ${-r * 0.5} ${-r * 0.24} ${-r} 0 ${-r}C${r * 0.24} ${-r} ${r * 0.34} ${-r * 0.5} 0 ${-r * 0.26}Z`,
            petal,
          ) + stroke(`M0 ${-r * 0.4}V${-r * 0.82}`, pen.ink(0), 3),
        ),
      ).join('') +
        circle(0, 0, r * 0.25, heart) +
        times(8, (i) => at(0, 0, i * 45, circle(0, -r * 0.17, 3.5, pen.ink(0)))).join(''),
    );
  const sprig = (x: number, y: number, turn: number) =>
    at(
      x,
      y,
      turn,
      stroke('M0 0C10 -50 -10 -90 6 -130', pen.ink(3), 6) +
        times(6, (i) =>
          at(2, -24 - i * 18, i % 2 ? -150 : -30, shape(leaf(48 - i * 3, 14), pen.ink(3))),
        ).join('') +
        circle(6, -138, 12, pen.ink(2)),
    );
  return (
    flower(150, 150, 128, pen.ink(1), pen.ink(2)) +
    flower(450, 450, 128, pen.ink(2), pen.ink(1)) +
    flower(450, 150, 58, pen.ink(2), pen.ink(3)) +
    flower(150, 450, 58, pen.ink(1), pen.ink(3)) +
    sprig(300, 345, 0) +
    sprig(20, 330, 180) +
    sprig(300, 10, 90) +
    sprig(300, 290, 270) +
    dryBlock(pen, 300, 300, 290, pen.ink(0))
  );
}

function leaves(pen: Pen): string {
  const one = (x: number, y: number, turn: number, colour: string) =>
    at(
      x,
      y,
      turn,
      shape(leaf(150, 52), colour) +
        stroke('M-30 0H132', pen.ink(0), 4) +
        stroke('M-40 0H4', colour, 6) +
        times(8, (i) =>
          stroke(
            `M${24 + (i >> 1) * 26} 0l22 ${i % 2 ? 24 - (i >> 1) * 3 : -24 + (i >> 1) * 3}`,
            pen.ink(0),
            3,
          ),
        ).join('') +
        dryBlock(pen, 80, 0, 34, pen.ink(0)),
    );
  const places: [number, number, number, number][] = [
    [30, 90, 24, 1],
    [250, 60, 70, 2],
    [470, 60, 150, 1],
    [560, 200, 100, 2],
    [120, 230, 110, 2],
    [300, 240, -30, 1],
    [440, 330, 40, 2],
    [70, 400, -20, 1],
    [290, 420, 120, 1],
    [590, 440, 170, 1],
    [180, 540, 200, 2],
    [420, 560, -60, 2],
  ];
  return (
    places.map(([x, y, turn, ink]) => one(x, y, turn, pen.ink(ink))).join('') +
    times(30, () => circle(pen.between(0, 600), pen.between(0, 600), 4.5, pen.ink(2))).join('')
  );
}

const dots = (pen: Pen) =>
  scatter(pen, 92, { x: 40, y: 40, width: 520, height: 520 }, 1500)
    .map(([x, y]) =>
      shape(blob(pen, x, y, pen.between(20, 36), undefined, 0.1, 8), pen.pick([1, 2, 3, 4, 5].map(pen.ink))),
    )
    .join('');

function suns(pen: Pen): string {
  const sun = (x: number, y: number, r: number, a: number, b: number, c: number) => {
    const stitch = (radius: number, colour: string, width: number, dash: string) =>
      circle(x, y, radius, 'none', `stroke="${colour}" stroke-width="${width}" stroke-dasharray="${dash}"`);
    return (
      circle(x, y, r, pen.ink(a)) +
      times(28, (i) =>
        at(x, y, i * 12.86, shape(`M${r * 0.98} -13L${r * 1.26} 0L${r * 0.98} 13Z`, pen.ink(i % 2 ? b : a))),
      ).join('') +
      circle(x, y, r * 0.82, pen.ink(0)) +
      circle(x, y, r * 0.74, pen.ink(b)) +
      times(12, (i) =>
        at(
          x,
          y,
          i * 30,
          shape(
            `M${r * 0.26} 0C${r * 0.36} ${-r * 0.13} ${r * 0.56} ${-r * 0.13} ${r * 0.68} 0C${r * 0.56} ${r * 0.13} ${r * 0.36} ${r * 0.13} ${r * 0.26} 0Z`,
            pen.ink(i % 2 ? 0 : c),
          ),
        ),
      ).join('') +
      circle(x, y, r * 0.24, pen.ink(a)) +
      circle(x, y, r * 0.12, pen.ink(0)) +
      [0.9, 0.95].map((s) => stitch(r * s, lighter(pen.ink(a), 0.25), 2.4, '7 4')).join('') +
      stitch(r * 0.7, lighter(pen.ink(b), 0.35), 2.4, '6 4')
    );
  };
  const vine = (d: string) => stroke(d, pen.ink(3), 7);
  return (
    vine('M300 0C260 160 340 140 300 300S340 440 300 600') +
    times(10, (i) => at(300, 30 + i * 60, i % 2 ? 30 : 150, shape(leaf(62, 18), pen.ink(3)))).join('') +
    sun(150, 150, 106, 1, 2, 4) +
    sun(450, 450, 106, 1, 2, 4) +
    sun(450, 150, 56, 2, 4, 1) +
    sun(150, 450, 56, 2, 4, 1)
  );
}

function asanoha(pen: Pen): string {
  const [w, h] = [200, 346.4];
  const star = (x: number, y: number) =>
    times(6, (i) =>
      at(
        x,
        y,
        i * 60,
        `<path d="M0 0L0 -115.5M0 -115.5L100 -57.7M0 -115.5L100 -173.2M0 0L100 -173.2M0 -115.5L-100 -173.2" fill="none" stroke="${pen.ink(1)}" stroke-width="6.5" stroke-dasharray="15 6" stroke-linecap="round"/>`,
      ),
    ).join('');
  return star(0, 0) + star(w, 0) + star(w / 2, h / 2) + star(0, h) + star(w, h);
}

function scales(pen: Pen, rings: number, more: (x: number, y: number) => string): string {
  const r = 100;
  return times(5, (row) =>
    times(4, (i) => {
      const [x, y] = [i * 200 - (row % 2 ? 0 : 100), row * 50 + 0];
      return (
        times(rings, (k) => circle(x, y, r - (k * r) / rings, k % 2 ? pen.ink(0) : pen.ink(1))).join('') +
        more(x, y)
      );
    }).join(''),
  ).join('');
}

function scallops(pen: Pen): string {
  return times(7, (row) =>
    times(4, (i) => {
      const [x, y] = [i * 200 - (row % 2 ? 0 : 100), row * 100 - 100];
      const d = `M${x - 98} ${y}A98 108 0 0 0 ${x + 98} ${y}Z`;
      const ribs = times(7, (k) =>
        stroke(`M${x} ${y - 4}L${x + (k - 3) * 27} ${y + 92 - Math.abs(k - 3) * 13}`, pen.ink(2), 4),
      );
      return (
        shape(d, row % 2 ? pen.ink(0) : mix(pen.ink(0), pen.ink(2), 0.3)) +
        ribs.join('') +
        stroke(d, pen.ink(1), 6) +
        stroke(`M${x - 82} ${y}A82 90 0 0 0 ${x + 82} ${y}`, pen.ink(1), 2.6)
      );
    }).join(''),
  )
    .toReversed()
    .join('');
}

function ogee(pen: Pen): string {
  const onion = (x: number, y: number, s: number) =>
    `M${x} ${y - 200 * s}C${x + 10 * s} ${y - 120 * s} ${x + 150 * s} ${y - 110 * s} ${x + 150 * s} ${y}C${x + 150 * s} ${y + 110 * s} ${x + 10 * s} ${y + 120 * s} ${x} ${y + 200 * s}C${x - 10 * s} ${y + 120 * s} ${x - 150 * s} ${y + 110 * s} ${x - 150 * s} ${y}C${x - 150 * s} ${y - 110 * s} ${x - 10 * s} ${y - 120 * s} ${x} ${y - 200 * s}Z`;
  const one = (x: number, y: number) =>
    stroke(onion(x, y, 0.94), pen.ink(1), 9) +
    shape(onion(x, y, 0.78), pen.ink(1)) +
    shape(onion(x, y, 0.68), pen.ink(0)) +
    at(
      x,
      y,
      0,
      shape('M0 -104C30 -60 34 -20 0 34C-34 -20 -30 -60 0 -104Z', pen.ink(2)) +
        shape(
          'M-64 -62C-70 0 -44 44 0 60C44 44 70 0 64 -62C40 -40 26 -6 0 34C-26 -6 -40 -40 -64 -62Z',
          pen.ink(1),
        ) +
        circle(0, 78, 10, pen.ink(2)) +
        circle(0, 104, 6, pen.ink(2)) +
        [-1, 1]
          .map(
            (s) =>
              circle(s * 84, -6, 6, pen.ink(2)) +
              circle(s * 72, 30, 5, pen.ink(2)) +
              circle(s * 52, 62, 4, pen.ink(2)),
          )
          .join(''),
    );
  return one(150, 200) + one(0, 0) + one(300, 0) + one(0, 400) + one(300, 400);
}

function trellis(pen: Pen): string {
  const bars = [0, 200]
    .map(
      (y) =>
        stroke(
          `M-20 ${y}C40 ${y + 10} 60 ${y + 90} 100 ${y + 100}S160 ${y + 190} 220 ${y + 200}`,
          pen.ink(1),
          9,
        ) +
        stroke(
          `M220 ${y}C160 ${y + 10} 140 ${y + 90} 100 ${y + 100}S40 ${y + 190} -20 ${y + 200}`,
          pen.ink(1),
          9,
        ),
    )
    .join('');
  const bud = (x: number, y: number) =>
    at(
      x,
      y,
      0,
      [-52, 52, 0]
        .map((turn) =>
          at(0, 22, -90 + turn, shape(leaf(turn ? 34 : 48, turn ? 9 : 15), turn ? pen.ink(1) : pen.ink(2))),
        )
        .join('') +
        circle(0, 22, 5, pen.ink(1)) +
        stroke('M0 24V46', pen.ink(1), 4),
    );
  return (
    bars +
    [
      [100, 0],
      [100, 200],
      [0, 100],
      [200, 100],
      [0, 300],
      [200, 300],
      [100, 400],
    ]
      .map(([x = 0, y = 0]) => bud(x, y - 6))
      .join('') +
    [
      [100, 100],
      [100, 300],
      [0, 0],
      [0, 200],
      [200, 0],
      [200, 200],
      [0, 400],
      [200, 400],
    ]
      .map(([x = 0, y = 0]) => circle(x, y, 12, pen.ink(2)) + circle(x, y, 5, pen.ink(0)))
      .join('')
  );
}

function shibori(pen: Pen): string {
  const cell = 200;
  const bleed = `<radialGradient id="sh"><stop offset="0" stop-color="${pen.ink(0)}"/><stop offset=".5" stop-color="${pen.ink(0)}" stop-opacity=".85"/><stop offset=".78" stop-color="${pen.ink(2)}" stop-opacity=".55"/><stop offset="1" stop-color="${pen.ink(1)}" stop-opacity="0"/></radialGradient>`;
  return (
    bleed +
    times(9, (i) => {
      const [x, y] = [100 + (i % 3) * cell, 100 + Math.floor(i / 3) * cell];
      const size = pen.between(82, 98);
      const square = (s: number) =>
        smoothLoop(
          times(16, (k): Point => {
            const a = (k / 16) * Math.PI * 2;
            const reach = s / Math.max(Math.abs(Math.cos(a)), Math.abs(Math.sin(a))) ** 0.8;
            return [
              x + Math.cos(a) * reach * pen.between(0.9, 1.06),
              y + Math.sin(a) * reach * pen.between(0.9, 1.06),
            ];
          }),
        );
      return (
        shape(square(size), pen.ink(2), 'opacity=".6"') +
        shape(square(size * 0.86), mix(pen.ink(2), pen.ink(0), 0.55)) +
        shape(square(size * 0.7), pen.ink(0)) +
        `<circle cx="${x}" cy="${y}" r="${size}" fill="url(#sh)"/>` +
        times(26, () =>
          stroke(
            `M${x + pen.between(-60, 60)} ${y + pen.between(-84, 84)}h${pen.between(8, 60)}`,
            pen.pick([pen.ink(1), pen.ink(2), pen.ink(0)]),
            pen.between(1, 4),
            'opacity=".3"',
          ),
        ).join('')
      );
    }).join('') +
    times(3, (i) =>
      stroke(`M${100 + i * 200} 0V600M0 ${100 + i * 200}H600`, lighter(pen.ink(2), 0.3), 3, 'opacity=".5"'),
    ).join('')
  );
}

function teardrops(pen: Pen): string {
  const drop = (x: number, y: number, s: number, a: number, b: number, c: number, turn: number) => {
    const d =
      'M0 120C-78 120 -110 50 -96 -8C-84 -58 -40 -84 -6 -104C30 -128 62 -126 74 -108C40 -108 34 -86 48 -62C84 -2 92 120 0 120Z';
    const inner = (k: number, colour: string) => at(-6 * (1 - k), 26 * (1 - k) + 8, 0, shape(d, colour), k);
    return at(
      x,
      y,
      turn,
      times(15, (i) => {
        const t = (i / 15) * 6.283;
        return circle(Math.cos(t) * 108 - 4, Math.sin(t) * 124 + 4, 7, pen.ink(c));
      }).join('') +
        shape(d, pen.ink(a)) +
        inner(0.8, pen.ink(0)) +
        inner(0.66, pen.ink(b)) +
        inner(0.44, pen.ink(a)) +
        times(5, (i) => at(0, 62, -90 + (i - 2) * 28, shape(leaf(44, 9), pen.ink(0)))).join('') +
        circle(0, 62, 8, pen.ink(c)),
      s,
    );
  };
  return (
    drop(150, 160, 1, 1, 2, 3, 14) +
    drop(450, 460, 1, 1, 3, 2, 14) +
    drop(440, 150, 0.56, 2, 1, 1, -150) +
    drop(150, 450, 0.56, 3, 1, 2, -150) +
    [
      [300, 300],
      [0, 300],
      [300, 0],
      [0, 0],
    ]
      .map(
        ([x = 0, y = 0]) =>
          times(6, (i) => at(x, y, i * 60, shape(leaf(38, 12), i % 2 ? pen.ink(1) : pen.ink(2)))).join('') +
          circle(x, y, 9, pen.ink(1)),
      )
      .join('')
  );
}

function lemons(pen: Pen): string {
  const one = (x: number, y: number, turn: number) =>
    at(
      x,
      y,
      turn,
      at(
        0,
        -70,
        0,
        times(3, (i) =>
          at(
            0,
            0,
            [-160, -80, -18][i] ?? 0,
            shape(leaf(118, 34), pen.ink(2)) + stroke('M0 0H100', lighter(pen.ink(2), 0.5), 3),
          ),
        ).join(''),
      ) +
        shape(
          'M0 -86C16 -82 24 -74 32 -66C66 -44 70 36 38 62C28 72 18 74 10 86Q0 96 -10 86C-18 74 -28 72 -38 62C-70 36 -66 -44 -32 -66C-24 -74 -16 -82 0 -86Z',
          pen.ink(1),
        ) +
        shape(
          'M32 -66C66 -44 70 36 38 62C28 72 18 74 10 86C48 40 50 -20 20 -74Z',
          pen.ink(3),
          'opacity=".7"',
        ) +
        shape('M-30 -36C-44 -10 -42 16 -34 30C-36 6 -34 -16 -24 -38Z', lighter(pen.ink(1), 0.6)) +
        times(9, () => circle(pen.between(-26, 26), pen.between(-46, 50), 2.4, pen.ink(3))).join(''),
    );
  const twig = (x: number, y: number, turn: number) =>
    at(
      x,
      y,
      turn,
      stroke('M-70 0H70', pen.ink(2), 6) +
        times(5, (i) =>
          at(
            -60 + i * 26,
            0,
            i % 2 ? 44 : -44,
            shape(leaf(84, 24), pen.ink(2)) + stroke('M0 0H70', lighter(pen.ink(2), 0.5), 3),
          ),
        ).join('') +
        at(74, 0, 0, shape(leaf(70, 22), pen.ink(2))),
    );
  return (
    one(150, 165, -16) +
    one(450, 465, 24) +
    twig(440, 130, -38) +
    twig(150, 440, 142) +
    at(
      300,
      320,
      0,
      circle(0, 0, 13, pen.ink(1)) +
        times(5, (i) =>
          at(
            0,
            0,
            i * 72,
            `<ellipse cx="0" cy="-28" rx="13" ry="20" fill="${lighter(pen.ink(1), 0.75)}" stroke="${pen.ink(3)}" stroke-width="2.5"/>`,
          ),
        ).join(''),
    ) +
    times(14, () => circle(pen.between(0, 600), pen.between(0, 600), 5, pen.ink(2))).join('')
  );
}

function fish(pen: Pen): string {
  const one = (x: number, y: number, right: boolean) =>
    `<g transform="translate(${x} ${y}) scale(${right ? -1 : 1} 1)">` +
    shape(
      'M-130 0C-90 -40 20 -44 92 -10L134 -36C126 -12 126 12 134 36L92 10C20 44 -90 40 -130 0Z',
      right ? pen.ink(3) : pen.ink(1),
    ) +
    shape('M-116 4C-80 34 20 36 92 8C20 14 -70 14 -116 4Z', pen.ink(2)) +
    circle(-96, -6, 8, pen.ink(0)) +
    circle(-96, -6, 3.4, darker(pen.ink(1), 0.5)) +
    stroke('M-74 -22C-66 -8 -66 8 -74 22', pen.ink(0), 3.4) +
    times(9, (i) => circle(-46 + i * 14, -13 + (i % 2), 3, pen.ink(0))).join('') +
    stroke('M-50 3H84', pen.ink(0), 2.4) +
    '</g>';
  return times(48, (i) =>
    one(150 + (i % 3) * 300 - (Math.floor(i / 3) % 2 ? 150 : 0), 60 + Math.floor(i / 3) * 110, i === 23),
  ).join('');
}

function sprigs(pen: Pen): string {
  const one = (x: number, y: number, turn: number) =>
    at(
      x,
      y,
      turn,
      stroke('M-120 20C-50 -10 30 20 124 -20', pen.ink(1), 5) +
        times(12, (i) =>
          at(
            -96 + i * 19,
            10 - Math.sin(i * 0.55) * 8,
            i % 2 ? -48 : 42,
            shape(leaf(74 - i * 2, 13), i % 3 ? pen.ink(1) : mix(pen.ink(1), pen.ink(0), 0.4)),
          ),
        ).join('') +
        [
          [-46, 34],
          [20, 30],
          [64, -34],
        ]
          .map(
            ([ox = 0, oy = 0]) =>
              `<ellipse cx="${ox}" cy="${oy}" rx="13" ry="17" fill="${pen.ink(2)}"/><circle cx="${ox - 4}" cy="${oy - 5}" r="3" fill="${pen.ink(0)}"/>`,
          )
          .join(''),
    );
  return (
    one(150, 90, -12) +
    one(0, 290, 14) +
    one(300, 290, 14) +
    one(150, 490, -12) +
    one(450, 490, 168) +
    one(450, 90, 168) +
    one(600, 290, 14)
  );
}

function vines(pen: Pen): string {
  const vine = (y: number, flip: number) => {
    const spine = times(13, (i): Point => [i * 50, y + Math.sin((i / 12) * Math.PI * 4) * 56 * flip]);
    return (
      stroke(smooth(spine), pen.ink(1), 8) +
      spine
        .slice(0, 12)
        .map(([x, sy], i) =>
          at(
            x + 20,
            sy,
            i % 2 ? 62 : -62,
            stroke('M0 0H24', pen.ink(1), 5) +
              at(20, 0, 0, shape(leaf(92, 34), pen.ink(1)) + stroke('M8 0H74', pen.ink(0), 3)),
          ),
        )
        .join('') +
      spine
        .slice(0, 12)
        .filter((_, i) => i % 3 === 1)
        .map(([x, sy], i) =>
          at(
            x,
            sy + (i % 2 ? 64 : -64) * flip,
            0,
            times(6, (k) =>
              at(0, 0, k * 60, `<ellipse cx="0" cy="-19" rx="12" ry="18" fill="${pen.ink(2)}"/>`),
            ).join('') + circle(0, 0, 10, pen.ink(3)),
          ),
        )
        .join('')
    );
  };
  return vine(150, 1) + vine(450, -1);
}

function brushes(pen: Pen): string {
  return times(36, (i) => {
    const [x, y] = [
      50 + (i % 6) * 100 + pen.between(-8, 8),
      50 + Math.floor(i / 6) * 100 + pen.between(-8, 8),
    ];
    const colour = i % 11 === 4 ? pen.ink(2) : pen.ink(1);
    const bristles = times(8, (k) =>
      stroke(
        `M${-40 + pen.between(-10, 10)} ${-16 + k * 4.6}Q0 ${-26 + k * 4.6 + pen.between(-3, 3)} ${38 + pen.between(-16, 14)} ${-16 + k * 4.6}`,
        colour,
        5.4,
      ),
    );
    return at(x, y, (i % 2 ? 32 : -32) + pen.between(-10, 10), bristles.join(''));
  }).join('');
}

type Printed = Exclude<
  Pattern,
  | 'stripes'
  | 'ticking'
  | 'tartan'
  | 'gingham'
  | 'minigingham'
  | 'buffalo'
  | 'windowpane'
  | 'houndstooth'
  | 'herringbone'
  | 'chevron'
  | 'birdseye'
  | 'waffle'
  | 'pinstripe'
  | 'bands'
  | 'colourblock'
  | 'ombre'
  | 'glencheck'
  | 'kilim'
>;

const square = (draw: (pen: Pen) => string): Tile => ({ width: 600, height: 600, draw });

/** Every printed or dyed pattern by name. */
export const tiles: Record<Printed, Tile> = {
  ikat: { width: 600, height: 620, draw: ikat },
  leaf: square(leaves),
  flower: square(flowers),
  dots: square(dots),
  suns: square(suns),
  asanoha: { width: 200, height: 346.4, draw: asanoha },
  waves: { width: 200, height: 100, draw: (pen) => scales(pen, 7, (x, y) => circle(x, y, 8, pen.ink(0))) },
  ogee: { width: 300, height: 400, draw: ogee },
  trellis: { width: 200, height: 400, draw: trellis },
  shibori: square(shibori),
  teardrop: square(teardrops),
  lemon: square(lemons),
  fish: { width: 900, height: 1760, draw: fish },
  sprig: { width: 600, height: 600, draw: sprigs },
  vine: square(vines),
  scallop: { width: 200, height: 200, draw: scallops },
  brush: square(brushes),
};

/** Prints a pattern for an order; `seed` keeps every product's hand-cut shapes its own. */
export function print(pattern: Printed, order: Order, seed: string): Promise<Texture> {
  const { width, height, draw } = tiles[pattern];
  const zoom = order.thread / 4.8;
  const pen = penFor(seed, order.palette);
  const content = `<g transform="scale(${zoom})">${seamless(draw(pen), width, height)}</g>`;
  const ground = pattern === 'shibori' ? pen.ink(1) : pen.ink(0);
  return printed(content, [width * zoom, height * zoom], ground, order.thread, order.random);
}
