import { darker, lighter, mix } from '../colour.ts';
import {
  at,
  circle,
  fade,
  glow,
  group,
  horizon,
  below,
  line,
  polygon,
  rect,
  shape,
  sheet,
  stroke,
  times,
  type Pen,
  type Point,
} from '../pen.ts';

const { width: W, height: H } = sheet;
const night = (...colours: string[]) => fade('night', colours) + rect(0, 0, W, H, 'url(#night)');
const ring = (x: number, y: number, r: number, colour: string, width: number, more = '') =>
  circle(x, y, r, 'none', `stroke="${colour}" stroke-width="${width}" ${more}`);
const polar = (x: number, y: number, r: number, angle: number): Point => [
  x + Math.cos(angle) * r,
  y + Math.sin(angle) * r,
];
const star = (x: number, y: number, r: number, colour: string) =>
  at(
    x,
    y,
    0,
    shape(
      `M0 ${-r}Q${r * 0.12} ${-r * 0.12} ${r} 0Q${r * 0.12} ${r * 0.12} 0 ${r}Q${-r * 0.12} ${r * 0.12} ${-r} 0Q${-r * 0.12} ${-r * 0.12} 0 ${-r}Z`,
      colour,
    ),
  );
const field = (pen: Pen, count: number, colour: string, bottom = H) =>
  times(count, () =>
    circle(
      pen.between(0, W),
      pen.between(0, bottom),
      pen.random() ** 4 * 3.4 + 0.7,
      colour,
      `opacity="${pen.between(0.35, 1).toFixed(2)}"`,
    ),
  ).join('');

export function starchart(pen: Pen): string {
  const [x, y, r] = [500, 640, 430];
  const rings =
    times(5, (i) =>
      ring(x, y, (r * (i + 1)) / 5, pen.ink(4), i === 4 ? 5 : 1.4, i < 4 ? 'opacity=".55"' : ''),
    ).join('') +
    ring(x, y, r + 26, pen.ink(2), 2) +
    ring(x, y, r + 34, pen.ink(2), 6);
  const hours = times(24, (i) => {
    const a = (i * Math.PI) / 12;
    const [[x1, y1], [x2, y2]] = [polar(x, y, i % 6 ? 86 : 20, a), polar(x, y, r, a)];
    return stroke(`M${x1} ${y1}L${x2} ${y2}`, pen.ink(4), 1.2, 'opacity=".45"');
  });
  const ticks = times(120, (i) => {
    const a = (i * Math.PI) / 60;
    const [[x1, y1], [x2, y2]] = [polar(x, y, r + 4, a), polar(x, y, r + (i % 5 ? 12 : 22), a)];
    return stroke(`M${x1} ${y1}L${x2} ${y2}`, pen.ink(1), i % 5 ? 1.4 : 3);
  });
  const dots = times(620, () => {
    const [sx, sy] = polar(x, y, Math.sqrt(pen.random()) * (r - 8), pen.between(0, 6.283));
    return circle(sx, sy, pen.random() ** 5 * 6 + 1, pen.ink(1));
  });
  const figures = times(11, (i) => {
    const centre = polar(x, y, pen.between(90, 350), (i * 6.283) / 11 + pen.between(-0.2, 0.2));
    const points = times(5 + (i % 3), (k): Point => [
      centre[0] + (k - 2) * pen.between(16, 34),
      centre[1] + pen.between(-44, 44),
    ]);
    return (
      stroke(`M${points.map(([px, py]) => `${px} ${py}`).join('L')}`, pen.ink(2), 2.2) +
      points.map(([px, py]) => star(px, py, pen.between(9, 17), pen.ink(1))).join('')
    );
  });
  const milky =
    `<clipPath id="sc"><circle cx="${x}" cy="${y}" r="${r}"/></clipPath>` +
    group(
      stroke(
        `M60 ${y + 330}Q${x - 60} ${y + 60} ${x + 20} ${y - 60}T960 ${y - 330}`,
        pen.ink(3),
        120,
        'opacity=".8"',
      ) +
        stroke(
          `M60 ${y + 330}Q${x - 60} ${y + 60} ${x + 20} ${y - 60}T960 ${y - 330}`,
          pen.ink(4),
          50,
          'opacity=".16"',
        ),
      'clip-path="url(#sc)"',
    );
  const scaleBar = times(9, (i) => circle(300 + i * 50, 1240, 2.5 + i * 1.5, pen.ink(1)));
  return (
    night(pen.ink(0), darker(pen.ink(0), 0.25)) +
    circle(x, y, r, lighter(pen.ink(0), 0.05)) +
    milky +
    rings +
    hours.join('') +
    ticks.join('') +
    dots.join('') +
    figures.join('') +
    scaleBar.join('') +
    `<rect x="44" y="44" width="912" height="1312" fill="none" stroke="${pen.ink(2)}" stroke-width="3"/><rect x="56" y="56" width="888" height="1288" fill="none" stroke="${pen.ink(2)}" stroke-width="1.2"/>`
  );
}

/** A moon of radius r, lit by `phase`: 0 new, 0.5 full, 1 new again. */
function lit(r: number, phase: number, colour: string): string {
  const bulge = Math.cos(phase * 2 * Math.PI);
  const waxing = phase < 0.5;
  return shape(
    `M0 ${-r}A${r} ${r} 0 0 ${waxing ? 1 : 0} 0 ${r}A${Math.abs(bulge) * r} ${r} 0 0 ${bulge > 0 === waxing ? 0 : 1} 0 ${-r}Z`,
    colour,
  );
}

export function phases(pen: Pen): string {
  const moons = times(13, (i) => {
    const [x, y] = polar(500, 700, 370, (i / 13) * 6.283 - 1.571);
    return at(
      x,
      y,
      0,
      circle(0, 0, 66, pen.ink(2)) + lit(66, i / 13, pen.ink(1)) + ring(0, 0, 66, pen.ink(3), 1.6),
    );
  });
  const centre =
    glow('pg', pen.ink(1), 0.32) +
    circle(500, 700, 300, 'url(#pg)') +
    circle(500, 700, 130, pen.ink(1)) +
    times(26, () => {
      const [cx, cy] = polar(500, 700, pen.random() * 100, pen.between(0, 6.283));
      return circle(cx, cy, pen.random() ** 2 * 26 + 4, pen.ink(3), 'opacity=".24"');
    }).join('');
  const rays = times(52, (i) => {
    const a = (i / 52) * 6.283;
    const [[x1, y1], [x2, y2]] = [polar(500, 700, 168, a), polar(500, 700, i % 4 ? 186 : 216, a)];
    return stroke(`M${x1} ${y1}L${x2} ${y2}`, pen.ink(3), i % 4 ? 1.6 : 3);
  });
  return (
    night(lighter(pen.ink(0), 0.03), darker(pen.ink(0), 0.3)) +
    field(pen, 130, pen.ink(3)) +
    ring(500, 700, 370, pen.ink(3), 1.4) +
    ring(500, 700, 456, pen.ink(3), 1.2) +
    ring(500, 700, 284, pen.ink(3), 1.2) +
    centre +
    rays.join('') +
    moons.join('') +
    [110, 1290]
      .map((y) => star(500, y, 34, pen.ink(1)) + star(440, y, 14, pen.ink(3)) + star(560, y, 14, pen.ink(3)))
      .join('')
  );
}

export function eclipse(pen: Pen): string {
  const rays = times(1100, (i) => {
    const a = (i / 1100) * 6.283;
    const reach =
      250 + (pen.noise(Math.cos(a) * 3 + 9, Math.sin(a) * 3 + 9) + 1) * 100 + pen.random() ** 3 * 160;
    const [[x1, y1], [x2, y2]] = [
      polar(500, 660, 238, a),
      polar(500, 660, reach, a + pen.between(-0.025, 0.025)),
    ];
    return stroke(
      `M${x1.toFixed(1)} ${y1.toFixed(1)}L${x2.toFixed(1)} ${y2.toFixed(1)}`,
      pen.random() < 0.75 ? pen.ink(1) : pen.ink(2),
      1.5,
      `opacity="${pen.between(0.2, 0.75).toFixed(2)}"`,
    );
  });
  return (
    night(pen.ink(0), mix(pen.ink(0), pen.ink(4), 0.55)) +
    field(pen, 60, pen.ink(1), 1000) +
    glow('cg', pen.ink(2), 0.7) +
    circle(500, 660, 600, 'url(#cg)') +
    rays.join('') +
    circle(500, 660, 246, pen.ink(1)) +
    circle(500, 660, 240, pen.ink(3)) +
    circle(672, 490, 12, '#ffffff') +
    glow('dg', '#ffffff', 0.9) +
    circle(672, 490, 80, 'url(#dg)') +
    below(horizon(pen, 1260, 40, 2, 1), darker(pen.ink(0), 0.2)) +
    below(horizon(pen, 1320, 40, 2, 2), pen.ink(3))
  );
}

export function orbits(pen: Pen): string {
  const [x, y] = [500, 700];
  const sizes = [14, 24, 26, 18, 62, 52, 36, 34];
  const tracks = times(8, (i) => {
    const r = 106 + i * 40 + (i > 3 ? (i - 3) * 19 : 0);
    const a = pen.between(0, 6.283);
    const [px, py] = polar(x, y, r, a);
    const size = (sizes[i] ?? 20) * 0.92;
    const colour = pen.ink(i + 1);
    const rings =
      i === 5
        ? at(
            px,
            py,
            -24,
            `<ellipse rx="${size * 1.8}" ry="${size * 0.5}" fill="none" stroke="${colour}" stroke-width="8"/>`,
          )
        : '';
    return (
      ring(
        x,
        y,
        r,
        pen.ink(9),
        i === 2 ? 3 : 1.6,
        i % 2 ? 'stroke-dasharray="2 9" stroke-linecap="round"' : '',
      ) +
      circle(px, py, size + 9, pen.ink(0)) +
      circle(px, py, size, colour) +
      `<path d="M${px} ${py - size}A${size} ${size} 0 0 1 ${px} ${py + size}A${size * 0.6} ${size} 0 0 0 ${px} ${py - size}Z" fill="${darker(colour, 0.3)}" opacity=".6"/>` +
      rings
    );
  });
  const sun =
    times(24, (i) =>
      at(
        x,
        y,
        i * 15,
        polygon(
          [
            [62, -5],
            [i % 2 ? 80 : 94, 0],
            [62, 5],
          ],
          pen.ink(2),
        ),
      ),
    ).join('') +
    circle(x, y, 54, pen.ink(1)) +
    circle(x, y, 38, pen.ink(2));
  return (
    rect(0, 0, W, H, pen.ink(0)) +
    times(70, () =>
      star(
        pen.between(30, 970),
        pen.between(30, 1370),
        pen.random() ** 3 * 15 + 3,
        mix(pen.ink(0), pen.ink(9), 0.3),
      ),
    ).join('') +
    tracks.join('') +
    sun
  );
}

export function saturn(pen: Pen): string {
  const r = 270;
  const bands = times(15, (i) =>
    rect(
      -r,
      -r + i * 37,
      r * 2,
      38,
      mix(pen.pick([pen.ink(1), pen.ink(2), pen.ink(4)]), pen.ink(3), pen.random() * 0.5),
    ),
  );
  const disc =
    `<clipPath id="sd"><circle r="${r}"/></clipPath>` +
    group(
      bands.join('') +
        shape(
          `M0 ${-r}A${r} ${r} 0 0 1 0 ${r}A${r * 1.25} ${r * 1.1} 0 0 0 0 ${-r}Z`,
          pen.ink(0),
          'opacity=".5" transform="translate(60 0)"',
        ),
      'clip-path="url(#sd)"',
    );
  const ringSet = times(22, (i) =>
    i === 13 || i === 14
      ? ''
      : `<ellipse rx="${r * 1.28 + i * 13}" ry="${(r * 1.28 + i * 13) * 0.27}" fill="none" stroke="${mix(pen.pick([pen.ink(1), pen.ink(4), pen.ink(2)]), pen.ink(5), pen.random() * 0.4)}" stroke-width="${i % 5 === 4 ? 7 : 11.5}"/>`,
  ).join('');
  const front = `<clipPath id="sf"><rect x="-900" y="0" width="1800" height="600"/></clipPath><clipPath id="sb"><rect x="-900" y="-600" width="1800" height="600"/></clipPath>`;
  return (
    night(darker(pen.ink(0), 0.3), pen.ink(0), mix(pen.ink(0), pen.ink(5), 0.4)) +
    field(pen, 240, pen.ink(4)) +
    front +
    at(
      500,
      640,
      -20,
      group(ringSet, 'clip-path="url(#sb)"') + disc + group(ringSet, 'clip-path="url(#sf)"'),
      0.76,
    ) +
    circle(190, 1080, 34, pen.ink(2)) +
    circle(198, 1076, 30, mix(pen.ink(0), pen.ink(5), 0.22)) +
    circle(820, 1160, 16, pen.ink(1)) +
    circle(700, 200, 11, pen.ink(3))
  );
}

export function comet(pen: Pen): string {
  const [x, y] = [310, 760];
  const tail = times(400, (i) => {
    const spread = (i / 399 - 0.5) * 2;
    const length = pen.between(300, 1000) * (1.1 - Math.abs(spread) * 0.5);
    const angle = -0.86 + spread * 0.16;
    const [ex, ey] = polar(x, y, length, angle);
    const [mx, my] = polar(x, y, length * 0.55, angle + spread * 0.05 + 0.1);
    return stroke(
      `M${x + spread * 12} ${y + spread * 14}Q${mx.toFixed(0)} ${my.toFixed(0)} ${ex.toFixed(0)} ${ey.toFixed(0)}`,
      Math.abs(spread) < 0.35 ? pen.ink(1) : pen.ink(2),
      pen.between(0.8, 2.6),
      `opacity="${(0.1 + (1 - Math.abs(spread)) * 0.26).toFixed(2)}"`,
    );
  });
  const house = at(
    640,
    1218,
    0,
    rect(-44, -56, 88, 60, pen.ink(4)) +
      polygon(
        [
          [-56, -52],
          [0, -104],
          [56, -52],
        ],
        darker(pen.ink(4), 0.5),
      ) +
      rect(18, -108, 14, 40, darker(pen.ink(4), 0.5)) +
      rect(-16, -36, 26, 26, pen.ink(5)) +
      stroke('M-3 -36V-10M-16 -23H10', pen.ink(4), 2) +
      glow('hg', pen.ink(5), 0.6) +
      circle(-3, -23, 90, 'url(#hg)'),
  );
  return (
    night(darker(pen.ink(0), 0.2), pen.ink(0), pen.ink(3), mix(pen.ink(3), pen.ink(2), 0.5)) +
    field(pen, 260, pen.ink(1), 1100) +
    tail.join('') +
    glow('hd', pen.ink(1), 1) +
    circle(x, y, 130, 'url(#hd)') +
    circle(x, y, 26, '#fffdf2') +
    below(horizon(pen, 1160, 50, 1.4, 1), mix(pen.ink(3), pen.ink(4), 0.55)) +
    below(horizon(pen, 1225, 26, 1.2, 2), pen.ink(4)) +
    house +
    below(horizon(pen, 1310, 40, 1.6, 5), darker(pen.ink(4), 0.5))
  );
}

export function milkyway(pen: Pen): string {
  const clouds = times(150, () => {
    const t = pen.random();
    const spread = (pen.random() + pen.random() - 1) * 150;
    return circle(
      180 + t * 620 + spread,
      1240 - t * 1280 + spread * 0.5,
      pen.between(40, 150),
      `url(#${pen.pick(['m1', 'm1', 'm2', 'm3'])})`,
    );
  });
  const stars = times(4000, () => {
    const near = pen.random() < 0.62;
    const [t, spread] = [pen.random(), (pen.random() + pen.random() + pen.random() - 1.5) * 210];
    const [x, y] = near
      ? [180 + t * 620 + spread, 1240 - t * 1280 + spread * 0.5]
      : [pen.between(0, W), pen.between(0, 1250)];
    return `<circle cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" r="${(pen.random() ** 7 * 3.6 + 0.75).toFixed(1)}"/>`;
  });
  const rift = times(46, (i) => {
    const t = i / 46;
    return circle(
      205 + t * 600 + pen.between(-30, 30),
      1200 - t * 1200 + pen.between(-20, 20),
      pen.between(20, 60),
      'url(#m4)',
    );
  });
  const tree = (x: number, h: number) =>
    polygon(
      [
        [x, 1420 - h],
        ...times(18, (i): Point => [
          x + ((i % 2 ? 0.09 : 0.17) * h * (i + 2)) / 19,
          1420 - h + ((i + 1) * h) / 18,
        ]),
        [x, 1440],
        ...times(18, (i): Point => [x - ((i % 2 ? 0.17 : 0.09) * h * (19 - i)) / 19, 1420 - (i * h) / 18]),
      ],
      pen.ink(4),
    );
  return (
    night(darker(pen.ink(0), 0.35), pen.ink(0), pen.ink(1)) +
    glow('m1', pen.ink(2), 0.2) +
    glow('m2', pen.ink(5), 0.22) +
    glow('m3', pen.ink(3), 0.2) +
    glow('m4', pen.ink(0), 0.4) +
    clouds.join('') +
    rift.join('') +
    group(stars.join(''), `fill="${pen.ink(3)}" opacity=".9"`) +
    times(12, () => star(pen.between(40, 960), pen.between(40, 1000), pen.between(8, 20), '#ffffff')).join(
      '',
    ) +
    times(44, (i) => tree(i * 24 + pen.between(-14, 14), pen.between(110, 250) + Math.abs(i - 24) * 9)).join(
      '',
    )
  );
}

export function constellation(pen: Pen): string {
  const bear: Point[] = [
    [120, 420],
    [250, 440],
    [345, 505],
    [450, 560],
    [470, 690],
    [690, 690],
    [715, 545],
    [840, 450],
    [905, 520],
    [800, 560],
    [760, 820],
    [800, 960],
    [850, 1010],
    [700, 860],
    [640, 1010],
    [520, 800],
    [470, 960],
    [420, 1060],
    [380, 1070],
  ];
  const links = [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
    [4, 5],
    [5, 6],
    [6, 3],
    [6, 7],
    [7, 8],
    [8, 9],
    [9, 6],
    [5, 10],
    [10, 11],
    [11, 12],
    [10, 13],
    [13, 14],
    [4, 15],
    [15, 16],
    [16, 17],
    [17, 18],
  ];
  const get = (i = 0): Point => bear[i] ?? [0, 0];
  const body =
    'M120 420C200 400 300 430 400 500C480 530 560 500 650 470C700 440 740 430 770 410C780 380 810 370 832 392C856 384 880 398 884 424C920 440 950 490 950 530C930 556 900 560 868 566C850 600 836 640 830 700C826 780 836 840 850 900C880 950 900 990 894 1030C860 1060 800 1050 770 1020C748 960 730 910 700 880C700 930 704 990 690 1040C660 1070 590 1064 580 1020C590 930 576 880 550 850C530 880 520 930 500 990C490 1060 440 1110 366 1106C340 1090 350 1050 384 1036C400 960 396 880 400 800C380 700 370 600 330 530C260 480 180 460 120 420Z';
  return (
    night(darker(pen.ink(0), 0.35), pen.ink(0), pen.ink(3)) +
    field(pen, 420, pen.ink(4)) +
    shape(body, pen.ink(3), 'opacity=".45"') +
    stroke(body, pen.ink(4), 2, 'stroke-dasharray="1 9" opacity=".8"') +
    links
      .map(([a, b]) => {
        const [p, q] = [get(a), get(b)];
        return stroke(line([p, q]), pen.ink(2), 3.4);
      })
      .join('') +
    bear
      .map(
        ([x, y], i) =>
          circle(x, y, i < 7 ? 19 : 12, pen.ink(0)) +
          star(x, y, i < 7 ? 38 : 24, pen.ink(1)) +
          circle(x, y, i < 7 ? 8 : 5, pen.ink(1)),
      )
      .join('') +
    ring(500, 700, 612, pen.ink(2), 1.4) +
    ring(500, 700, 626, pen.ink(2), 1.4, 'stroke-dasharray="2 12"')
  );
}

export function sunburst(pen: Pen): string {
  const [x, y] = [500, 660];
  const rays = times(48, (i) =>
    at(
      x,
      y,
      i * 7.5,
      i % 2
        ? shape('M250 -13Q420 -34 480 -4T640 -2Q560 26 470 16T250 13Z', pen.ink(i % 4 === 1 ? 1 : 3))
        : polygon(
            [
              [250, -17],
              [i % 4 ? 560 : 690, 0],
              [250, 17],
            ],
            pen.ink(i % 8 ? 2 : 4),
          ),
    ),
  );
  const face =
    circle(x, y, 246, pen.ink(5)) +
    circle(x, y, 232, pen.ink(2)) +
    circle(x, y, 204, pen.ink(3)) +
    ring(x, y, 218, pen.ink(4), 4, 'stroke-dasharray="2 15" stroke-linecap="round"') +
    [-1, 1]
      .map(
        (s) =>
          stroke(`M${x + s * 112} ${y - 36}Q${x + s * 74} ${y - 78} ${x + s * 34} ${y - 36}`, pen.ink(5), 8) +
          stroke(
            `M${x + s * 118} ${y - 86}Q${x + s * 74} ${y - 124} ${x + s * 26} ${y - 84}`,
            pen.ink(5),
            6,
          ) +
          shape(
            `M${x + s * 108} ${y - 34}Q${x + s * 74} ${y - 4} ${x + s * 40} ${y - 34}Q${x + s * 74} ${y - 60} ${x + s * 108} ${y - 34}Z`,
            pen.ink(0),
          ) +
          circle(x + s * 74, y - 34, 13, pen.ink(5)) +
          circle(x + s * 112, y + 44, 30, pen.ink(1), 'opacity=".8"'),
      )
      .join('') +
    stroke(
      `M${x + 4} ${y - 40}Q${x - 22} ${y + 30} ${x - 20} ${y + 44}Q${x} ${y + 62} ${x + 22} ${y + 44}`,
      pen.ink(5),
      7,
    ) +
    shape(
      `M${x - 58} ${y + 98}Q${x} ${y + 84} ${x + 58} ${y + 98}Q${x} ${y + 146} ${x - 58} ${y + 98}Z`,
      pen.ink(4),
    );
  const corners = [
    [90, 90],
    [910, 90],
    [90, 1310],
    [910, 1310],
  ].map(([cx = 0, cy = 0]) => star(cx, cy, 50, pen.ink(1)) + star(cx, cy, 26, pen.ink(3)));
  return (
    rect(0, 0, W, H, pen.ink(0)) +
    group(rays.join('') + face, 'transform="translate(500 700) scale(.66) translate(-500 -660)"') +
    times(40, (i) =>
      circle(
        500 + Math.cos(i * 0.157) * 440,
        700 + Math.sin(i * 0.157) * 560,
        i % 5 ? 5 : 11,
        pen.ink(i % 5 ? 2 : 1),
      ),
    ).join('') +
    rect(44, 44, 912, 1312, 'none', `stroke="${pen.ink(5)}" stroke-width="7"`) +
    corners.join('')
  );
}

export function moon(pen: Pen): string {
  const [x, y, r] = [500, 690, 400];
  const inside = (reach: number): Point =>
    polar(x, y, Math.sqrt(pen.random()) * r * reach, pen.between(0, 6.283));
  const seas = times(34, () => {
    const [cx, cy] = [
      x - 60 + (pen.random() + pen.random() - 1) * 300,
      y - 90 + (pen.random() + pen.random() - 1) * 300,
    ];
    return circle(cx, cy, pen.between(50, 130), 'url(#sea)');
  });
  const craters = times(900, () => {
    const [cx, cy] = inside(0.98);
    const size = Math.min(40, 2.4 / pen.random() ** 0.75);
    const o = pen.between(0.25, 0.6).toFixed(2);
    return (
      circle(cx, cy, size, pen.ink(2), `opacity="${o}"`) +
      `<path d="M${cx - size * 0.7} ${cy - size * 0.7}A${size} ${size} 0 0 1 ${cx + size * 0.7} ${cy - size * 0.7}" fill="none" stroke="${pen.ink(3)}" stroke-width="${size * 0.24}" stroke-opacity="${o}"/><path d="M${cx - size * 0.7} ${cy + size * 0.7}A${size} ${size} 0 0 0 ${cx + size * 0.7} ${cy + size * 0.7}" fill="none" stroke="${pen.ink(4)}" stroke-width="${size * 0.24}" stroke-opacity="${o}"/>`
    );
  });
  const rays = [
    [430, 980],
    [330, 640],
    [700, 520],
  ].flatMap(([cx = 0, cy = 0], k) =>
    times(26, (i) => {
      const [ex, ey] = polar(cx, cy, pen.between(60, 300 - k * 60), i * 0.2417 + pen.between(-0.1, 0.1));
      return stroke(`M${cx} ${cy}L${ex} ${ey}`, pen.ink(4), pen.between(1, 5), 'opacity=".28"');
    }).concat(circle(cx, cy, 22 - k * 4, pen.ink(4)), circle(cx + 2, cy + 2, 15 - k * 3, pen.ink(2))),
  );
  const shade = `<radialGradient id="limb" cx=".42" cy=".42" r=".6"><stop offset=".55" stop-color="${pen.ink(0)}" stop-opacity="0"/><stop offset="1" stop-color="${pen.ink(0)}" stop-opacity=".78"/></radialGradient>`;
  return (
    night(darker(pen.ink(0), 0.2), pen.ink(0)) +
    field(pen, 90, pen.ink(1)) +
    glow('halo', pen.ink(1), 0.3) +
    circle(x, y, 660, 'url(#halo)') +
    `<clipPath id="mc"><circle cx="${x}" cy="${y}" r="${r}"/></clipPath>` +
    glow('sea', pen.ink(3), 0.55) +
    circle(x, y, r, pen.ink(1)) +
    group(seas.join('') + craters.join('') + rays.join(''), 'clip-path="url(#mc)"') +
    shade +
    circle(x, y, r, 'url(#limb)')
  );
}

export function startrails(pen: Pen): string {
  const [x, y] = [560, 560];
  const trails = times(330, () => {
    const [r, a, span] = [pen.random() ** 0.75 * 1150 + 8, pen.between(0, 6.283), pen.between(0.45, 0.85)];
    const [[x1, y1], [x2, y2]] = [polar(x, y, r, a), polar(x, y, r, a + span)];
    return stroke(
      `M${x1.toFixed(1)} ${y1.toFixed(1)}A${r.toFixed(1)} ${r.toFixed(1)} 0 0 1 ${x2.toFixed(1)} ${y2.toFixed(1)}`,
      pen.pick([pen.ink(1), pen.ink(2), pen.ink(4), pen.ink(3), pen.ink(2)]),
      pen.random() ** 3 * 4 + 1.1,
      `opacity="${pen.between(0.4, 1).toFixed(2)}"`,
    );
  });
  return (
    night(pen.ink(0), lighter(pen.ink(0), 0.08), mix(pen.ink(0), pen.ink(3), 0.45)) +
    trails.join('') +
    circle(x, y, 6, pen.ink(4)) +
    polygon(
      [
        [-20, 1240],
        [140, 1120],
        [230, 1160],
        [420, 960],
        [500, 1010],
        [560, 975],
        [700, 1130],
        [790, 1090],
        [1020, 1250],
        [1020, 1420],
        [-20, 1420],
      ],
      pen.ink(5),
    ) +
    polygon(
      [
        [420, 960],
        [500, 1010],
        [560, 975],
        [590, 1008],
        [520, 1060],
        [480, 1030],
        [430, 1075],
        [380, 1000],
      ],
      lighter(pen.ink(0), 0.22),
      'opacity=".6"',
    ) +
    below(horizon(pen, 1300, 40, 2, 4), darker(pen.ink(5), 0.5))
  );
}
