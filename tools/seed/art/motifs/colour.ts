import { darker, lighter, mix, scale } from '../colour.ts';
import {
  at,
  blob,
  circle,
  fade,
  glow,
  group,
  polygon,
  rect,
  scatter,
  shape,
  sheet,
  smoothLoop,
  stroke,
  times,
  type Pen,
  type Point,
} from '../pen.ts';

const { width: W, height: H } = sheet;
const multiply = 'style="mix-blend-mode:multiply"';

export function blocks(pen: Pen): string {
  const field = (y: number, h: number, colour: string) => {
    const brush = times(150, () => {
      const [bx, by] = [pen.between(100, 620), y + 4 + pen.random() * (h - 24)];
      return rect(
        bx,
        by,
        pen.between(60, 270),
        pen.between(4, 18),
        pen.pick([lighter(colour, 0.14), darker(colour, 0.14), colour]),
        'opacity=".13" rx="8"',
      );
    });
    // Many faint rectangles, each a little smaller, make an edge that fades without a costly blur.
    const feather = times(14, (i) =>
      rect(64 + i * 3, y - 20 + i * 3, 872 - i * 6, h + 40 - i * 6, colour, `rx="${40 - i}" opacity=".24"`),
    );
    return feather.join('') + brush.join('');
  };
  return (
    fade('bg', [lighter(pen.ink(0), 0.04), pen.ink(0), darker(pen.ink(0), 0.25)]) +
    rect(0, 0, W, H, 'url(#bg)') +
    field(80, 520, pen.ink(1)) +
    field(632, 84, pen.ink(4)) +
    field(752, 270, pen.ink(2)) +
    field(1060, 260, pen.ink(3))
  );
}

export function squares(pen: Pen): string {
  return (
    rect(0, 0, W, H, pen.ink(0)) +
    [820, 620, 420, 220]
      .map((size, i) => rect(500 - size / 2, 1190 - size - i * 44, size, size, pen.ink(i + 1)))
      .join('')
  );
}

export function lenses(pen: Pen): string {
  const discs: [number, number, number, number][] = [
    [360, 400, 260, 1],
    [650, 470, 230, 2],
    [470, 720, 290, 3],
    [740, 860, 200, 4],
    [290, 960, 210, 5],
    [560, 1080, 190, 1],
    [250, 640, 120, 6],
  ];
  return (
    rect(0, 0, W, H, pen.ink(0)) +
    discs.map(([x, y, r, ink]) => circle(x, y, r, pen.ink(ink), `${multiply} opacity=".88"`)).join('')
  );
}

export function dawn(pen: Pen): string {
  return (
    fade('dw', [...pen.inks.slice(0, 5), pen.ink(4), pen.ink(3)]) +
    rect(0, 0, W, H, 'url(#dw)') +
    glow('dg', pen.ink(5), 0.85) +
    circle(500, 880, 520, 'url(#dg)') +
    fade('ds', [pen.ink(5), mix(pen.ink(5), pen.ink(3), 0.75)], 690, 1080) +
    circle(500, 880, 200, 'url(#ds)')
  );
}

export function ladder(pen: Pen): string {
  return (
    rect(0, 0, W, H, pen.ink(0)) +
    times(32, (i) =>
      rect(
        110 + pen.between(-3, 3),
        1262 - i * 37,
        780 + pen.between(-5, 5),
        30,
        scale(pen.inks.slice(1), i / 31),
        'rx="2"',
      ),
    ).join('')
  );
}

export function cutouts(pen: Pen): string {
  const algae = (arms: number, size: number) => {
    const points = times(arms * 4, (i): Point => {
      const a = (i / (arms * 4)) * Math.PI * 2;
      const reach = [1, 0.86, 0.34, 0.42][i % 4] ?? 1;
      return [
        Math.cos(a) * size * reach * pen.between(0.85, 1.12),
        Math.sin(a) * size * reach * pen.between(0.85, 1.12),
      ];
    });
    return smoothLoop(points);
  };
  const frond = (h: number) => {
    const side = (s: number) =>
      times(9, (i): Point => [s * (i % 2 ? 16 : 74 - Math.abs(i - 4) * 9), -h / 2 + (i * h) / 8]);
    return smoothLoop([[0, -h * 0.62], ...side(1), [0, h * 0.62], ...side(-1).toReversed()]);
  };
  const bird =
    'M-130 20C-90 -20 -60 -30 -20 -26C-10 -90 40 -130 96 -138C70 -100 62 -60 66 -30C96 -40 120 -34 146 -10C120 -6 112 8 96 30C70 70 10 84 -30 66C-60 80 -110 84 -150 64C-130 56 -120 44 -130 20Z';
  const cells: [number, number, number, number, string][] = [
    [40, 40, 440, 420, pen.ink(1)],
    [500, 40, 460, 300, pen.ink(3)],
    [500, 360, 460, 480, pen.ink(4)],
    [40, 480, 440, 360, pen.ink(5)],
    [40, 860, 300, 500, pen.ink(3)],
    [360, 860, 600, 240, pen.ink(2)],
    [360, 1120, 300, 240, pen.ink(6)],
    [680, 1120, 280, 240, pen.ink(1)],
  ];
  const cuts = [
    algae(7, 190),
    algae(5, 128),
    frond(380),
    bird,
    frond(400),
    algae(9, 106),
    algae(6, 100),
    algae(5, 106),
  ];
  const inks = [0, 2, 0, 6, 1, 0, 3, 0];
  return (
    rect(0, 0, W, H, pen.ink(0)) +
    cells
      .map(
        ([x, y, w, h, colour], i) =>
          polygon(
            [
              [x + pen.between(-5, 5), y + pen.between(-5, 5)],
              [x + w + pen.between(-5, 5), y + pen.between(-5, 5)],
              [x + w + pen.between(-5, 5), y + h + pen.between(-5, 5)],
              [x + pen.between(-5, 5), y + h + pen.between(-5, 5)],
            ],
            colour,
          ) +
          at(
            x + w / 2 + 4,
            y + h / 2 + 6,
            ((i * 17) % 40) - 20,
            shape(cuts[i] ?? '', darker(colour, 0.3), 'opacity=".5"'),
            i === 2 ? 1.12 : 1,
          ) +
          at(
            x + w / 2,
            y + h / 2,
            ((i * 17) % 40) - 20,
            shape(cuts[i] ?? '', pen.ink(inks[i] ?? 0)),
            i === 2 ? 1.12 : 1,
          ),
      )
      .join('')
  );
}

export function pebbles(pen: Pen): string {
  const stones: [number, number, number, number, number][] = [
    [500, 1130, 330, 124, 4],
    [470, 915, 250, 100, 1],
    [540, 728, 180, 92, 3],
    [480, 566, 132, 72, 5],
    [512, 436, 84, 60, 6],
  ];
  const ground =
    fade('pb', [pen.ink(0), mix(pen.ink(0), pen.ink(2), 0.35)]) +
    rect(0, 0, W, H, 'url(#pb)') +
    circle(700, 380, 210, pen.ink(2), 'opacity=".55"') +
    rect(0, 1246, W, 154, mix(pen.ink(0), pen.ink(2), 0.7));
  return (
    ground +
    `<ellipse cx="540" cy="1254" rx="380" ry="22" fill="${pen.ink(4)}" opacity=".35"/>` +
    stones
      .map(([x, y, rx, ry, ink], i) => {
        const d = blob(pen, x, y, rx, ry, 0.045, 12);
        const speckle = times(90, () =>
          circle(
            x + pen.between(-rx, rx),
            y + pen.between(-ry, ry),
            pen.random() ** 2 * 4 + 0.8,
            pen.pick([darker(pen.ink(ink), 0.35), lighter(pen.ink(ink), 0.35)]),
            'opacity=".5"',
          ),
        );
        return (
          `<clipPath id="pb${i}"><path d="${d}"/></clipPath>` +
          shape(d, pen.ink(ink)) +
          group(
            shape(
              blob(pen, x + rx * 0.2, y + ry * 0.75, rx * 1.1, ry * 0.75),
              darker(pen.ink(ink), 0.3),
              'opacity=".45"',
            ) +
              shape(
                blob(pen, x - rx * 0.25, y - ry * 0.7, rx * 0.7, ry * 0.36),
                lighter(pen.ink(ink), 0.4),
                'opacity=".35"',
              ) +
              speckle.join('') +
              (i === 1
                ? stroke(
                    `M${x - rx} ${y + 10}Q${x} ${y - 40} ${x + rx} ${y + 16}`,
                    lighter(pen.ink(ink), 0.6),
                    9,
                  )
                : ''),
            `clip-path="url(#pb${i})"`,
          )
        );
      })
      .join('')
  );
}

export function terrazzo(pen: Pen): string {
  const chip = (x: number, y: number, size: number, colour: string) => {
    const corners = 5 + Math.floor(pen.random() * 3);
    return polygon(
      times(corners, (i): Point => {
        const a = ((i + pen.between(-0.25, 0.25)) / corners) * 6.283;
        const r = size * pen.between(0.7, 1.1);
        return [x + Math.cos(a) * r * 1.15, y + Math.sin(a) * r * 0.9];
      }),
      colour,
    );
  };
  const big = scatter(pen, 150, { x: -20, y: -20, width: 1040, height: 1440 });
  const small = scatter(pen, 46, { x: 0, y: 0, width: W, height: H }, 2200).filter(([x, y]) =>
    big.every(([bx, by]) => Math.hypot(bx - x, by - y) > 104),
  );
  return (
    rect(0, 0, W, H, pen.ink(0)) +
    times(500, () =>
      circle(pen.between(0, W), pen.between(0, H), pen.between(1, 4), pen.ink(6), 'opacity=".4"'),
    ).join('') +
    small.map(([x, y]) => chip(x, y, pen.between(8, 20), pen.pick(pen.inks.slice(1)))).join('') +
    big
      .map(([x, y]) => {
        const colour = pen.pick(pen.inks.slice(1));
        const size = pen.between(66, 92);
        return (
          chip(x, y, size, colour) +
          times(9, () =>
            circle(
              x + pen.between(-size, size) * 0.5,
              y + pen.between(-size, size) * 0.5,
              pen.between(2, 5),
              lighter(colour, 0.4),
              'opacity=".6"',
            ),
          ).join('')
        );
      })
      .join('')
  );
}

export function arcs(pen: Pen): string {
  const bow = (x: number, y: number, r: number, turn: number, first: number) =>
    at(
      x,
      y,
      turn,
      times(5, (i) => {
        const s = r * (1 - i * 0.19);
        return shape(
          `M${-s} 0A${s} ${s} 0 0 1 ${s} 0Z`,
          i === 4 ? pen.ink(0) : pen.ink(1 + ((first + i) % 6)),
        );
      }).join(''),
    );
  const shelf = (y: number) => rect(60, y, 880, 6, pen.ink(5));
  return (
    rect(0, 0, W, H, pen.ink(0)) +
    bow(320, 440, 250, 0, 0) +
    bow(755, 440, 175, 0, 3) +
    shelf(440) +
    bow(240, 850, 170, 0, 4) +
    bow(675, 850, 255, 0, 1) +
    shelf(850) +
    bow(205, 1270, 135, 0, 2) +
    bow(540, 1270, 192, 0, 5) +
    bow(835, 1270, 98, 0, 0) +
    shelf(1270)
  );
}

export function petals(pen: Pen): string {
  const petal = (i: number) =>
    at(
      500,
      700,
      i * 30,
      `<ellipse cx="0" cy="-270" rx="128" ry="282" fill="${pen.ink(1 + (i % 6))}" opacity=".82" ${multiply}/>`,
    );
  return rect(0, 0, W, H, pen.ink(0)) + times(12, petal).join('') + circle(500, 700, 40, pen.ink(0));
}

export function washes(pen: Pen): string {
  // Four corners and the middles between them, each a little off: what a wide brush leaves.
  const load = (x: number, y: number, w: number, h: number, wobble: number) => {
    const places: Point[] = [
      [-1, -1],
      [-0.3, -1.04],
      [0.4, -1],
      [1, -0.97],
      [1.04, -0.3],
      [1, 0.4],
      [0.98, 1],
      [0.3, 1.03],
      [-0.4, 1],
      [-1, 0.98],
      [-1.03, 0.3],
      [-1, -0.4],
    ];
    return smoothLoop(
      places.map(([px, py]): Point => [
        x + px * w + pen.between(-wobble, wobble),
        y + py * h + pen.between(-wobble, wobble),
      ]),
    );
  };
  return (
    rect(0, 0, W, H, pen.ink(0)) +
    times(16, (i) => {
      const [x, y] = [173 + (i % 4) * 218, 232 + Math.floor(i / 4) * 312];
      const colour = pen.ink(1 + ((i * 3 + Math.floor(i / 4) * 2) % 8));
      const edge = load(x, y, 88, 130, 8);
      const pools = times(12, () =>
        circle(
          x + pen.between(-90, 90),
          y + pen.between(-130, 130),
          pen.between(40, 110),
          pen.pick([`url(#bl${i})`, `url(#bd${i})`]),
        ),
      );
      const brush = times(9, () =>
        stroke(
          `M${x - 84 + pen.between(0, 60)} ${y + pen.between(-118, 118)}q${pen.between(20, 50)} ${pen.between(-8, 8)} ${pen.between(60, 120)} 0`,
          pen.pick([lighter(colour, 0.3), darker(colour, 0.12)]),
          pen.between(3, 16),
          'opacity=".12"',
        ),
      );
      return (
        glow(`bl${i}`, pen.ink(0), 0.55) +
        glow(`bd${i}`, darker(colour, 0.22), 0.5) +
        `<clipPath id="ws${i}"><path d="${edge}"/></clipPath>` +
        shape(edge, colour, 'opacity=".78"') +
        group(
          pools.join('') +
            brush.join('') +
            stroke(edge, darker(colour, 0.3), 9, 'opacity=".3"') +
            stroke(edge, darker(colour, 0.3), 4, 'opacity=".4"'),
          `clip-path="url(#ws${i})"`,
        ) +
        times(4, () =>
          circle(
            x + pen.between(-110, 110),
            y + pen.between(-150, 150),
            pen.between(1.5, 5),
            colour,
            'opacity=".5"',
          ),
        ).join('')
      );
    }).join('')
  );
}
