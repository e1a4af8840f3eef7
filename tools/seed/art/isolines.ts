import { times, type Point } from './pen.ts';

/**
 * Closed loops around everything higher than `level` (marching squares). The field is framed with a low
 * border, so every loop closes and can be filled as well as stroked.
 */
export function isolines(
  field: (x: number, y: number) => number,
  level: number,
  step = 14,
  margin = 28,
): Point[][] {
  const [cols, rows] = [Math.ceil((1000 + 2 * margin) / step) + 1, Math.ceil((1400 + 2 * margin) / step) + 1];
  const heights = times(rows, (r) =>
    times(cols, (c) =>
      r === 0 || c === 0 || r === rows - 1 || c === cols - 1
        ? level - 1
        : field(c * step - margin, r * step - margin),
    ),
  );
  const height = (c: number, r: number) => heights[r]?.[c] ?? level - 1;
  const next = new Map<string, { to: string; point: Point }>();

  for (let r = 0; r < rows - 1; r++) {
    for (let c = 0; c < cols - 1; c++) addCell(c, r);
  }
  return loops(next);

  function addCell(c: number, r: number): void {
    const corners: [number, number][] = [
      [c, r],
      [c + 1, r],
      [c + 1, r + 1],
      [c, r + 1],
    ];
    const entering: Crossing[] = [];
    const leaving: Crossing[] = [];
    corners.forEach((a, i) => {
      const b = corners[(i + 1) % 4] ?? a;
      const [ha, hb] = [height(...a), height(...b)];
      if (ha < level !== hb < level)
        (ha < level ? entering : leaving).push(crossing(a, b, (level - ha) / (hb - ha)));
    });
    // Walking round the cell, a loop leaves where the ground falls and comes back where it rises.
    leaving.forEach((start, i) => {
      const end = entering[i];
      if (end) next.set(start.key, { to: end.key, point: start.point });
    });
  }

  function crossing(a: [number, number], b: [number, number], share: number): Crossing {
    const [first, last] = a[0] + a[1] <= b[0] + b[1] ? [a, b] : [b, a];
    const key = [...first, ...last].join();
    return {
      key,
      point: [(a[0] + (b[0] - a[0]) * share) * step - margin, (a[1] + (b[1] - a[1]) * share) * step - margin],
    };
  }
}

interface Crossing {
  key: string;
  point: Point;
}

function loops(next: Map<string, { to: string; point: Point }>): Point[][] {
  const found: Point[][] = [];
  while (next.size > 0) {
    const loop: Point[] = [];
    let [key] = next.keys();
    for (let link = key && next.get(key); key && link; link = next.get(key)) {
      loop.push(link.point);
      next.delete(key);
      key = link.to;
    }
    found.push(loop);
  }
  return found;
}
