import type { Fields } from '../fields.ts';

/** Items at the top; one with `itemprop` is part of another. */
export const MICRODATA_SELECTOR = '[itemscope]:not([itemprop])';

/**
 * What a property says. Addresses are read from links; elsewhere what people see counts more than where it leads, against the standard,
 * since shops write `<a itemprop="brand" href="/lume">Lume</a>`.
 */
const readValue = (element: Element, name: string): string | null =>
  element.getAttribute('content') ??
  element.getAttribute('value') ??
  (/url|avail/.test(name) ? element.getAttribute('href') : null) ??
  element.textContent;

/** An `itemscope` as the node that JSON-LD would have for it; every property is a list. Parts of items within it are theirs alone. */
export function readItemscope(scope: Element): Fields {
  const node: Record<string, unknown[]> = {
    // Without a prototype, no name that a page may think of means anything else.
    __proto__: null as never,
    '@type': (scope.getAttribute('itemtype') ?? '').split(/\s+/),
  };
  for (const element of scope.querySelectorAll('[itemprop]')) {
    if (scope !== element.parentElement!.closest('[itemscope]')) continue;
    for (const name of element.getAttribute('itemprop')!.split(/\s+/)) {
      node[name] ??= [];
      node[name].push(element.matches('[itemscope]') ? readItemscope(element) : readValue(element, name));
    }
  }
  return node;
}
