import { prints } from './print.ts';

export const architecture = prints('architecture', 'AR', [
  {
    slug: 'arches-at-noon',
    name: 'Arches at Noon',
    description:
      'Three arches, one inside the other, and a slice of sun that has found its way through all of them. Terracotta, plaster and shade: nothing else.',
    shows: 'nested terracotta arches with a bright slice of sun',
    motif: 'arches',
    palette: ['#f2dcc4', '#e3a57c', '#c9714c', '#98472f', '#5f2b24', '#fbeed6', '#7fb0b5'],
    edition: 'fine',
    stock: [37, 31, 18, 10],
  },
  {
    slug: 'stairs-to-the-roof',
    name: 'Stairs to the Roof',
    description:
      'A white staircase zigzags up a pink wall towards the sea breeze. The shadow under every step is the same blue as the sky it climbs to.',
    shows: 'a zigzag staircase climbing a pink wall to a blue sky',
    motif: 'stairs',
    palette: ['#8fbfd6', '#eeb4a4', '#fbf1e6', '#5f86ad', '#d98f80', '#f6c66b'],
    edition: 'open',
    stock: [44, 35, 21],
  },
  {
    slug: 'colonnade',
    name: 'Colonnade',
    description:
      'Eight columns and the eight shadows they throw at five in the afternoon. The distances were measured on site, in Segesta, with a bicycle.',
    shows: 'a row of sunlit columns with long diagonal shadows',
    motif: 'colonnade',
    palette: ['#e8d8b9', '#f7ecd6', '#cdb188', '#a98560', '#6f5a4a', '#8ab0bf'],
    edition: 'fine',
    stock: [16, 20, 7],
  },
  {
    slug: 'forty-two-windows',
    name: 'Forty-two Windows',
    description:
      'An apartment block at dusk with some of the lights on. Every window holds something different: a lamp, a plant, a cat, half a person. Children find the cat first.',
    shows: 'a dusk facade with a grid of windows, some of them lit',
    motif: 'facade',
    palette: ['#3d4a63', '#566684', '#f4c56a', '#f0a35c', '#2a3347', '#8fa0b8', '#e8ddc8'],
    edition: 'open',
    stock: [26, 33, 11, 3],
  },
  {
    slug: 'concrete-tower',
    name: 'Concrete Tower',
    description:
      'A brutalist water tower somewhere between a mushroom and a spaceship, drawn in three greys and one patient orange. For people who slow down for such buildings.',
    shows: 'a brutalist concrete tower against an orange sun',
    motif: 'tower',
    palette: ['#efe6da', '#c8c3ba', '#98948d', '#65625e', '#3a3938', '#e2703a'],
    edition: 'signed',
    stock: [12, 9, 4],
  },
  {
    slug: 'the-swimming-pool',
    name: 'The Swimming Pool',
    description:
      'Early morning, nobody in the water yet. The ripples are one continuous line, and the diving board throws the only hard shadow in the picture.',
    shows: 'a turquoise pool from above with ripples and a diving board',
    motif: 'pool',
    palette: ['#f3d9c0', '#5bb8c4', '#8fd3d6', '#d6f0ee', '#2b8a9d', '#f7f3ea', '#e8734f'],
    edition: 'open',
    stock: [49, 40, 24, 8],
  },
  {
    slug: 'white-village',
    name: 'White Village, Blue Domes',
    description:
      'Cubes piled on cubes with a dome wherever there was room for one. The whites are four different whites; hold it next to a wall and you will see them.',
    shows: 'stacked white houses with blue domes above the sea',
    motif: 'domes',
    palette: ['#f6d2b5', '#fbf6ec', '#e9dfd0', '#c9bdb0', '#2f6fae', '#1f4d82', '#5a9fc4'],
    edition: 'open',
    stock: [32, 28, 2],
  },
  {
    slug: 'bridge-in-mist',
    name: 'Bridge in Mist',
    description:
      'A suspension bridge that begins and ends in fog. The cables are hairlines, half a point wide, at the edge of what our press can hold.',
    shows: 'a red suspension bridge disappearing into mist',
    motif: 'bridge',
    palette: ['#e6e4df', '#cfd3d3', '#b0b9bd', '#c2452d', '#8b2f22', '#8c9aa2'],
    edition: 'fine',
    stock: [21, 18, 9],
  },
  {
    slug: 'impossible-blocks',
    name: 'Impossible Blocks',
    description:
      'Stacked cubes that are a tower from the left and a pit from the right. Three tones per cube are enough to keep your eye changing its mind.',
    shows: 'isometric stacked cubes in mustard, teal and cream',
    motif: 'cubes',
    palette: ['#f4ead7', '#e9b44c', '#c9822f', '#2f6c6e', '#1f4a50', '#e4572e', '#9fc2b6', '#f7d9a4'],
    edition: 'open',
    stock: [41, 22, 16],
  },
  {
    slug: 'kitchen-floor-lisbon',
    name: 'Kitchen Floor, Lisbon',
    description:
      'Quarter circles turned by a tired tiler: the pattern never quite repeats. We kept his mistakes, there are four, and added none of our own.',
    shows: 'a grid of quarter-circle tiles in blue, sand and rust',
    motif: 'tiles',
    palette: ['#f3ead9', '#24507a', '#c8623a', '#e8b66b', '#7fa7b8', '#1b2f45'],
    edition: 'open',
    stock: [35, 29, 13, 5],
  },
  {
    slug: 'palm-shadow',
    name: 'Palm Shadow on a Wall',
    description:
      'No palm, only its shadow, and the light of a window laid across it. The wall is the warmest colour we print. It makes a north-facing room feel as if it had moved.',
    shows: 'the soft shadow of palm leaves and a window on a warm wall',
    motif: 'shadow',
    palette: ['#eec9a6', '#f7e0c2', '#d9a67f', '#b67f5d', '#8a5a45'],
    edition: 'signed',
    stock: [15, 13, 8, 6],
  },
]);
