import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type Product, startProduct } from '../support/product.ts';

const SITE = 'console-publish';
const VISITS = 120;
/** Visits under way at once. */
const AT_ONCE = 20;

let browser: Browser;
let product: Product;

const api = (path: string, init: RequestInit = {}) =>
  fetch(`${product.url}/v1/admin${path}`, {
    ...init,
    headers: { authorization: `Bearer ${product.adminToken}`, 'content-type': 'application/json', ...init.headers },
  });
// biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field
const json = async (response: Promise<Response>): Promise<any> => await (await response).json();

const message = (id: string, name: string, slots: string[]) => ({
  id,
  name: { it: name, en: name },
  slots,
  what: { kind: 'message', title: { it: name, en: name }, text: { it: 'Testo', en: 'Text' } },
  reason: { it: 'Perché sì', en: 'Because' },
});

async function draft(rules: unknown[]): Promise<void> {
  const { fixtures, ...setup } = await json(api(`/sites/${SITE}/setup`));
  const saved = await api(`/sites/${SITE}/setup`, { method: 'PUT', body: JSON.stringify({ ...setup, rules }) });
  expect(saved.status).toBe(200);
}

/** Somebody comes to the home page. */
async function visit(index: number): Promise<void> {
  const body = {
    protocol: 1,
    visitor: { id: `visitor-${index}` },
    session: { id: `session-${index}`, startedAt: new Date().toISOString() },
    consent: { analytics: 'granted', personalization: 'granted' },
    page: { url: 'https://shop.example/', type: 'home', locale: 'it-IT' },
    slots: ['home-picks'],
    events: [{ id: `event-${index}`, type: 'page_view', at: new Date().toISOString() }],
  };
  const answer = await fetch(`${product.url}/v1/sites/${SITE}/journey`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', origin: 'https://shop.example' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
}

const WELCOME = message('welcome', 'Benvenuto', ['home-picks']);
const HURRY = message('hurry', 'Ultimi giorni', ['home-picks']);

beforeAll(async () => {
  [browser, product] = await Promise.all([launchBrowser(), startProduct()]);
  await api(`/sites/${SITE}`, { method: 'DELETE' });
  const site = { id: SITE, name: 'Bottega', origins: ['https://shop.example'], currency: 'EUR', locale: 'it-IT', timeZone: 'Europe/Rome' };
  expect((await api('/sites', { method: 'POST', body: JSON.stringify(site) })).status).toBe(201);
  await draft([WELCOME, HURRY]);
  expect((await api(`/sites/${SITE}/publish`, { method: 'POST' })).status).toBe(200);
  for (let start = 0; start < VISITS; start += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, offset) => visit(start + offset)));
  // What was answered goes through the queue before it is stored.
  await draft([WELCOME]);
  const stored = async (): Promise<number> =>
    (await json(api(`/sites/${SITE}/replay`, { method: 'POST', body: '{"days":1}' }))).progress.of;
  await vi.waitFor(async () => expect(await stored()).toBe(VISITS), { timeout: 60_000, interval: 300 });
  await draft([WELCOME, HURRY]);
});
afterAll(() => browser?.close());

/** The rules of the site as somebody sees them who is signed in. */
async function rules(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'it-IT', ...options });
  const page = await context.newPage();
  await page.goto(`${product.url}/console/#/${SITE}/rules`);
  await page.locator('input[name=token]').fill(product.adminToken);
  await page.locator('button[type=submit]').click();
  await page.locator('#content h1').waitFor();
  return page;
}

const version = async () => (await json(api(`/sites/${SITE}`))).version;

describe('before a draft is published', () => {
  it('the console says what it would have changed, and publishes what changes too much only for a reason', async () => {
    const page = await rules();
    const before = await version();
    await page.locator('#rule-welcome').getByRole('checkbox').uncheck();
    await page.getByRole('button', { name: 'Pubblica' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('La bozza cambia più di quanto questo sito ammette: il 100%, contro il 20%.').waitFor();
    await dialog.getByText(`Vedrebbero qualcos’altro: ${VISITS} (100%).`).waitFor();
    await dialog.getByText(`Benvenuto: ${VISITS} visite ora, 0 con la bozza (0 in più, ${VISITS} in meno).`).waitFor();
    await dialog.getByText(`Ultimi giorni: 0 visite ora, ${VISITS} con la bozza (${VISITS} in più, 0 in meno).`).waitFor();
    await dialog.getByText('«Ultimi giorni» lascia il posto a «Benvenuto»').waitFor();
    await dialog.getByRole('button', { name: 'Pubblica lo stesso' }).click();
    expect(await dialog.isVisible()).toBe(true);
    expect(await version()).toBe(before);
    await dialog.getByLabel('Perché pubblicarla lo stesso').fill('Comincia il Natale');
    await dialog.getByRole('button', { name: 'Pubblica lo stesso' }).click();
    await page.getByText(`Pubblicata la versione ${before + 1}`).waitFor();
    const { items } = await json(api(`/sites/${SITE}/audit`));
    expect(items[0]).toMatchObject({ action: 'setup.publish', detail: { forced: { reason: 'Comincia il Natale' } } });
    await page.context().close();
  });

  it('what changes nothing for anybody is published without a reason', async () => {
    await draft([{ ...WELCOME, enabled: false }, HURRY, message('late', 'Tardi', ['elsewhere'])]);
    const page = await rules();
    await page.getByRole('button', { name: 'Pubblica' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Per nessuna visita cambierebbe qualcosa.').waitFor();
    expect(await dialog.getByLabel('Perché pubblicarla lo stesso').count()).toBe(0);
    await dialog.getByRole('button', { name: 'Pubblica' }).click();
    await page.getByText(/Pubblicata la versione/).waitFor();
    await page.context().close();
  });

  it.each([
    ['on a desktop', {}],
    ['on a phone, in the dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' as const }],
    ['in English', { locale: 'en-GB' }],
  ])('the question is for everybody to read and answer, %s', async (_, options) => {
    await draft([WELCOME]);
    const page = await rules(options);
    await page.getByRole('button', { name: /^(Pubblica|Publish)$/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/La bozza cambia più|The draft changes more/).waitFor();
    const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    const overflows = await dialog.evaluate((element) => element.scrollWidth > element.clientWidth);
    expect(overflows).toBe(false);
    await page.context().close();
  });
});
