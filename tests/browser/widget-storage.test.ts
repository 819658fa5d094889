import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Frame, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSER_FLAGS, findChromium, launchBrowser } from '../support/browser.ts';
import { asksOf, eventsSent, expectInAction, pageHtml, type Sent, type Stage, startStage, stayQuiet, visit } from './support-widget.ts';

let stage: Stage;
let problems: string[];

beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.close());
beforeEach(() => {
  stage.reset();
  problems = [];
});

function listen(page: Page): Page {
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  return page;
}
/** What the browser itself says of a request that failed is not ours to prevent. */
const ourProblems = (): string[] => problems.filter((problem) => !/Failed to load resource|ERR_/.test(problem));
const open = (page: Page, path: string): Promise<Sent> => visit(stage, page, path, pageHtml(stage));
const wish = (page: Page | Frame, ...ids: string[]): Promise<unknown> =>
  page.evaluate(`${JSON.stringify(ids)}.forEach((item_id) => tappa('event', 'add_to_wishlist', { items: [{ item_id }] }))`);
const wished = (): string[] => eventsSent(stage, 'add_to_wishlist').map(({ items }) => items![0]!.item_id);
const isWishOf =
  (id: string) =>
  ({ events }: Sent): boolean =>
    events.some(({ items }) => items?.[0]?.item_id === id);
/** How the page's storage refuses. */
const refusal = (page: Page | Frame): Promise<string> =>
  page.evaluate(() => {
    try {
      return `${typeof window.localStorage}`;
    } catch (error) {
      return (error as Error).name;
    }
  });

describe('a browser that lets no site keep anything', () => {
  let context: BrowserContext;
  let profile: string;

  beforeAll(async () => {
    profile = await mkdtemp(join(tmpdir(), 'tappa-profile-'));
    await mkdir(join(profile, 'Default'));
    // What the settings page writes for "block all cookies".
    const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
    await writeFile(join(profile, 'Default/Preferences'), JSON.stringify(preferences));
    context = await chromium.launchPersistentContext(profile, { executablePath: findChromium(), args: BROWSER_FLAGS });
  });
  afterAll(async () => {
    await context?.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  });

  it('serves the page from memory: one visitor while it is open, nothing told twice, and no error', async () => {
    const page = listen(await context.newPage());
    const { visitor, session } = await open(page, '/');
    expect(await refusal(page)).toBe('SecurityError');
    expect(visitor?.id).toMatch(/^[\w-]{36}$/);
    await expectInAction(stage, { action: () => wish(page, 'A'), expected: [isWishOf('A')] });
    await expectInAction(stage, { action: () => page.evaluate(`history.pushState(null, '', '/lampada')`), expected: [asksOf('/lampada')] });
    await context.setOffline(true);
    await wish(page, 'B');
    await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
    await context.setOffline(false);
    await expectInAction(stage, { action: () => wish(page, 'C'), expected: [isWishOf('C')] });
    await stayQuiet(stage);
    expect(wished()).toEqual(['A', 'B', 'C']);
    for (const sent of stage.sent) expect(sent).toMatchObject({ visitor, session: { id: session.id } });
    expect(ourProblems()).toEqual([]);
  });
});

describe('a page in a sandboxed frame without an origin of its own', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it('is served from memory, without an error', async () => {
    const page = listen(await browser.newPage());
    stage.pages.set('/', '<!doctype html><title>Fuori</title><iframe sandbox="allow-scripts" src="/dentro"></iframe>');
    stage.pages.set('/dentro', pageHtml(stage));
    const [question] = await expectInAction(stage, { action: () => page.goto(stage.shop), expected: [asksOf('/dentro')] });
    await stayQuiet(stage);
    const frame = page.frames()[1]!;
    expect(await refusal(frame)).toBe('SecurityError');
    await expectInAction(stage, { action: () => wish(frame, 'A'), expected: [isWishOf('A')] });
    await frame.evaluate(`tappa('consent', { analytics: false, personalization: false })`);
    await stayQuiet(stage);
    const { visitor } = question!;
    expect(visitor?.id).toMatch(/^[\w-]{36}$/);
    expect(stage.sent.slice(0, 2).map((sent) => sent.visitor)).toEqual([visitor, visitor]);
    expect(stage.sent.at(-1)?.visitor).toBeNull();
    expect(wished()).toEqual(['A']);
    expect(ourProblems()).toEqual([]);
    await page.close();
  });
});

describe('a device on which there is no room left', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    context = await browser.newContext();
    page = listen(await context.newPage());
  });
  afterEach(() => context.close());

  /** Fills the shop's storage to the last character. @returns how many characters it holds */
  const fill = (): Promise<number> =>
    page.evaluate(() => {
      for (let length = 1 << 22, name = 0; length; ) {
        try {
          localStorage.setItem(`pieno-${name}`, '.'.repeat(length));
          name++;
        } catch {
          length >>= 1;
        }
      }
      return Object.entries(localStorage).reduce((sum, [key, value]) => sum + key.length + value.length, 0);
    });

  it('loses nothing of a page that is open, says all of it once there is a network, and keeps ids again once there is room', async () => {
    stage.pages.set('/', '');
    await page.goto(stage.shop);
    expect(await fill()).toBeGreaterThan(5_000_000);
    const { visitor } = await open(page, '/');
    expect(await page.evaluate(() => localStorage.getItem('tappa.shop'))).toBeNull();
    await context.setOffline(true);
    await wish(page, 'A', 'B');
    await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
    await wish(page, 'C');
    await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
    await context.setOffline(false);
    await expectInAction(stage, { action: () => wish(page, 'D'), expected: [isWishOf('D')] });
    await page.evaluate(() => localStorage.removeItem('pieno-0'));
    await expectInAction(stage, { action: () => wish(page, 'E'), expected: [isWishOf('E')] });
    await stayQuiet(stage);
    expect(wished()).toEqual(['A', 'B', 'C', 'D', 'E']);
    expect((await open(page, '/lampada')).visitor).toEqual(visitor);
    for (const sent of stage.sent) expect(sent.visitor).toEqual(visitor);
    expect(ourProblems()).toEqual([]);
  });

  it('keeps whom it knew, and a page in need of room takes only ours away with a refusal', async () => {
    const { visitor } = await open(page, '/');
    await fill();
    expect((await open(page, '/lampada')).visitor).toEqual(visitor);
    await page.evaluate(`tappa('consent', { analytics: false, personalization: false })`);
    const names = await page.evaluate(() => Object.keys(localStorage));
    expect(names.filter((name) => !name.startsWith('pieno-'))).toEqual([]);
    expect(names.length).toBeGreaterThan(0);
    expect(ourProblems()).toEqual([]);
  });
});
