import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type Product, startProduct } from '../support/product.ts';

const PAGES = ['overview', 'rules', 'visitors', 'catalog', 'stores', 'data', 'install'] as const;
const FEED =
  'id,title,link,price,availability\nLAMP,Lampada Arco,https://shop.example/lamp,120.00 EUR,in stock\nCHAIR,Sedia,https://shop.example/chair,gratis,in stock\n,Senza codice,https://shop.example/x,1.00 EUR,in stock\n';

/** Seven pages under a thorough examiner, on a machine that may be busy; never waited for when all is well. */
const EXAMINATION_TIMEOUT_MS = 180_000;

let browser: Browser;
let product: Product;

beforeAll(async () => {
  [browser, product] = await Promise.all([launchBrowser(), startProduct()]);
});
afterAll(() => browser?.close());

const api = (path: string, init: RequestInit = {}) =>
  fetch(`${product.url}/v1/admin${path}`, { ...init, headers: { authorization: `Bearer ${product.adminToken}`, ...init.headers } });

/** A site of the test's own: others use the product at the same time. */
async function newSite(id: string): Promise<string> {
  await api(`/sites/${id}`, { method: 'DELETE' });
  const body = { id, name: `Sito ${id}`, origins: ['https://shop.example'], currency: 'EUR', locale: 'it-IT', timeZone: 'Europe/Rome' };
  const response = await api('/sites', { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  expect(response.status).toBe(201);
  return id;
}

interface Opened {
  page: Page;
  faults: string[];
}

/** A signed-in console. Errors of the page are gathered: there should be none. */
async function openConsole(hash: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext({ locale: 'it-IT', ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(`${product.url}/console/${hash}`);
  await page.locator('input[name=token]').fill(product.adminToken);
  await page.locator('button[type=submit]').click();
  await page.locator('#content h1').waitFor();
  return { page, faults };
}

describe('the door', () => {
  it('refuses a wrong token in words, lets the right one in, and forgets it on leaving', async () => {
    const context = await browser.newContext({ locale: 'it-IT' });
    const page = await context.newPage();
    await page.goto(`${product.url}/console/`);
    await page.getByLabel('Token di amministrazione').fill('wrong');
    await page.getByRole('button', { name: 'Entra' }).click();
    await page.getByRole('alert').getByText('Questo token non è riconosciuto').waitFor();
    await page.getByLabel('Token di amministrazione').fill(product.adminToken);
    await page.getByRole('button', { name: 'Entra' }).click();
    await page.getByRole('heading', { name: 'Panoramica' }).waitFor();
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(product.adminToken);
    await page.reload();
    await page.getByRole('heading', { name: 'Panoramica' }).waitFor();
    await page.getByRole('button', { name: 'Esci' }).click();
    await page.getByRole('button', { name: 'Entra' }).waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await context.close();
  });
});

describe('the rules', () => {
  it('are read in words, switched off, reworded, published, and brought back', async () => {
    const site = await newSite('console-rules');
    const { page, faults } = await openConsole(`#/${site}/rules`);
    const rule = page.locator('#rule-home-picks');
    await rule.getByText('Fino a 8 prodotti, «Da scoprire»').waitFor();
    await rule.getByRole('checkbox').uncheck();
    await rule.getByRole('button', { name: /Modifica i testi/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('group', { name: 'Titolo', exact: true }).getByLabel('Inglese').fill('Look around');
    await dialog.getByRole('button', { name: 'Applica' }).click();
    await page.getByText('Modifiche non salvate').waitFor();
    await page.getByRole('button', { name: 'Controlla' }).click();
    await page.getByText('la bozza si può pubblicare').waitFor();
    await page.getByRole('button', { name: 'Pubblica' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Pubblica' }).click();
    await page.getByText('Pubblicata la versione 2').waitFor();

    const setup = (await (await api(`/sites/${site}/setup`)).json()) as {
      rules: { id: string; enabled: boolean; what: { title: object } }[];
    };
    expect(setup.rules.find(({ id }) => id === 'home-picks')).toMatchObject({
      enabled: false,
      what: { title: { it: 'Da scoprire', en: 'Look around' } },
    });

    await page.getByRole('button', { name: 'Torna a questa' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Torna a questa' }).click();
    await page.getByText('Versione 3').waitFor();
    await page.getByText('riporta la versione 1').waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('are not overwritten when somebody else was faster, and nothing typed is lost', async () => {
    const site = await newSite('console-race');
    const { page } = await openConsole(`#/${site}/rules`);
    await page.locator('#rule-home-picks').getByRole('checkbox').uncheck();
    const other = await (await api(`/sites/${site}/setup`)).json();
    other.rules = other.rules.map((rule: { id: string }) => (rule.id === 'cart-picks' ? { ...rule, enabled: false } : rule));
    const saved = await api(`/sites/${site}/setup`, {
      method: 'PUT',
      body: JSON.stringify(other),
      headers: { 'content-type': 'application/json' },
    });
    expect(saved.status).toBe(200);
    await page.getByRole('button', { name: 'Salva la bozza' }).click();
    await page.getByRole('alert').getByText('Qualcun altro ha cambiato la bozza').waitFor();
    expect(await page.locator('#rule-home-picks').getByRole('checkbox').isChecked()).toBe(false);
    const kept = await (await api(`/sites/${site}/setup`)).json();
    expect(kept).toMatchObject({ rules: other.rules });
    await page.getByRole('button', { name: 'Carica la versione più recente' }).click();
    await page.locator('#rule-cart-picks.disabled').waitFor();
    await page.context().close();
  });

  it('are previewed in the shop by a link of one of its pages, and not of another shop', async () => {
    const { page, faults } = await openConsole('#/demo/rules');
    await page.getByRole('button', { name: 'Anteprima nel negozio' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Indirizzo della pagina').fill('https://elsewhere.example/');
    await dialog.getByRole('button', { name: 'Crea il link' }).click();
    await dialog.getByText('deve essere una pagina di').waitFor();
    await dialog.getByLabel('Indirizzo della pagina').fill(`${product.url}/shop/`);
    await dialog.getByLabel('Il link vale').selectOption('8');
    await dialog.getByRole('button', { name: 'Crea il link' }).click();
    // An address has no place to break: on a telephone too all of it can be read, and what opens it reached.
    await page.setViewportSize({ width: 390, height: 844 });
    await dialog.getByRole('link', { name: 'Apri l’anteprima' }).waitFor();
    expect(await dialog.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    const [shop] = await Promise.all([page.context().waitForEvent('page'), dialog.getByRole('link', { name: 'Apri l’anteprima' }).click()]);
    await shop.locator('.tappa-preview .state').waitFor();
    expect(await shop.locator('.tappa-preview h2').textContent()).toBe('Anteprima: nulla conta');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('open and close their editor by keyboard, and give the focus back', async () => {
    const site = await newSite('console-keys');
    const { page } = await openConsole(`#/${site}/rules`);
    const edit = page.locator('#rule-home-picks').getByRole('button', { name: /Modifica i testi/ });
    await edit.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await edit.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.context().close();
  });
});

describe('a segment', () => {
  it('is written with its size in sight, saved, used by no rule, changed and taken out', async () => {
    const site = await newSite('console-segments');
    const at = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString();
    const events = ['a', 'b', 'c', 'd'].flatMap((visitorId, index) =>
      Array.from({ length: index + 1 }, (_, number) => ({
        visitorId,
        type: 'view_item',
        at: at(number + 1),
        items: [{ item_id: 'lamp', item_category: 'Casa > Lampade' }],
      })),
    );
    const sent = await api(`/sites/${site}/events`, {
      method: 'POST',
      body: JSON.stringify(events),
      headers: { 'content-type': 'application/json' },
    });
    expect(await sent.json()).toMatchObject({ accepted: 10, rejected: 0 });
    const { page, faults } = await openConsole(`#/${site}/rules`);
    await page.getByText('Nessun segmento ancora').waitFor();
    await page.getByRole('button', { name: 'Nuovo segmento' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Italiano').fill('Amanti delle lampade');
    await dialog.getByLabel('Di che cosa si chiede').selectOption('category:views');
    await dialog.getByLabel('Categoria').fill('Lampade');
    await dialog.getByLabel('Valore').fill('2');
    await dialog.getByText('3 persone, il 75% di chi si è visto negli ultimi 30 giorni').waitFor();
    await dialog.getByLabel('Valore').fill('4');
    await dialog.getByText('1 persona, il 25%').waitFor();
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html.slice(0, 120)}`)).toEqual([]);
    await dialog.getByRole('button', { name: 'Applica' }).click();
    const listed = page.locator('#segment-amanti-delle-lampade');
    await listed.getByText('almeno 4 prodotti visti di «Lampade» negli ultimi 30 giorni').waitFor();
    await listed.getByText('1 persona, il 25%').waitFor();
    await page.getByRole('button', { name: 'Salva la bozza' }).click();
    await page.getByText('Bozza salvata').waitFor();
    expect(await (await api(`/sites/${site}/setup`)).json()).toMatchObject({
      segments: [
        {
          id: 'amanti-delle-lampade',
          condition: { 'past.days30.categories': { $elemMatch: { category: 'Lampade', views: { $gte: 4 } } } },
        },
      ],
    });
    await listed.getByRole('button', { name: /Togli il segmento/ }).click();
    await page.getByText('Nessun segmento ancora').waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('is written on a phone without scrolling sideways', async () => {
    const { page } = await openConsole('#/demo/rules', { viewport: { width: 390, height: 844 }, locale: 'en-GB', colorScheme: 'dark' });
    await page.getByRole('button', { name: 'New segment' }).click();
    await page
      .getByRole('dialog')
      .getByText(/of those seen|Nobody was seen/)
      .waitFor();
    expect(
      await page.evaluate(() => document.querySelector('dialog')!.scrollWidth - document.querySelector('dialog')!.clientWidth),
    ).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});

describe('an import', () => {
  it("says which rows were refused and why, in the reader's language, and the rest is there", async () => {
    const site = await newSite('console-import');
    const { page, faults } = await openConsole(`#/${site}/catalog`);
    await page.getByText('Nessun prodotto.').waitFor();
    await page.locator('input[type=file]').setInputFiles({ name: 'feed.csv', mimeType: 'text/csv', buffer: Buffer.from(FEED) });
    await page.getByText('Righe accettate: 1').waitFor();
    await page.getByText('rifiutate: 2').waitFor();
    expect(await page.locator('.import tbody tr').allInnerTexts()).toEqual(['2\tprice\tnon è un prezzo come 120.00 EUR', '3\tid\tmanca']);
    await page.getByRole('rowheader', { name: /Lampada Arco/ }).waitFor();
    await page.getByText('120,00 €').waitFor();
    await page.getByRole('searchbox').fill('nulla di simile');
    await page.getByText('Nessun prodotto con queste parole').waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('of a file that breaks half-way changes nothing and says where it broke', async () => {
    const site = await newSite('console-broken');
    const { page } = await openConsole(`#/${site}/catalog`);
    const xml =
      '<rss xmlns:g="http://base.google.com/ns/1.0"><channel><item><g:id>A</g:id><g:title>A</g:title><g:link>https://x.example/a</g:link><g:price>1 EUR</g:price></item><item><g:id>B</channel></rss>';
    await page.locator('input[type=file]').setInputFiles({ name: 'feed.xml', mimeType: 'text/xml', buffer: Buffer.from(xml) });
    await page.getByRole('alert').getByText('Il file non si può leggere').waitFor();
    await page.getByRole('alert').getByText('Riga 2').waitFor();
    await page.getByText('Nessun prodotto.').waitFor();
    await page.locator('input[type=file]').setInputFiles({ name: 'feed.pdf', mimeType: 'application/pdf', buffer: Buffer.from('x') });
    await page.getByRole('alert').getByText('Non riconosco il formato').waitFor();
    await page.context().close();
  });
});

describe('a person', () => {
  it('is found by customer code, now and as it was, with what happened', async () => {
    const site = await newSite('console-people');
    const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString();
    const receipts = [
      { orderId: 'r1', at: day(40), channel: 'pos', storeCode: 'milano', customerId: 'c1', total: 80, currency: 'EUR', items: [] },
      { orderId: 'r2', at: day(3), channel: 'pos', storeCode: 'milano', customerId: 'c1', total: 30, currency: 'EUR', items: [] },
    ];
    const sent = await api(`/sites/${site}/purchases`, {
      method: 'POST',
      body: JSON.stringify(receipts),
      headers: { 'content-type': 'application/json' },
    });
    expect(await sent.json()).toMatchObject({ accepted: 2, rejected: 0 });
    const { page, faults } = await openConsole(`#/${site}/visitors`);
    await page.getByText('Cliente', { exact: true }).click();
    await page.getByLabel('Codice cliente').fill('c1');
    await page.getByRole('button', { name: 'Cerca' }).click();
    await page.getByRole('heading', { name: 'Mantenimento' }).waitFor();
    await page.getByText('Hai fatto 2 acquisti').waitFor();
    expect(await page.locator('.timeline li').count()).toBeGreaterThanOrEqual(4);
    await page.getByLabel('Com’era il (facoltativo)').fill(day(39).slice(0, 16));
    await page.getByRole('button', { name: 'Cerca' }).click();
    await page.getByRole('heading', { name: 'Fidelizzazione' }).waitFor();
    await page.getByLabel('Codice cliente').fill('nobody');
    await page.getByRole('button', { name: 'Cerca' }).click();
    await page.getByText('Di «nobody» non si sa nulla').waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

describe('every page', () => {
  it.each([
    ['light', 'it-IT'],
    ['dark', 'en-GB'],
  ] as const)(
    'is sound for those who do not see, in %s colours, in %s',
    async (colorScheme, locale) => {
      const { page, faults } = await openConsole('#/demo/overview', { colorScheme, locale });
      for (const name of PAGES) {
        await page.goto(`${product.url}/console/#/demo/${name}`);
        await page.locator(`nav a[aria-current=page][href$="/${name}"]`).waitFor();
        await page.locator('#content section, #content form, #content ol').first().waitFor();
        await page.waitForFunction(() => !document.querySelector('.waiting'));
        const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
        expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html.slice(0, 120)}`)).toEqual([]);
      }
      expect(faults).toEqual([]);
      await page.context().close();
    },
    EXAMINATION_TIMEOUT_MS,
  );

  it('fits a phone without scrolling sideways, and shows in the menu where one is', async () => {
    const { page } = await openConsole('#/demo/overview', { viewport: { width: 360, height: 740 } });
    for (const name of PAGES) {
      await page.goto(`${product.url}/console/#/demo/${name}`);
      await page.locator(`nav a[aria-current=page][href$="/${name}"]`).waitFor();
      await page.waitForFunction(() => !document.querySelector('.waiting'));
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), name).toBeLessThanOrEqual(0);
      const box = (await page.locator(`nav a[aria-current=page]`).boundingBox())!;
      expect(Math.min(box.x, 360 - box.x - box.width), name).toBeGreaterThanOrEqual(0);
    }
    await page.context().close();
  });

  it('changes language at once and keeps it', async () => {
    const { page } = await openConsole('#/demo/rules');
    await page.getByLabel('Lingua').selectOption('en');
    await page.getByRole('heading', { name: 'Rules', exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.reload();
    await page.getByRole('heading', { name: 'Rules', exact: true }).waitFor();
    await page.context().close();
  });
});
