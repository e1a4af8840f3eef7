import { prints } from './print.ts';

export const waves = prints('waves-and-contours', 'WA', [
  {
    slug: 'contour-map-no-7',
    name: 'Contour Map No. 7',
    description:
      'A mountain that does not exist, surveyed every twenty metres. Every fifth line is heavier, as on a proper map, and the summit is marked with a dot.',
    shows: 'fine brown contour lines of an imagined mountain',
    motif: 'contours',
    palette: ['#f3ecdd', '#8a5a36', '#5d3a22', '#c9643a'],
    edition: 'open',
    stock: [45, 37, 25, 8],
  },
  {
    slug: 'signal',
    name: 'Signal',
    description:
      'Sixty lines, each a little disturbed by something underneath. Half mountain range, half radio telescope. The lines hide each other properly, so the depth is real.',
    shows: 'stacked white ridgelines on black',
    motif: 'ridgelines',
    palette: ['#17181c', '#f2efe6', '#e06b4a'],
    edition: 'open',
    stock: [53, 42, 30],
  },
  {
    slug: 'blue-sea-waves',
    name: 'Blue Sea Waves',
    description:
      'The old Japanese wave pattern, seigaiha, printed so that the ink runs out slowly from the bottom of the sheet to the top. Luck, it is said; calm, we found.',
    shows: 'overlapping concentric wave scales fading from indigo to white',
    motif: 'seigaiha',
    palette: ['#f4f0e6', '#1f3f70', '#3f6ba3', '#8fb2d1', '#c6d8e4'],
    edition: 'fine',
    stock: [34, 26, 15, 6],
  },
  {
    slug: 'the-swell',
    name: 'The Swell',
    description:
      'One large wave about to think better of it. Eighteen curved bands carry the weight of the water, and the foam is the paper itself.',
    shows: 'a great curling wave in bands of blue with white foam',
    motif: 'swell',
    palette: ['#f6e7cf', '#0f3d5c', '#1f6283', '#4e93a8', '#9fc9c9', '#fbf7ec', '#e8785a'],
    edition: 'signed',
    stock: [13, 17, 5, 7],
  },
  {
    slug: 'grain-of-the-wind',
    name: 'Grain of the Wind',
    description:
      'Eleven hundred lines follow an invisible current and never cross. From afar it is hair, or wheat, or smoke; people argue about it in our shop.',
    shows: 'flowing fine lines following a current in green and ochre',
    motif: 'flow',
    palette: ['#f2ede1', '#1f4f4a', '#4f7f6d', '#c98f3c', '#d9603f', '#8fae9a'],
    edition: 'fine',
    stock: [22, 19, 11],
  },
  {
    slug: 'high-tide-low-tide',
    name: 'High Tide, Low Tide',
    description:
      'Twelve bands of water laid over each other, from seafoam to deep. The edges wander the way a wet line wanders on sand.',
    shows: 'layered wavy bands from pale foam to deep blue',
    motif: 'tides',
    palette: ['#f3e4cc', '#d8ece4', '#a8d5ce', '#6fb3b8', '#3f8ba0', '#236583', '#154463', '#0d2c46'],
    edition: 'open',
    stock: [40, 32, 18],
  },
  {
    slug: 'two-stones',
    name: 'Two Stones in a Pond',
    description:
      'Two sets of rings meet, pass through each other and go on. Where they cross, the lines agree or cancel, exactly as water does.',
    shows: 'two sets of concentric ripples crossing on green',
    motif: 'ripples',
    palette: ['#dfe7d8', '#2f6b5e', '#79a394', '#174238', '#f3f1e2'],
    edition: 'open',
    stock: [28, 23, 16],
  },
  {
    slug: 'strata',
    name: 'Strata',
    description:
      'A cut through ten million years: clay, chalk, iron, ash, and one thin line of turquoise that nobody can explain. The faults were added last, with a knife.',
    shows: 'folded layers of rock in rust, cream and turquoise',
    motif: 'strata',
    palette: ['#f1e4cd', '#e2c39a', '#c98a5b', '#a8573c', '#6d3a30', '#3f2a2b', '#4fa3a0', '#dcd3c3'],
    edition: 'fine',
    stock: [25, 20, 9, 3],
  },
  {
    slug: 'bathymetry',
    name: 'Bathymetry',
    description:
      'An island and its shelf, coloured by depth: sand, shallows, drop-off, nothing. It started as a sea chart of a place we are not going to tell you about.',
    shows: 'depth bands around an island from sand to deep blue',
    motif: 'bathymetry',
    palette: ['#0c2f4a', '#14506e', '#2b7a92', '#5fa9b0', '#a3d3c6', '#f0e0b8', '#d9b67c', '#7f9a5e'],
    edition: 'open',
    stock: [33, 30, 12],
  },
  {
    slug: 'raked-garden',
    name: 'Raked Garden',
    description:
      'Gravel, raked every morning around three stones by somebody who is in no hurry. Seen from above, in bone and slate. It takes about four minutes to look at.',
    shows: 'raked gravel lines flowing around three dark stones',
    motif: 'zengarden',
    palette: ['#ebe4d6', '#b7ac99', '#4a4d50', '#2f3234', '#7b8b5f'],
    edition: 'signed',
    stock: [7, 11, 2],
  },
  {
    slug: 'interference',
    name: 'Interference',
    description:
      'Two sets of straight ideas, bent slightly, laid over each other in coral and blue. The third pattern, the one you actually see, is not printed anywhere.',
    shows: 'coral and blue lines forming a moiré',
    motif: 'interference',
    palette: ['#f6f0e4', '#e4593f', '#23518c'],
    edition: 'open',
    stock: [31, 27, 20],
  },
]);
