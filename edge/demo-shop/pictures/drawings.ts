import type { Kind } from '../data/types.ts';
import * as accessories from './accessories.ts';
import * as bags from './bags.ts';
import * as ceramics from './ceramics.ts';
import * as clothing from './clothing.ts';
import * as furniture from './furniture.ts';
import * as lighting from './lighting.ts';
import type { Draw } from './pen.ts';
import * as tableware from './tableware.ts';
import * as textiles from './textiles.ts';

/** How each kind of product is drawn. */
export const DRAWINGS: Readonly<Record<Kind, Draw>> = {
  'table-lamp': lighting.tableLamp,
  'floor-lamp': lighting.floorLamp,
  pendant: lighting.pendant,
  lantern: lighting.lantern,
  vase: ceramics.vase,
  bowl: ceramics.bowl,
  jug: ceramics.jug,
  planter: ceramics.planter,
  'candle-holder': ceramics.candleHolder,
  chair: furniture.chair,
  armchair: furniture.armchair,
  stool: furniture.stool,
  'side-table': furniture.sideTable,
  bench: furniture.bench,
  mirror: furniture.mirror,
  shelf: furniture.shelf,
  cushion: textiles.cushion,
  blanket: textiles.blanket,
  towels: textiles.towels,
  bedding: textiles.bedding,
  rug: textiles.rug,
  tablecloth: textiles.tablecloth,
  plate: tableware.plate,
  mug: tableware.mug,
  glass: tableware.glass,
  carafe: tableware.carafe,
  board: tableware.board,
  pot: tableware.pot,
  teapot: tableware.teapot,
  bowls: tableware.bowls,
  shirt: clothing.shirt,
  knit: clothing.knit,
  tee: clothing.tee,
  dress: clothing.dress,
  trousers: clothing.trousers,
  skirt: clothing.skirt,
  coat: clothing.coat,
  jacket: clothing.jacket,
  tote: bags.tote,
  crossbody: bags.crossbody,
  backpack: bags.backpack,
  weekender: bags.weekender,
  clutch: bags.clutch,
  bucket: bags.bucket,
  scarf: accessories.scarf,
  hat: accessories.hat,
  belt: accessories.belt,
  slippers: accessories.slippers,
  sunglasses: accessories.sunglasses,
};

/** Kinds that hang or lie flat: their pictures have no floor. */
export const FLAT_KINDS: ReadonlySet<Kind> = new Set<Kind>([
  'pendant',
  'mirror',
  'rug',
  'plate',
  'board',
  'shirt',
  'knit',
  'tee',
  'dress',
  'trousers',
  'skirt',
  'coat',
  'jacket',
  'scarf',
  'belt',
  'slippers',
  'sunglasses',
]);

/** Kinds too wide for a plinth. */
export const WIDE_KINDS: ReadonlySet<Kind> = new Set<Kind>([
  'armchair',
  'bench',
  'bedding',
  'tablecloth',
  'glass',
  'shelf',
  'hat',
  'weekender',
  'pot',
  'floor-lamp',
  'teapot',
  'clutch',
]);

/** How much larger than drawn a kind stands in its own picture, so that small things fill it as well as large ones. */
export const SCALE: Readonly<Partial<Record<Kind, number>>> = {
  'table-lamp': 1.2,
  lantern: 1.28,
  vase: 1.06,
  bowl: 1.22,
  jug: 1.12,
  'candle-holder': 1.16,
  chair: 1.18,
  stool: 1.3,
  'side-table': 1.22,
  mug: 1.36,
  teapot: 1.12,
  carafe: 1.14,
  bowls: 1.24,
  crossbody: 1.06,
  bucket: 1.16,
  clutch: 1.16,
  backpack: 1.08,
  tote: 1.08,
  glass: 1.1,
  cushion: 1.06,
  blanket: 1.1,
  planter: 1.06,
};
