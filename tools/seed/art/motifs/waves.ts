import { darker, lighter, mix, scale } from '../colour.ts';
import { isolines } from '../isolines.ts';
import {
  blob,
  circle,
  fade,
  group,
  line,
  rect,
  shape,
  sheet,
  smooth,
  smoothLoop,
  stroke,
  times,
  type Pen,
  type Point,
} from '../pen.ts';

const { width: W, height: H } = sheet;
const bump = (x: number, y: number, cx: number, cy: number, size: number) =>
  Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (size * size));
const loopPath = (loops: Point[][]) =>
  loops
    .filter((loop) => loop.length > 5)
    .map(smoothLoop)
    .join('');

export function contours(pen: Pen): string {
  const height = (x: number, y: number) =>
    bump(x, y, 590, 560, 330) * 1.5 + bump(x, y, 250, 1050, 260) * 0.9 + pen.rough(x / 420, y / 420) * 0.7;
  const lines = times(34, (i) =>
    stroke(loopPath(isolines(height, -0.42 + i * 0.062)), i % 5 ? pen.ink(1) : pen.ink(2), i % 5 ? 1.9 : 3.8),
  );
  const summit =
    circle(590, 560, 9, pen.ink(3)) + circle(590, 560, 20, 'none', `stroke="${pen.ink(3)}" stroke-width="3"`);
  return lines.join('') + summit;
}

export function ridgelines(pen: Pen): string {
  const rows = times(60, (i) => {
    const y = 235 + i * 17;
    const points = times(161, (k): Point => {
      const x = 130 + k * 4.625;
      const middle = Math.exp(-(((x - 500) / 175) ** 2) * (1 + 0.5 * Math.sin(i * 0.4)));
      const wild =
        Math.abs(pen.rough(x / 46 + i * 0.13, i * 0.46)) * 190 + Math.abs(pen.noise(x / 90, i * 0.31)) * 60;
      return [x, y - middle * wild - Math.abs(pen.noise(x / 18, i * 3.3)) * 5];
    });
    return (
      shape(`${line(points)}V${y + 40}H130Z`, pen.ink(0)) +
      stroke(line(points), i === 37 ? pen.ink(2) : pen.ink(1), i === 37 ? 4 : 2.6)
    );
  });
  return rect(0, 0, W, H, pen.ink(0)) + rows.join('');
}

export function seigaiha(pen: Pen): string {
  const r = 100;
  const rows = times(30, (row) =>
    times(7, (i) => {
      const [x, y] = [i * r * 2 - (row % 2 ? 0 : r), row * r * 0.5 + 40];
      const strength = Math.min(1, Math.max(0.04, (y - 60) / 1150 + pen.between(-0.06, 0.06)));
      const ink = mix(
        pen.ink(0),
        scale([pen.ink(4), pen.ink(3), pen.ink(2), pen.ink(1)], strength),
        Math.min(1, 0.25 + strength),
      );
      return (
        times(5, (k) => circle(x, y, r - k * 19, k % 2 ? pen.ink(0) : ink)).join('') +
        circle(x, y, 7, pen.ink(0))
      );
    }).join(''),
  );
  return rect(0, 0, W, H, pen.ink(0)) + rows.join('');
}

export function swell(pen: Pen): string {
  // The crest and the trough, and bands in between: each one is a blend of the two curves.
  const crest: Point[] = [
    [-80, 980],
    [90, 840],
    [230, 610],
    [400, 420],
    [590, 340],
    [760, 370],
    [860, 470],
    [868, 560],
    [820, 600],
  ];
  const trough: Point[] = [
    [-80, 1420],
    [120, 1390],
    [330, 1290],
    [500, 1130],
    [590, 950],
    [640, 790],
    [700, 680],
    [760, 620],
    [812, 604],
  ];
  const between = (t: number): Point[] =>
    crest.map(([x, y], i) => {
      const [tx, ty] = trough[i] ?? [x, y];
      return [x + (tx - x) * t, y + (ty - y) * t];
    });
  const bands = times(18, (i) =>
    shape(
      `${smooth(between(i / 18))}L${smooth(between((i + 1.3) / 18).toReversed()).slice(1)}Z`,
      i % 3 === 2
        ? pen.ink(5)
        : scale([pen.ink(4), pen.ink(3), pen.ink(2), pen.ink(1)], i / 18 + (i % 2) * 0.14),
    ),
  );
  const body = shape(`${smooth(crest)}L${smooth(trough.toReversed()).slice(1)}L-80 1420Z`, pen.ink(1));
  const foam =
    crest
      .slice(2)
      .flatMap(([x, y], i) =>
        times(9, () =>
          shape(
            blob(
              pen,
              x + pen.between(-64, 50),
              y + pen.between(-44, 16),
              pen.between(14, 44) * (0.6 + i * 0.1),
            ),
            pen.ink(5),
          ),
        ),
      )
      .join('') +
    times(10, (i) =>
      shape(
        blob(pen, 872 + pen.between(-70, 42), 510 + i * 13 + pen.between(-60, 30), pen.between(12, 36)),
        pen.ink(5),
      ),
    ).join('') +
    times(64, () =>
      circle(pen.between(430, 990), pen.between(230, 760), pen.random() ** 2 * 11 + 2, pen.ink(5)),
    ).join('');
  const sea = times(7, (i) =>
    shape(
      `${smooth(times(10, (k): Point => [k * 130 - 60, 1030 + i * 62 + Math.sin(k * 1.25 + i * 1.4) * 30]))}V1440H-80Z`,
      i % 2 ? pen.ink(5) : scale([pen.ink(3), pen.ink(2), pen.ink(1)], i / 6),
      i % 2 ? 'transform="translate(0 -6)"' : '',
    ),
  );
  const strip = (i: number) =>
    shape(
      `${smooth(times(10, (k): Point => [k * 130 - 60, 1044 + i * 62 + Math.sin(k * 1.25 + i * 1.4) * 30]))}V1440H-80Z`,
      scale([pen.ink(3), pen.ink(2), pen.ink(1)], i / 6),
    );
  const back = shape('M-20 900C200 860 420 930 640 880S900 860 1020 890V1440H-20Z', pen.ink(4));
  return (
    fade('sw', [lighter(pen.ink(0), 0.25), pen.ink(0)]) +
    rect(0, 0, W, H, 'url(#sw)') +
    circle(290, 300, 132, pen.ink(6)) +
    back +
    body +
    bands.join('') +
    foam +
    sea.map((wave, i) => wave + strip(i)).join('')
  );
}

export function flow(pen: Pen): string {
  const lines = times(1100, () => {
    let [x, y] = [pen.between(-60, 1060), pen.between(-60, 1460)];
    const angleAt = () => pen.noise(x / 420, y / 420) * 3.1 + pen.noise(x / 900 + 7, y / 900) * 2.2 - 0.5;
    const share = (pen.noise(x / 300 + 50, y / 300) + 1) / 2;
    const points = times(26, (): Point => {
      const a = angleAt();
      x += Math.cos(a) * 13;
      y += Math.sin(a) * 13;
      return [x, y];
    });
    const colour =
      share > 0.76 ? pen.ink(4) : share > 0.58 ? pen.ink(3) : pen.pick([pen.ink(1), pen.ink(2), pen.ink(5)]);
    return stroke(line(points), colour, pen.between(1.6, 4.6), 'opacity=".86"');
  });
  return (
    rect(0, 0, W, H, pen.ink(0)) +
    `<clipPath id="fc"><circle cx="500" cy="700" r="800"/></clipPath>` +
    group(lines.join(''), 'clip-path="url(#fc)"')
  );
}

export function tides(pen: Pen): string {
  return (
    rect(0, 0, W, H, pen.ink(0)) +
    times(12, (i) => {
      const edge = times(21, (k): Point => [
        k * 54 - 40,
        300 + i * 94 + pen.noise(k * 0.34 + i * 2.3, i * 1.7) * 86 - k * 3.4,
      ]);
      const colour = scale(pen.inks.slice(1), i / 11);
      return (
        stroke(smooth(edge.map(([x, y]): Point => [x, y - 9])), lighter(colour, 0.65), 11, 'opacity=".75"') +
        fade(`t${i}`, [lighter(colour, 0.16), colour], 260 + i * 94, 460 + i * 94) +
        shape(`${smooth(edge)}V1440H-40Z`, `url(#t${i})`) +
        stroke(
          smooth(edge.map(([x, y], k): Point => [x, y + 26 + pen.noise(k * 0.6, i) * 8])),
          lighter(colour, 0.4),
          2,
          'opacity=".7"',
        )
      );
    }).join('')
  );
}

export function ripples(pen: Pen): string {
  const rings = (x: number, y: number, count: number) =>
    times(count, (i) =>
      circle(
        x,
        y,
        16 + i * 23,
        'none',
        `stroke="${i % 3 === 1 ? pen.ink(2) : pen.ink(1)}" stroke-width="${(11 - i * 0.17).toFixed(1)}" opacity="${Math.max(0.14, 0.95 - i * 0.021).toFixed(2)}"`,
      ),
    ).join('');
  return (
    fade('rp', [pen.ink(4), pen.ink(0), mix(pen.ink(0), pen.ink(2), 0.4)]) +
    rect(0, 0, W, H, 'url(#rp)') +
    group(rings(330, 470, 46), 'style="mix-blend-mode:multiply"') +
    group(rings(690, 960, 46), 'style="mix-blend-mode:multiply"') +
    shape(blob(pen, 330, 470, 15), pen.ink(3)) +
    shape(blob(pen, 690, 960, 15), pen.ink(3))
  );
}

export function strata(pen: Pen): string {
  const order = [1, 2, 7, 3, 1, 4, 2, 5, 3, 0, 2, 4, 1, 3, 5, 2, 7, 4, 3, 5];
  const cut = (shift: number, id: string, clip: string) => {
    const layers = times(26, (i) => {
      const edge = times(26, (k): Point => {
        const x = k * 44 - 40;
        return [
          x,
          150 + shift + i * 52 + pen.noise(x / 330, i * 0.16) * 130 + pen.noise(x / 80, i * 0.5) * 16,
        ];
      });
      const colour = i === 9 ? pen.ink(6) : pen.ink(order[i % order.length] ?? 1);
      const veins = times(4, (n) =>
        stroke(
          smooth(edge.map(([x, y]): Point => [x, y + 9 + n * 11 + pen.noise(x / 60, i + n * 7) * 6])),
          darker(colour, 0.28),
          pen.between(0.8, 3),
          'opacity=".45"',
        ),
      );
      return shape(`${line(edge)}V1600H-40Z`, colour) + veins.join('');
    });
    return (
      `<clipPath id="${id}"><path d="${clip}"/></clipPath>` +
      group(layers.join(''), `clip-path="url(#${id})"`)
    );
  };
  return (
    rect(0, 0, W, H, pen.ink(0)) +
    circle(760, 150, 62, pen.ink(2)) +
    cut(0, 's1', 'M0 0H430L330 1400H0Z') +
    cut(74, 's2', 'M430 0H820L700 1400H330Z') +
    cut(-46, 's3', 'M820 0H1000V1400H700Z') +
    stroke('M430 0L330 1400M820 0L700 1400', pen.ink(0), 7)
  );
}

export function bathymetry(pen: Pen): string {
  const depth = (x: number, y: number) =>
    bump(x, y, 520, 620, 250) * 1.15 +
    bump(x, y, 360, 860, 150) * 0.65 +
    bump(x, y, 720, 430, 110) * 0.5 +
    bump(x, y, 790, 1080, 120) * 0.62 +
    pen.rough(x / 280, y / 280) * 0.52;
  const levels = [-0.12, 0.04, 0.2, 0.36, 0.52, 0.66, 0.82];
  const bands = levels.map((level, i) => {
    const d = loopPath(isolines(depth, level));
    return (
      shape(d, pen.ink(i + 1), 'fill-rule="evenodd"') +
      stroke(d, i > 3 ? darker(pen.ink(i + 1), 0.25) : lighter(pen.ink(i + 1), 0.3), 1.8, 'opacity=".75"')
    );
  });
  const relief = [0.94, 1.06, 1.18, 1.3].map((level) =>
    stroke(loopPath(isolines(depth, level)), darker(pen.ink(7), 0.35), 2),
  );
  const graticule =
    times(4, (i) => stroke(`M${200 + i * 200} 0V1400`, '#ffffff', 1.2, 'opacity=".22"')).join('') +
    times(6, (i) => stroke(`M0 ${200 + i * 200}H1000`, '#ffffff', 1.2, 'opacity=".22"')).join('');
  const rose = `<g transform="translate(845 1240)" stroke="#ffffff" fill="none" opacity=".85"><circle r="70" stroke-width="2"/><circle r="54" stroke-width="1"/><path d="M0 -92L14 -14L0 0L-14 -14ZM0 92L14 14L0 0L-14 14ZM-92 0L-14 14L0 0L-14 -14ZM92 0L14 14L0 0L14 -14Z" fill="#ffffff" stroke="none"/></g>`;
  return rect(0, 0, W, H, pen.ink(0)) + bands.join('') + relief.join('') + graticule + rose;
}

export function zengarden(pen: Pen): string {
  const stones: [number, number, number][] = [
    [330, 430, 96],
    [690, 800, 128],
    [420, 1090, 70],
  ];
  const bend = (x: number, y: number) =>
    stones.reduce((sum, [sx, sy, r]) => {
      const d = Math.hypot(x - sx, y - sy);
      return sum + (y < sy ? -1 : 1) * Math.exp(-((d / (r * 1.7)) ** 2)) * r * 0.95;
    }, 0);
  const rake = times(54, (i) => {
    const y0 = -40 + i * 28;
    return line(
      times(101, (k): Point => [k * 10, y0 + bend(k * 10, y0) + Math.sin(k * 0.09 + i * 0.06) * 12]),
    );
  });
  const ringSets = stones.map(([x, y, r]) =>
    times(6, (k) => {
      const d = `M${x - r - 24 - k * 17} ${y}a${r + 24 + k * 17} ${r * 0.92 + 24 + k * 17} 0 1 0 ${2 * (r + 24 + k * 17)} 0a${r + 24 + k * 17} ${r * 0.92 + 24 + k * 17} 0 1 0 ${-2 * (r + 24 + k * 17)} 0Z`;
      return { d, k };
    }),
  );
  const grooves = rake.map(
    (d) => stroke(d, pen.ink(1), 5) + stroke(d, lighter(pen.ink(0), 0.6), 4, 'transform="translate(0 6)"'),
  );
  const circles = ringSets.map(
    (set) =>
      shape(set.at(-1)?.d ?? '', pen.ink(0)) +
      set
        .toReversed()
        .map(
          ({ d }) =>
            stroke(d, pen.ink(1), 5) + stroke(d, lighter(pen.ink(0), 0.6), 4, 'transform="translate(0 5)"'),
        )
        .join(''),
  );
  const rocks = stones.map(
    ([x, y, r]) =>
      shape(blob(pen, x + 16, y + 22, r, r * 0.8, 0.08), darker(pen.ink(1), 0.35), 'opacity=".6"') +
      shape(blob(pen, x, y, r * 1.02, r * 0.82, 0.04, 11), pen.ink(4)) +
      shape(blob(pen, x, y - 5, r * 0.92, r * 0.72, 0.09), pen.ink(3)) +
      shape(blob(pen, x - r * 0.14, y - r * 0.2, r * 0.62, r * 0.42, 0.14), pen.ink(2)) +
      shape(blob(pen, x - r * 0.24, y - r * 0.3, r * 0.3, r * 0.17, 0.14), lighter(pen.ink(2), 0.2)),
  );
  return rect(0, 0, W, H, pen.ink(0)) + grooves.join('') + circles.join('') + rocks.join('');
}

export function interference(pen: Pen): string {
  const set = (centre: Point, spread: number) =>
    times(118, (i) =>
      stroke(
        line(
          times(61, (k): Point => {
            const y = k * 28 - 140;
            return [
              -150 +
                i * 11.1 +
                Math.exp(-(((y - centre[1]) / 380) ** 2)) *
                  Math.sin((-150 + i * 11.1 - centre[0]) / 160) *
                  spread,
              y,
            ];
          }),
        ),
        '#000000',
        5.4,
      ),
    ).join('');
  const ink = (content: string, colour: string) => content.replaceAll('#000000', colour);
  return (
    rect(0, 0, W, H, pen.ink(0)) +
    group(ink(set([420, 520], 86), pen.ink(1)), 'style="mix-blend-mode:multiply"') +
    group(
      ink(set([600, 880], -92), pen.ink(2)),
      'style="mix-blend-mode:multiply" transform="rotate(5 500 700)"',
    )
  );
}
