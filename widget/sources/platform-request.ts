import type { PartHost } from '../parts/seam.ts';

/** Changes that come together, as those of a quantity field, are asked about once. */
const ASK_AFTER_MS = 300;

/**
 * Asks the shop's own server for its cart, with the host's own `fetch` and of the shop's own origin only: once for changes that come together, never out
 * of the visitor's sight, and never again if that fails: then the next change asks.
 *
 * @param url where the platform gives its cart as JSON
 * @param hear gets the answer to the last question only
 * @returns asks; call it whenever the cart may have changed
 */
export function createCartAsker({ window, life }: PartHost, url: string, hear: (body: unknown) => void): () => void {
  const { document } = window;
  let wanted = 0;
  let asked = 0;
  const ask = (): void => {
    if (document.hidden || asked === wanted) return;
    asked = wanted;
    const mine = asked;
    window
      // What is of another origin would come without the visitor's cookies: an empty cart that is not theirs.
      .fetch(url, { mode: 'same-origin' })
      .then((answer) => answer.json())
      .then((body) => {
        if (mine === wanted) life.safely(() => hear(body));
      }, Boolean);
  };
  life.on(document, 'visibilitychange', ask);
  return () => {
    wanted++;
    life.soon(url, ASK_AFTER_MS, ask);
  };
}

/**
 * Notices that the page asked its server to change the cart, by the browser's own list of what was fetched: nothing of the page is wrapped.
 *
 * @param isChange what addresses that change the cart look like
 */
export function onCartRequest({ life }: PartHost, isChange: RegExp, run: () => void): void {
  const observer = new PerformanceObserver((list) => {
    if (isChange.test(JSON.stringify(list.getEntries()))) run();
  });
  observer.observe({ type: 'resource' });
  life.onEnd(() => observer.disconnect());
}
