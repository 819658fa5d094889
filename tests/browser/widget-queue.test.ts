import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { VISIT_EVENTS_MAX } from '../../shared/protocol.ts';
import { eventsSent, expectInAction, pageHtml, type Stage, stayQuiet, until, visit } from './support-widget.ts';
import { useStage } from './use-stage.ts';

let stage: Stage;
let context: BrowserContext;
let page: Page;
let problems: string[];

useStage((open) => {
  ({ stage, context, page, problems } = open);
});

/** What the browser itself says of a request that failed is not ours to prevent. */
const ourProblems = (): string[] => problems.filter((problem) => !/Failed to load resource|ERR_/.test(problem));

const open = (path: string, tab = page) => visit(stage, tab, path, pageHtml(stage));
/** Somebody keeps products on their wish list: each an event of its own. */
const wish = (ids: string[], tab = page): Promise<unknown> =>
  tab.evaluate(`${JSON.stringify(ids)}.forEach((item_id) => tappa('event', 'add_to_wishlist', { items: [{ item_id }] }))`);
const numbered = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
/** Products on the wish list by what the edge was sent, in the order of arrival; one sent twice is there twice. */
const wished = (): string[] => eventsSent(stage, 'add_to_wishlist').map(({ items }) => items![0]!.item_id);
/** Events that wait on the device, each an entry. */
const waiting = (tab = page): Promise<number> =>
  tab.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('tappa.shop.e.')).length);
const untilWaiting = (count: number, tab = page): Promise<void> =>
  until(
    async () => (await waiting(tab)) === count,
    () => `not ${count} events wait on the device`,
  );

/** Lets a test see how many posts have no answer yet, which is when it must not move the page's clock: the widget's patience would end. */
function countOpenPosts(): Promise<unknown> {
  return page.addInitScript(() => {
    const { fetch } = window;
    const posts = { open: 0 };
    Object.assign(window, { posts });
    window.fetch = async (...args) => {
      posts.open++;
      try {
        return await fetch(...args);
      } finally {
        setTimeout(() => posts.open--);
      }
    };
  });
}

describe('without a network', () => {
  it('what was done waits on the device, and the next tab tells it, once', async () => {
    await open('/');
    await context.setOffline(true);
    await wish(['A', 'B']);
    await untilWaiting(2);
    // The last act is one of the moment before the tab goes.
    await wish(['C']);
    await page.goto('about:blank');
    await page.close();
    await stayQuiet(stage);
    expect(wished()).toEqual([]);
    await context.setOffline(false);
    page = await context.newPage();
    await open('/lampada');
    expect(wished()).toEqual(['A', 'B', 'C']);
    expect(await waiting()).toBe(0);
    await open('/');
    expect(wished()).toEqual(['A', 'B', 'C']);
    expect(ourProblems()).toEqual([]);
  });

  it('a hundred events wait at most, and the oldest go first', async () => {
    await open('/');
    await context.setOffline(true);
    const all = numbered('P', VISIT_EVENTS_MAX + 30);
    await wish(all.slice(0, 60));
    await untilWaiting(60);
    await wish(all.slice(60));
    await untilWaiting(VISIT_EVENTS_MAX);
    await context.setOffline(false);
    await open('/lampada');
    // What the page that was left had measured is of the hundred too.
    const told = stage.sent.flatMap(({ events }) => events.filter(({ type }) => type !== 'page_view'));
    expect(told).toHaveLength(VISIT_EVENTS_MAX);
    expect(told.filter(({ type }) => type !== 'add_to_wishlist' && type !== 'web_vitals')).toEqual([]);
    expect(wished()).toEqual(all.slice(-wished().length));
  });
});

describe('what is said on leaving', () => {
  /** Events of some 8 kB: lists of many products. */
  const lists = (from: number, to: number): Promise<unknown> =>
    page.evaluate(`for (let list = ${from}; list < ${to}; list++) tappa('event', 'view_item_list', {
      items: Array.from({ length: 60 }, (_, at) => ({ item_id: 'L' + list + '-' + at, item_name: 'Lampada ' + list + '-' + at + ' da tavolo'.repeat(9) })) })`);
  const listed = (): string[] => eventsSent(stage, 'view_item_list').map(({ items }) => items![0]!.item_id);

  it('goes when the page is hidden, and need not be said again when it goes', async () => {
    await open('/');
    await wish(['A']);
    await expectInAction(stage, {
      action: () =>
        page.evaluate(() => {
          Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }),
      expected: [({ path, events }) => path === 'events' && events.some(({ type }) => type === 'add_to_wishlist')],
    });
    await page.goto('about:blank');
    await stayQuiet(stage);
    expect(wished()).toEqual(['A']);
  });

  it('waits for the next page where too much is still under way, and what is under way is not said again', async () => {
    await open('/');
    stage.reply = ({ path }) => (path === 'events' ? { delayMs: 1_000 } : {});
    await lists(0, 5);
    await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
    await lists(5, 10);
    await page.goto('about:blank');
    await stayQuiet(stage);
    stage.reply = () => ({});
    await open('/lampada');
    expect(listed().sort()).toEqual(numbered('L', 10).map((id) => `${id}-0`));
  });
});

describe('an edge that has too much to do', () => {
  it.each([503, 429])('with %d is tried five times more and then let be, until the next page', async (status) => {
    await page.clock.install();
    await countOpenPosts();
    stage.reply = () => ({ status });
    stage.pages.set('/', pageHtml(stage));
    await page.goto(stage.shop);
    for (let minutes = 0; minutes < 15; minutes++) {
      await page.clock.runFor(60_000);
      await until(
        async () => {
          await page.clock.runFor(10);
          return (await page.evaluate('posts.open')) === 0;
        },
        () => 'a post was not answered',
      );
    }
    expect(stage.sent.map(({ path }) => path)).toEqual(['journey', ...Array(5).fill('events')]);
    expect(new Set(eventsSent(stage, 'page_view').map(({ id }) => id)).size).toBe(1);
    stage.reply = () => ({});
    stage.pages.set('/lampada', pageHtml(stage));
    await expectInAction(stage, {
      action: () => page.goto(`${stage.shop}/lampada`),
      expected: [({ path, events }) => path === 'events' || events.length > 1],
    });
    expect(ourProblems()).toEqual([]);
  });
});
