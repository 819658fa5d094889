import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventsSent, pageHtml, type Stage, stayQuiet, until } from './support-widget.ts';
import { useStage } from './use-stage.ts';

let stage: Stage;
let context: BrowserContext;
let page: Page;
let problems: string[];
/** what a blocker kept from the edge, by path */
let blocked: string[];

useStage((open) => {
  ({ stage, context, page, problems } = open);
  blocked = [];
});

/** What the browser itself says of a request that was blocked is not ours to prevent. */
const ourProblems = (): string[] => problems.filter((problem) => !/Failed to load resource|ERR_/.test(problem));

/** Keeps from the edge what the pattern fits, as the browser does for a blocker. @returns ends it */
async function block(pattern: RegExp): Promise<() => Promise<void>> {
  const fits = (url: URL): boolean => url.origin === stage.edge && pattern.test(url.pathname);
  await context.route(fits, (route) => {
    blocked.push(new URL(route.request().url()).pathname);
    return route.abort('blockedbyclient');
  });
  return () => context.unroute(fits);
}
/** A shop in which something can be put in the cart. */
const SHOP = {
  body: `<h1>Negozio</h1><button>Nel carrello</button><p></p><script>
    let count = 0;
    document.querySelector('button').onclick = () => {
      document.querySelector('p').textContent = ++count;
      tappa('event', 'add_to_cart', { items: [{ item_id: 'A', price: 9 }] });
      tappa('event', 'add_to_wishlist', { items: [{ item_id: 'W' + count }] });
    };</script>`,
};
const open = async (path: string): Promise<void> => {
  stage.pages.set(path, pageHtml(stage, SHOP));
  await page.goto(stage.shop + path, { waitUntil: 'networkidle' });
};
const buy = async (count: number): Promise<void> => {
  await page.click('button');
  expect(await page.textContent('p')).toBe(`${count}`);
};
const untilBlocked = (count: number): Promise<void> =>
  until(
    () => blocked.length >= count,
    () => `blocked: ${blocked}`,
  );

describe('a blocker', () => {
  it('that lets nothing through to the edge is met with one try a page, and the shop goes on', async () => {
    await block(/^\/v1\//);
    await open('/');
    await untilBlocked(1);
    for (const count of [1, 2, 3]) await buy(count);
    await stayQuiet(stage);
    await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
    await stayQuiet(stage);
    expect(blocked).toEqual(['/v1/sites/shop/journey']);
    await open('/lampada');
    await untilBlocked(2);
    await buy(1);
    await stayQuiet(stage);
    expect(blocked).toEqual(Array(2).fill('/v1/sites/shop/journey'));
    expect(stage.sent).toEqual([]);
    expect(ourProblems()).toEqual([]);
  });

  it('that is switched off has cost nothing: what happened meanwhile is told then, once', async () => {
    const unblock = await block(/^\/v1\//);
    await open('/');
    await untilBlocked(1);
    await buy(1);
    await buy(2);
    await page.goto('about:blank');
    await unblock();
    await open('/lampada');
    await stayQuiet(stage);
    expect(eventsSent(stage, 'add_to_wishlist').map(({ items }) => items![0]!.item_id)).toEqual(['W1', 'W2']);
    expect(eventsSent(stage, 'page_view').map(({ page_location }) => new URL(page_location!).pathname)).toEqual(['/', '/lampada']);
    expect(ourProblems()).toEqual([]);
  });

  it.each([
    ['the script itself', /^\/tappa\.js$/],
    ['all that the script fetches', /^\/tappa-/],
    ['all of us', /^\//],
  ])('of %s leaves the shop as it is', async (_what, pattern) => {
    await block(pattern);
    await open('/');
    for (const count of [1, 2]) await buy(count);
    await stayQuiet(stage);
    expect(new Set(blocked).size, 'asked for again').toBe(blocked.length);
    expect(eventsSent(stage, 'add_to_wishlist')).toEqual([]);
    expect(ourProblems()).toEqual([]);
  });
});
