import { darker, lighter, mix, scale } from '../colour.ts';
import {
  below,
  circle,
  fade,
  glow,
  group,
  horizon,
  line,
  polygon,
  rect,
  shape,
  sheet,
  smooth,
  stroke,
  times,
  xy,
  type Pen,
  type Point,
} from '../pen.ts';

const { width: W, height: H } = sheet;
const sky = (...colours: string[]) => `${fade('sky', colours, 0, H * 0.75)}${rect(0, 0, W, H, 'url(#sky)')}`;

export function hills(pen: Pen): string {
  const tone = (i: number) => scale(pen.inks.slice(0, 7), (i + 1) / 7);
  const layers = times(7, (i) => {
    const y = 600 + i * 112;
    const colour = tone(i);
    return (
      fade(`h${i}`, [colour, mix(colour, tone(i - 1), 0.6)], y - 130, y + 300) +
      below(horizon(pen, y, 130 - i * 5, 1.6 + i * 0.25, i), `url(#h${i})`)
    );
  });
  return (
    sky(pen.ink(7), pen.ink(0), pen.ink(1)) +
    glow('g', pen.ink(7), 0.9) +
    circle(640, 470, 420, 'url(#g)') +
    circle(640, 470, 112, pen.ink(7)) +
    layers.join('')
  );
}

export function peaks(pen: Pen): string {
  const summits: [number, number, number][] = [
    [170, 520, 0],
    [800, 470, 0],
    [520, 330, 1],
    [60, 760, 2],
    [900, 700, 2],
    [330, 900, 3],
    [720, 960, 3],
  ];
  const rows = summits.map(([x, y, row]) =>
    peak(
      pen,
      [x, y],
      1420,
      [mix(pen.ink(1), pen.ink(2 + row), 0.1 + row * 0.17), pen.ink(row + 2), pen.ink(6)],
      row,
    ),
  );
  const valley =
    fade('v', [mix(pen.ink(5), pen.ink(4), 0.3), darker(pen.ink(5), 0.3)], 1150, H) +
    below(horizon(pen, 1230, 60, 2, 9), 'url(#v)');
  return (
    sky(pen.ink(0), lighter(pen.ink(1), 0.55), pen.ink(6)) +
    circle(300, 300, 64, pen.ink(6)) +
    rows.join('') +
    valley
  );
}

function peak(
  pen: Pen,
  [x, y]: Point,
  base: number,
  [lit = '', shade = '', snow = '']: string[],
  row: number,
): string {
  const drop = base - y;
  const left = x - drop * pen.between(0.62, 0.8);
  const right = x + drop * pen.between(0.55, 0.75);
  const spine = times(7, (i): Point => [
    x + (i % 2 ? -1 : 1) * i * pen.between(4, 15) + i * 6,
    y + (drop * i) / 6,
  ]);
  const cap = times(7, (i): Point => [
    x - drop * 0.105 + (i * drop * 0.2) / 6,
    y + drop * (0.15 + (i % 2 ? 0.06 : -0.005)),
  ]);
  const snowCap = row < 2 ? polygon([[x, y], ...cap.toReversed()], snow, 'opacity=".8"') : '';
  return (
    polygon([[x, y], ...spine, [left, base]], lit) +
    polygon([[x, y], ...spine, [right, base]], shade) +
    snowCap
  );
}

export function dunes(pen: Pen): string {
  const rows = times(5, (i) => {
    const y = 560 + i * 175;
    const x = i % 2 ? pen.between(560, 760) : pen.between(200, 420);
    const crest: Point = [x, y - 120];
    const sand = pen.ink(i + 1 > 4 ? 4 : i + 1);
    const left = `C${x - 180} ${y - 100} ${x - 380} ${y + 70} -120 ${y + 60}`;
    const right = `C${x + 160} ${y - 20} ${x + 300} ${y + 60} 1120 ${y + 30}`;
    const spine = `C${x - 20} ${y + 30} ${x + 190} ${y + 60} ${x + 80} ${y + 190}S${x - 160} ${y + 330} ${x + 40} ${y + 560}`;
    return (
      fade(`d${i}`, [lighter(sand, 0.28), sand], y - 120, y + 280) +
      fade(`e${i}`, [pen.ink(i + 2 > 5 ? 5 : i + 2), mix(sand, pen.ink(5), 0.22)], y - 120, y + 300) +
      shape(`M${xy(crest)}${left}V1500H1120V${y + 30}M1120 ${y + 30}`, `url(#d${i})`) +
      shape(
        `M${xy(crest)}${left}V1500H1120L1120 ${y + 30}C${x + 300} ${y + 60} ${x + 160} ${y - 20} ${xy(crest)}Z`,
        `url(#d${i})`,
      ) +
      shape(
        `M${xy(crest)}${right}V1500H${x + 40}L${x + 40} ${y + 560}C${x - 160} ${y + 330} ${x + 270} ${y + 250} ${x + 80} ${y + 190}S${x - 20} ${y + 30} ${xy(crest)}Z`,
        `url(#e${i})`,
      ) +
      stroke(`M${xy(crest)}${spine}`, lighter(sand, 0.45), 2.2, 'opacity=".7"')
    );
  });
  return (
    sky(lighter(pen.ink(0), 0.4), pen.ink(0), pen.ink(1)) +
    circle(720, 250, 74, lighter(pen.ink(1), 0.35)) +
    rows.join('')
  );
}

export function lake(pen: Pen): string {
  const shore = times(4, (i) =>
    below(horizon(pen, 520 + i * 62, 150 - i * 30, 1.5 + i * 0.7, i), pen.ink(i + 1 + (i > 2 ? 1 : 0))),
  );
  const land =
    `<clipPath id="land"><rect width="1000" height="700"/></clipPath>` +
    group(circle(330, 330, 96, pen.ink(6)) + shore.join(''), 'clip-path="url(#land)"');
  const mirror = group(
    group(circle(330, 330, 96, pen.ink(6)) + shore.join(''), 'clip-path="url(#land)"'),
    'transform="translate(0 1400) scale(1 -1)" opacity=".62"',
  );
  const glints = times(120, () => {
    const y = pen.between(706, 1390);
    const length = pen.between(30, 260) * (0.4 + (y - 700) / 700);
    const x = pen.between(-80, 1000);
    return stroke(
      `M${x} ${y}h${length}`,
      pen.pick([pen.ink(0), pen.ink(1), pen.ink(5)]),
      pen.between(1.2, 4),
      `opacity="${pen.between(0.2, 0.6).toFixed(2)}"`,
    );
  });
  return (
    sky(pen.ink(0), lighter(pen.ink(1), 0.4), pen.ink(0)) +
    land +
    rect(0, 700, W, 700, pen.ink(2)) +
    mirror +
    glints.join('') +
    rect(0, 698, W, 3, pen.ink(5))
  );
}

export function fjord(pen: Pen): string {
  const walls = times(5, (i) => {
    const inner = 470 - i * 82;
    const colour = pen.ink(Math.min(5, i + 1));
    const foot = 845 + i * 52;
    return (
      fade(`f${i}`, [colour, mix(colour, pen.ink(0), 0.38)], 250, foot) +
      [0, 1]
        .map((mirror) => {
          const edge = times(15, (k): Point => {
            const t = k / 14;
            const x = -60 + (inner + 60 + mirror * 40) * t;
            return [
              x,
              150 +
                i * 92 +
                (foot - 150 - i * 92) * t ** 3.2 -
                pen.rough(t * 5 + i * 4 + mirror * 31, i) * 130 * (1 - t),
            ];
          });
          const content =
            polygon([...edge, [-60, foot]], `url(#f${i})`) +
            group(
              polygon([...edge, [-60, foot]], `url(#f${i})`),
              `transform="translate(0 ${foot * 1.42}) scale(1 -.42)" opacity=".5"`,
            );
          return group(content, mirror ? 'transform="translate(1000 0) scale(-1 1)"' : '');
        })
        .join('')
    );
  });
  const water = fade('w', [pen.ink(6), pen.ink(1), pen.ink(3)], 845, H) + rect(0, 845, W, H, 'url(#w)');
  const lines = times(46, (i) =>
    stroke(
      `M${500 - pen.between(20, 90) - i * 8} ${868 + i * 11.5}h${pen.between(60, 160) + i * 12}`,
      pen.ink(6),
      1.2 + i / 22,
      'opacity=".42"',
    ),
  );
  const boat =
    polygon(
      [
        [470, 1092],
        [548, 1092],
        [534, 1110],
        [484, 1110],
      ],
      darker(pen.ink(5), 0.3),
    ) +
    polygon(
      [
        [508, 1020],
        [508, 1088],
        [548, 1088],
      ],
      pen.ink(6),
    );
  return (
    sky(mix(pen.ink(1), pen.ink(0), 0.3), pen.ink(0), pen.ink(6)) +
    circle(505, 690, 58, '#fff7d6') +
    water +
    walls.join('') +
    lines.join('') +
    boat
  );
}

export function furrows(pen: Pen): string {
  const [vx, vy] = [600, 520];
  const rows = times(64, (i) => {
    const bend = (k: number): Point => [vx + (k - 30) * 120, 1460];
    const [a, b] = [bend(i - 2), bend(i - 1)];
    const colour = pen.ink([1, 3, 2, 4, 3, 2][i % 6] ?? 1);
    return shape(
      `M${vx + (i - 32) * 2.4} ${vy}Q${vx + (a[0] - vx) * 0.22 - 30} 840 ${xy(a)}L${xy(b)}Q${vx + (b[0] - vx) * 0.22 - 30} 840 ${vx + (i - 31) * 2.4} ${vy}Z`,
      colour,
    );
  });
  const hedge = times(50, (i) =>
    circle(
      i * 21 + pen.between(-6, 6),
      516 + pen.between(-8, 4),
      pen.between(6, 20),
      pen.pick([pen.ink(5), darker(pen.ink(5), 0.3)]),
    ),
  );
  const far =
    below(horizon(pen, 500, 46, 1.3, 2), mix(pen.ink(5), pen.ink(0), 0.45)) + rect(0, vy, W, H, pen.ink(4));
  const haze =
    fade('hz', [mix(pen.ink(1), pen.ink(6), 0.5), mix(pen.ink(1), pen.ink(6), 0.5)]) +
    fade('hz2', ['#ffffff', '#ffffff']);
  return (
    haze +
    sky(pen.ink(0), pen.ink(6), lighter(pen.ink(1), 0.5)) +
    circle(250, 230, 92, pen.ink(1)) +
    far +
    rows.join('') +
    hedge.join('')
  );
}

export function mesa(pen: Pen): string {
  const table = (x: number, w: number, top: number, base: number, colour: string, dark: string) => {
    const flank = (side: number): Point[] =>
      times(9, (i) => [
        x + side * (w / 2 + (i % 2) * 7 + (i > 5 ? (i - 5) ** 2 * w * 0.05 : i * 2)),
        top + ((base - top) * i) / 8,
      ]);
    const strata = times(6, (i) =>
      stroke(
        `M${x - w / 2 - 6} ${top + 20 + i * 24 + pen.between(-4, 4)}h${w + 12}`,
        dark,
        pen.between(2, 8),
        'opacity=".38"',
      ),
    );
    const shade = polygon([[x + w * 0.18, top], ...flank(1), [x + w * 0.3, base]], dark, 'opacity=".75"');
    return polygon([...flank(-1).toReversed(), ...flank(1)], colour) + strata.join('') + shade;
  };
  return (
    sky(pen.ink(0), mix(pen.ink(0), pen.ink(6), 0.6), pen.ink(6)) +
    circle(730, 265, 82, pen.ink(6)) +
    table(820, 300, 610, 830, pen.ink(2), pen.ink(3)) +
    table(130, 240, 660, 840, pen.ink(2), pen.ink(3)) +
    below(horizon(pen, 830, 16, 3, 1), pen.ink(2)) +
    table(430, 330, 470, 960, pen.ink(3), pen.ink(4)) +
    table(690, 92, 600, 960, pen.ink(3), pen.ink(4)) +
    below(horizon(pen, 940, 26, 2.4, 2), pen.ink(3)) +
    below(horizon(pen, 1050, 50, 2, 3), mix(pen.ink(3), pen.ink(4), 0.6)) +
    below(horizon(pen, 1170, 60, 1.6, 4), pen.ink(4)) +
    below(horizon(pen, 1300, 60, 1.8, 5), pen.ink(5)) +
    times(40, () => {
      const [x, y] = [pen.between(0, W), pen.between(1080, 1390)];
      return circle(x, y, pen.between(3, 10), pen.pick([pen.ink(5), pen.ink(1)]), 'opacity=".7"');
    }).join('')
  );
}

export function islands(pen: Pen): string {
  const rows = times(7, (i) => {
    const y = 380 + i * 132;
    const colour = pen.ink(Math.min(5, 1 + Math.floor(i * 0.85)));
    return (
      times(i < 3 ? 3 : 2, (k) => {
        const w = pen.between(190, 330) * (0.62 + i * 0.17);
        const x = pen.between(-60, 420) + k * (i < 3 ? 340 : 560);
        const crown = times(25, (n): Point => {
          const t = n / 24;
          return [
            x + w * (t - 0.5),
            y - Math.sin(t * Math.PI) ** 0.7 * w * 0.2 * (1 + pen.rough(t * 4 + i * 9, k * 5) * 1.1),
          ];
        });
        const id = `i${i}${k}`;
        return (
          `<linearGradient id="${id}" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="${colour}" stop-opacity=".5"/><stop offset="1" stop-color="${colour}" stop-opacity="0"/></linearGradient>` +
          polygon(crown, colour) +
          shape(`M${x - w / 2} ${y}h${w}L${x + w * 0.36} ${y + w * 0.16}H${x - w * 0.36}Z`, `url(#${id})`)
        );
      }).join('') + `<rect x="0" y="${y + 4}" width="1000" height="96" fill="${pen.ink(0)}" opacity=".3"/>`
    );
  });
  return (
    rect(0, 0, W, H, pen.ink(6)) +
    fade('veil', [pen.ink(6), pen.ink(0), pen.ink(0), pen.ink(0)], 60, H) +
    rect(0, 60, W, H, 'url(#veil)') +
    circle(690, 215, 70, lighter(pen.ink(6), 0.6)) +
    rows.join('')
  );
}

export function pines(pen: Pen): string {
  const rows = times(5, (row) => {
    const ground = horizon(pen, 560 + row * 200, 110, 1.5, row);
    const colour = pen.ink(row + 1);
    const size = 60 + row * 42;
    const trees = times(Math.round(108 - row * 17), () => {
      const [x, y] = ground[Math.floor(pen.between(0, ground.length))] ?? [0, 0];
      return pine(pen, x + pen.between(-5, 5), y + 16 + size * 0.2, size * pen.between(0.55, 1.3));
    });
    return (
      fade(`p${row}`, [colour, mix(colour, pen.ink(row), 0.65)], 470 + row * 200, 860 + row * 200) +
      shape(trees.join(''), `url(#p${row})`) +
      below(ground, `url(#p${row})`)
    );
  });
  return (
    sky(pen.ink(6), pen.ink(0), pen.ink(1)) + circle(690, 300, 86, lighter(pen.ink(6), 0.7)) + rows.join('')
  );
}

function pine(pen: Pen, x: number, foot: number, height: number): string {
  const tiers = 8;
  const flank = (side: number) =>
    times(tiers * 2, (i): Point => {
      const t = (Math.floor(i / 2) + 1) / tiers;
      const reach = height * 0.2 * t * (i % 2 ? 0.55 : 1) * pen.between(0.85, 1.15);
      return [x + side * reach, foot - height * (1 - t) + (i % 2 ? -height * 0.015 : 0)];
    });
  return `${line([[x, foot - height * 1.06], ...flank(1), ...flank(-1).toReversed()])}Z`;
}

export function moonrise(pen: Pen): string {
  const stars = times(90, () =>
    circle(
      pen.between(0, W),
      pen.between(0, 800),
      pen.between(0.8, 2.8),
      pen.ink(2),
      `opacity="${pen.between(0.3, 0.9).toFixed(2)}"`,
    ),
  );
  const seas = times(13, () => {
    const a = pen.between(0, 6.28),
      d = pen.between(60, 250);
    return `<ellipse cx="${520 + Math.cos(a) * d}" cy="${640 + Math.sin(a) * d}" rx="${pen.between(30, 100)}" ry="${pen.between(24, 70)}" fill="${darker(pen.ink(2), 0.25)}" fill-opacity=".13"/>`;
  });
  return (
    sky(darker(pen.ink(0), 0.25), pen.ink(0), pen.ink(1)) +
    stars.join('') +
    glow('mg', pen.ink(2), 0.5) +
    circle(520, 640, 560, 'url(#mg)') +
    circle(520, 640, 300, pen.ink(2)) +
    seas.join('') +
    times(4, (i) => below(horizon(pen, 850 + i * 140, 90 - i * 10, 1.3 + i * 0.4, i), pen.ink(3 + i))).join(
      '',
    ) +
    times(60, (i) =>
      stroke(
        `M${i * 17 + pen.between(-5, 5)} 1400q${pen.between(-20, 20)} -60 ${pen.between(-30, 30)} ${-pen.between(60, 150)}`,
        darker(pen.ink(6), 0.4),
        2.4,
      ),
    ).join('')
  );
}

export function cliffs(pen: Pen): string {
  const top = smooth([
    [1040, 300],
    [860, 322],
    [700, 370],
    [610, 400],
    [520, 452],
    [430, 560],
  ]);
  const face = `${top}L410 640L440 720L400 830L452 930L420 1010L480 1046L1040 1090Z`;
  const cracks = times(58, () => {
    const x = pen.between(425, 1000);
    const y = pen.between(470, 900);
    return stroke(
      `M${x} ${y}l${pen.between(-12, 12)} ${pen.between(30, 130)}`,
      pen.ink(2),
      pen.between(1.5, 7),
      'opacity=".7"',
    );
  });
  const shade = shape(
    'M430 560L410 640L440 720L400 830L452 930L420 1010L480 1046L560 1050L520 900L560 760L500 650Z',
    pen.ink(2),
    'opacity=".75"',
  );
  const bands = times(40, (i) =>
    stroke(
      smooth(
        times(9, (k): Point => [k * 130 - 20, 1030 + i * 11 + Math.sin(k * 1.1 + i * 0.7) * (2 + i * 0.25)]),
      ),
      pen.pick([pen.ink(0), pen.ink(4), pen.ink(1)]),
      1 + i * 0.11,
      'opacity=".45"',
    ),
  );
  const stack =
    shape('M190 1052L210 900L236 872L270 880L292 960L312 1054Z', pen.ink(1)) +
    shape('M190 1052L210 900L236 872L232 1052Z', pen.ink(2)) +
    shape('M208 905L236 868L272 880L268 896L238 892Z', pen.ink(3));
  return (
    sky(lighter(pen.ink(0), 0.1), lighter(pen.ink(0), 0.55)) +
    circle(240, 300, 66, '#fff6df') +
    fade('sea', [pen.ink(4), pen.ink(5), pen.ink(6)], 800, H) +
    rect(0, 800, W, H, 'url(#sea)') +
    bands.join('') +
    stack +
    `<clipPath id="face"><path d="${face}"/></clipPath>` +
    shape(face, pen.ink(1)) +
    group(shade + cracks.join(''), 'clip-path="url(#face)"') +
    shape(`${top}C470 500 560 440 640 420S860 372 1040 372Z`, pen.ink(3)) +
    stroke('M400 1052Q520 1030 700 1070T1040 1096', pen.ink(1), 12) +
    times(5, (i) =>
      stroke(`M${130 + i * 62} ${480 + (i % 3) * 34}q14 -16 26 0q12 -16 26 0`, pen.ink(6), 3),
    ).join('')
  );
}
