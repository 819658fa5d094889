import type { CategoryId, ColorId, Design, Kind, LineId, Localized } from './types.ts';

type Row = [kind: Kind, line: LineId, cut: number, priceEuro: number, colors: ColorId[], saleEuro?: number | null, noun?: Localized];

const design = ([kind, line, cut, priceEuro, colors, saleEuro, noun]: Row): Design => ({
  kind,
  line,
  cut,
  priceEuro,
  colors,
  ...(saleEuro ? { saleEuro } : {}),
  ...(noun ? { noun } : {}),
});

/** Every design of the house, in the order of its categories. A design's number is part of its products' ids: add at the end of a list. */
export const DESIGNS: Readonly<Record<CategoryId, readonly Design[]>> = {
  lighting: (
    [
      ['table-lamp', 'salina', 0, 89.9, ['terracotta', 'sand']],
      ['table-lamp', 'brera', 1, 119, ['charcoal', 'ochre']],
      ['table-lamp', 'laguna', 2, 99, ['sage', 'dusty'], 79],
      ['table-lamp', 'ortigia', 3, 74.9, ['ivory', 'rose']],
      ['floor-lamp', 'brera', 0, 189, ['charcoal', 'ochre']],
      ['floor-lamp', 'murgia', 1, 219, ['natural', 'walnut']],
      ['pendant', 'giudecca', 0, 129, ['rust', 'forest'], 99],
      ['pendant', 'laguna', 1, 149, ['dusty', 'plum']],
      ['pendant', 'maremma', 2, 98, ['natural', 'charcoal'], null, { it: 'Sospensione intrecciata', en: 'woven pendant lamp' }],
      ['lantern', 'carso', 0, 45, ['charcoal', 'ivory']],
    ] satisfies Row[]
  ).map(design),
  ceramics: (
    [
      ['vase', 'salina', 0, 49.9, ['terracotta', 'ivory'], null, { it: 'Vaso a bottiglia', en: 'bottle vase' }],
      ['vase', 'ortigia', 1, 69, ['ivory', 'ochre'], null, { it: 'Anfora', en: 'amphora' }],
      ['vase', 'carso', 2, 39.9, ['charcoal', 'sage']],
      ['vase', 'giudecca', 3, 54, ['rose', 'dusty'], 42],
      ['vase', 'murgia', 4, 59, ['sand', 'olive'], null, { it: 'Vaso tondo', en: 'round vase' }],
      ['bowl', 'salina', 0, 44, ['terracotta', 'forest']],
      ['jug', 'langhe', 0, 38, ['plum', 'ivory']],
      ['planter', 'murgia', 0, 34.9, ['sand', 'terracotta']],
      ['planter', 'brera', 1, 42, ['charcoal', 'sage']],
      ['candle-holder', 'ortigia', 0, 36, ['ivory', 'rust'], null, { it: 'Trio di candelieri', en: 'set of three candle holders' }],
    ] satisfies Row[]
  ).map(design),
  furniture: (
    [
      ['chair', 'brera', 0, 179, ['natural', 'charcoal']],
      ['chair', 'langhe', 1, 199, ['walnut', 'forest']],
      ['armchair', 'laguna', 0, 549, ['dusty', 'rust']],
      ['armchair', 'dolomia', 1, 620, ['ivory', 'olive'], 529],
      ['stool', 'carso', 0, 89, ['natural', 'night']],
      ['side-table', 'murgia', 0, 129, ['walnut', 'terracotta']],
      ['bench', 'maremma', 0, 249, ['natural', 'walnut']],
      ['mirror', 'ortigia', 0, 139, ['brass', 'charcoal']],
      ['shelf', 'brera', 0, 329, ['natural', 'charcoal']],
    ] satisfies Row[]
  ).map(design),
  textiles: (
    [
      ['cushion', 'salina', 0, 34.9, ['terracotta', 'sand']],
      ['cushion', 'giudecca', 1, 39, ['ochre', 'dusty'], 29, { it: 'Cuscino a righe', en: 'striped cushion' }],
      ['cushion', 'dolomia', 2, 42, ['forest', 'ivory'], null, { it: 'Cuscino a quadri', en: 'checked cushion' }],
      ['blanket', 'dolomia', 0, 119, ['rust', 'ivory']],
      ['blanket', 'carso', 1, 98, ['charcoal', 'sage']],
      ['towels', 'laguna', 0, 59, ['dusty', 'white', 'sand']],
      ['bedding', 'ortigia', 0, 189, ['ivory', 'rose', 'sage'], 149],
      ['rug', 'murgia', 0, 290, ['sand', 'rust']],
      ['tablecloth', 'langhe', 0, 79, ['plum', 'ivory']],
    ] satisfies Row[]
  ).map(design),
  table: (
    [
      ['plate', 'salina', 0, 64, ['terracotta', 'ivory']],
      ['plate', 'laguna', 1, 72, ['dusty', 'white']],
      ['mug', 'carso', 0, 18.9, ['charcoal', 'sage']],
      ['mug', 'giudecca', 1, 19.9, ['ochre', 'rose']],
      ['glass', 'laguna', 0, 48, ['dusty', 'sage']],
      ['carafe', 'laguna', 0, 42, ['dusty', 'plum'], 34],
      ['board', 'murgia', 0, 45, ['natural', 'walnut']],
      ['pot', 'langhe', 0, 159, ['rust', 'forest']],
      ['teapot', 'ortigia', 0, 52, ['ivory', 'night']],
      ['bowls', 'dolomia', 0, 56, ['ivory', 'olive']],
    ] satisfies Row[]
  ).map(design),
  clothing: (
    [
      ['shirt', 'brera', 0, 79, ['white', 'dusty', 'sage']],
      ['shirt', 'salina', 1, 85, ['sand', 'terracotta'], null, { it: 'Camicia coreana', en: 'band-collar shirt' }],
      ['knit', 'dolomia', 0, 139, ['rust', 'forest', 'ivory']],
      ['tee', 'carso', 0, 29.9, ['white', 'charcoal']],
      ['dress', 'ortigia', 0, 129, ['terracotta', 'night'], 99],
      ['dress', 'laguna', 1, 119, ['dusty', 'olive']],
      ['trousers', 'maremma', 0, 98, ['sand', 'charcoal']],
      ['skirt', 'langhe', 0, 89, ['plum', 'ochre']],
      ['coat', 'langhe', 0, 329, ['tan', 'charcoal', 'forest'], 279],
      ['jacket', 'giudecca', 0, 149, ['night', 'rose']],
    ] satisfies Row[]
  ).map(design),
  bags: (
    [
      ['tote', 'maremma', 0, 189, ['tan', 'charcoal']],
      ['tote', 'laguna', 1, 69, ['ivory', 'night'], null, { it: 'Shopper in tela', en: 'canvas tote' }],
      ['crossbody', 'brera', 0, 149, ['charcoal', 'rust']],
      ['crossbody', 'ortigia', 1, 139, ['rose', 'ivory'], 115],
      ['backpack', 'carso', 0, 129, ['forest', 'charcoal']],
      ['weekender', 'langhe', 0, 289, ['walnut', 'plum']],
      ['clutch', 'giudecca', 0, 79, ['ochre', 'night']],
      ['bucket', 'salina', 0, 159, ['terracotta', 'sand']],
    ] satisfies Row[]
  ).map(design),
  accessories: (
    [
      ['scarf', 'dolomia', 0, 69, ['rust', 'forest']],
      ['scarf', 'ortigia', 1, 89, ['rose', 'ochre'], 69, { it: 'Foulard in seta', en: 'silk scarf' }],
      ['hat', 'maremma', 0, 59, ['natural', 'ivory'], null, { it: 'Cappello di paglia', en: 'straw hat' }],
      ['hat', 'langhe', 1, 79, ['plum', 'charcoal'], null, { it: 'Cappello di feltro', en: 'felt hat' }],
      ['belt', 'brera', 0, 55, ['tan', 'charcoal']],
      ['slippers', 'murgia', 0, 39.9, ['sage', 'terracotta']],
      ['sunglasses', 'laguna', 0, 119, ['charcoal', 'walnut']],
    ] satisfies Row[]
  ).map(design),
};
