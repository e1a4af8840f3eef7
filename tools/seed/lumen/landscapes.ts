import { prints } from './print.ts';

export const landscapes = prints('landscapes', 'LA', [
  {
    slug: 'evening-seven-ridges',
    name: 'Evening, Seven Ridges',
    description:
      'Seven mountain ridges step back into the last light, each one a shade nearer to the sky. We printed the plum of the nearest slope twice, so it stays deep in a bright room. The quiet picture that started our landscape series.',
    shows: 'seven layered ridges from plum to peach under a low sun',
    motif: 'hills',
    palette: ['#f6d9b8', '#f2b78d', '#e3906f', '#c06b66', '#8d4d62', '#5c3556', '#33213f', '#fff1d6'],
    edition: 'fine',
    stock: [34, 28, 16, 7],
  },
  {
    slug: 'first-light-on-the-pass',
    name: 'First Light on the Pass',
    description:
      'The sun reaches the highest faces ten minutes before it reaches you. Cut like a linocut: three flat tones per peak, one warm, two cold, and no outline anywhere.',
    shows: 'faceted blue peaks with rose light on one side',
    motif: 'peaks',
    palette: ['#f4e3df', '#e8b4a6', '#a9bccd', '#7794b0', '#4b6a8c', '#2b4463', '#fbf4ec'],
    edition: 'signed',
    stock: [18, 11, 3, 5],
  },
  {
    slug: 'dune-sea',
    name: 'Dune Sea',
    description:
      'Long crests of sand, lit from the left, with the shadow side in burnt sienna. The curves were drawn with a single sweep each and left as they fell. It likes a pale wall and a lot of space.',
    shows: 'sweeping sand dunes in ochre and sienna below a pale sky',
    motif: 'dunes',
    palette: ['#f3e6cf', '#efcf9d', '#e3ad6b', '#cf8a4a', '#a9613a', '#74402d'],
    edition: 'open',
    stock: [42, 36, 20],
  },
  {
    slug: 'still-lake',
    name: 'Still Lake',
    description:
      'Half the sheet is land, half is its reflection, and only a few horizontal strokes say which is which. Hang it either way up; two of our customers do.',
    shows: 'teal hills mirrored in a still lake with a white sun',
    motif: 'lake',
    palette: ['#e9efe6', '#c3d6cc', '#8fb4ad', '#578d8d', '#2f6570', '#173f4d', '#fdfaf0'],
    edition: 'fine',
    stock: [25, 19, 0, 4],
  },
  {
    slug: 'fjord-in-june',
    name: 'Fjord in June',
    description:
      'Steep walls on both sides, water like a sheet of glass between them, and at the far end the pale green night that never gets dark. Drawn from the ferry between two villages.',
    shows: 'steep dark green fjord walls opening on pale water',
    motif: 'fjord',
    palette: ['#eef0d8', '#cfdcc0', '#93b39d', '#5c8a7f', '#326360', '#173d43', '#f8f5df'],
    edition: 'fine',
    stock: [14, 22, 9],
  },
  {
    slug: 'ploughland',
    name: 'Ploughland',
    description:
      'Furrows run to a vanishing point under a big, empty sky. The field is printed in five earth tones that alternate by row, so the lines seem to hum when you walk past.',
    shows: 'ploughed rows in earth tones converging on a low horizon',
    motif: 'furrows',
    palette: ['#dfe7e4', '#e9c46a', '#c98f3c', '#9a6233', '#6d4428', '#7c8c4c', '#f6efdc'],
    edition: 'open',
    stock: [31, 27, 12],
  },
  {
    slug: 'mesa-noon',
    name: 'Mesa, Noon',
    description:
      'Flat-topped rock, hard shade, turquoise sky: the desert at the hour when nobody paints it. The red is a pigment ink that does not fade behind glass.',
    shows: 'red flat-topped mesas with banded strata under a turquoise sky',
    motif: 'mesa',
    palette: ['#9fd0cb', '#f0cba0', '#e39a6a', '#cc6a45', '#a34332', '#6f2b2a', '#fdf3de'],
    edition: 'open',
    stock: [38, 33, 2, 6],
  },
  {
    slug: 'archipelago-morning',
    name: 'Archipelago, Morning',
    description:
      'Low islands float on a sea with no horizon, and the fog keeps rubbing them out. Seven greys were mixed for this sheet, all of them with a little blue. For rooms that are loud enough already.',
    shows: 'low grey-blue islands floating in pale fog',
    motif: 'islands',
    palette: ['#eceeee', '#d3dbdf', '#b1c0c9', '#889fae', '#5f7a8d', '#3d566a', '#f7d9c2'],
    edition: 'signed',
    stock: [9, 12, 6],
  },
  {
    slug: 'pine-ridge-in-fog',
    name: 'Pine Ridge in Fog',
    description:
      'Five rows of pines climb out of the valley; each row knows less about the one behind it. Every tree is drawn, none is copied: there are nearly four hundred.',
    shows: 'rows of pine trees fading into green-grey fog',
    motif: 'pines',
    palette: ['#e7ece6', '#cbd7cf', '#a3b8ad', '#748f85', '#476660', '#223f3d', '#f5f3e8'],
    edition: 'fine',
    stock: [40, 29, 17, 8],
  },
  {
    slug: 'moonrise-over-the-moor',
    name: 'Moonrise over the Moor',
    description:
      'A very large moon behind very small hills. The indigo is printed wet and uneven, which is why no two sheets have quite the same night.',
    shows: 'a huge pale moon rising behind dark indigo hills',
    motif: 'moonrise',
    palette: ['#27305a', '#3c4a7d', '#f3e3c1', '#2a2f57', '#1f2347', '#151833', '#0d0f22'],
    edition: 'open',
    stock: [23, 1, 14],
  },
  {
    slug: 'white-cliffs',
    name: 'White Cliffs',
    description:
      'Chalk above, grass on top, and the sea doing its slow work below. The white of the cliff is bare paper; everything else was printed around it.',
    shows: 'white chalk cliffs with green tops above a banded sea',
    motif: 'cliffs',
    palette: ['#dcebf0', '#f7f4ea', '#d9d3c3', '#7fa36b', '#4f8fa3', '#2f6c86', '#1d4a66'],
    edition: 'open',
    stock: [29, 24, 18],
  },
]);
