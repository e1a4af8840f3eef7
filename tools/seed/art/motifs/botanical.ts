import { darker, lighter, mix } from '../colour.ts';
import {
  at,
  blob,
  circle,
  fade,
  glow,
  leaf,
  rect,
  scatter,
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
const degrees = 180 / Math.PI;

/** A place on a cubic curve and the direction there, in degrees. */
function along(
  [a, b, c, d]: [Point, Point, Point, Point],
  t: number,
): { x: number; y: number; turn: number } {
  const s = 1 - t;
  const on = (i: 0 | 1) => s ** 3 * a[i] + 3 * s * s * t * b[i] + 3 * s * t * t * c[i] + t ** 3 * d[i];
  const slope = (i: 0 | 1) =>
    3 * s * s * (b[i] - a[i]) + 6 * s * t * (c[i] - b[i]) + 3 * t * t * (d[i] - c[i]);
  return { x: on(0), y: on(1), turn: Math.atan2(slope(1), slope(0)) * degrees };
}

const curve = (c: [Point, Point, Point, Point], colour: string, width: number) =>
  stroke(`M${xy(c[0])}C${xy(c[1])} ${xy(c[2])} ${xy(c[3])}`, colour, width);

export function fern(pen: Pen): string {
  const spine: [Point, Point, Point, Point] = [
    [440, 1330],
    [420, 950],
    [420, 520],
    [690, 150],
  ];
  const leaflets = times(52, (i) => {
    const t = 0.12 + (Math.floor(i / 2) / 26) * 0.88;
    const { x, y, turn } = along(spine, t);
    const side = i % 2 ? 1 : -1;
    const length = 330 * Math.sin(Math.PI * (0.16 + (1 - t) * 0.8)) ** 0.8 * (1 - t * 0.45) + 20;
    const teeth = times(11, (k) =>
      at(
        length * (0.08 + k * 0.083),
        0,
        0,
        [62, -62]
          .map((bend) =>
            at(
              0,
              0,
              bend,
              shape(
                leaf(length * 0.17 * (1.1 - k * 0.085), length * 0.034),
                side < 0 ? pen.ink(2) : pen.ink(1),
              ),
            ),
          )
          .join(''),
      ),
    );
    return at(
      x,
      y,
      turn + side * (66 - t * 22),
      teeth.join('') + stroke(`M0 0L${length} 0`, pen.ink(3), 2.4),
    );
  });
  return leaflets.join('') + curve(spine, pen.ink(3), 7);
}

export function monstera(pen: Pen): string {
  const one = (size: number, colour: string, vein: string) => {
    const edge = times(361, (i): Point => {
      const angle = ((i - 180) / 180) * Math.PI;
      const heart =
        (1 - 0.5 * Math.exp(-((Math.PI - Math.abs(angle)) ** 2) / 0.05)) *
        (1 + 0.16 * Math.exp(-(angle ** 2) / 0.05));
      const notch = [0.52, 0.95, 1.42, 1.94].reduce(
        (cut, place, k) =>
          cut *
          (1 -
            (0.5 - k * 0.05) *
              Math.exp(-((Math.abs(angle) - place - (angle > 0 ? 0.09 : 0)) ** 2) / (0.0022 + k * 0.0012))),
        1,
      );
      const reach = size * heart * notch * (1 - 0.18 * Math.abs(Math.sin(angle)) + 0.12 * Math.cos(angle));
      return [Math.cos(angle) * reach * 1.08, Math.sin(angle) * reach * 1.05];
    });
    const holes = [0.74, 1.19, 1.68]
      .flatMap((a) => [a, -a])
      .map((a) =>
        at(
          0,
          0,
          a * degrees,
          `<ellipse cx="${size * 0.3}" cy="0" rx="${size * 0.07}" ry="${size * 0.028}"/>`,
        ),
      );
    const ribs = [0.3, 0.74, 1.19, 1.68, 2.25]
      .flatMap((a) => [a, -a])
      .map((a) =>
        stroke(
          `M${-size * 0.1 + Math.cos(a) * 10} 0Q${Math.cos(a) * size * 0.4} ${Math.sin(a) * size * 0.36} ${Math.cos(a) * size * 0.8} ${Math.sin(a) * size * 0.74}`,
          vein,
          3,
        ),
      );
    return (
      shape(`M${edge.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`, colour) +
      `<g fill="${darker(colour, 0.45)}">${holes.join('')}</g>` +
      ribs.join('') +
      stroke(`M${-size * 0.62} 0L${size * 1.05} 0`, vein, 5)
    );
  };
  const stem = (d: string) => stroke(d, pen.ink(1), 15);
  return (
    circle(640, 420, 330, pen.ink(4)) +
    stem('M300 1420Q330 1050 430 980') +
    stem('M620 1420Q700 1100 640 780') +
    stem('M480 1420Q440 900 360 560') +
    at(340, 480, -118, one(330, pen.ink(3), lighter(pen.ink(3), 0.5))) +
    at(660, 640, -48, one(370, pen.ink(2), lighter(pen.ink(2), 0.45))) +
    at(420, 960, -100, one(400, pen.ink(1), lighter(pen.ink(1), 0.4)))
  );
}

export function eucalyptus(pen: Pen): string {
  const branches: [Point, Point, Point, Point][] = [
    [
      [460, 1420],
      [420, 1050],
      [250, 640],
      [150, 240],
    ],
    [
      [520, 1420],
      [540, 1000],
      [470, 500],
      [520, 90],
    ],
    [
      [590, 1420],
      [640, 1120],
      [790, 760],
      [880, 360],
    ],
  ];
  return branches
    .map(
      (branch, b) =>
        curve(branch, pen.ink(4), 7) +
        times(30, (i) => {
          const t = 0.24 + (Math.floor(i / 2) / 15) * 0.76;
          const { x, y, turn } = along(branch, t);
          const size = (80 - t * 52) * pen.between(0.9, 1.1);
          const colour = mix(pen.ink(3), pen.pick([pen.ink(1), pen.ink(2)]), 0.3 + t * 0.65);
          const body =
            `<ellipse cx="${size * 0.98}" cy="0" rx="${size}" ry="${size * 0.8}" fill="${colour}" opacity=".9"/>` +
            `<path d="M0 0A${size} ${size * 0.8} 0 0 1 ${size * 1.98} 0Z" fill="${lighter(colour, 0.18)}" opacity=".6"/>` +
            stroke(`M0 0L${size * 1.7} 0`, lighter(colour, 0.5), 2.2);
          return at(x, y, turn + (i % 2 ? 64 : -64) + pen.between(-8, 8) + b, body);
        }).join(''),
    )
    .join('');
}

const ginkgoLeaf = (colour: string, vein: string) =>
  stroke('M0 0Q6 60 -4 120', vein, 6) +
  shape(
    'M0 0C-50 -30 -110 -60 -128 -96C-90 -150 -50 -150 -12 -140L0 -84L14 -142C60 -152 100 -140 128 -92C100 -56 50 -30 0 0Z',
    colour,
  ) +
  times(13, (i) =>
    stroke(
      `M0 -4Q${(i - 6) * 7} -50 ${(i - 6) * 17} ${-134 + Math.abs(i - 6) * 5}`,
      vein,
      1.6,
      'opacity=".5"',
    ),
  ).join('');

export function ginkgo(pen: Pen): string {
  const places = scatter(pen, 178, { x: 40, y: 30, width: 920, height: 1340 });
  return (
    fade('gk', [lighter(pen.ink(0), 0.08), pen.ink(0), darker(pen.ink(0), 0.25)]) +
    rect(0, 0, W, H, 'url(#gk)') +
    places
      .map(([x, y]) => {
        const colour = pen.pick([pen.ink(1), pen.ink(2), pen.ink(3), pen.ink(4)]);
        return at(
          x,
          y,
          pen.between(-150, 150),
          ginkgoLeaf(colour, darker(colour, 0.22)),
          pen.between(0.52, 0.72),
        );
      })
      .join('')
  );
}

export function poppies(pen: Pen): string {
  const flower = (size: number) =>
    times(5, (i) =>
      at(
        0,
        0,
        i * 72 + pen.between(-12, 12),
        shape(
          blob(pen, 0, -size * 0.5, size * 0.6, size * 0.52, 0.1, 10),
          pen.pick([pen.ink(1), pen.ink(2), pen.ink(1)]),
          'opacity=".78"',
        ),
      ),
    ).join('') +
    times(26, (i) => {
      const a = i * 0.242 * Math.PI;
      return (
        stroke(`M0 0L${Math.cos(a) * size * 0.3} ${Math.sin(a) * size * 0.3}`, pen.ink(5), 1.6) +
        circle(Math.cos(a) * size * 0.31, Math.sin(a) * size * 0.31, 4.4, pen.ink(5))
      );
    }).join('') +
    circle(0, 0, size * 0.15, mix(pen.ink(4), pen.ink(5), 0.4));
  const heads: [number, number, number][] = [
    [300, 330, 175],
    [690, 250, 140],
    [520, 610, 205],
    [820, 610, 125],
    [170, 700, 130],
    [780, 900, 110],
    [360, 930, 96],
  ];
  const stems = heads.map(([x, y]) =>
    stroke(`M${x} ${y}C${x + 30} ${y + 260} ${x * 0.6 + 160} 1100 ${x * 0.5 + 250} 1440`, pen.ink(4), 7),
  );
  const buds = times(5, (i) => {
    const x = 110 + i * 200 + pen.between(-40, 40),
      y = pen.between(480, 900);
    return (
      stroke(
        `M${x} ${y}q-20 -60 20 -70C${x + 70} ${y + 60} ${x * 0.6 + 220} 1200 ${x * 0.5 + 240} 1440`,
        pen.ink(4),
        5,
      ) +
      at(
        x,
        y + 22,
        pen.between(-14, 14),
        `<ellipse rx="20" ry="36" fill="${pen.ink(4)}"/><path d="M0 -36L0 36" stroke="${pen.ink(1)}" stroke-width="5"/>`,
      )
    );
  });
  const grass = times(46, () => {
    const x = pen.between(0, W);
    return stroke(
      `M${x} 1420q${pen.between(-30, 30)} -160 ${pen.between(-90, 90)} ${-pen.between(160, 420)}`,
      pen.pick([pen.ink(4), lighter(pen.ink(4), 0.35)]),
      pen.between(2, 6),
      'opacity=".7"',
    );
  });
  return (
    grass.join('') +
    stems.join('') +
    buds.join('') +
    heads.map(([x, y, size]) => at(x, y, pen.between(-20, 20), flower(size))).join('')
  );
}

export function olive(pen: Pen): string {
  const branch: [Point, Point, Point, Point] = [
    [180, 1300],
    [330, 1000],
    [420, 560],
    [840, 130],
  ];
  const leaves = times(40, (i) => {
    const t = 0.05 + (i / 40) * 0.95;
    const { x, y, turn } = along(branch, t);
    const length = pen.between(190, 260) * (1.08 - t * 0.42);
    const body =
      shape(leaf(length, 30), pen.pick([pen.ink(1), pen.ink(3)])) +
      shape(`M0 0C${length * 0.25} 30 ${length * 0.7} 30 ${length} 0Z`, pen.ink(2)) +
      stroke(`M0 0L${length * 0.94} 0`, lighter(pen.ink(2), 0.4), 2);
    return at(x, y, turn + (i % 2 ? 1 : -1) * pen.between(34, 62), body);
  });
  const fruit = times(11, (i) => {
    const { x, y } = along(branch, 0.14 + i * 0.068);
    const [dx, dy] = [pen.between(-70, 90), pen.between(50, 110)];
    const colour = pen.pick([pen.ink(4), pen.ink(5), pen.ink(1)]);
    return (
      stroke(`M${x} ${y}Q${x + dx * 0.2} ${y + dy * 0.7} ${x + dx} ${y + dy}`, pen.ink(3), 4) +
      at(
        x + dx,
        y + dy + 30,
        pen.between(-20, 20),
        `<ellipse rx="33" ry="43" fill="${colour}"/><ellipse cx="-11" cy="-14" rx="8" ry="13" fill="#ffffff" opacity=".35"/>`,
      )
    );
  });
  return (
    curve(branch, mix(pen.ink(3), '#6a4a34', 0.5), 11) +
    leaves.slice(0, 24).join('') +
    fruit.join('') +
    leaves.slice(24).join('')
  );
}

export function grasses(pen: Pen): string {
  const stems = times(88, (i) => {
    const x = pen.between(-120, 900);
    const [tall, lean] = [pen.between(520, 1180), pen.between(110, 330)];
    const stalk: [Point, Point, Point, Point] = [
      [x, 1430],
      [x + 10, 1430 - tall * 0.5],
      [x + lean * 0.3, 1430 - tall * 0.85],
      [x + lean, 1430 - tall],
    ];
    const colour = mix(pen.pick([pen.ink(1), pen.ink(2), pen.ink(3)]), pen.ink(4), i % 4 === 0 ? 0.5 : 0.05);
    const seeds =
      i % 3
        ? times(26, (k) => {
            const p = along(stalk, 0.7 + (k / 26) * 0.3);
            return at(p.x, p.y, p.turn + (k % 2 ? 26 : -26), shape(leaf(34 - k * 0.55, 6), colour));
          }).join('')
        : '';
    return curve(stalk, colour, pen.between(2, 4.4)) + seeds;
  });
  return (
    fade('gs', [lighter(pen.ink(0), 0.3), pen.ink(0), mix(pen.ink(0), pen.ink(3), 0.35)]) +
    rect(0, 0, W, H, 'url(#gs)') +
    circle(690, 360, 150, pen.ink(5), 'opacity=".85"') +
    stems.join('')
  );
}

function lemon(pen: Pen, size: number): string {
  const body =
    'M0 -118C22 -112 34 -98 44 -88C88 -62 92 50 50 84C36 96 22 98 14 114Q0 128 -14 114C-22 98 -36 96 -50 84C-92 50 -88 -62 -44 -88C-34 -98 -22 -112 0 -118Z';
  return at(
    0,
    0,
    0,
    shape(body, pen.ink(1)) +
      shape('M44 -88C88 -62 92 50 50 84C36 96 22 98 14 114Q8 122 0 122C70 60 66 -40 20 -106Z', pen.ink(2)) +
      `<ellipse cx="-34" cy="-38" rx="12" ry="30" fill="${pen.ink(5)}" transform="rotate(14)"/>` +
      times(16, () => circle(pen.between(-40, 40), pen.between(-70, 80), 2.4, pen.ink(2))).join(''),
    size,
  );
}

export function lemons(pen: Pen): string {
  const branches = [
    'M-20 120C220 160 420 90 620 220S900 300 1020 240',
    'M1020 620C800 560 640 640 460 600S160 520 -20 600',
    'M-20 1060C240 1000 420 1110 640 1060S900 960 1020 1010',
  ];
  const twig = (x: number, y: number) =>
    times(7, (i) => {
      const length = pen.between(150, 220);
      const colour = i % 2 ? pen.ink(3) : pen.ink(4);
      return at(
        x,
        y,
        i * 51 + pen.between(-14, 14),
        shape(leaf(length, 44), colour) +
          shape(`M0 0C${length * 0.25} 44 ${length * 0.7} 44 ${length} 0Z`, darker(colour, 0.14)) +
          stroke(`M0 0L${length * 0.9} 0`, lighter(colour, 0.35), 2.4),
      );
    }).join('');
  const places: [number, number][] = [
    [170, 190],
    [500, 200],
    [830, 310],
    [140, 600],
    [470, 650],
    [800, 690],
    [220, 1080],
    [560, 1110],
    [880, 1060],
  ];
  return (
    branches.map((d) => stroke(d, '#7a5a3c', 12)).join('') +
    places.map(([x, y]) => twig(x, y)).join('') +
    places
      .map(([x, y], i) =>
        at(
          x + pen.between(-36, 36),
          y + 96,
          pen.between(-24, 24),
          lemon(pen, pen.between(0.95, 1.22) * (i % 4 === 3 ? 0.85 : 1)),
        ),
      )
      .join('')
  );
}

export function kelp(pen: Pen): string {
  const ribbon = (x: number, colour: string, w: number, row: number) => {
    const spine = times(36, (i): Point => [
      x + pen.noise(i * 0.17, row * 5) * 120 + i * 2.4,
      1460 - (i * (1500 - row * 8)) / 35,
    ]);
    const blades = spine.flatMap(([bx, by], i) =>
      i % 2 || i < 2
        ? []
        : [
            at(
              bx,
              by,
              (i % 4 ? -52 : 232) + pen.between(-14, 14),
              shape(
                `M0 0C${w * 1.2} ${-w * 0.8} ${w * 2.4} ${w * 0.5} ${w * 3.8} ${-w * 0.2}C${w * 2.6} ${w * 1.1} ${w} ${w * 0.9} 0 0Z`,
                colour,
              ) + circle(2, 0, w * 0.36, lighter(colour, 0.2)),
            ),
          ],
    );
    return blades.join('') + stroke(smooth(spine), colour, w * 0.42);
  };
  const rays = times(7, (i) =>
    shape(`M${380 + i * 40} -20L${i * 190 - 160} 1420h${90 + i * 8}Z`, '#ffffff', 'opacity=".09"'),
  );
  const back = times(5, (i) => ribbon(60 + i * 220, mix(pen.ink(1), pen.ink(2), 0.35), 30, i + 10));
  const mid = times(4, (i) => ribbon(40 + i * 260, pen.ink(2), 40, i + 20));
  const front = times(3, (i) => ribbon(130 + i * 300, i % 2 ? pen.ink(4) : pen.ink(3), 52, i + 30));
  const fish = times(16, () =>
    at(
      pen.between(80, 920),
      pen.between(160, 700),
      pen.between(-14, 14),
      shape('M0 0C16 -14 40 -12 52 0L70 -12V12L52 0C40 12 16 14 0 0Z', pen.ink(5)),
      pen.between(0.5, 0.9),
    ),
  );
  return (
    fade('sea', [lighter(pen.ink(0), 0.5), pen.ink(0), pen.ink(1), pen.ink(2), pen.ink(5)]) +
    rect(0, 0, W, H, 'url(#sea)') +
    glow('kl', '#ffffff', 0.7) +
    circle(460, 0, 520, 'url(#kl)') +
    rays.join('') +
    back.join('') +
    fish.join('') +
    mid.join('') +
    front.join('')
  );
}

export function cactus(pen: Pen): string {
  const pot = (w: number, h: number) =>
    shape(`M${-w / 2} ${-h}H${w / 2}L${w * 0.38} 0H${-w * 0.38}Z`, pen.ink(3)) +
    shape(`M${w * 0.1} ${-h}H${w / 2}L${w * 0.38} 0H${w * 0.08}Z`, darker(pen.ink(3), 0.16)) +
    rect(-w * 0.56, -h - 26, w * 1.12, 36, pen.ink(4), 'rx="6"');
  const ribs = (w: number, h: number) =>
    times(5, (i) =>
      stroke(
        `M${(i - 2) * w * 0.2} ${-h * 0.06}Q${(i - 2) * w * 0.24} ${-h * 0.6} ${(i - 2) * w * 0.12} ${-h * 0.95}`,
        pen.ink(5),
        3,
        'stroke-dasharray="2 13"',
      ),
    ).join('');
  const column = (w: number, h: number, colour: string) =>
    rect(-w / 2, -h, w, h + 10, colour, `rx="${w / 2}"`) + ribs(w, h);
  const saguaro =
    column(92, 400, pen.ink(1)) +
    stroke('M-30 -170H-104V-260', pen.ink(1), 56) +
    stroke('M30 -230H100V-330', pen.ink(1), 50);
  const ball =
    `<ellipse cx="0" cy="-92" rx="118" ry="104" fill="${pen.ink(2)}"/>` +
    times(9, (i) => stroke(`M0 -196Q${(i - 4) * 58} -92 0 8`, pen.ink(1), 4)).join('') +
    at(0, -200, 0, times(7, (i) => at(0, 0, i * 51, shape(leaf(38, 14), pen.ink(6)))).join(''));
  const paddles = [
    [0, -90, 84, 100, 0],
    [-70, -226, 60, 74, -24],
    [64, -240, 66, 80, 22],
    [-8, -330, 48, 60, 4],
    [110, -350, 40, 50, 30],
  ]
    .map(([x = 0, y = 0, rx = 0, ry = 0, turn = 0], i) =>
      at(
        x,
        y,
        turn,
        `<ellipse rx="${rx}" ry="${ry}" fill="${i % 2 ? pen.ink(2) : pen.ink(1)}"/>` +
          times(12, () =>
            circle(pen.between(-rx * 0.6, rx * 0.6), pen.between(-ry * 0.7, ry * 0.7), 3, pen.ink(0)),
          ).join(''),
      ),
    )
    .join('');
  const agave = times(13, (i) =>
    at(
      0,
      -8,
      -90 + (i - 6) * 13.5,
      shape(leaf(300 - Math.abs(i - 6) * 22, 22), i % 2 ? pen.ink(1) : pen.ink(2)),
    ),
  ).join('');
  const trio =
    at(-56, 0, -5, column(64, 210, pen.ink(2))) +
    at(52, 0, 6, column(60, 160, pen.ink(2))) +
    column(72, 300, pen.ink(1));
  const stand = (x: number, y: number, w: number, h: number, plant: string) =>
    at(x, y, 0, at(0, -h - 16, 0, plant) + pot(w, h));
  const shelf = (y: number) =>
    rect(0, y, W, 22, pen.ink(5)) + rect(0, y + 22, W, 16, darker(pen.ink(0), 0.12));
  return (
    circle(700, 330, 200, pen.ink(6), 'opacity=".7"') +
    shelf(720) +
    shelf(1310) +
    stand(190, 720, 170, 130, saguaro) +
    stand(520, 720, 190, 120, ball) +
    stand(820, 720, 160, 150, paddles) +
    stand(160, 1310, 180, 130, agave) +
    stand(410, 1310, 160, 120, trio) +
    stand(640, 1310, 130, 110, at(0, 0, 0, ball, 0.62)) +
    stand(860, 1310, 170, 140, at(0, 0, 0, saguaro, 0.8))
  );
}

export function tulips(pen: Pen): string {
  return (
    times(9, (i) => {
      const x = 100 + i * 100;
      const y = 470 + pen.between(-26, 26) + (i % 2) * 170;
      const colour = pen.ink([1, 6, 3, 4, 2, 5, 7, 1, 3][i] ?? 1);
      const leaves =
        at(x, 1320, -100 + pen.between(-8, 4), shape(leaf(500, 52), pen.ink(8))) +
        at(x, 1320, -78 + pen.between(-4, 8), shape(leaf(420, 44), pen.ink(9)));
      const cup =
        shape(
          'M-62 -40C-70 40 -40 84 0 84C40 84 70 40 62 -40C46 -20 34 -6 26 10C20 -30 10 -60 0 -76C-10 -60 -20 -30 -26 10C-34 -6 -46 -20 -62 -40Z',
          colour,
        ) +
        shape(
          'M0 -76C-34 -30 -36 50 0 84C36 50 34 -30 0 -76Z',
          darker(colour, 0.12),
          'transform="translate(3 2)" opacity=".75"',
        ) +
        shape(
          'M-62 -40C-70 40 -40 84 0 84C-34 60 -40 20 -26 10C-34 -6 -46 -20 -62 -40Z',
          lighter(colour, 0.2),
          'opacity=".7"',
        );
      return (
        stroke(`M${x} 1320Q${x + pen.between(-16, 16)} 900 ${x} ${y + 70}`, pen.ink(8), 13) +
        leaves +
        at(x, y, pen.between(-5, 5), cup, 0.98)
      );
    }).join('') + rect(40, 1316, 920, 8, darker(pen.ink(8), 0.3), 'rx="4"')
  );
}
