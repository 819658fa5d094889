import type { Fields } from '../fields.ts';

/**
 * What a page's Open Graph says, by its names without `og:` and `product:` (`type`, `title`, `price:amount`, …); of two that say the same,
 * the first.
 */
export const readOpenGraph = (head: Element): Fields =>
  Object.fromEntries(
    [...head.querySelectorAll<HTMLMetaElement>('meta[property]')]
      .reverse()
      .map((meta) => [meta.getAttribute('property')!.replace(/^(og|product):/, ''), meta.content]),
  );
