import { prints } from './print.ts';

export const celestial = prints('celestial', 'CE', [
  {
    slug: 'northern-sky-chart',
    name: 'Chart of the Northern Sky',
    description:
      'A star chart in the manner of the old atlases: rings of declination, hours of right ascension, and six hundred stars sized by brightness. No names, so you can teach them yourself.',
    shows: 'a circular star chart in cream on midnight blue',
    motif: 'starchart',
    palette: ['#142040', '#f2e3bd', '#c9a45c', '#2b3c6b', '#8fa3cf'],
    edition: 'fine',
    stock: [43, 36, 20, 12],
  },
  {
    slug: 'thirteen-moons',
    name: 'Thirteen Moons',
    description:
      'One lunar month in thirteen steps, from new to full and back again, in a ring that ends where it began. Printed in pale gold on charcoal.',
    shows: 'thirteen moon phases arranged in a ring',
    motif: 'phases',
    palette: ['#23252b', '#efdcae', '#3a3d46', '#bfa36a'],
    edition: 'open',
    stock: [52, 39, 27],
  },
  {
    slug: 'totality',
    name: 'Totality',
    description:
      'The two minutes of a solar eclipse that people travel round the world for. The corona is made of eleven hundred fine rays of different lengths, the disc of our blackest black.',
    shows: 'a black disc with a fine white corona',
    motif: 'eclipse',
    palette: ['#10131f', '#f6ecd4', '#e7b66a', '#05060c', '#3a4468'],
    edition: 'signed',
    stock: [11, 8, 3, 4],
    maxPerOrder: 2,
  },
  {
    slug: 'eight-orbits',
    name: 'Eight Orbits',
    description:
      'The planets on their tracks, as they stood on a spring night in 1977, the year the Voyagers left. Distances are honest in order only, or the sheet would be a kilometre wide.',
    shows: 'eight coloured planets on concentric orbits',
    motif: 'orbits',
    palette: [
      '#f3e9d6',
      '#e2703a',
      '#c98f3c',
      '#3f7d8c',
      '#b5432f',
      '#d9a66c',
      '#d9c08a',
      '#8fb7bd',
      '#3d5a98',
      '#2b2f3f',
    ],
    edition: 'open',
    stock: [38, 31, 17],
  },
  {
    slug: 'ringed-planet',
    name: 'The Ringed Planet',
    description:
      'Saturn, tilted as far as it ever tilts, with every gap in the rings drawn as bare ground. It floats a little above the middle of the sheet. Most things do, out there.',
    shows: 'a banded ringed planet tilted on a deep violet sky',
    motif: 'saturn',
    palette: ['#2a1f3d', '#f0c48a', '#e39a6a', '#c9705c', '#f7e3bd', '#8c6f9c'],
    edition: 'fine',
    stock: [24, 27, 15, 7],
  },
  {
    slug: 'comet-over-a-small-house',
    name: 'Comet over a Small House',
    description:
      'A comet with a tail as long as the night, and one lit window far below. The tail is a single gradient made of four hundred strokes.',
    shows: 'a comet with a sweeping tail above a tiny house',
    motif: 'comet',
    palette: ['#16304a', '#f8e7b9', '#7fb3c8', '#2f5d7c', '#0c1a2b', '#f2b84b'],
    edition: 'open',
    stock: [29, 25, 0],
  },
  {
    slug: 'milky-way-over-pines',
    name: 'Milky Way over Pines',
    description:
      'What you see when you drive far enough from the city and wait for twenty minutes. Four thousand stars, placed by hand only in the sense that a hand wrote the rule.',
    shows: 'the Milky Way rising over a line of dark pines',
    motif: 'milkyway',
    palette: ['#101a33', '#2b3f74', '#8b7fc0', '#f3e6f0', '#070b16', '#e3a6a0'],
    edition: 'signed',
    stock: [10, 16, 6],
  },
  {
    slug: 'the-great-bear',
    name: 'The Great Bear',
    description:
      'Seven stars everybody knows and the twelve nobody looks for, joined by a thread of gold. Once you have seen the whole bear, the plough will never be enough again.',
    shows: 'the Great Bear constellation joined by gold lines',
    motif: 'constellation',
    palette: ['#1d3a3f', '#f0d9a0', '#d9a441', '#3f6b6c', '#8fb3a8'],
    edition: 'open',
    stock: [30, 21, 14],
  },
  {
    slug: 'midsummer-sun',
    name: 'Midsummer Sun',
    description:
      'A sun with forty-eight rays in four colours, drawn like a playing card and printed like a circus bill. It looks best where there is no sun.',
    shows: 'a large sunburst with alternating rays in warm colours',
    motif: 'sunburst',
    palette: ['#f7e6c4', '#e85d3d', '#f29f3d', '#f6c85f', '#b8382f', '#2f4858'],
    edition: 'open',
    stock: [46, 34, 23, 9],
  },
  {
    slug: 'full-moon',
    name: 'Full Moon, No Clouds',
    description:
      'The near side of the moon with its seas and rays, built from nine hundred craters of the sizes craters really have. The grey is warmer than you remember it.',
    shows: 'a detailed full moon on a blue-black ground',
    motif: 'moon',
    palette: ['#1a1d26', '#e9e2d2', '#b9b1a2', '#8d867a', '#f7f2e6'],
    edition: 'fine',
    stock: [27, 1, 12],
  },
  {
    slug: 'three-hours-of-stars',
    name: 'Three Hours of Stars',
    description:
      'Leave the shutter open for three hours and the sky draws circles for you. Each arc is one star; the one that hardly moves is how sailors found their way.',
    shows: 'concentric star trails circling above a mountain',
    motif: 'startrails',
    palette: ['#141b30', '#f4d7a1', '#9fb8d9', '#e39b7b', '#f5f1e6', '#080b15'],
    edition: 'fine',
    stock: [18, 24, 8],
  },
]);
