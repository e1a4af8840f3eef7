import { darker, lighter, mix } from '../colour.ts';
import {
  at,
  circle,
  fade,
  group,
  leaf,
  polygon,
  rect,
  shape,
  sheet,
  smooth,
  stroke,
  times,
  type Pen,
  type Point,
} from '../pen.ts';

const { width: W, height: H } = sheet;
const arch = (x: number, foot: number, w: number, h: number) =>
  `M${x - w / 2} ${foot}V${foot - h + w / 2}A${w / 2} ${w / 2} 0 0 1 ${x + w / 2} ${foot - h + w / 2}V${foot}Z`;

export function arches(pen: Pen): string {
  const ring = (i: number) =>
    shape(arch(500 + i * 14, 1230, 820 - i * 200, 1090 - i * 210), pen.ink([2, 1, 3, 6][i] ?? 2));
  const inner = `<clipPath id="in"><path d="${arch(542, 1230, 220, 460)}"/></clipPath>`;
  const light = polygon(
    [
      [640, 300],
      [760, 360],
      [420, 1400],
      [120, 1400],
    ],
    pen.ink(5),
    'opacity=".34"',
  );
  const shadows = [0, 1, 2].map((i) =>
    shape(
      arch(500 + i * 14 + 44, 1230, 820 - i * 200 - 90, 1090 - i * 210 - 40),
      darker(pen.ink([2, 1, 3][i] ?? 2), 0.24),
      'opacity=".5"',
    ),
  );
  return (
    fade('wall', [lighter(pen.ink(0), 0.2), pen.ink(0)]) +
    rect(0, 0, W, H, 'url(#wall)') +
    shadows.map((shadow, i) => ring(i) + shadow).join('') +
    inner +
    group(
      rect(0, 0, W, H, pen.ink(6)) +
        circle(560, 930, 62, pen.ink(5)) +
        rect(0, 1080, W, 200, mix(pen.ink(6), pen.ink(4), 0.35)),
      'clip-path="url(#in)"',
    ) +
    rect(0, 1230, W, 170, pen.ink(4)) +
    polygon(
      [
        [432, 1230],
        [652, 1230],
        [460, 1400],
        [120, 1400],
      ],
      pen.ink(5),
      'opacity=".82"',
    ) +
    light
  );
}

export function stairs(pen: Pen): string {
  const flight = (x0: number, y0: number, steps: number, dir: number) => {
    const edge = times(steps * 2 + 1, (i): Point => [
      x0 + dir * Math.ceil(i / 2) * 68,
      y0 - Math.floor(i / 2) * 52,
    ]);
    const [endX, endY] = edge.at(-1) ?? [0, 0];
    const shadow = times(steps, (i) =>
      polygon(
        [
          [x0 + dir * (i * 68 + 68), y0 - i * 52],
          [x0 + dir * (i * 68 + 68), y0 - i * 52 - 52],
          [x0 + dir * (i * 68 + 24), y0 - i * 52],
        ],
        pen.ink(3),
        'opacity=".8"',
      ),
    );
    return (
      polygon([...edge, [endX, endY + 130], [x0, y0 + 130]], pen.ink(2)) +
      polygon(
        [
          [x0, y0 + 100],
          [endX, endY + 100],
          [endX, endY + 190],
          [x0, y0 + 220],
        ],
        pen.ink(3),
        'opacity=".55"',
      ) +
      shadow.join('')
    );
  };
  const landing = (x: number, y: number, w: number) =>
    rect(x, y, w, 130, pen.ink(2)) + rect(x, y + 130, w, 34, pen.ink(3), 'opacity=".6"');
  const window = (x: number, y: number) =>
    shape(arch(x, y, 110, 200), pen.ink(3)) +
    shape(arch(x + 14, y, 82, 180), darker(pen.ink(3), 0.3)) +
    rect(x - 70, y, 140, 16, pen.ink(2));
  return (
    rect(0, 0, W, H, pen.ink(0)) +
    circle(790, 210, 92, pen.ink(5)) +
    polygon(
      [
        [0, 330],
        [1000, 190],
        [1000, 1400],
        [0, 1400],
      ],
      pen.ink(1),
    ) +
    polygon(
      [
        [0, 330],
        [210, 300],
        [340, 1400],
        [0, 1400],
      ],
      pen.ink(4),
      'opacity=".55"',
    ) +
    window(270, 640) +
    window(820, 620) +
    window(160, 1060) +
    landing(0, 1290, 190) +
    flight(190, 1290, 8, 1) +
    landing(734, 874, 240) +
    flight(734, 874, 8, -1) +
    landing(0, 458, 190) +
    rect(734, 874, 240, 8, pen.ink(3), 'opacity=".2"') +
    rect(974, 874, 26, 500, pen.ink(4))
  );
}

export function colonnade(pen: Pen): string {
  const floor = 1010;
  const columns = times(8, (i) => {
    const t = 1 - i / 8;
    const x = 930 - i * 128 - i * i * 1.6;
    const w = 46 + t * 46;
    const [top, foot] = [250 + (1 - t) * 210, floor + t * 190 - 30];
    const body = `<linearGradient id="c${i}"><stop offset="0" stop-color="${pen.ink(1)}"/><stop offset=".45" stop-color="${pen.ink(0)}"/><stop offset="1" stop-color="${pen.ink(3)}"/></linearGradient>`;
    const flutes = times(5, (k) =>
      stroke(`M${x - w / 2 + (k + 1) * (w / 6)} ${top + 20}V${foot - 14}`, pen.ink(3), 2, 'opacity=".4"'),
    );
    const shadow = polygon(
      [
        [x - w / 2, foot],
        [x + w / 2, foot],
        [x + w / 2 - 420 * (0.5 + t), foot + 330 * (0.6 + t * 0.6)],
        [x - w / 2 - 470 * (0.5 + t), foot + 330 * (0.6 + t * 0.6)],
      ],
      pen.ink(4),
      'opacity=".5"',
    );
    return {
      shadow,
      column:
        body +
        rect(x - w / 2, top, w, foot - top, `url(#c${i})`) +
        flutes.join('') +
        rect(x - w * 0.72, top - 26, w * 1.44, 32, pen.ink(1)) +
        rect(x - w * 0.68, foot - 16, w * 1.36, 24, pen.ink(2)),
    };
  });
  const beam =
    polygon(
      [
        [1000, 70],
        [1000, 232],
        [0, 446],
        [0, 350],
      ],
      pen.ink(2),
    ) +
    polygon(
      [
        [1000, 70],
        [1000, 120],
        [0, 380],
        [0, 350],
      ],
      pen.ink(1),
    ) +
    polygon(
      [
        [1000, 206],
        [1000, 236],
        [0, 450],
        [0, 432],
      ],
      pen.ink(4),
      'opacity=".6"',
    );
  return (
    fade('air', [pen.ink(5), lighter(pen.ink(5), 0.5), lighter(pen.ink(0), 0.3)], 0, floor) +
    rect(0, 0, W, H, 'url(#air)') +
    rect(0, floor - 40, W, 60, mix(pen.ink(5), pen.ink(4), 0.35)) +
    fade('fl', [pen.ink(0), pen.ink(2)], floor, H) +
    rect(0, floor, W, H, 'url(#fl)') +
    columns.map((c) => c.shadow).join('') +
    columns
      .toReversed()
      .map((c) => c.column)
      .join('') +
    beam
  );
}

export function facade(pen: Pen): string {
  const inside = (k: number) =>
    [
      circle(60, 40, 18, pen.ink(6)) + stroke('M60 0V28', pen.ink(4), 3),
      rect(20, 118, 30, 32, pen.ink(4)) +
        times(5, (i) => at(35, 118, -90 + (i - 2) * 28, shape(leaf(56, 9), '#4f7a58'))).join(''),
      shape(
        'M30 150C26 110 40 92 56 92C58 74 62 72 66 84H78C82 72 86 74 88 92C100 104 96 150 96 150Z',
        pen.ink(4),
      ) + stroke('M96 146q26 -4 18 -34', pen.ink(4), 7),
      circle(78, 84, 17, pen.ink(4)) + shape('M46 150C46 112 62 104 78 104S110 112 110 150Z', pen.ink(4)),
      rect(0, 0, 34, 150, pen.ink(6), 'opacity=".85"') + rect(92, 0, 28, 150, pen.ink(6), 'opacity=".85"'),
      times(9, (i) => rect(0, i * 10, 120, 5, pen.ink(4), 'opacity=".35"')).join(''),
    ][k % 6] ?? '';
  const catAt = 26;
  const windows = times(42, (i) => {
    const [x, y] = [62 + (i % 6) * 151, 88 + Math.floor(i / 6) * 186];
    const lit = i === catAt || pen.random() < 0.42;
    const glass = lit ? pen.pick([pen.ink(2), pen.ink(3), lighter(pen.ink(2), 0.3)]) : pen.ink(4);
    const choice = i === catAt ? 2 : pen.pick([0, 1, 3, 4, 5, 4, 5, 0]);
    const content = lit
      ? inside(choice)
      : polygon(
          [
            [0, 150],
            [0, 90],
            [90, 0],
            [120, 0],
            [120, 30],
            [10, 150],
          ],
          pen.ink(5),
          'opacity=".16"',
        );
    return (
      `<clipPath id="w${i}"><rect width="120" height="150"/></clipPath>` +
      at(
        x,
        y,
        0,
        rect(-8, -8, 136, 166, pen.ink(0)) +
          rect(0, 0, 120, 150, glass) +
          group(content, `clip-path="url(#w${i})"`) +
          stroke('M60 0V150', pen.ink(0), 4) +
          rect(-14, 152, 148, 12, pen.ink(5)),
      )
    );
  });
  return (
    fade('dusk', [pen.ink(1), mix(pen.ink(1), pen.ink(0), 0.6)]) +
    rect(0, 0, W, H, 'url(#dusk)') +
    times(7, (i) => rect(0, 258 + i * 186, W, 4, pen.ink(0), 'opacity=".5"')).join('') +
    windows.join('')
  );
}

export function tower(pen: Pen): string {
  const head = 'M170 430C170 330 300 262 500 262S830 330 830 430L700 640H300Z';
  const ribs = times(21, (i) =>
    stroke(`M${170 + i * 33} ${430 - 0}L${300 + i * 20} 640`, pen.ink(4), 3.4, 'opacity=".55"'),
  );
  const portholes = times(
    9,
    (i) => circle(212 + i * 72, 408, 20, pen.ink(4)) + circle(215 + i * 72, 412, 13, pen.ink(5)),
  );
  const shaft =
    polygon(
      [
        [390, 640],
        [610, 640],
        [580, 1240],
        [420, 1240],
      ],
      pen.ink(2),
    ) +
    polygon(
      [
        [530, 640],
        [610, 640],
        [580, 1240],
        [522, 1240],
      ],
      pen.ink(3),
    ) +
    times(13, (i) => rect(414, 690 + i * 42, 172, 5, pen.ink(3), 'opacity=".5"')).join('');
  const fins =
    polygon(
      [
        [300, 640],
        [390, 640],
        [412, 1240],
        [250, 1240],
        [370, 800],
      ],
      pen.ink(1),
    ) +
    polygon(
      [
        [700, 640],
        [610, 640],
        [588, 1240],
        [750, 1240],
        [630, 800],
      ],
      pen.ink(3),
    );
  return (
    rect(0, 0, W, H, pen.ink(0)) +
    circle(640, 470, 330, pen.ink(5)) +
    fins +
    shaft +
    shape(head, pen.ink(1)) +
    `<clipPath id="th"><path d="${head}"/></clipPath>` +
    group(
      polygon(
        [
          [560, 200],
          [900, 200],
          [900, 700],
          [520, 700],
        ],
        pen.ink(2),
      ) +
        polygon(
          [
            [720, 200],
            [900, 200],
            [900, 700],
            [610, 700],
          ],
          pen.ink(3),
        ) +
        ribs.join(''),
      'clip-path="url(#th)"',
    ) +
    rect(150, 426, 700, 26, pen.ink(3)) +
    portholes.join('') +
    rect(286, 632, 428, 22, pen.ink(4)) +
    rect(430, 190, 140, 76, pen.ink(2)) +
    stroke('M500 190V80', pen.ink(4), 7) +
    stroke('M470 120H530', pen.ink(4), 5) +
    rect(0, 1240, W, 160, pen.ink(4)) +
    polygon(
      [
        [0, 1240],
        [250, 1240],
        [0, 1330],
      ],
      pen.ink(3),
    ) +
    times(4, (i) => rect(200 - i * 24, 1240 + i * 18, 600 + i * 48, 20, pen.ink(i % 2 ? 2 : 1))).join('')
  );
}

export function pool(pen: Pen): string {
  const ripples = times(46, (i) =>
    stroke(
      smooth(times(12, (k): Point => [120 + k * 72, 190 + i * 24 + pen.noise(k * 0.8, i * 0.33) * 34])),
      pen.pick([pen.ink(2), pen.ink(3), pen.ink(2)]),
      pen.between(3, 8),
      `opacity="${pen.between(0.4, 0.85).toFixed(2)}"`,
    ),
  );
  const lanes = times(3, (i) => rect(300 + i * 200, 150, 14, 1100, pen.ink(4), 'opacity=".3"'));
  const tiles =
    times(15, (i) => rect(i * 70, 0, 3, H, pen.ink(5), 'opacity=".5"')).join('') +
    times(21, (i) => rect(0, i * 70, W, 3, pen.ink(5), 'opacity=".5"')).join('');
  const board =
    rect(452, 700, 130, 560, pen.ink(4), 'opacity=".45" transform="translate(54 34)"') +
    rect(440, 760, 130, 640, pen.ink(5)) +
    rect(440, 760, 130, 40, pen.ink(6)) +
    rect(440, 1330, 130, 16, pen.ink(6));
  const ring =
    circle(756, 428, 92, pen.ink(4), 'opacity=".35"') +
    circle(730, 400, 92, pen.ink(5)) +
    times(4, (i) =>
      at(730, 400, i * 90 + 20, shape('M40 0H92A92 92 0 0 1 65 65L28 28A40 40 0 0 0 40 0Z', pen.ink(6))),
    ).join('') +
    circle(730, 400, 40, pen.ink(1));
  const ladder =
    [300, 360].map((y) => stroke(`M70 ${y}H170`, '#ffffff', 12)).join('') +
    stroke('M150 290V372', pen.ink(4), 6, 'opacity=".5"');
  return (
    rect(0, 0, W, H, pen.ink(0)) +
    tiles +
    rect(96, 126, 808, 1148, pen.ink(5), 'rx="56"') +
    `<clipPath id="pw"><rect x="120" y="150" width="760" height="1100" rx="40"/></clipPath>` +
    fade('pw1', [lighter(pen.ink(1), 0.1), pen.ink(1), mix(pen.ink(1), pen.ink(4), 0.5)]) +
    group(
      rect(0, 0, W, H, 'url(#pw1)') +
        lanes.join('') +
        polygon(
          [
            [120, 150],
            [880, 150],
            [880, 330],
            [120, 210],
          ],
          pen.ink(4),
          'opacity=".35"',
        ) +
        ripples.join(''),
      'clip-path="url(#pw)"',
    ) +
    board +
    ring +
    ladder
  );
}

export function domes(pen: Pen): string {
  const house = (x: number, y: number, w: number, h: number, dome: boolean) => {
    const white = pen.pick([pen.ink(1), lighter(pen.ink(1), 0.5), pen.ink(1), pen.ink(2)]);
    const opening = (kind: number, ox: number) =>
      kind < 0.5
        ? rect(ox, y + h * 0.3, w * 0.14, h * 0.24, pen.ink(5), 'rx="3"')
        : shape(arch(ox + w * 0.09, y + h * 0.66, w * 0.17, h * 0.36), pen.pick([pen.ink(4), pen.ink(3)]));
    const top = dome
      ? shape(`M${x + w * 0.1} ${y + 2}A${w * 0.3} ${w * 0.34} 0 0 1 ${x + w * 0.7} ${y + 2}Z`, pen.ink(4)) +
        shape(
          `M${x + w * 0.42} ${y + 2}V${y - w * 0.33}A${w * 0.3} ${w * 0.34} 0 0 1 ${x + w * 0.7} ${y + 2}Z`,
          pen.ink(5),
        ) +
        stroke(`M${x + w * 0.4} ${y - w * 0.32}v-34m-12 14h24`, pen.ink(1), 5)
      : '';
    return (
      top +
      rect(x, y, w * 0.8, h, white) +
      polygon(
        [
          [x + w * 0.8, y],
          [x + w, y + 26],
          [x + w, y + h],
          [x + w * 0.8, y + h],
        ],
        pen.ink(3),
      ) +
      opening(pen.random(), x + w * 0.14) +
      opening(pen.random(), x + w * 0.46)
    );
  };
  const rows = times(6, (row) =>
    times(6 - (row > 3 ? 1 : 0), (i) => {
      const w = pen.between(180, 270);
      return house(
        -60 + i * 190 + pen.between(-30, 30) + row * 12,
        560 + row * 142 + Math.abs(i - 3.4) * (34 - row * 6) + pen.between(-44, 30),
        w,
        pen.between(240, 420),
        pen.random() < (row < 4 ? 0.42 : 0.15),
      );
    }).join(''),
  );
  const steps = times(12, (i) =>
    rect(430 - i * 4, 1180 + i * 19, 130 + i * 8, 20, i % 2 ? pen.ink(2) : lighter(pen.ink(1), 0.4)),
  );
  return (
    fade('ds', [pen.ink(0), lighter(pen.ink(0), 0.4)], 0, 500) +
    rect(0, 0, W, H, 'url(#ds)') +
    circle(240, 240, 78, lighter(pen.ink(0), 0.75)) +
    rect(0, 440, W, 500, pen.ink(6)) +
    times(14, () =>
      stroke(
        `M${pen.between(0, 900)} ${pen.between(456, 560)}h${pen.between(20, 90)}`,
        pen.ink(1),
        3,
        'opacity=".6"',
      ),
    ).join('') +
    rows.join('') +
    steps.join('')
  );
}

export function bridge(pen: Pen): string {
  const deck = 900;
  const tower = (x: number, w: number, top: number) =>
    rect(x - w / 2, top, w * 0.24, deck + 250 - top, pen.ink(3)) +
    rect(x + w * 0.26, top, w * 0.24, deck + 250 - top, pen.ink(4)) +
    times(6, (i) =>
      rect(x - w / 2, top + 30 + i * ((deck - top) / 6), w, 24 - i, i % 2 ? pen.ink(4) : pen.ink(3)),
    ).join('');
  const [l, t] = [290, 260];
  const sag = (x: number) => t + 30 + (deck - 60 - t) * (1 - ((x - 710) / 420) ** 2);
  const cable =
    stroke(smooth(times(22, (i): Point => [l + i * 40, sag(l + i * 40)])), pen.ink(3), 8) +
    stroke(`M${l} ${t + 30}Q150 700 -40 ${deck - 20}`, pen.ink(3), 8);
  const hangers =
    times(34, (i) => stroke(`M${l + 20 + i * 24} ${sag(l + 20 + i * 24)}V${deck}`, pen.ink(4), 1.8)).join(
      '',
    ) +
    times(13, (i) => {
      const u = i / 13;
      return stroke(
        `M${l - 20 - i * 24} ${(t + 30) * (1 - u) ** 2 + 2 * u * (1 - u) * 700 + u * u * deck}V${deck}`,
        pen.ink(4),
        1.8,
      );
    }).join('');
  const truss =
    rect(-10, deck, 1020, 12, pen.ink(3)) +
    rect(-10, deck + 44, 1020, 8, pen.ink(4)) +
    times(48, (i) => stroke(`M${i * 22 - 10} ${deck + 46}l11 -36l11 36`, pen.ink(4), 3)).join('');
  const veil = (id: string, y: number, h: number, o: number) =>
    `<linearGradient id="${id}" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="${pen.ink(0)}" stop-opacity="0"/><stop offset=".5" stop-color="${pen.ink(0)}" stop-opacity="${o}"/><stop offset="1" stop-color="${pen.ink(0)}" stop-opacity="0"/></linearGradient>` +
    rect(0, y, W, h, `url(#${id})`);
  const side =
    `<linearGradient id="vs"><stop offset=".5" stop-color="${pen.ink(0)}" stop-opacity="0"/><stop offset="1" stop-color="${pen.ink(0)}" stop-opacity=".96"/></linearGradient>` +
    rect(0, 0, W, H, 'url(#vs)');
  const hill = (y: number, colour: string, row: number) =>
    shape(
      `${smooth(times(9, (k): Point => [k * 140 - 60, y + pen.noise(k * 0.9, row) * 80]))}V1500H-60Z`,
      colour,
    );
  return (
    fade('fog', [lighter(pen.ink(1), 0.2), pen.ink(0), pen.ink(1)]) +
    rect(0, 0, W, H, 'url(#fog)') +
    hill(700, mix(pen.ink(1), pen.ink(0), 0.4), 1) +
    hill(830, pen.ink(1), 2) +
    fade('wt', [pen.ink(2), pen.ink(5)], 1080, H) +
    rect(0, 1080, W, 400, 'url(#wt)') +
    hangers +
    cable +
    tower(l, 120, t - 40) +
    truss +
    veil('v1', 380, 380, 0.72) +
    veil('v2', 900, 400, 0.97) +
    veil('v3', 1060, 300, 0.8) +
    side +
    times(40, () =>
      stroke(
        `M${pen.between(-50, 900)} ${pen.between(1180, 1390)}h${pen.between(40, 200)}`,
        pen.ink(0),
        pen.between(1, 4),
        'opacity=".4"',
      ),
    ).join('')
  );
}

export function cubes(pen: Pen): string {
  const [u, v] = [83.4, 48.2];
  const tones = [
    [pen.ink(7), pen.ink(1), pen.ink(2)],
    [pen.ink(6), pen.ink(3), pen.ink(4)],
    [lighter(pen.ink(5), 0.35), pen.ink(5), darker(pen.ink(5), 0.3)],
    [lighter(pen.ink(0), 0.4), pen.ink(7), darker(pen.ink(7), 0.22)],
  ];
  const cube = (x: number, y: number, h: number, [top = '', left = '', right = '']: string[]) =>
    polygon(
      [
        [x, y - v - h],
        [x + u, y - h],
        [x, y + v - h],
        [x - u, y - h],
      ],
      top,
    ) +
    polygon(
      [
        [x - u, y - h],
        [x, y + v - h],
        [x, y + v + 120],
        [x - u, y + 120],
      ],
      left,
    ) +
    polygon(
      [
        [x + u, y - h],
        [x, y + v - h],
        [x, y + v + 120],
        [x + u, y + 120],
      ],
      right,
    ) +
    (h > 60
      ? polygon(
          [
            [x - u * 0.7, y - h + 66],
            [x - u * 0.3, y - h + 88],
            [x - u * 0.3, y - h + 150],
            [x - u * 0.7, y - h + 128],
          ],
          right,
        )
      : '');
  const cells = times(32, (row) =>
    times(7, (i) => {
      const x = i * u * 2 + (row % 2 ? u : 0);
      const y = 30 + row * v;
      const h = Math.max(0, Math.round((pen.noise(x * 0.0046, row * 0.27) + 0.35) * 4)) * 48;
      return cube(x, y, h, tones[Math.floor((pen.noise(x * 0.009 + 40, row * 0.4) + 1) * 2) % 4] ?? []);
    }).join(''),
  );
  return rect(0, 0, W, H, pen.ink(2)) + cells.join('');
}

export function tiles(pen: Pen): string {
  const tile = (x: number, y: number) => {
    const [ground, a, b] = pen.pick([
      [0, 1, 3],
      [4, 0, 1],
      [0, 2, 4],
      [3, 2, 0],
      [1, 4, 0],
    ] as const);
    const face =
      rect(-100, -100, 200, 200, pen.ink(ground)) +
      shape('M-100 100V-80A180 180 0 0 1 80 100Z', pen.ink(a)) +
      shape('M-100 100V-10A110 110 0 0 1 10 100Z', pen.ink(b)) +
      shape('M-100 100V50A50 50 0 0 1 -50 100Z', pen.ink(5));
    return at(x, y, pen.pick([0, 90, 180, 270]), face);
  };
  return (
    times(35, (i) => tile(100 + (i % 5) * 200, 100 + Math.floor(i / 5) * 200)).join('') +
    times(6, (i) => rect(i * 200 - 2, 0, 4, H, pen.ink(0), 'opacity=".7"')).join('') +
    times(8, (i) => rect(0, i * 200 - 2, W, 4, pen.ink(0), 'opacity=".7"')).join('')
  );
}

export function shadow(pen: Pen): string {
  const panes = [0, 1, 2].flatMap((row) =>
    [0, 1].map((col) =>
      polygon(
        [
          [180 + col * 330, 150 + row * 370 + col * 60],
          [480 + col * 330, 204 + row * 370 + col * 60],
          [480 + col * 330, 534 + row * 370 + col * 60],
          [180 + col * 330, 480 + row * 370 + col * 60],
        ],
        pen.ink(1),
      ),
    ),
  );
  // A penumbra without blurring: the same leaves, wide and faint first, then narrower and darker.
  const frond = (length: number, spread: number, colour: string) =>
    stroke(`M0 0Q${length * 0.5} -50 ${length} 40`, colour, 10 + spread) +
    times(34, (i) => {
      const t = 0.12 + (Math.floor(i / 2) / 17) * 0.88;
      const side = i % 2 ? 1 : -1;
      return at(
        length * t,
        -100 * t * (1 - t) + 40 * t * t,
        side * (58 - t * 34),
        shape(
          leaf(length * 0.42 * (1.15 - t * 0.75), 13),
          colour,
          `stroke="${colour}" stroke-width="${spread}" stroke-linejoin="round"`,
        ),
      );
    }).join('');
  const palm = (spread: number, colour: string) =>
    at(1060, 1120, -158, frond(860, spread, colour)) +
    at(1080, 1180, -128, frond(960, spread, colour)) +
    at(1040, 1300, -178, frond(800, spread, colour)) +
    at(1100, 980, -108, frond(800, spread, colour)) +
    at(-60, 1420, -42, frond(560, spread, colour));
  const soft = times(5, (i) => palm(14 - i * 3.4, mix(pen.ink(0), pen.ink(3), 0.14 + i * 0.215)));
  const light = times(8, (i) =>
    group(
      panes.join(''),
      `fill="none" stroke="${pen.ink(1)}" stroke-opacity=".13" stroke-width="${30 - i * 4}"`,
    ),
  );
  return (
    fade('pw', [pen.ink(0), mix(pen.ink(0), pen.ink(2), 0.6)]) +
    rect(0, 0, W, H, 'url(#pw)') +
    light.join('') +
    group(soft.join(''), 'opacity=".6"') +
    rect(0, 1340, W, 60, pen.ink(4), 'opacity=".55"')
  );
}
