// What the demo shops sell: ten things in each of twelve categories.

import type { Motif } from '../contract/motif.ts';
import type { AttributeDefinition, Attributes } from '../contract/wire.ts';

export interface Shelf {
  vendor: 'demo' | 'bikes' | 'books';
  slug: string;
  title: string;
  parent: string;
  motif: Motif;
  attributes?: AttributeDefinition[];
  /** What its things differ in, and by how much each value adds to the price, in cents. */
  options: Record<string, Record<string, number>>;
  taxCategory?: string;
  weightGrams: number;
  about: string;
  /** Each with what its first variant costs, in cents. */
  goods: [title: string, cents: number, attributes?: Attributes][];
}

export const parents = [
  { slug: 'home', title: 'Home' },
  { slug: 'pantry', title: 'Pantry' },
  { slug: 'bicycles', title: 'Bicycles' },
  { slug: 'books', title: 'Books' },
];

const colours = { White: 0, Blue: 0, Red: 0 };
const formats = { Paperback: 0, Hardcover: 900 };
const author: AttributeDefinition = { key: 'author', label: 'Author', type: 'text', required: true };
const pages: AttributeDefinition = { key: 'pages', label: 'Pages', type: 'number', required: false };
const gears: AttributeDefinition = { key: 'gears', label: 'Gears', type: 'number', required: false };
const brakes: AttributeDefinition = {
  ...{ key: 'brakes', label: 'Brakes', type: 'choice', required: false },
  choices: ['disc', 'rim', 'coaster'],
};

/** What is beside the shelves: gift cards, and something that is not there yet. */
export const extras: (Pick<Shelf, 'vendor' | 'about' | 'options' | 'motif'> & {
  title: string;
  cents: number;
  category: string | null;
  giftCard: boolean;
  /** In how many days it ships, and how many may be preordered. */
  preorder: { days: number; most: number } | null;
})[] = [
  {
    ...{ vendor: 'demo', title: 'Gift Card', cents: 2500, category: null, giftCard: true, preorder: null },
    motif: 'gift-card',
    about: 'For everything in the shop. The code comes by mail and is good until it is spent.',
    options: { Value: { '25 €': 0, '50 €': 2500, '100 €': 7500 } },
  },
  {
    ...{ vendor: 'bikes', title: 'Folding Trailer', cents: 24900, category: 'bike-gear', giftCard: false },
    preorder: { days: 60, most: 20 },
    motif: 'trailer',
    about: 'Carries a crate and folds flat. The first of them come in two months.',
    options: {},
  },
];

export const shelves: Shelf[] = [
  {
    ...{ vendor: 'demo', slug: 'kitchen', title: 'Kitchen', parent: 'home', motif: 'pot' },
    ...{ options: { Colour: colours }, weightGrams: 650 },
    about: 'Made to be used every day, and easy to wash.',
    goods: [
      ['Stoneware Mug', 1290],
      ['Enamel Saucepan', 3490],
      ['Breakfast Bowl', 1190],
      ['Salad Servers', 1590],
      ['Milk Jug', 1690],
      ['Butter Dish', 1990],
      ['Egg Cups', 990],
      ['Tea Pot', 3290],
      ['Mixing Bowl', 2490],
      ['Kitchen Scale', 2990],
    ],
  },
  {
    ...{ vendor: 'demo', slug: 'living', title: 'Living', parent: 'home', motif: 'lamp' },
    ...{ options: { Colour: { Oak: 0, Walnut: 1500 } }, weightGrams: 3200 },
    about: 'Solid wood, oiled, from a workshop nearby.',
    goods: [
      ['Bedside Table', 12900],
      ['Coat Hooks', 3900],
      ['Picture Frame', 2490],
      ['Reading Stool', 8900],
      ['Wall Shelf', 5900],
      ['Shoe Bench', 14900],
      ['Serving Tray', 3490],
      ['Book End', 1990],
      ['Key Board', 2290],
      ['Plant Stand', 4900],
    ],
  },
  {
    ...{ vendor: 'demo', slug: 'textiles', title: 'Textiles', parent: 'home', motif: 'towels' },
    ...{ options: { Colour: { Sand: 0, Moss: 0 }, Size: { S: 0, M: 600, L: 1200 } }, weightGrams: 480 },
    about: 'Washable at 60 degrees; softer each time.',
    goods: [
      ['Linen Curtain', 4900],
      ['Wool Blanket', 7900],
      ['Bath Towel', 1790],
      ['Table Cloth', 3990],
      ['Cushion Cover', 1990],
      ['Door Mat', 2790],
      ['Bed Sheet', 3990],
      ['Tea Towel', 990],
      ['Apron', 2990],
      ['Bath Robe', 6490],
    ],
  },
  {
    ...{ vendor: 'demo', slug: 'garden', title: 'Garden', parent: 'home', motif: 'plant' },
    ...{ options: { Size: { Small: 0, Large: 800 } }, weightGrams: 1400 },
    about: 'For the balcony, the courtyard and the shared beds.',
    goods: [
      ['Terracotta Pot', 1290],
      ['Watering Can', 2490],
      ['Hand Trowel', 1490],
      ['Herb Box', 2990],
      ['Rain Barrel', 8900],
      ['Bird Feeder', 2190],
      ['Plant Ties', 490],
      ['Garden Gloves', 1190],
      ['Compost Bin', 5900],
      ['Lantern', 3290],
    ],
  },
  {
    ...{ vendor: 'demo', slug: 'larder', title: 'Larder', parent: 'pantry', motif: 'jar' },
    ...{ options: { Size: { '250 g': 0, '1 kg': 1000 } }, taxCategory: 'reduced', weightGrams: 300 },
    about: 'Keeps well in a dark, dry place.',
    goods: [
      ['Rolled Oats', 190],
      ['Red Lentils', 290],
      ['Buckwheat Honey', 690],
      ['Plum Jam', 490],
      ['Sea Salt', 250],
      ['Walnut Kernels', 590],
      ['Dried Apples', 450],
      ['Spelt Flour', 240],
      ['Mustard', 350],
      ['Sunflower Seeds', 310],
    ],
  },
  {
    ...{ vendor: 'demo', slug: 'drinks', title: 'Drinks', parent: 'pantry', motif: 'bottle' },
    ...{ options: { Pack: { Single: 0, 'Box of six': 1400 } }, weightGrams: 900 },
    about: 'From farms an hour away.',
    goods: [
      ['Apple Juice', 290],
      ['Pear Juice', 320],
      ['Elderflower Syrup', 690],
      ['Espresso Beans', 1290],
      ['Filter Coffee', 1090],
      ['Mint Tea', 490],
      ['Rooibos', 520],
      ['Ginger Lemonade', 250],
      ['Grape Spritzer', 350],
      ['Cocoa', 790],
    ],
  },
  {
    ...{
      vendor: 'bikes',
      slug: 'city-bikes',
      title: 'City bikes',
      parent: 'bicycles',
      motif: 'bicycle',
      attributes: [gears, brakes],
    },
    ...{ options: { Frame: { S: 0, M: 0, L: 0 }, Colour: { Black: 0, Green: 2000 } }, weightGrams: 15_500 },
    about: 'Assembled and tuned here; ride it home.',
    goods: [
      ['Commuter One', 59_900, { gears: 7, brakes: 'rim' }],
      ['Commuter Seven', 74_900, { gears: 7, brakes: 'disc' }],
      ['Courier', 89_900, { gears: 1, brakes: 'coaster' }],
      ['Tourer', 119_900, { gears: 14, brakes: 'disc' }],
      ['Cargo Long', 249_900, { gears: 8, brakes: 'disc' }],
      ['Cargo Short', 219_900, { gears: 8, brakes: 'disc' }],
      ['Folding Bike', 69_900, { gears: 3, brakes: 'rim' }],
      ['Step Through', 64_900, { gears: 7, brakes: 'coaster' }],
      ['Gravel', 139_900, { gears: 12, brakes: 'disc' }],
      ['First Bike', 29_900, { gears: 1, brakes: 'coaster' }],
    ],
  },
  {
    ...{ vendor: 'bikes', slug: 'bike-parts', title: 'Parts', parent: 'bicycles', motif: 'wheel' },
    ...{ options: { Colour: { Silver: 0, Black: 200 } }, weightGrams: 420 },
    about: 'Fits most bicycles; ask us if in doubt.',
    goods: [
      ['Saddle', 3900],
      ['Handlebar', 2900],
      ['Pedals', 2490],
      ['Chain', 1990],
      ['Brake Pads', 1290],
      ['Inner Tube', 690],
      ['Tyre', 2790],
      ['Seat Post', 2290],
      ['Chain Guard', 1690],
      ['Kickstand', 1890],
    ],
  },
  {
    ...{ vendor: 'bikes', slug: 'bike-gear', title: 'Gear', parent: 'bicycles', motif: 'helmet' },
    ...{ options: { Size: { S: 0, M: 0, L: 0 } }, weightGrams: 350 },
    about: 'Seen in the dark, dry in the rain.',
    goods: [
      ['Helmet', 5900],
      ['Rain Cape', 4900],
      ['Reflective Vest', 1290],
      ['Cycling Gloves', 2490],
      ['Pannier Bag', 6900],
      ['Frame Bag', 3900],
      ['Child Seat', 8900],
      ['Basket', 3490],
      ['Trouser Band', 590],
      ['Cap', 1990],
    ],
  },
  {
    ...{
      vendor: 'books',
      slug: 'fiction',
      title: 'Fiction',
      parent: 'books',
      motif: 'novel',
      attributes: [author, pages],
    },
    ...{ options: { Format: formats }, taxCategory: 'reduced', weightGrams: 380 },
    about: 'Read by the bookseller, and recommended.',
    goods: [
      ['The Lift Stops at Four', 1290, { author: 'Ina Berg', pages: 312 }],
      ['Stairwell Stories', 1190, { author: 'Tomas Vale', pages: 240 }],
      ['A Key Under the Mat', 1390, { author: 'Rana Osei', pages: 288 }],
      ['The Quiet Hours', 1490, { author: 'Ida Lund', pages: 356 }],
      ['Letters for Flat Nine', 1290, { author: 'Jon Marek', pages: 208 }],
      ['The Courtyard Tree', 1590, { author: 'Mila Horn', pages: 402 }],
      ['Neighbours by Chance', 1090, { author: 'Ola Finch', pages: 196 }],
      ['The Last Tram', 1390, { author: 'Eva Brandt', pages: 330 }],
      ['Rooftop Summer', 1190, { author: 'Sami Noor', pages: 224 }],
      ['The Caretaker', 1690, { author: 'Pia Stern', pages: 448 }],
    ],
  },
  {
    ...{
      vendor: 'books',
      slug: 'children',
      title: 'Children',
      parent: 'books',
      motif: 'picture-book',
      attributes: [author, pages],
    },
    ...{ options: { Format: formats }, taxCategory: 'reduced', weightGrams: 420 },
    about: 'To read aloud, again and again.',
    goods: [
      ['Who Lives Upstairs?', 1290, { author: 'Nora Quill', pages: 32 }],
      ['The Cat on Floor Three', 1390, { author: 'Ben Tow', pages: 40 }],
      ['Ten Green Bicycles', 990, { author: 'Lou Hark', pages: 24 }],
      ['Moving Day', 1490, { author: 'Mia Sand', pages: 48 }],
      ['The Button That Does Nothing', 1290, { author: 'Ole Rind', pages: 36 }],
      ['A Snail in the Mailbox', 1190, { author: 'Kim Ash', pages: 32 }],
      ['Good Night, House', 1090, { author: 'Anni Rau', pages: 28 }],
      ['The Umbrella Race', 1290, { author: 'Tia Moor', pages: 44 }],
      ['My First Workshop', 1690, { author: 'Jan Pohl', pages: 60 }],
      ['Counting Windows', 890, { author: 'Lea Fels', pages: 20 }],
    ],
  },
  {
    ...{
      vendor: 'books',
      slug: 'how-to',
      title: 'How to',
      parent: 'books',
      motif: 'handbooks',
      attributes: [author, pages],
    },
    ...{ options: { Format: formats }, taxCategory: 'reduced', weightGrams: 520 },
    about: 'With pictures, step by step.',
    goods: [
      ['Mend It Yourself', 2490, { author: 'Gerd Holm', pages: 220 }],
      ['Balcony Vegetables', 1990, { author: 'Rosa Klee', pages: 180 }],
      ['The Bicycle Book', 2690, { author: 'Max Rade', pages: 260 }],
      ['One Pan Suppers', 2290, { author: 'Lina Koch', pages: 190 }],
      ['Bread at Home', 2190, { author: 'Otto Kern', pages: 176 }],
      ['Small Rooms', 2990, { author: 'Ute Raum', pages: 240 }],
      ['House Plants', 1790, { author: 'Flo Ranke', pages: 160 }],
      ['Good Meetings', 1590, { author: 'Iris Wort', pages: 144 }],
      ['First Aid', 1490, { author: 'Dr. Nele Puls', pages: 128 }],
      ['Saving Energy', 1890, { author: 'Karl Watt', pages: 150 }],
    ],
  },
];
