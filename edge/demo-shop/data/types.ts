/** Languages the shop is written in. */
export const LANGUAGES = ['it', 'en'] as const;
export type Lang = (typeof LANGUAGES)[number];

/** One text in each language of the shop. */
export type Localized = Readonly<Record<Lang, string>>;

export const CATEGORY_IDS = ['lighting', 'ceramics', 'furniture', 'textiles', 'table', 'clothing', 'bags', 'accessories'] as const;
export type CategoryId = (typeof CATEGORY_IDS)[number];

/** What a product is; the picture is drawn by it. */
export type Kind =
  | 'table-lamp'
  | 'floor-lamp'
  | 'pendant'
  | 'lantern'
  | 'vase'
  | 'bowl'
  | 'jug'
  | 'planter'
  | 'candle-holder'
  | 'chair'
  | 'armchair'
  | 'stool'
  | 'side-table'
  | 'bench'
  | 'mirror'
  | 'shelf'
  | 'cushion'
  | 'blanket'
  | 'towels'
  | 'bedding'
  | 'rug'
  | 'tablecloth'
  | 'plate'
  | 'mug'
  | 'glass'
  | 'carafe'
  | 'board'
  | 'pot'
  | 'teapot'
  | 'bowls'
  | 'shirt'
  | 'knit'
  | 'tee'
  | 'dress'
  | 'trousers'
  | 'skirt'
  | 'coat'
  | 'jacket'
  | 'tote'
  | 'crossbody'
  | 'backpack'
  | 'weekender'
  | 'clutch'
  | 'bucket'
  | 'scarf'
  | 'hat'
  | 'belt'
  | 'slippers'
  | 'sunglasses';

export type SizeRange = 'none' | 'clothing' | 'feet';

/** A design, made in one or more colours; each colour is a product of its own. */
export interface Design {
  kind: Kind;
  line: LineId;
  /** which of the kind's shapes */
  cut: number;
  priceEuro: number;
  saleEuro?: number;
  colors: readonly ColorId[];
  /** finer name than the kind's own */
  noun?: Localized;
}

export const LINE_IDS = ['salina', 'brera', 'dolomia', 'laguna', 'murgia', 'langhe', 'maremma', 'ortigia', 'carso', 'giudecca'] as const;
export type LineId = (typeof LINE_IDS)[number];

export const COLOR_IDS = [
  'terracotta',
  'sand',
  'sage',
  'olive',
  'night',
  'dusty',
  'ivory',
  'rust',
  'ochre',
  'plum',
  'rose',
  'charcoal',
  'forest',
  'natural',
  'walnut',
  'tan',
  'white',
  'brass',
] as const;
export type ColorId = (typeof COLOR_IDS)[number];

/** A product as the shop itself knows it. Money in cents of EUR. */
export interface ShopProduct {
  id: string;
  groupId: string;
  category: CategoryId;
  kind: Kind;
  line: LineId;
  cut: number;
  color: ColorId;
  title: Localized;
  description: Localized;
  priceMinor: number;
  saleMinor: number | null;
  sizes: readonly string[];
  /** 0 … 1: how much it is looked at */
  appeal: number;
}

/** What is paid now, in cents. */
export function currentPriceMinor(product: ShopProduct): number {
  return product.saleMinor ?? product.priceMinor;
}
