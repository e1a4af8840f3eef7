import type { Form } from '../../types.ts';
import { darker, lighter, mix } from '../colour.ts';
import { circle, glow, rect, shape, stroke, times, type Pen } from '../pen.ts';
import { side, type Lie } from './cloth.ts';

/** How one kind of textile is shown. */
export interface Staging {
  /** Pixels per thread: finer for what is seen from further away. */
  thread: number;
  /** The flat piece in pixels. */
  piece: { width: number; height: number };
  /** SVG of everything behind the cloth. */
  backdrop: (pen: Pen) => string;
  /** The pieces of cloth, from the back to the front. */
  lies: (pen: Pen) => Lie[];
}

const middle = side / 2;
const soft = (t: number) => 1 / (1 + Math.exp(-t));
const clamp = (t: number) => Math.max(0, Math.min(1, t));

/** Distance to the edge of a rectangle with round corners, positive inside; `turn` in degrees. */
function board(
  cx: number,
  cy: number,
  width: number,
  height: number,
  more: { turn?: number; round?: number } = {},
) {
  const [sin, cos] = [
    Math.sin(((more.turn ?? 0) * Math.PI) / 180),
    Math.cos(((more.turn ?? 0) * Math.PI) / 180),
  ];
  const round = more.round ?? 10;
  const local = (x: number, y: number): [number, number] => [
    (x - cx) * cos + (y - cy) * sin,
    (y - cy) * cos - (x - cx) * sin,
  ];
  const inside = (x: number, y: number) => {
    const [lx, ly] = local(x, y);
    const [qx, qy] = [Math.abs(lx) - width / 2 + round, Math.abs(ly) - height / 2 + round];
    return round - Math.hypot(Math.max(qx, 0), Math.max(qy, 0)) - Math.min(Math.max(qx, qy), 0);
  };
  return { local, inside };
}

/** A wall or table top in a colour that leaves the cloth the stage. */
function ground(pen: Pen, base: string, share: number): string {
  const tone = mix(base, pen.ink(1), share);
  return `<defs><radialGradient id="room" cx=".36" cy=".28" r="1"><stop offset="0" stop-color="${lighter(tone, 0.35)}"/><stop offset=".6" stop-color="${tone}"/><stop offset="1" stop-color="${darker(tone, 0.16)}"/></radialGradient></defs>${rect(0, 0, side, side, 'url(#room)')}`;
}

const down = (id: string, colours: string[]) =>
  `<linearGradient id="${id}" x1="0" x2="0" y1="0" y2="1">${colours.map((colour, i) => `<stop offset="${i / (colours.length - 1)}" stop-color="${colour}"/>`).join('')}</linearGradient>`;

function fringe(
  pen: Pen,
  strands: number,
  at: (t: number) => [x: number, y: number],
  length: number,
  turn = 0,
): string {
  const yarns = [pen.ink(0), pen.ink(0), pen.ink(0), pen.ink(1)];
  return times(strands, (i) => {
    const [x, y] = at(i / (strands - 1));
    const [swayX, reach] = [pen.between(-12, 12) + turn * length, length * pen.between(0.88, 1.08)];
    const colour = darker(pen.pick(yarns), pen.between(0.02, 0.2));
    const d = `M${x} ${y - 12}q${swayX * 0.2} ${reach * 0.6} ${swayX} ${reach}`;
    return (
      stroke(d, darker(colour, 0.45), 8, 'opacity=".25" transform="translate(9 10)"') +
      stroke(d, colour, 7.5) +
      stroke(`M${x + swayX * 0.15} ${y + 20}l3 14m0 14l3 14`, darker(colour, 0.25), 3, 'opacity=".6"')
    );
  }).join('');
}

/** A blanket folded flat, with one flap turned over and its fringe in view. */
const throwStage: Staging = {
  thread: 6,
  piece: { width: 1560, height: 2200 },
  backdrop: (pen) =>
    ground(pen, '#e4ddd1', 0.08) +
    times(9, (i) => stroke(`M${i * 300 - 60} 0L${i * 300 - 130} ${side}`, '#b9ae9c', 3, 'opacity=".5"')).join(
      '',
    ) +
    `<g transform="rotate(-7 ${middle} ${middle})">${fringe(pen, 92, (t) => [middle - 772 + t * 1544, middle + 786], 130)}</g>`,
  lies: (pen) => {
    const layer = (cx: number, cy: number, width: number, height: number, depth: number): Lie => {
      const { inside, local } = board(cx, cy, width, height, { turn: -7, round: 46 });
      return {
        inside: (x, y) => inside(x, y) + pen.noise(x / 260, y / 260) * 7,
        place: (x, y) => {
          const [lx, ly] = local(x, y);
          const roll = clamp((lx + width / 2) / 90);
          const wave =
            pen.noise(x / 420 + depth * 9, y / 420) * 0.05 + pen.noise(x / 150, y / 150 + depth * 5) * 0.022;
          const near = clamp((ly + height / 2) / 60);
          return [
            lx + 900 + pen.noise(x / 300, y / 300) * 12,
            ly + 1200 + depth * 310 + pen.noise(y / 300 + 9, x / 300) * 12,
            (0.99 + wave - 0.06 * depth) * (0.62 + 0.38 * Math.sqrt(roll)) * (0.86 + 0.14 * near) -
              0.00003 * ly,
          ];
        },
        shadow: { dx: 26, dy: 34, blur: depth ? 60 : 34, depth: depth ? 0.42 : 0.48 },
      };
    };
    return [layer(middle - 10, middle + 6, 1580, 1590, 1), layer(middle + 34, middle - 160, 1520, 1210, 0)];
  },
};

/** A plump square on a bench. */
const cushionStage: Staging = {
  thread: 6,
  piece: { width: 1700, height: 1700 },
  backdrop: (pen) => {
    const seat = mix('#cdbfa8', pen.ink(1), 0.1);
    return (
      ground(pen, '#e6dfd4', 0.09) +
      down('seat', [lighter(seat, 0.22), seat, darker(seat, 0.2)]) +
      rect(0, 1840, side, 560, 'url(#seat)') +
      rect(0, 1834, side, 8, lighter(seat, 0.5)) +
      contact(1220, 2012, 1080, 62) +
      contact(1290, 2060, 1150, 190)
    );
  },
  lies: (pen) => {
    const half = 850;
    const [cx, cy] = [middle, 1170];
    // Between the corners the edges draw in; less so below, where the filling settles.
    const bow = (t: number, draw = 0.075) =>
      half * (1 - draw * Math.cos((Math.min(1, Math.abs(t)) * Math.PI) / 2));
    return [
      {
        inside: (x, y) => {
          const [dx, dy] = [x - cx, y - cy];
          const corner = half * 1.985 - Math.abs(dx) - Math.abs(dy);
          return (
            Math.min(
              bow(dy / half) - Math.abs(dx),
              bow(dx / half, dy > 0 ? 0.008 : 0.075) - Math.abs(dy),
              corner * 0.7 + 4,
            ) +
            pen.noise(x / 170, y / 170) * 5
          );
        },
        place: (x, y) => {
          const [nx, ny] = [(x - cx) / half, (y - cy) / half];
          const rim = 1 - Math.max(Math.abs(nx), Math.abs(ny)) ** 6;
          const pillow = (nx * nx + ny * ny) * 0.5;
          // Lit from the upper left: the surface leans away towards each edge.
          const lean =
            -(Math.sign(nx) * Math.abs(nx) ** 2.6 * 0.6 + Math.sign(ny) * Math.abs(ny) ** 2.6) * 0.21;
          const corner = Math.abs(nx * ny) ** 1.4;
          const creases =
            Math.sin(
              Math.atan2(1 - Math.abs(ny), 1 - Math.abs(nx)) * 13 +
                Math.sign(nx * ny) +
                pen.noise(x / 300, y / 300) * 2.5,
            ) *
            0.085 *
            corner;
          const dents = pen.noise(x / 380, y / 380) * 0.035 + pen.noise(x / 170 + 5, y / 170) * 0.014;
          const seam = Math.min(1 - Math.abs(nx), 1 - Math.abs(ny)) < 0.1 ? 0.97 : 1;
          return [
            (x - cx) * (1 - pillow * 0.045) + 850,
            (y - cy) * (1 - pillow * 0.045) + 850 + Math.sin(nx * 2) * 10,
            (1.01 + lean + creases + dents) * (0.72 + 0.28 * Math.sqrt(clamp(rim + 0.1))) * seam,
          ];
        },
        shadow: { dx: 44, dy: 40, blur: 90, depth: 0.36 },
      },
    ];
  },
};

/** A round table under its cloth, which falls from the rim in folds. */
const tableclothStage: Staging = {
  thread: 4,
  piece: { width: 2600, height: 2600 },
  backdrop: (pen) =>
    ground(pen, '#e5dfd5', 0.1) +
    down('floor', ['#a98c6c', '#c2a682']) +
    rect(0, 1780, side, 620, 'url(#floor)') +
    rect(0, 1752, side, 30, '#f2ede4') +
    rect(0, 1780, side, 5, '#6d573f') +
    times(11, (i) =>
      stroke(
        `M${middle + (i - 5) * 190} 1784L${middle + (i - 5) * 430} ${side}`,
        '#7f6448',
        4,
        'opacity=".5"',
      ),
    ).join('') +
    contact(1240, 2120, 1180, 210),
  lies: (pen) => {
    const [rx, ry, cy] = [860, 215, 760];
    const folds = 15;
    const flare = (drop: number) => rx * (1 + 0.00013 * Math.max(0, drop));
    const angle = (x: number, y: number) => {
      let drop = y - cy - ry;
      let sin = 0;
      for (let i = 0; i < 3; i++) {
        sin = Math.max(-1, Math.min(1, (x - middle) / flare(drop)));
        drop = y - cy - ry * Math.sqrt(1 - sin * sin);
      }
      return { theta: Math.asin(sin), drop };
    };
    const ripple = (theta: number, drop: number) =>
      Math.sin(theta * folds + pen.noise(theta * 3, 1) * 2.4) * clamp(drop / 500);
    return [
      {
        inside: (x, y) => {
          const { theta, drop } = angle(x, y);
          const top = (1 - Math.hypot((x - middle) / rx, (y - cy) / ry)) * ry;
          if (y <= cy) return top;
          const hem = 1180 + ripple(theta, drop) * 36 - drop - 20;
          const sides = flare(drop) + ripple(theta + 0.4, drop) * 12 - Math.abs(x - middle);
          return Math.max(top, Math.min(hem, sides));
        },
        place: (x, y) => {
          const flat = Math.hypot((x - middle) / rx, (y - cy) / ry);
          const { theta, drop } = angle(x, y);
          if (flat <= 1 || drop < 0)
            return [
              (x - middle) * 1.25 + 1300,
              (y - cy) * (rx / ry) * 1.25 + 1300,
              1.04 + pen.noise(x / 300, y / 120) * 0.015 - flat ** 8 * 0.05,
            ];
          const reach = (rx + drop * 0.98) * 1.25;
          const fold = ripple(theta, drop);
          const slope = Math.cos(theta * folds + pen.noise(theta * 3, 1) * 2.4) * clamp(drop / 420);
          const bent = theta + fold * 0.006;
          return [
            Math.sin(bent) * reach + 1300,
            Math.cos(bent) * reach + 1300,
            (0.9 - 0.2 * Math.sin(theta) * 0.8 - 0.15 * slope + 0.06 * fold) *
              (1 - 0.08 * clamp(drop / 1200)) *
              (0.9 + 0.1 * clamp(drop / 60)) *
              (0.7 + 0.3 * Math.cos(theta) ** 0.5),
          ];
        },
        shadow: { dx: 70, dy: 60, blur: 90, depth: 0.25 },
      },
    ];
  },
};

const wood = (pen: Pen, tone: string) => {
  const planks = times(6, (i) => {
    const [y, colour] = [i * 400, mix(tone, pen.pick(['#6f4f33', '#d9b98c', tone]), pen.between(0.05, 0.22))];
    const grain = times(26, () => {
      const gy = y + pen.between(10, 390);
      return stroke(
        `M-20 ${gy}C600 ${gy + pen.between(-22, 22)} 1500 ${gy + pen.between(-26, 26)} 2420 ${gy + pen.between(-14, 14)}`,
        darker(colour, 0.3),
        pen.between(1, 5),
        'opacity=".28"',
      );
    });
    return rect(0, y, side, 400, colour) + grain.join('') + rect(0, y + 394, side, 6, darker(colour, 0.55));
  });
  return (
    planks.join('') +
    `<defs><radialGradient id="lamp" cx=".3" cy=".2" r="1.1"><stop offset="0" stop-color="#fff4dc" stop-opacity=".42"/><stop offset=".5" stop-color="#fff4dc" stop-opacity="0"/><stop offset="1" stop-color="#20140a" stop-opacity=".4"/></radialGradient></defs>` +
    rect(0, 0, side, side, 'url(#lamp)')
  );
};

/** Where something stands: darkest in the middle, gone at the rim. */
const contact = (x: number, y: number, rx: number, ry: number) =>
  `<defs>${glow('contact', '#20150d', 0.6)}</defs><ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="url(#contact)"/>`;

/** A plate from above. */
function plate(x: number, y: number, r: number, glaze: string): string {
  const ring = (s: number, colour: string) => circle(x, y, r * s, colour);
  return (
    `<ellipse cx="${x + 26}" cy="${y + 34}" rx="${r * 1.01}" ry="${r}" fill="#1d130b" opacity=".22"/><ellipse cx="${x + 12}" cy="${y + 16}" rx="${r * 1.01}" ry="${r}" fill="#1d130b" opacity=".3"/>` +
    ring(1, darker(glaze, 0.08)) +
    ring(0.985, glaze) +
    ring(0.7, darker(glaze, 0.1)) +
    ring(0.685, lighter(glaze, 0.3)) +
    shape(
      `M${x - r * 0.9} ${y - r * 0.2}A${r * 0.92} ${r * 0.92} 0 0 1 ${x - r * 0.1} ${y - r * 0.91}`,
      'none',
      'stroke="#ffffff" stroke-width="16" stroke-linecap="round" opacity=".55"',
    )
  );
}

/** A strip along the middle of a wooden table, seen from above. */
const runnerStage: Staging = {
  thread: 5,
  piece: { width: 900, height: 2500 },
  backdrop: (pen) =>
    wood(pen, '#a97f56') +
    plate(250, 760, 330, '#f1ece2') +
    plate(2170, 1180, 330, '#f1ece2') +
    plate(270, 1890, 210, mix(pen.ink(1), '#e9e2d4', 0.55)) +
    fringe(pen, 84, (t) => [middle - 444 + t * 888, 2196], 84),
  lies: (pen) => [
    {
      inside: (x, y) =>
        Math.min(
          450 + pen.noise(y / 330, 3) * 9 - Math.abs(x - middle),
          2200 + pen.noise(x / 200, 4) * 5 - y,
        ),
      place: (x, y) => {
        const crease = [560, 1230, 1900].reduce(
          (light, at) => light + Math.exp(-(((y - at) / 26) ** 2)) * 0.05 * Math.sign(at - y),
          0,
        );
        return [
          x - middle + 450 + pen.noise(x / 300, y / 300) * 8,
          y + 150 + pen.noise(y / 260, x / 260) * 8,
          1.03 +
            crease +
            pen.noise(x / 420, y / 420) * 0.035 +
            pen.noise(x / 120, y / 160) * 0.014 -
            0.05 * (y / side),
        ];
      },
      shadow: { dx: 12, dy: 14, blur: 18, depth: 0.45 },
    },
  ],
};

/** A pile of folded squares on a table. */
const napkinStage: Staging = {
  thread: 5,
  piece: { width: 1400, height: 1400 },
  backdrop: (pen) =>
    ground(pen, '#d9d2c6', 0.12) +
    times(60, () =>
      circle(pen.between(0, side), pen.between(0, side), pen.between(1, 4), '#8f8677', 'opacity=".25"'),
    ).join('') +
    plate(2080, 420, 420, mix('#efe9dd', pen.ink(1), 0.08)) +
    stroke('M430 1700V2330', '#b3a583', 40) +
    stroke('M430 1240V1700', '#b3a583', 26) +
    `<ellipse cx="430" cy="1180" rx="78" ry="130" fill="#bfb190"/><ellipse cx="420" cy="1170" rx="52" ry="100" fill="#d3c7a9"/>`,
  lies: (pen) =>
    [
      [1290, 1270, 11, 1330],
      [1262, 1238, 3, 1316],
      [1240, 1200, -6, 1300],
    ].map(([cx = 0, cy = 0, turn = 0, size = 0], layer): Lie => {
      const { inside, local } = board(cx, cy, size, size, { turn, round: 26 });
      return {
        inside: (x, y) => inside(x, y) + pen.noise(x / 200 + layer * 7, y / 200) * 6,
        place: (x, y) => {
          const [lx, ly] = local(x, y);
          const fold =
            0.5 * (soft(lx / 9) - 0.5) * 0.09 * Math.exp(-((lx / 220) ** 2)) -
            0.05 * Math.exp(-((lx / 12) ** 2));
          const roll = clamp((lx + size / 2) / 50) ** 0.5 * 0.3 + 0.7;
          return [
            lx + 700,
            ly + 700 + pen.noise(x / 240, layer) * 8,
            (1.02 -
              (2 - layer) * 0.06 +
              fold +
              pen.noise(x / 330, y / 330 + layer * 4) * 0.04 +
              pen.noise(x / 110, y / 110) * 0.014) *
              roll,
          ];
        },
        shadow: { dx: 22, dy: 28, blur: layer ? 26 : 50, depth: 0.45 },
      };
    }),
};

/** A tea towel over a brass rail in front of white tiles. */
const towelStage: Staging = {
  thread: 5,
  piece: { width: 1240, height: 1880 },
  backdrop: (pen) => {
    const glaze = mix('#eceae4', pen.ink(1), 0.07);
    const tile = times(10, (row) =>
      times(6, (i) => {
        const x = i * 480 - (row % 2 ? 240 : 0);
        return (
          rect(
            x + 5,
            row * 240 + 5,
            470,
            230,
            mix(glaze, pen.pick(['#ffffff', '#d9d4c8']), pen.between(0, 0.28)),
            'rx="7"',
          ) + rect(x + 16, row * 240 + 14, 448, 12, '#ffffff', 'opacity=".5" rx="6"')
        );
      }).join(''),
    );
    return (
      rect(0, 0, side, side, darker(glaze, 0.16)) +
      tile.join('') +
      `<defs><linearGradient id="dusk" x1="0" x2="1" y1="0" y2=".6"><stop offset="0" stop-color="#fff6e4" stop-opacity=".3"/><stop offset="1" stop-color="#241b14" stop-opacity=".24"/></linearGradient></defs>` +
      rect(0, 0, side, side, 'url(#dusk)') +
      down('brass', ['#e9cd8c', '#f6e6b6', '#b98d45', '#7d5a26']) +
      `<rect x="0" y="256" width="${side}" height="40" fill="#241b14" opacity=".25" transform="translate(18 44)"/>` +
      rect(0, 240, side, 46, 'url(#brass)') +
      rect(300, 190, 40, 140, 'url(#brass)', 'rx="16"') +
      rect(2060, 190, 40, 140, 'url(#brass)', 'rx="16"')
    );
  },
  lies: (pen) => {
    const drop = (half: number, cx: number, foot: number, phase: number, dim: number): Lie => {
      const folds = (x: number, y: number) =>
        Math.sin(
          ((x - cx) / 190) * (1 - 0.1 * (y / side)) + phase + pen.noise(x / 500, y / 900 + phase) * 1.6,
        );
      const ease = (y: number) => clamp((y - 260) / 700);
      return {
        inside: (x, y) =>
          Math.min(
            half + pen.noise(y / 340, phase) * 16 + ease(y) * 8 - Math.abs(x - cx),
            y - 226 + Math.abs(x - cx) * 0.004,
            foot + folds(x, y) * 13 - y,
          ),
        place: (x, y) => {
          const slope = Math.cos(
            ((x - cx) / 190) * (1 - 0.1 * (y / side)) + phase + pen.noise(x / 500, y / 900 + phase) * 1.6,
          );
          const overRail = y < 310 ? 0.72 + 0.42 * Math.sin(clamp((y - 222) / 90) * Math.PI * 0.75) : 1.02;
          const hem = foot - y < 46 && foot - y > 40 ? 0.9 : 1;
          return [
            x - cx + 620 + folds(x, y) * 14 * ease(y),
            y - 260,
            (overRail +
              slope * -0.085 * (0.35 + ease(y)) +
              folds(x, y) * 0.03 +
              pen.noise(x / 140, y / 240) * 0.018) *
              dim *
              hem,
          ];
        },
        shadow: { dx: 34, dy: 26, blur: 40, depth: 0.34 },
      };
    };
    return [drop(600, 1230, 2010, 2, 0.86), drop(612, 1190, 2130, 0.6, 1.01)];
  },
};

/** A panel on a rod beside a window. */
const curtainStage: Staging = {
  thread: 5,
  piece: { width: 2200, height: 2240 },
  backdrop: (pen) => {
    const wall = mix('#ded7cb', pen.ink(1), 0.1);
    return (
      ground(pen, wall, 0) +
      `<defs><linearGradient id="view" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="#e9f3f8"/><stop offset=".7" stop-color="#fdf8ea"/><stop offset="1" stop-color="#dfe6cf"/></linearGradient></defs>` +
      rect(60, 330, 700, 1590, '#f7f4ee') +
      rect(110, 380, 600, 1490, 'url(#view)') +
      rect(396, 380, 28, 1490, '#f2eee6') +
      rect(110, 1090, 600, 26, '#f2eee6') +
      rect(20, 1910, 790, 52, '#fbf8f2') +
      rect(20, 1960, 790, 14, '#2a2118', 'opacity=".22"') +
      rect(0, 2210, side, 190, '#b08d66') +
      rect(0, 2186, side, 26, '#f3eee5') +
      times(8, (i) =>
        stroke(`M${i * 380 - 120} 2214L${i * 430 - 300} ${side}`, '#7f6243', 4, 'opacity=".55"'),
      ).join('') +
      contact(1500, 2256, 920, 60) +
      `<rect x="0" y="170" width="${side}" height="24" fill="#20150d" opacity=".2" transform="translate(12 26)"/>` +
      down('rod', ['#6b5237', '#a98457', '#5b4228']) +
      rect(0, 150, side, 34, 'url(#rod)', 'rx="17"') +
      times(13, (i) => circle(722 + i * 128, 170, 27, 'none', 'stroke="#4f3d28" stroke-width="9"')).join('')
    );
  },
  lies: (pen) => {
    const [left, right, folds] = [690, 2290, 12.5];
    const wave = (x: number, y: number) =>
      ((x - left) / (right - left)) * folds * Math.PI * 2 +
      pen.noise(x / 420, y / 2600) * 1.9 +
      pen.noise(x / 260, y / 1500 + 4) * 0.7;
    return [
      {
        inside: (x, y) =>
          Math.min(
            x - left - Math.sin(y / 420) * 7,
            right + Math.sin(y / 500 + 1) * 9 - x,
            y - 196 - Math.sin(wave(x, y)) * 8,
            2256 + Math.sin(wave(x, y)) * 13 - y,
          ),
        place: (x, y) => {
          const phase = wave(x, y);
          const deep = 0.75 + 0.25 * clamp((y - 200) / 800);
          const height = Math.sin(phase);
          const light =
            0.93 +
            0.17 * Math.cos(phase + 0.5) * deep +
            0.13 * height * deep -
            0.07 * ((x - left) / (right - left));
          const header = y < 290 ? 0.94 + 0.06 * Math.sin(phase * 2) : 1;
          const hem = Math.abs(y - 2150) < 5 ? 0.9 : 1;
          return [
            (x - left) * 1.16 + Math.cos(phase) * 9,
            y - 190,
            Math.max(0.42, light) * header * hem * (1.04 - 0.08 * (y / side)),
          ];
        },
        shadow: { dx: 46, dy: 10, blur: 60, depth: 0.32 },
      },
    ];
  },
};

/** Two tails over a wooden peg rail. */
const scarfStage: Staging = {
  thread: 6,
  piece: { width: 800, height: 2100 },
  backdrop: (pen) => {
    const wall = mix('#dcd6cb', pen.ink(1), 0.13);
    const boards = times(
      9,
      (i) =>
        rect(i * 290 - 60, 0, 7, side, darker(wall, 0.3), 'opacity=".55"') +
        rect(i * 290 - 53, 0, 5, side, lighter(wall, 0.5), 'opacity=".6"'),
    );
    const peg = (x: number) =>
      `<ellipse cx="${x + 16}" cy="322" rx="52" ry="56" fill="#20150d" opacity=".3"/>` +
      circle(x, 292, 50, '#b98b5a') +
      circle(x - 6, 286, 40, '#d0a56f');
    return (
      ground(pen, wall, 0) +
      boards.join('') +
      rect(0, 196, side, 200, '#20150d', 'opacity=".16" transform="translate(0 26)"') +
      down('rail', ['#d9b07a', '#c2935b', '#a97b46']) +
      rect(0, 190, side, 196, 'url(#rail)') +
      times(9, (i) =>
        stroke(
          `M-10 ${206 + i * 20}Q900 ${200 + i * 20 + pen.between(-8, 8)} 2410 ${206 + i * 20}`,
          '#8f6435',
          2,
          'opacity=".35"',
        ),
      ).join('') +
      peg(380) +
      peg(2020) +
      fringe(pen, 40, (t) => [1290 + t * 450, 1880], 160, 0.04) +
      fringe(pen, 46, (t) => [668 + t * 520, 2096], 170, -0.04)
    );
  },
  lies: (pen) => {
    const tail = (cx: number, lean: number, foot: number, phase: number, dim: number): Lie => {
      const spread = (y: number) => 0.5 + 0.5 * clamp((y - 250) / 900) ** 0.6;
      const half = (y: number) => 276 * spread(y);
      const centre = (y: number) => cx + lean * clamp((y - 250) / 1700) ** 0.8;
      const across = (x: number, y: number) => (x - centre(y)) / spread(y);
      const fold = (x: number, y: number) =>
        across(x, y) / 74 + phase + pen.noise(across(x, y) / 240, y / 900 + phase) * 1.7;
      const depth = (y: number) => 1 - 0.62 * clamp((y - 300) / 1200);
      return {
        inside: (x, y) =>
          Math.min(
            half(y) + pen.noise(y / 240, phase) * 10 - Math.abs(x - centre(y)),
            y - 232 - Math.abs(x - centre(y)) ** 2 * 0.0011,
            foot + Math.sin(fold(x, y)) * 8 - y,
          ),
        place: (x, y) => {
          const top = y < 380 ? 0.66 + 0.36 * clamp((y - 226) / 150) : 1.02;
          return [
            across(x, y) * 1.18 + 400 + Math.sin(fold(x, y)) * 16 * depth(y),
            y - 240,
            (top -
              Math.cos(fold(x, y) - 0.4) * 0.19 * depth(y) +
              Math.sin(fold(x, y)) * 0.06 -
              ((x - centre(y)) / half(y)) * 0.05) *
              dim *
              (0.8 + 0.2 * Math.sqrt(clamp((half(y) - Math.abs(x - centre(y))) / 60))),
          ];
        },
        shadow: { dx: 36, dy: 26, blur: 38, depth: 0.42 },
      };
    };
    return [tail(1250, 280, 1890, 1.2, 0.9), tail(1160, -240, 2104, 0, 1.02)];
  },
};

/** Every kind of textile by name. */
export const stagings: Record<Form, Staging> = {
  throw: throwStage,
  cushion: cushionStage,
  tablecloth: tableclothStage,
  runner: runnerStage,
  napkins: napkinStage,
  towel: towelStage,
  curtain: curtainStage,
  scarf: scarfStage,
};
