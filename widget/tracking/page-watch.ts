import type { Lifetime } from '../lifetime.ts';

/** Where the browser has no Navigation API, how often the address is compared. */
const COMPARE_EVERY_MS = 400;

/**
 * What makes two addresses the same page: the path, without a final slash; a hash only where an app routes by it (`#/cart`, `#!/cart`).
 * Filters and campaign tags live in the query, and are no page of their own.
 */
export function pageKey(href: string): string {
  const { pathname, hash } = new URL(href);
  return pathname.replace(/\/+(index\.\w+)?$/, '') + (/^#!?\/[^?]+/.exec(hash)?.[0] ?? '');
}

/**
 * Tells when the page becomes another without being loaded: `pushState`, `replaceState`, back and forward, and a page that returns from the
 * back/forward cache. `history` is not wrapped: the Navigation API reports all of it, and elsewhere a light comparison does.
 *
 * @param onAddress the address changed in any way; `isOtherPage` where it is another page now
 */
export function watchPages(life: Lifetime, window: Window, onAddress: (isOtherPage: boolean) => void): void {
  let href = window.location.href;
  const compare = (): void => {
    const before = href;
    href = window.location.href;
    if (href !== before) onAddress(pageKey(href) !== pageKey(before));
  };
  const { navigation } = window as { navigation?: EventTarget };
  if (navigation) life.on(navigation, 'currententrychange', compare);
  else life.every(COMPARE_EVERY_MS, compare);
  life.on(window, 'pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) onAddress(true);
  });
}
