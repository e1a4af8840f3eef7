/** The same text gives the same numbers on every machine. */
export type Random = () => number;

/** FNV-1a into mulberry32: small, fast, and good enough to scatter leaves. */
export function randomFrom(text: string): Random {
  let state = 0x811c9dc5;
  for (const char of text) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Smooth value noise in -1..1, about one bump per unit. */
export type Noise = (x: number, y: number) => number;

const side = 256;

export function noiseFrom(random: Random): Noise {
  const lattice = Float32Array.from({ length: side * side }, () => random() * 2 - 1);
  const at = (x: number, y: number) => lattice[((y & 255) << 8) | (x & 255)] ?? 0;
  return (x, y) => {
    const [x0, y0] = [Math.floor(x), Math.floor(y)];
    const [fx, fy] = [ease(x - x0), ease(y - y0)];
    const top = at(x0, y0) * (1 - fx) + at(x0 + 1, y0) * fx;
    const bottom = at(x0, y0 + 1) * (1 - fx) + at(x0 + 1, y0 + 1) * fx;
    return top * (1 - fy) + bottom * fy;
  };
}

/** Several octaves of noise, each half as strong and twice as fine. */
export function fractal(noise: Noise, octaves = 4): Noise {
  return (x, y) => {
    let [sum, strength, scale] = [0, 0.5, 1];
    for (let octave = 0; octave < octaves; octave++, strength /= 2, scale *= 2) {
      sum += noise(x * scale + octave * 17.3, y * scale + octave * 9.1) * strength;
    }
    return sum;
  };
}

const ease = (t: number) => t * t * (3 - 2 * t);
