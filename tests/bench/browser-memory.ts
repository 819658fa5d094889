import type { Browser, CDPSession } from 'playwright-core';
import type { Block } from '../../shared/schemas/block.ts';
import { sampleBlock } from '../browser/gallery/sample-data.ts';
import type { Question, WidgetHost } from '../support/widget-host.ts';
import { tappaTag } from './browser-shop.ts';

/** The first pages fill caches that stay: growth is what comes after them. */
const FIRST_PAGES = 20;
const ALL_PAGES = 200;
/** Garbage that holds other garbage by weak references goes one round later. */
const COLLECTIONS = 4;
/** Chromium slows an app down that changes its address more often than some 20 times a second. */
const PAGE_PAUSE_MS = 60;

interface Held {
  heapKb: number;
  nodes: number;
  listeners: number;
}

export interface Memory {
  name: string;
  afterFirst: Held;
  afterAll: Held;
  growth: Held;
}

/**
 * A shop that is one document: `openPages(count)` goes from page to page as its router would, with new slots on each, and waits until each
 * page has had its answer and was drawn.
 */
const APP = `
  let answered, page = 0;
  const draw = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  window.listen = () => tappa('on', 'answer', () => answered && answered());
  window.openPages = async (count, isAnswered) => {
    for (let opened = 0; opened < count; opened++) {
      history.pushState({}, '', '/app/' + ++page);
      document.querySelector('main').replaceChildren(...['recommendations', 'store-notice', 'loyalty-prompt'].map((name) => {
        const slot = document.createElement('div');
        slot.style.minHeight = '300px';
        slot.dataset.tappaSlot = name;
        return slot;
      }));
      if (isAnswered) await new Promise((done, fail) => {
        const timer = setTimeout(() => fail(new Error('page ' + page + ' had no answer')), 15000);
        answered = () => { clearTimeout(timer); done(); };
      });
      else await new Promise((done) => setTimeout(done, ${PAGE_PAUSE_MS}));
      await draw();
    }
  };`;

const appPage = (head: string): string =>
  `<!doctype html><html lang="it"><head><meta charset="utf-8"><title>App</title><script>${APP}</script>${head}</head><body><main></main></body></html>`;

/** Every page has blocks of its own, and other kinds than the one before: something floats on each second. */
function blocksByTurns({ page }: Question): Block[] {
  const number = Number(page.url.split('/').pop()) || 0;
  const named = (block: Block): Block => ({ ...block, id: `${block.id}-${number}` });
  return (
    number % 2
      ? [sampleBlock('recommendations', 'it'), sampleBlock('loyalty-prompt', 'it')]
      : [sampleBlock('store-notice', 'it'), sampleBlock('message', 'it', { placement: 'corner' })]
  ).map(named);
}

async function weigh(protocol: CDPSession): Promise<Held> {
  for (let round = 0; round < COLLECTIONS; round += 1) await protocol.send('HeapProfiler.collectGarbage');
  const { metrics } = await protocol.send('Performance.getMetrics');
  const { nodes, jsEventListeners } = await protocol.send('Memory.getDOMCounters');
  const heapBytes = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
  return { heapKb: heapBytes / 1_024, nodes, listeners: jsEventListeners };
}

async function walk(browser: Browser, host: WidgetHost, name: string, path: string, isAnswered: boolean): Promise<Memory> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const protocol = await context.newCDPSession(page);
    await protocol.send('Performance.enable');
    await protocol.send('HeapProfiler.enable');
    await page.goto(host.shop + path);
    if (isAnswered) {
      await page.waitForFunction('window.tappa?.debug?.().answer');
      await page.evaluate('listen()');
    }
    const open = (pages: number): Promise<unknown> => page.evaluate(`openPages(${pages}, ${isAnswered})`);
    await open(FIRST_PAGES);
    const afterFirst = await weigh(protocol);
    await open(ALL_PAGES - FIRST_PAGES);
    const afterAll = await weigh(protocol);
    const growth = {
      heapKb: afterAll.heapKb - afterFirst.heapKb,
      nodes: afterAll.nodes - afterFirst.nodes,
      listeners: afterAll.listeners - afterFirst.listeners,
    };
    return { name, afterFirst, afterAll, growth };
  } finally {
    await context.close();
  }
}

/** What an app of one document holds after 20 and after 200 of its pages, with the widget and without. */
export async function measureMemory(browser: Browser, host: WidgetHost): Promise<Memory[]> {
  host.blocks = blocksByTurns;
  host.pages.set('/app', appPage(''));
  host.pages.set('/app-tappa', appPage(tappaTag(host.edge)));
  return [
    await walk(browser, host, 'the app alone', '/app', false),
    await walk(browser, host, 'with Tappa, blocks on every page', '/app-tappa', true),
  ];
}
