import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { PRODUCTS } from '../../../edge/demo-shop/data/products.ts';
import { productPicture } from '../../../edge/demo-shop/pictures/product-picture.ts';
import { roomPicture } from '../../../edge/demo-shop/pictures/room-picture.ts';

/** What is wrong with a picture as XML, and every `url(#id)` that points nowhere. */
function faults(svg: string): string[] {
  const found: string[] = [];
  const ids = new Set<string>();
  const parser = new SaxesParser();
  parser.on('error', (error) => found.push(error.message));
  parser.on('opentag', ({ attributes }) => {
    const id = attributes.id as string | undefined;
    if (id && ids.has(id)) found.push(`id ${id} twice`);
    if (id) ids.add(id);
  });
  parser.write(svg).close();
  for (const [, id] of svg.matchAll(/url\(#([^)]+)\)/g)) if (!ids.has(id!)) found.push(`nothing has the id ${id}`);
  if (/NaN|undefined|Infinity/.test(svg)) found.push('a number that is none');
  return found;
}

describe('the demo shop’s pictures', () => {
  it('are well-formed, whole in themselves and light', () => {
    for (const product of PRODUCTS) {
      const svg = productPicture(product);
      expect(faults(svg), product.id).toEqual([]);
      expect(svg).not.toMatch(/<script|href=|<image|<foreignObject/);
      expect(svg.length, product.id).toBeLessThan(24_000);
    }
  });

  it('show each product as itself: no two are the same', () => {
    expect(new Set(PRODUCTS.map(productPicture)).size).toBe(PRODUCTS.length);
  });

  it('come in rooms as well', () => {
    for (const room of ['home', 'wardrobe', 'table'] as const) expect(faults(roomPicture(room)), room).toEqual([]);
  });
});
