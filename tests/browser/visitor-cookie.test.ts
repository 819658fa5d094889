import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Product, startProduct } from '../support/product.ts';

// The demo shop is served by the edge itself: the edge is a first party there.
let browser: Browser;
let product: Product;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [browser, product] = await Promise.all([launchBrowser(), startProduct()]);
});
afterAll(() => browser?.close());
beforeEach(async () => {
  context = await browser.newContext({ locale: 'it-IT' });
  page = await context.newPage();
});
afterEach(() => context.close());

/** Does something and gives the visitor of the first answer that follows. */
async function visitorAfter(act: () => Promise<unknown>): Promise<VisitAnswer['visitor']> {
  const answered = page.waitForResponse((response) => response.url().endsWith('/journey') && response.ok());
  await act();
  return ((await (await answered).json()) as VisitAnswer).visitor;
}
const open = (path = '/shop/') => visitorAfter(() => page.goto(product.url + path));
const accept = () => visitorAfter(() => page.click('[data-consent-banner] [data-consent="accept"]'));
const ours = async () => (await context.cookies(`${product.url}/v1/sites/demo/journey`)).filter(({ name }) => name === 'tappa_demo');
const stored = () => page.evaluate(() => JSON.parse(localStorage.getItem('tappa.demo') ?? 'null')?.visitor);

describe('a shop that serves the edge from its own origin', () => {
  it('has no cookie of ours before consent', async () => {
    expect(await open()).toBeNull();
    expect(await ours()).toEqual([]);
  });

  it('knows its shopper again when the browser has emptied what the page kept', async () => {
    await open();
    const visitor = await accept();
    expect(await ours()).toMatchObject([
      { value: `${visitor?.id}.${visitor?.key}`, httpOnly: true, secure: true, sameSite: 'Lax', path: '/v1/sites/demo' },
    ]);
    expect(await page.evaluate(() => document.cookie)).not.toContain('tappa_demo=');
    await page.evaluate(() => localStorage.clear());
    expect(await open('/shop/carrello')).toEqual(visitor);
    await expect.poll(stored).toBe(visitor?.id);
    // On its own word from here on.
    await context.clearCookies({ name: 'tappa_demo' });
    expect(await open()).toEqual(visitor);
  });

  it('forgets the cookie with the consent', async () => {
    await open();
    const visitor = await accept();
    expect(await ours()).toHaveLength(1);
    expect(
      await visitorAfter(() =>
        page.evaluate(() =>
          (window as unknown as { tappa: (...said: unknown[]) => void }).tappa('consent', { analytics: false, personalization: false }),
        ),
      ),
    ).toBeNull();
    expect(await ours()).toEqual([]);
    const again = await visitorAfter(() =>
      page.evaluate(() =>
        (window as unknown as { tappa: (...said: unknown[]) => void }).tappa('consent', { analytics: true, personalization: true }),
      ),
    );
    expect(again?.id).not.toBe(visitor?.id);
  });

  it('meets somebody new when its shopper starts anew', async () => {
    await open();
    const visitor = await accept();
    const button = (name: string) => page.locator('[data-tappa-block]').getByRole('button', { name, exact: true }).first();
    await button('Perché lo vedo?').click();
    await button('Ricomincia il mio percorso').click();
    await button('Chiudi').waitFor();
    const next = await visitorAfter(() => button('Ricomincia il mio percorso').click());
    expect(next?.id).not.toBe(visitor?.id);
    expect(await ours()).toMatchObject([{ value: `${next?.id}.${next?.key}` }]);
  });
});
