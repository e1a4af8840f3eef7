import { textiles, type Size } from './textile.ts';

const scarf = (price: number): Size[] => [{ code: 'S', name: '35 × 190 cm', price, weightGrams: 160 }];
const wide = (price: number): Size[] => [{ code: 'W', name: '70 × 200 cm', price, weightGrams: 230 }];

export const scarves = textiles('scarves', 'SC', [
  {
    slug: 'ferry-tartan-scarf',
    name: 'Ferry Tartan Scarf',
    description:
      'Brushed lambswool in a tartan the colour of a harbour in February, with one red line for the ferry. Twisted fringe, tied by hand, eighty knots.',
    shows: 'Hanging tartan scarf with a twisted fringe',
    form: 'scarf',
    pattern: 'tartan',
    sizes: scarf(5900),
    stock: [41, 33],
    ways: [
      { name: 'Harbour', palette: ['#5f7480', '#26333f', '#c23f34', '#e3ddd0', '#8fa0a5'] },
      { name: 'Bracken', palette: ['#a9713f', '#4a3428', '#e3b04f', '#f0e4cc', '#7a3a2c'] },
    ],
  },
  {
    slug: 'tide-herringbone-scarf',
    name: 'Tide Herringbone Scarf',
    description:
      'Merino and a little cashmere in a herringbone fine enough for a suit. Folds to the size of a paperback.',
    shows: 'Hanging scarf in fine herringbone',
    form: 'scarf',
    pattern: 'herringbone',
    sizes: scarf(7900),
    stock: [27, 22, 14],
    ways: [
      { name: 'Teal', palette: ['#d8e0da', '#23616a'] },
      { name: 'Plum', palette: ['#eadfdd', '#6a3552'] },
      { name: 'Camel', palette: ['#f1e6d2', '#b0824f'] },
    ],
  },
  {
    slug: 'market-houndstooth-scarf',
    name: 'Market Houndstooth Scarf',
    description:
      'Houndstooth in two strong colours that fight a little up close and agree at ten paces. Lambswool, woven and fulled in Yorkshire.',
    shows: 'Hanging scarf in houndstooth',
    form: 'scarf',
    pattern: 'houndstooth',
    sizes: scarf(6400),
    stock: [24, 3],
    ways: [
      { name: 'Mustard', palette: ['#e2b03f', '#2a2d3a'] },
      { name: 'Berry', palette: ['#eadbd3', '#8f2f4f'] },
    ],
  },
  {
    slug: 'shibori-silk-scarf',
    name: 'Shibori Silk Scarf',
    description:
      'Silk twill folded like a letter, bound and dyed. The blurred grid is where the thread was; some of the folds you will feel before you see them.',
    shows: 'Hanging silk scarf with a blurred dyed grid',
    form: 'scarf',
    pattern: 'shibori',
    sizes: wide(9800),
    stock: [9, 6],
    ways: [
      { name: 'Indigo', palette: ['#eeeae0', '#2a3f7f', '#6a86b8'] },
      { name: 'Madder', palette: ['#f4e9dd', '#b0433f', '#dc8f78'] },
    ],
  },
  {
    slug: 'silk-road-ikat-scarf',
    name: 'Silk Road Ikat Scarf',
    description:
      'Lozenges in four dye baths on a silk and cotton blend, woven narrow on a hand loom in Margilan. No two metres alike, so none of the pictures is exactly yours.',
    shows: 'Hanging scarf with feathered ikat lozenges',
    form: 'scarf',
    pattern: 'ikat',
    sizes: wide(11900),
    stock: [5],
    ways: [{ name: 'Rose', palette: ['#f5e8da', '#d0506a', '#3f6f6a', '#e3a84a'] }],
  },
  {
    slug: 'sunset-ombre-scarf',
    name: 'Sunset Ombré Scarf',
    description:
      'Apricot, rose and violet, in that order, without a visible join. Fine wool gauze, light enough for an evening on a boat.',
    shows: 'Hanging scarf graded from apricot through rose to violet',
    form: 'scarf',
    pattern: 'ombre',
    sizes: wide(6900),
    stock: [30, 17],
    ways: [
      { name: 'Sunset', palette: ['#f6c08a', '#dd6f7f', '#5f4a86'] },
      { name: 'Lagoon', palette: ['#e3ecd2', '#6fb5a8', '#235a78'] },
    ],
  },
  {
    slug: 'wandering-dot-scarf',
    name: 'Wandering Dot Scarf',
    description:
      'Printed dots on cotton voile that started out in a grid and lost interest. Hemmed by hand with a rolled edge.',
    shows: 'Hanging scarf with scattered dots',
    form: 'scarf',
    pattern: 'dots',
    sizes: wide(4900),
    stock: [36],
    ways: [{ name: 'Navy', palette: ['#26365c', '#f2ead8', '#e0a33f', '#d9694f', '#8fb0c0', '#f2ead8'] }],
  },
  {
    slug: 'teardrop-scarf',
    name: 'Teardrop Scarf',
    description:
      'The boteh, which Scotland borrowed from Kashmir and named after a town. Large drops, small drops, all of them leaning the same way. Wool challis with a short fringe.',
    shows: 'Hanging scarf printed with paisley teardrops',
    form: 'scarf',
    pattern: 'teardrop',
    sizes: wide(7400),
    stock: [20, 12],
    ways: [
      { name: 'Garnet', palette: ['#7a2433', '#e8c98f', '#d9783f', '#2f5a5f'] },
      { name: 'Olive', palette: ['#5a6238', '#eddfae', '#c98a3f', '#2f3a3f'] },
    ],
  },
  {
    slug: 'signal-flag-scarf',
    name: 'Signal Flag Scarf',
    description:
      'Blocks of colour from the flags of the international code, in an order that spells nothing rude; we asked a sailor. Extra-fine merino.',
    shows: 'Hanging scarf in large blocks of colour',
    form: 'scarf',
    pattern: 'colourblock',
    sizes: scarf(5400),
    stock: [34],
    ways: [{ name: 'Signal', palette: ['#f0e8d8', '#d23f35', '#2a4f94', '#f0bf3a'] }],
  },
  {
    slug: 'glen-check-scarf',
    name: 'Glen Check Scarf',
    description:
      'Small checks of smaller stripes, with a wide blue line laid over the top: the cloth of sensible jackets, finally allowed to be soft. Lambswool and angora.',
    shows: 'Hanging scarf in a grey glen check with a blue overcheck',
    form: 'scarf',
    pattern: 'glencheck',
    sizes: scarf(6900),
    stock: [23, 18],
    ways: [
      { name: 'Grey', palette: ['#ece7dc', '#3d4045', '#4f7fa8'] },
      { name: 'Tobacco', palette: ['#f0e5d0', '#5f4028', '#c9622f'] },
    ],
  },
  {
    slug: 'little-waves-scarf',
    name: 'Little Waves Scarf',
    description:
      'Seigaiha, the pattern of calm seas, screen-printed on cotton gauze in a single colour. Gets better every time it is slept in on a train.',
    shows: 'Hanging scarf printed with small overlapping waves',
    form: 'scarf',
    pattern: 'waves',
    sizes: wide(5200),
    stock: [28, 15],
    ways: [
      { name: 'Lake', palette: ['#eef0e6', '#2f6f7f'] },
      { name: 'Coral', palette: ['#f8ede2', '#d9694f'] },
    ],
  },
]);
