import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventsSent, expectInAction, pageHtml, type Stage, stayQuiet, visit } from './support-widget.ts';
import { useStage } from './use-stage.ts';

let stage: Stage;
let page: Page;
let problems: string[];

useStage((open) => {
  ({ stage, page, problems } = open);
});

/** What the browser itself says of a file that is not there is not ours. */
const ourProblems = (): string[] => problems.filter((problem) => !/Failed to load resource/.test(problem));

const open = (path: string) => visit(stage, page, path, pageHtml(stage));
const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `L${index}`);
/** Somebody scrolls through lists of so many products with names of so many letters; 60 and 90 make an event of some 8 kB. */
const seeLists = (count: number, products = 60, letters = 90): Promise<unknown> =>
  page.evaluate(
    ([lists, length, nameLength]) => {
      const { tappa } = window as unknown as { tappa(...command: unknown[]): void };
      for (let list = 0; list < lists; list++) {
        const items = Array.from({ length }, (_, at) => ({
          item_id: at ? `L${list}-${at}` : `L${list}`,
          item_name: `Lampada ${list}-${at} `.padEnd(nameLength, '-'),
          item_brand: 'Officina'.padEnd(nameLength, '-'),
        }));
        tappa('event', 'view_item_list', { items });
      }
    },
    [count, products, letters / 2] as const,
  );
/** Lists by their first product, in the order of arrival; one sent twice is there twice. */
const listsSent = (): string[] => eventsSent(stage, 'view_item_list').map(({ items }) => items![0]!.item_id);
const sorted = (ids: string[]): string[] => ids.sort((one, other) => Number(one.slice(1)) - Number(other.slice(1)));
/** Goes from page to page of the shop until all that waits has been told. */
async function goOn(pages: number): Promise<void> {
  for (let at = 0; at < pages; at++) await open(`/altra-${at}`);
}

describe('a page that is left with more to say than a browser lets outlive it', () => {
  it('says what it may, and the next pages say the rest: each once', async () => {
    await open('/');
    stage.reply = ({ path }) => (path === 'events' ? { delayMs: 1_000 } : {});
    await seeLists(16);
    await page.goto('about:blank');
    await stayQuiet(stage);
    expect(listsSent().length).toBeGreaterThan(2);
    stage.reply = () => ({});
    await goOn(4);
    expect(sorted(listsSent())).toEqual(numbered(16));
    expect(ourProblems()).toEqual([]);
  });

  it('leaves half of that to the host, who says something on leaving too', async () => {
    stage.pages.set('/saluto', '');
    await open('/');
    stage.reply = ({ path }) => (path === 'events' ? { delayMs: 1_000 } : {});
    await page.evaluate(() =>
      window.addEventListener('pagehide', () => {
        navigator.sendBeacon('/saluto', '.'.repeat(30_000));
      }),
    );
    await seeLists(8);
    await page.goto('about:blank');
    await stayQuiet(stage);
    expect(stage.asked.filter((path) => path === '/saluto')).toHaveLength(1);
    stage.reply = () => ({});
    await goOn(3);
    expect(sorted(listsSent())).toEqual(numbered(8));
  });

  it('says all of it by itself where it stays', async () => {
    await open('/');
    await expectInAction(stage, { action: () => seeLists(16), expected: [() => listsSent().length === 16] });
    await stayQuiet(stage);
    expect(sorted(listsSent())).toEqual(numbered(16));
    expect(ourProblems()).toEqual([]);
  });

  it('leaves nothing behind of a page that is not left for good, but hidden and seen again', async () => {
    await open('/');
    stage.reply = ({ path }) => (path === 'events' ? { delayMs: 1_000 } : {});
    await seeLists(16);
    await page.evaluate(() => {
      for (const state of ['hidden', 'visible', 'hidden']) {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }
    });
    await stayQuiet(stage);
    expect(sorted(listsSent())).toEqual(numbered(16));
    expect(ourProblems()).toEqual([]);
  });
});

describe('a list of two hundred products with long names', () => {
  it('arrives, and holds up nothing that comes after it', async () => {
    await open('/');
    await seeLists(2, 200, 240);
    await expectInAction(stage, {
      action: () => page.evaluate(`tappa('event', 'add_to_wishlist', { items: [{ item_id: 'A' }] })`),
      expected: [() => eventsSent(stage, 'add_to_wishlist').length > 0],
    });
    await goOn(2);
    expect(listsSent()).toEqual(['L0', 'L1']);
    for (const { items } of eventsSent(stage, 'view_item_list')) expect(items).toHaveLength(200);
    expect(eventsSent(stage, 'add_to_wishlist')).toHaveLength(1);
    expect(ourProblems()).toEqual([]);
  });
});
