import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type Product, startProduct } from '../support/product.ts';

const SLOT_PAGE = '/shop/';

let browser: Browser;
let product: Product;
let context: BrowserContext;
let page: Page;
/** all that went to the edge of the site */
let sent: Request[];
let problems: string[];

beforeAll(async () => {
  [browser, product] = await Promise.all([launchBrowser(), startProduct()]);
});
afterAll(() => browser?.close());
beforeEach(async () => {
  await open();
});
afterEach(() => context.close());

async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
  await context?.close();
  context = await browser.newContext({ locale: 'it-IT', reducedMotion: 'reduce', viewport: { width: 1280, height: 900 }, ...options });
  page = await context.newPage();
  sent = [];
  problems = [];
  context.on('request', (request) => request.url().includes('/v1/sites/') && sent.push(request));
  context.on('weberror', (problem) => problems.push(String(problem.error())));
}

async function linkTo(path: string, more: Record<string, unknown> = {}): Promise<string> {
  const response = await fetch(`${product.url}/v1/admin/sites/demo/preview-links`, {
    method: 'POST',
    headers: { authorization: `Bearer ${product.adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ url: product.url + path, ...more }),
  });
  expect(response.status).toBe(201);
  return ((await response.json()) as { url: string }).url;
}

const panel = () => page.locator('.tappa-preview .panel');
const ready = () => panel().locator('.state').waitFor();
const bodies = () => sent.map((request) => JSON.parse(request.postData() ?? '{}') as Record<string, unknown>);
const stored = () => page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage)]);

describe('a page opened with a preview link', () => {
  it('says what each slot shows and why, and its address forgets the link', async () => {
    await page.goto(await linkTo(`${SLOT_PAGE}?ref=1`));
    await ready();
    expect(page.url()).toBe(`${product.url}${SLOT_PAGE}?ref=1`);
    expect(await panel().locator('h2').textContent()).toBe('Anteprima: nulla conta');
    const rules = await panel().locator('li').allTextContents();
    expect(rules.length).toBeGreaterThan(3);
    expect(rules[0]).toContain('Si vede qui');
    const badges = page.locator('.tappa-preview .spot');
    expect(await badges.count()).toBe(await page.locator('[data-tappa-slot]').count());
    await expect.poll(() => page.locator('[data-tappa-block]').count()).toBeGreaterThan(0);
    expect(problems).toEqual([]);
  });

  it('sends no event, names no visitor and stores nothing, on this page and the next ones, whatever happens on them', async () => {
    await page.goto(await linkTo(SLOT_PAGE));
    await ready();
    await page.evaluate(() => {
      const tappa = (window as unknown as { tappa: (...command: unknown[]) => void }).tappa;
      tappa('consent', { analytics: true, personalization: true });
      tappa('event', 'add_to_cart', { currency: 'EUR', items: [{ item_id: 'x', price: 1, quantity: 1 }] });
    });
    await page.goto(`${product.url}/shop/carrello`).catch(() => undefined);
    await page.goto(product.url + SLOT_PAGE);
    await ready();
    // Leaving is when what waits is sent.
    await page.goto('about:blank');
    await page.goto(product.url + SLOT_PAGE);
    await ready();
    expect(sent.length).toBeGreaterThan(3);
    expect(sent.filter((request) => !request.url().endsWith('/journey')).map((request) => request.url())).toEqual([]);
    for (const body of bodies())
      expect(body).toMatchObject({ visitor: null, preview: { token: expect.stringContaining('.') }, consent: { analytics: 'denied' } });
    const [local, session] = await stored();
    expect([local!.filter((name) => name.startsWith('tappa')), session]).toEqual([[], expect.arrayContaining(['tappa'])]);
  });

  it('asks again for a stage, a moment and a language that are chosen, and keeps them for the next page', async () => {
    await page.goto(await linkTo(SLOT_PAGE));
    await ready();
    await panel().getByLabel('Tappa').selectOption('loyalty');
    await expect
      .poll(() => panel().locator('.tag').first().textContent())
      .toContain(await panel().locator('#stage option:checked').textContent());
    await panel().getByLabel('Momento').fill('2027-01-12T19:30');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => (bodies().at(-1)?.preview as { force?: { at?: string } } | undefined)?.force?.at)
      .toBe(new Date('2027-01-12T19:30').toISOString());
    await panel().getByLabel('Lingua').selectOption('en');
    await expect.poll(() => panel().locator('h2').textContent()).toBe('Preview: nothing counts');
    await page.reload();
    await ready();
    expect(await panel().locator('#stage').inputValue()).toBe('loyalty');
    await panel().getByRole('button', { name: 'Clear all' }).click();
    await expect.poll(() => panel().locator('#stage').inputValue()).toBe('');
    expect(await panel().locator('h2').textContent()).toBe('Anteprima: nulla conta');
  });

  it('is worked with the keys alone: in order, Escape collapses, and the focus stays where it was', async () => {
    await page.goto(await linkTo(SLOT_PAGE));
    await ready();
    const focused = () => page.evaluate(() => document.querySelector('.tappa-preview')?.shadowRoot?.activeElement?.id ?? null);
    await panel().locator('#move').focus();
    const order: (string | null)[] = [];
    for (let step = 0; step < 5; step += 1) {
      order.push(await focused());
      await page.keyboard.press('Tab');
    }
    expect(order.slice(0, 4)).toEqual(['move', 'fold', 'end', 'stage']);
    await panel().locator('#stage').focus();
    await page.keyboard.press('Escape');
    expect([await focused(), await panel().locator('.body').isVisible()]).toEqual(['fold', false]);
    await page.keyboard.press('Enter');
    expect([await focused(), await panel().locator('.body').isVisible()]).toEqual(['fold', true]);
  });

  it('moves out of the way', async () => {
    await page.goto(await linkTo(SLOT_PAGE));
    await ready();
    const before = (await panel().boundingBox())!;
    await panel().getByRole('button', { name: 'Sposta' }).click();
    expect((await panel().boundingBox())!.x).toBeLessThan(before.x - 300);
  });

  it('ends without a trace: what it showed is gone, and the next page counts', async () => {
    await page.goto(await linkTo(SLOT_PAGE));
    await ready();
    await panel().getByRole('button', { name: 'Termina' }).click();
    expect(await page.locator('.tappa-preview, [data-tappa-block]').count()).toBe(0);
    expect((await stored())[1]).not.toContain('tappa');
    sent.length = 0;
    await page.reload();
    await expect.poll(() => bodies().length).toBeGreaterThan(0);
    expect(bodies()[0]).not.toHaveProperty('preview');
    expect(await page.locator('.tappa-preview').count()).toBe(0);
  });

  it.each([
    ['on a screen', {}],
    ['in the dark', { colorScheme: 'dark' }],
    ['on a small telephone', { viewport: { width: 320, height: 568 } }],
  ] as const)('satisfies axe and stays in view: %s', async (_, options) => {
    await open(options);
    await page.goto(await linkTo(SLOT_PAGE));
    await ready();
    const { violations } = await new AxeBuilder({ page }).include('.tappa-preview').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    const { x, y, width, height } = (await panel().boundingBox())!;
    const view = page.viewportSize()!;
    expect([x >= 0, y >= 0, x + width <= view.width, y + height <= view.height]).toEqual([true, true, true, true]);
    expect(await panel().evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
  });

  it('holds the strictest policies a page may have', async () => {
    await page.route(`**${SLOT_PAGE}`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        headers: {
          'content-security-policy': `default-src 'none'; script-src 'nonce-n1' 'strict-dynamic'; style-src 'nonce-n1'; img-src 'self' data:; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'`,
        },
        body: '<!doctype html><html lang="en"><title>Shop</title><body><h1>Shop</h1><div data-tappa-slot="home-picks"></div><script nonce="n1" async src="/tappa.js" data-site="demo"></script></body></html>',
      }),
    );
    const refused: string[] = [];
    page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
    await page.goto(await linkTo(SLOT_PAGE));
    await ready();
    expect(await panel().evaluate((element) => getComputedStyle(element).position)).toBe('fixed');
    expect([await panel().locator('h2').textContent(), refused, problems]).toEqual(['Preview: nothing counts', [], []]);
  });
});

describe('a preview link that does not hold', () => {
  it.each(['made-up.link', 'x'])('leaves the page as it is for everybody, and one line says so: %s', async (token) => {
    await page.goto(`${product.url}${SLOT_PAGE}#tappa-preview=${token}`);
    await panel().locator('.problem').waitFor();
    expect(await panel().locator('.problem').textContent()).toContain('scaduto');
    expect(page.url()).toBe(product.url + SLOT_PAGE);
    await expect.poll(() => bodies().filter((body) => !('preview' in body)).length).toBeGreaterThan(0);
    expect((await stored())[1]).not.toContain('tappa');
    await panel().getByRole('button', { name: 'Chiudi' }).click();
    expect(await page.locator('.tappa-preview').count()).toBe(0);
  });
});
