import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeImage, safeLink } from '../../../widget/blocks/safe-url.ts';

describe('a link of a block', () => {
  it.each([
    'https://shop.example/a?b=1#c',
    'http://shop.example',
    '/product/lamp',
    'product',
    '?page=2',
    '#top',
    '//cdn.example/a',
    'tel:+390255500100',
    'mailto:ciao@shop.example',
    'HTTPS://SHOP.EXAMPLE',
  ])('may lead to %s', (url) => expect(safeLink(url)).toBe(url));

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'blob:x',
    'file:///etc/passwd',
    '',
    '   ',
  ])('never leads to %j', (url) => expect(safeLink(url)).toBeUndefined());

  it('is dropped when it is no text at all', () => {
    for (const url of [undefined, null, 5, {}, ['https://a.example']]) expect(safeLink(url)).toBeUndefined();
  });

  it('as the browser reads it, has one of the four schemes whatever is written before or into it', () => {
    const noise = fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\r', '\u0000', '\u001f') });
    const scheme = fc.constantFrom('javascript', 'data', 'https', 'tel', 'vbscript', 'x', '');
    fc.assert(
      fc.property(noise, scheme, noise, fc.constantFrom(':', '/', ''), fc.string(), (before, name, within, colon, rest) => {
        const url = `${before}${name.slice(0, 2)}${within}${name.slice(2)}${colon}${rest}`;
        const safe = safeLink(url);
        if (safe === undefined || !URL.canParse(safe, 'https://shop.example/')) return;
        expect(['http:', 'https:', 'tel:', 'mailto:']).toContain(new URL(safe, 'https://shop.example/').protocol);
      }),
    );
  });
});

describe('a picture of a block', () => {
  it('comes from the web or the shop itself, not from a telephone', () => {
    expect(safeImage('https://shop.example/a.webp')).toBe('https://shop.example/a.webp');
    expect(safeImage('/a.webp')).toBe('/a.webp');
    expect(safeImage('tel:+39')).toBeUndefined();
    expect(safeImage('data:image/svg+xml,<svg/>')).toBeUndefined();
  });
});
