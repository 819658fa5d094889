import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Block } from '../../shared/schemas/block.ts';
import { launchBrowser } from '../support/browser.ts';
import { startWidgetHost, type WidgetHost } from '../support/widget-host.ts';
import { countAttached } from './attached.ts';
import { sampleBlock } from './gallery/sample-data.ts';

/** A shop that knows nothing of the widget until the tag is put in, as a tag manager does it. */
const PAGE = `<!doctype html><html lang="it"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>Negozio</title></head>
<body><h1>Negozio</h1><div data-tappa-slot="recommendations" style="min-height:480px"></div><div data-tappa-slot="store-notice"></div></body></html>`;

const NOTHING = { listeners: [], timers: [], observers: [] };

const inline = (): Block => sampleBlock('recommendations', 'it');
const floating = (): Block => sampleBlock('message', 'it', { placement: 'corner' });
const waiting = (): Block => sampleBlock('feedback', 'it', { placement: 'modal', when: { on: 'exit-intent' } });

let browser: Browser;
let host: WidgetHost;
let context: BrowserContext;
let page: Page;
let problems: string[];

beforeAll(async () => {
  [browser, host] = await Promise.all([launchBrowser(), startWidgetHost()]);
  host.pages.set('/', PAGE);
});
afterAll(async () => {
  await browser?.close();
  await host?.close();
});
beforeEach(async () => {
  host.blocks = () => [];
  problems = [];
  context = await browser.newContext({ reducedMotion: 'reduce' });
  page = await context.newPage();
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => problems.push(message.text()));
  await countAttached(page, host.edge);
});
afterEach(() => context.close());

/** All of a page that a script could leave something in: its tree, also in shadow trees, its style sheets, its handlers and names. */
interface Whole {
  html: string;
  nodes: number;
  sheets: number;
  animations: number;
  handlers: string[];
  names: string[];
}

const whole = (): Promise<Whole> =>
  page.evaluate(() => {
    const count = (node: Node): number =>
      [...node.childNodes, ...(node instanceof Element && node.shadowRoot ? [node.shadowRoot] : [])].reduce(
        (sum, child) => sum + count(child),
        1,
      );
    const handlersOf = (target: EventTarget): string[] => {
      const values = target as unknown as Record<string, unknown>;
      const names: string[] = [];
      for (const name in values) if (name.startsWith('on') && values[name]) names.push(name);
      return names;
    };
    return {
      html: document.documentElement.outerHTML,
      nodes: count(document),
      sheets: document.adoptedStyleSheets.length,
      animations: document.getAnimations().length,
      handlers: [window, document, document.documentElement, document.body].flatMap(handlersOf),
      names: Object.getOwnPropertyNames(window)
        .filter((name) => name !== 'tappa')
        .sort(),
    };
  });

/** Opens the page, puts the tag in and says how the page was just then, before a byte of the widget had come. */
async function openWithTag(): Promise<Whole> {
  const release = host.hold('/tappa.js');
  await page.goto(host.shop);
  await page.evaluate((edge) => {
    const tag = document.createElement('script');
    tag.async = true;
    tag.src = `${edge}/tappa.js`;
    Object.assign(tag.dataset, { site: 'shop', consent: 'granted' });
    document.head.append(tag);
  }, host.edge);
  const before = await whole();
  release();
  return before;
}

const isAnswered = (): Promise<unknown> => page.waitForFunction('window.tappa?.debug?.().answer');
const attached = () => page.evaluate(() => window.attached());
const destroy = (): Promise<unknown> => page.evaluate(`tappa('destroy')`);
/** A browser answers what was asked of it before, and draws; then whatever was under way has come to its end. */
const settle = (): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))));

async function expectNothingLeft(before: Whole): Promise<void> {
  expect(await attached()).toEqual(NOTHING);
  expect(await whole()).toEqual(before);
  // Pages keep calling: it is heard by nobody, and brings nothing back.
  await page.evaluate(
    `tappa('event','view_item',{items:[{item_id:'A'}]}); history.pushState({},'','/other'); history.replaceState({},'','/')`,
  );
  await settle();
  expect(await attached()).toEqual(NOTHING);
  expect(await whole()).toEqual(before);
  expect(problems).toEqual([]);
}

describe("after tappa('destroy') no listener, timer, observer, node or name is left", () => {
  it('on a page where nothing was shown', async () => {
    const before = await openWithTag();
    await isAnswered();
    const { listeners, timers } = await attached();
    expect(listeners.length).toBeGreaterThan(0);
    expect(timers.length).toBeGreaterThan(0);
    expect((await whole()).names).toEqual(before.names);
    await destroy();
    await expectNothingLeft(before);
  });

  it('with a block in the page, one that floats and one that waits for its moment', async () => {
    host.blocks = () => [inline(), floating(), waiting()];
    const before = await openWithTag();
    for (const { id } of [inline(), floating()]) await page.locator(`[data-tappa-block="${id}"] .frame`).waitFor();
    // Somebody asks why, and turns the row.
    await page.getByRole('button', { name: 'Perché vedo questo?' }).first().click();
    await page.getByRole('button', { name: 'Prodotti successivi' }).click();
    const { listeners, observers } = await attached();
    expect(listeners).toContain('HTMLHtmlElement mouseleave');
    expect(observers).toEqual(expect.arrayContaining(['IntersectionObserver', 'MutationObserver']));
    expect((await whole()).names).toEqual(before.names);
    await destroy();
    await expectNothingLeft(before);
  });

  it('with blocks that stay out of the page until nobody looks', async () => {
    host.blocks = () => [inline()];
    const before = await openWithTag();
    await page.locator(`[data-tappa-block="${inline().id}"] .frame`).waitFor();
    host.blocks = () => [];
    await page.evaluate(`tappa('event','login',{})`);
    await page.locator(`[data-tappa-block="${inline().id}"] .frame`).waitFor({ state: 'detached' });
    await destroy();
    await expectNothingLeft(before);
  });

  it.each([
    ['the chunk that reads the page', '/tappa-reader-', undefined],
    ['the answer', '/journey', undefined],
    ['the chunk that shows blocks', '/tappa-blocks-', 1],
    ['the chunk of what floats', '/tappa-overlay-', 1],
  ])('while %s is under way', async (_, held, answers) => {
    host.blocks = () => [inline(), floating(), waiting()];
    const release = host.hold(held);
    const [before] = await Promise.all([openWithTag(), page.waitForRequest((request) => request.url().includes(held))]);
    if (answers) await isAnswered();
    await destroy();
    const leftMeanwhile = await attached();
    const arrival = page.waitForResponse((response) => response.url().includes(held));
    release();
    expect(leftMeanwhile).toEqual(NOTHING);
    const response = await arrival;
    await response.finished();
    // A module is the same for everybody who asks for it: once we have it, so has the widget.
    if (held !== '/journey') await page.evaluate(`import(${JSON.stringify(response.url())}).then(() => undefined)`);
    await settle();
    await expectNothingLeft(before);
  });
});
