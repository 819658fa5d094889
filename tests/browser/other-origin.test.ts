import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type Product, startProduct } from '../support/product.ts';

const SITE = 'other-origin';
let browser: Browser;
let product: Product;
let shop: Server;
let origin: string;

/** A shop's page on its own host, with nothing of ours but the tag. */
function html(site: string): string {
  return `<!doctype html><html lang="it"><title>Bottega</title><body data-tappa-page="home"><h1>Bottega</h1>
<div data-tappa-slot="home-picks" style="min-height:420px"></div>
<script async src="${product.url}/tappa.js" data-site="${site}" data-consent="granted"></script></body></html>`;
}

beforeAll(async () => {
  [browser, product] = await Promise.all([launchBrowser(), startProduct()]);
  shop = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html(request.url === '/stranger' ? 'demo' : SITE));
  });
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  await admin('/sites', { id: SITE, name: 'Bottega', origins: [origin], currency: 'EUR', locale: 'it-IT', timeZone: 'Europe/Rome' });
  const products = ['lampada', 'vaso', 'sedia', 'tappeto', 'ciotola', 'cuscino'].map((id, index) => ({
    id,
    title: id,
    link: `${origin}/${id}`,
    price: `${20 + index}.00 EUR`,
    availability: 'in_stock',
    product_type: `Casa > ${id}`,
  }));
  await admin(`/sites/${SITE}/catalog`, products);
});
afterAll(async () => {
  await browser?.close();
  shop?.closeAllConnections();
  shop?.close();
});

async function admin(path: string, body: unknown): Promise<void> {
  const headers = { authorization: `Bearer ${product.adminToken}`, 'content-type': 'application/json' };
  const response = await fetch(`${product.url}/v1/admin${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.ok, await response.clone().text()).toBe(true);
}

async function open(path: string): Promise<{ page: Page; errors: string[]; statuses: number[]; refused: string[] }> {
  const page = await (await browser.newContext()).newPage();
  const errors: string[] = [];
  const statuses: number[] = [];
  const refused: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('response', (response) => {
    if (response.url().endsWith('/journey')) statuses.push(response.status());
  });
  // What the edge does not allow a page to read, the browser reports as a failure.
  page.on('requestfailed', (request) => refused.push(request.url()));
  await page.goto(origin + path);
  return { page, errors, statuses, refused };
}

describe('a shop on a host of its own', () => {
  it('shows picks from the real edge, with nothing but the tag', async () => {
    const { page, errors, statuses } = await open('/');
    await page.locator('[data-tappa-slot="home-picks"] a').first().waitFor();
    expect(await page.locator('[data-tappa-slot="home-picks"] a').count()).toBeGreaterThanOrEqual(4);
    expect(statuses).toEqual([200]);
    expect(errors).toEqual([]);
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([`tappa.${SITE}`]);
    await page.context().close();
  });

  it('that is not on a site’s list is refused, and stays exactly as it is', async () => {
    const { page, errors, statuses, refused } = await open('/stranger');
    await expect.poll(() => refused).toContain(`${product.url}/v1/sites/demo/journey`);
    expect(statuses.filter((status) => status !== 403)).toEqual([]);
    expect(await page.locator('[data-tappa-slot="home-picks"]').innerHTML()).toBe('');
    expect(await page.locator('body > *').count()).toBe(3);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});
