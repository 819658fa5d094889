import { COLORS } from '../data/palette.ts';
import { hash32 } from '../data/random.ts';
import type { ShopProduct } from '../data/types.ts';
import { DRAWINGS, FLAT_KINDS, SCALE, WIDE_KINDS } from './drawings.ts';
import { scene } from './scene.ts';

/** A product's picture as an SVG document of 800 × 1000. */
export function productPicture(product: ShopProduct): string {
  const color = COLORS[product.color].hex;
  return scene({
    prefix: 'g',
    color,
    mood: hash32(`${product.groupId} set`) % 24,
    flat: FLAT_KINDS.has(product.kind),
    wide: WIDE_KINDS.has(product.kind),
    scale: SCALE[product.kind] ?? 1,
    title: product.title.it,
    draw: (p) => DRAWINGS[product.kind](p, { color, cut: product.cut }),
  });
}
