import type { Browser } from 'playwright-core';
import type { Block } from '../../shared/schemas/block.ts';
import type { Asked, WidgetHost } from '../support/widget-host.ts';
import { SHOWN, shopPage, tappaTag, threeBlocks } from './browser-shop.ts';

/** Long enough for what a leaving page still sends. */
const AFTER_LEAVING_MS = 1_000;
/** A person reads: blocks count as seen after a second in view. */
const READING_MS = 2_500;

/** What a page does beside showing: how far it moved, and what it asked our edge for. */
export interface PageManners {
  name: string;
  /** sum of all layout shifts, also those after input */
  layoutShift: number;
  script: number;
  chunks: number;
  questions: number;
  events: number;
  preflights: number;
}

const count = (asked: Asked[], isWanted: (one: Asked) => boolean): number => asked.filter(isWanted).length;

/** Reads one page with a fresh profile from top to bottom, and leaves it. */
async function readPage(browser: Browser, host: WidgetHost, name: string, blocks: Block[], referer?: string): Promise<PageManners> {
  host.blocks = () => blocks;
  host.asked.length = 0;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    await page.goto(`${host.shop}/tappa`, referer ? { referer } : {});
    await page.waitForFunction(SHOWN(blocks.length));
    for (let screen = 0; screen < 4; screen += 1) {
      await page.waitForTimeout(READING_MS / 4);
      await page.mouse.wheel(0, 500);
    }
    const layoutShift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const shift of list.getEntries() as (PerformanceEntry & { value: number })[]) sum += shift.value;
          }).observe({ type: 'layout-shift', buffered: true });
          // An observer is told of what was before it in a task of its own.
          setTimeout(() => resolve(sum), 100);
        }),
    );
    await page.goto('about:blank');
    await page.waitForTimeout(AFTER_LEAVING_MS);
    return {
      name,
      layoutShift,
      script: count(host.asked, ({ path }) => path === '/tappa.js'),
      chunks: count(host.asked, ({ path }) => /^\/tappa-/.test(path)),
      questions: count(host.asked, ({ path }) => path.endsWith('/journey')),
      events: count(host.asked, ({ path }) => path.endsWith('/events')),
      preflights: count(host.asked, ({ method }) => method === 'OPTIONS'),
    };
  } finally {
    await context.close();
  }
}

export async function measureManners(browser: Browser, host: WidgetHost): Promise<PageManners[]> {
  host.pages.set('/tappa', shopPage(tappaTag(host.edge)));
  return [
    await readPage(browser, host, 'a further page, nothing to show', [], `${host.shop}/`),
    await readPage(browser, host, 'arrival, nothing to show', []),
    await readPage(browser, host, 'arrival, three blocks in kept places', threeBlocks()),
  ];
}
