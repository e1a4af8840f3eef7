import { prints } from './print.ts';

export const colour = prints('colour-studies', 'CO', [
  {
    slug: 'two-reds-and-a-doorway',
    name: 'Two Reds and a Doorway',
    description:
      'Soft-edged fields of red stacked on a dark ground, with a lit strip between them that your eye keeps walking towards. The edges were feathered by hand with a dry brush.',
    shows: 'soft-edged red and orange fields on maroon',
    motif: 'blocks',
    palette: ['#5a1a1f', '#c8352b', '#e8683a', '#8f2228', '#f0a45c'],
    edition: 'signed',
    stock: [12, 15, 6, 4],
  },
  {
    slug: 'homage-with-four-greens',
    name: 'Homage, with Four Greens',
    description:
      'Squares inside squares, sitting low, after the best teacher of colour there was. The second green is the same ink as the fourth; you will not believe it until you cover the third.',
    shows: 'four nested squares in greens',
    motif: 'squares',
    palette: ['#dfe3c8', '#2f5d4a', '#7fa35a', '#c9cf76', '#7fa35a'],
    edition: 'fine',
    stock: [26, 22, 14],
  },
  {
    slug: 'overlap',
    name: 'Overlap',
    description:
      'Seven translucent discs and the eleven colours they make between them. Printed with pure inks and no black at all, so the darkest place is just where everybody met.',
    shows: 'translucent overlapping discs in yellow, pink and blue',
    motif: 'lenses',
    palette: ['#faf3e6', '#f2b632', '#e5537a', '#2f8fc4', '#3fae8c', '#f07f3c', '#7a5fc0'],
    edition: 'open',
    stock: [50, 43, 28, 11],
  },
  {
    slug: 'a-quarter-to-six',
    name: 'A Quarter to Six',
    description:
      'The sky just before sunrise, with nothing in front of it. A long gradient with visible grain, the way film used to do it; the disc is a touch lighter than you expect.',
    shows: 'a grainy dawn gradient from violet to apricot with a soft sun',
    motif: 'dawn',
    palette: ['#4a4a8c', '#8f6ba8', '#d98aa0', '#f2a985', '#f8d7a8', '#fff0d0'],
    edition: 'fine',
    stock: [41, 35, 19, 8],
  },
  {
    slug: 'colour-ladder',
    name: 'Colour Ladder',
    description:
      'Thirty-two stripes climb from ink blue to butter, and each is only one step away from its neighbours. A tuning fork for choosing the paint on your walls.',
    shows: 'horizontal stripes graded from dark blue to butter yellow',
    motif: 'ladder',
    palette: ['#f6f0e4', '#1f2f57', '#4f6fa8', '#a08fb8', '#e38f8f', '#f2b66b', '#f8e3a0'],
    edition: 'open',
    stock: [36, 0, 17],
  },
  {
    slug: 'cut-with-scissors',
    name: 'Cut with Scissors',
    description:
      'Leaves, waves and one stubborn bird shape, cut straight out of painted paper. The scissor marks stayed. There are more scraps on our studio floor than shapes on the sheet.',
    shows: 'bold cut-paper leaf shapes on coloured rectangles',
    motif: 'cutouts',
    palette: ['#f7efe0', '#1f5fa8', '#e2542f', '#f2b43a', '#2f8a5f', '#d9759a', '#23283f'],
    edition: 'open',
    stock: [44, 38, 21, 5],
  },
  {
    slug: 'balance-of-pebbles',
    name: 'Balance of Pebbles',
    description:
      'Five stones stacked by someone who then stepped back very quietly. The shapes are flat, the weight is all in the colours.',
    shows: 'five balanced pebble shapes in muted colours',
    motif: 'pebbles',
    palette: ['#f2e8da', '#c96f4a', '#e0ae86', '#5f7a76', '#2f4247', '#d9a441', '#b98f86'],
    edition: 'open',
    stock: [32, 27, 15],
  },
  {
    slug: 'terrazzo',
    name: 'Terrazzo, Large Chips',
    description:
      'Marble chips in a pale ground, enlarged until they become a landscape. We scanned a stairwell in Trieste and then moved every chip a little.',
    shows: 'large terrazzo chips in rust, green, ochre and navy',
    motif: 'terrazzo',
    palette: ['#f3ede2', '#c8643f', '#e0a94f', '#5f8a78', '#2f4263', '#d9a6a0', '#8a8f8a'],
    edition: 'open',
    stock: [37, 24, 18],
  },
  {
    slug: 'seven-small-rainbows',
    name: 'Seven Small Rainbows',
    description:
      'Half circles that lean on each other like people on a bench. Seven colours, none of them from a real rainbow. Popular for children’s rooms, and then not given back.',
    shows: 'stacked concentric half circles in warm retro colours',
    motif: 'arcs',
    palette: ['#f6ead6', '#d9583b', '#eb9a4a', '#f2c66d', '#3f7f86', '#24465c', '#c98fa0'],
    edition: 'open',
    stock: [54, 46, 29],
  },
  {
    slug: 'twelve-petals',
    name: 'Twelve Petals',
    description:
      'One ellipse, printed twelve times and turned thirty degrees each time. The inks are transparent; the flower in the middle made itself.',
    shows: 'twelve transparent petals turning around one centre',
    motif: 'petals',
    palette: ['#f5efe8', '#e4506a', '#f08f4f', '#f2c14e', '#5fb08f', '#3f86c4', '#8a62b8'],
    edition: 'fine',
    stock: [23, 18, 10],
  },
  {
    slug: 'swatches-still-wet',
    name: 'Swatches, Still Wet',
    description:
      'Sixteen brush loads of watercolour, each allowed to bleed as far as it wanted. The darker rims are where the water stopped. Arranged by mood, not by hue.',
    shows: 'a grid of soft watercolour swatches with darker rims',
    motif: 'washes',
    palette: [
      '#fbf7ef',
      '#3f6f8f',
      '#7fa8a3',
      '#d98f7a',
      '#e3b96f',
      '#8f6f96',
      '#b5533f',
      '#5f7f4f',
      '#c9a6b0',
    ],
    edition: 'fine',
    stock: [30, 21, 13, 2],
  },
]);
