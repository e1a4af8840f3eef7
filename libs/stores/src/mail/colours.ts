const white = '#ffffff';
const black = '#000000';

/** How much two colours differ, as WCAG 2 counts it: from 1 to 21; text needs 4.5. */
export function contrast(one: string, other: string): number {
  const [light = 1, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** What can be read on this colour. */
export const readableOn = (background: string): string =>
  contrast(white, background) >= contrast(black, background) ? white : black;

/** The colour itself, or as little darker or lighter as makes it stand out from its background. */
export function standingOut(colour: string, background: string, ratio: number): string {
  const towards = luminance(background) > 0.18 ? black : white;
  const tries = Array.from({ length: 21 }, (_, step) => mix(colour, towards, step / 20));
  return tries.find((candidate) => contrast(candidate, background) >= ratio) ?? towards;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(colour)
    .map((channel) => channel / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(colour: string, other: string, share: number): string {
  const [from, to] = [channelsOf(colour), channelsOf(other)];
  const mixed = from.map((channel, index) => Math.round(channel + ((to[index] ?? 0) - channel) * share));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** Of a colour such as "#a0402a". */
const channelsOf = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
