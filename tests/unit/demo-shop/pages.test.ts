import { jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { demoShop } from '../../../edge/demo-shop/app.ts';
import { scriptJson } from '../../../edge/demo-shop/pages/head-scripts.ts';
import { findProducts } from '../../../edge/demo-shop/pages/search.ts';
import { weekOf } from '../../../edge/demo-shop/pages/stores.ts';

const SECRET = 'a secret of thirty-two bytes, or so';
const shop = demoShop();

/** Somebody's browser: it keeps cookies, and does not follow redirects by itself. */
function browser() {
  const jar = new Map<string, string>();
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await shop.request(`http://localhost${path}`, { ...init, headers }, { DEMO_SHOP_SECRET: SECRET });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      if (/max-age=0/i.test(cookie)) jar.delete(name!);
      else jar.set(name!, value!);
    }
    return response;
  };
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    ask(path, { method: 'POST', body: new URLSearchParams(fields), headers });
  return { jar, ask, post, page: async (path: string) => (await ask(path)).text() };
}

/** GA4 events that a page's head pushes. */
function told(page: string): { event: string; ecommerce?: Record<string, unknown> }[] {
  return [...page.matchAll(/dataLayer\.push\((\{"event".*?\})\);?(?=\n|<|dataLayer)/g)].map(
    ([, text]) => JSON.parse(text!) as { event: string },
  );
}

const ADDRESS = { name: 'Anna Neri', email: 'anna@posta.example', street: 'Via Torino 1', postalCode: '20123', city: 'Milano' };
const CARD = { number: '4242 4242 4242 4242', expiry: '08/29', code: '123' };

describe('a page of the demo shop', () => {
  it('refuses consent by default before anything else, and carries the one tag', async () => {
    const page = await browser().page('/shop/');
    const head = page.slice(0, page.indexOf('</head>'));
    expect(head.indexOf("gtag('consent','default'")).toBeLessThan(head.indexOf('/tappa.js'));
    expect(head).toContain('"analytics_storage":"denied"');
    expect(head).not.toContain("'update'");
    expect(head).toContain('<script async src="/tappa.js" data-site="demo" data-locale="it"></script>');
  });

  it('repeats the answer of the cookie banner, and only one of its own', async () => {
    const visitor = browser();
    visitor.jar.set('olmaria_consent', 'a1p0m0');
    expect(await visitor.page('/shop/')).toContain('\'update\',{"analytics_storage":"granted","functionality_storage":"denied"');
    visitor.jar.set('olmaria_consent', 'yes');
    expect(await visitor.page('/shop/')).not.toContain("'update'");
  });

  it('sets no cookie on somebody who only looks', async () => {
    const visitor = browser();
    for (const path of ['/shop/', '/shop/c/lampade', '/shop/cerca?q=lino', '/shop/carrello', '/shop/negozi', '/shop/account'])
      await visitor.ask(path);
    expect([...visitor.jar.keys()]).toEqual([]);
  });

  it('comes in Italian and in English, each naming the other', async () => {
    const italian = await browser().page('/shop/c/lampade');
    const english = await browser().page('/shop/en/c/lighting');
    expect(italian).toContain('<html lang="it">');
    expect(italian).toContain('hreflang="en" href="http://localhost/shop/en/c/lighting"');
    expect(english).toContain('<html lang="en">');
    expect(english).toContain('Salina table lamp, terracotta');
  });

  it('has every slot where it belongs', async () => {
    const visitor = browser();
    const slots = async (path: string) =>
      [...(await visitor.page(path)).matchAll(/data-tappa-slot="([^"]+)"/g)].map(([, name]) => name).sort();
    expect(await slots('/shop/')).toEqual(['home-picks', 'loyalty-prompt', 'store-notice']);
    expect(await slots('/shop/prodotto/OL-1011-lampada-da-tavolo-salina-terracotta')).toEqual(['product-picks']);
    await visitor.post('/shop/carrello', { act: 'add', id: 'OL-1011', quantity: '1' });
    expect(await slots('/shop/carrello')).toEqual(['cart-picks', 'loyalty-prompt', 'store-notice']);
  });

  it('says what it sells as structured data', async () => {
    const page = await browser().page('/shop/prodotto/OL-1011-lampada-da-tavolo-salina-terracotta');
    const nodes = [...page.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/g)].map(
      ([, text]) => JSON.parse(text!) as Record<string, unknown>,
    );
    expect(nodes.find((node) => node['@type'] === 'Product')).toMatchObject({
      sku: 'OL-1011',
      offers: { price: '89.90', priceCurrency: 'EUR', availability: 'https://schema.org/InStock' },
    });
    expect(nodes.map((node) => node['@type'])).toContain('BreadcrumbList');
  });

  it('answers what is not there with a page that helps, not with a bare error', async () => {
    const response = await browser().ask('/shop/en/product/OL-9999-nothing');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('This page is not here');
  });

  it('leads old and shortened addresses to the one that counts, in the shopper’s language', async () => {
    const visitor = browser();
    expect((await visitor.ask('/shop/prodotto/OL-1011')).headers.get('location')).toBe(
      '/shop/prodotto/OL-1011-lampada-da-tavolo-salina-terracotta',
    );
    const fromEnglish = await visitor.ask('/shop/p/OL-1011', { headers: { referer: 'http://localhost/shop/en/' } });
    expect(fromEnglish.headers.get('location')).toBe('/shop/en/product/OL-1011-salina-table-lamp-terracotta');
  });

  it('never lets a searched word out of its quotes', async () => {
    const page = await browser().page(`/shop/cerca?q=${encodeURIComponent('</script><script>alert(1)</script>"><img src=x>')}`);
    expect(page).not.toContain('<script>alert(1)');
    expect(page).not.toContain('<img src=x>');
    expect(scriptJson('</script><!--')).toBe('"\\u003c/script>\\u003c!--"');
  });
});

describe('buying in the demo shop', () => {
  it('goes from the cart to the confirmation, and tells the purchase once', async () => {
    const visitor = browser();
    const added = await visitor.post('/shop/carrello', { act: 'add', id: 'OL-1011', quantity: '2' }, { accept: 'application/json' });
    expect(await added.json()).toEqual({ count: 2, title: 'Lampada da tavolo Salina, terracotta' });
    expect(told(await visitor.page('/shop/carrello'))).toMatchObject([
      { event: 'view_cart', ecommerce: { currency: 'EUR', value: 179.8 } },
    ]);
    expect(told(await visitor.page('/shop/cassa/indirizzo'))).toMatchObject([{ event: 'begin_checkout' }]);
    await visitor.post('/shop/cassa/indirizzo', ADDRESS);
    expect(told(await visitor.page('/shop/cassa/spedizione'))).toMatchObject([
      { event: 'add_shipping_info', ecommerce: { value: 179.8, shipping: 6.9 } },
    ]);
    await visitor.post('/shop/cassa/spedizione', { method: 'standard' });
    const paid = await visitor.post('/shop/cassa/pagamento', CARD);
    expect(paid.headers.get('location')).toBe('/shop/cassa/conferma');
    const [purchase] = told(await visitor.page('/shop/cassa/conferma'));
    expect(purchase).toMatchObject({
      event: 'purchase',
      ecommerce: { value: 179.8, shipping: 6.9, items: [{ item_id: 'OL-1011', quantity: 2, price: 89.9 }] },
    });
    expect(purchase?.ecommerce?.transaction_id).toMatch(/^OL-[0-9A-F]{14}$/);
    expect(told(await visitor.page('/shop/cassa/conferma'))).toEqual([]);
    expect(visitor.jar.has('olmaria_cart')).toBe(false);
  });

  it('says what is wrong with an address or a card, and keeps what was typed', async () => {
    const visitor = browser();
    await visitor.post('/shop/carrello', { act: 'add', id: 'OL-1011', quantity: '1' });
    const wrong = await visitor.post('/shop/cassa/indirizzo', { ...ADDRESS, postalCode: '2012', email: 'anna' });
    expect(wrong.status).toBe(422);
    const page = await wrong.text();
    expect(page).toContain('Il CAP ha cinque cifre.');
    expect(page).toContain('value="Anna Neri"');
    expect(told(page)).toEqual([]);
    await visitor.post('/shop/cassa/indirizzo', ADDRESS);
    await visitor.post('/shop/cassa/spedizione', { method: 'collect', storeCode: 'milano-torino' });
    const declined = await visitor.post('/shop/cassa/pagamento', { ...CARD, number: '4000000000000002' });
    expect(declined.status).toBe(402);
    expect(visitor.jar.has('olmaria_cart')).toBe(true);
  });

  it('asks for the size, for a shop that exists, and for the steps in order', async () => {
    const visitor = browser();
    expect((await visitor.post('/shop/carrello', { act: 'add', id: 'OL-6031', quantity: '1' })).status).toBe(422);
    expect((await visitor.ask('/shop/cassa/pagamento')).headers.get('location')).toBe('/shop/cassa/indirizzo');
    expect((await visitor.ask('/shop/cassa/indirizzo')).headers.get('location')).toBe('/shop/carrello');
    await visitor.post('/shop/carrello', { act: 'add', id: 'OL-6031', size: 'M', quantity: '1' });
    await visitor.post('/shop/cassa/indirizzo', ADDRESS);
    expect((await visitor.post('/shop/cassa/spedizione', { method: 'collect', storeCode: 'atlantide' })).status).toBe(422);
    expect((await visitor.post('/shop/cassa/spedizione', { method: 'pigeon' })).status).toBe(422);
  });

  it('refuses what no form of its own sends', async () => {
    const visitor = browser();
    expect((await visitor.post('/shop/carrello', { act: 'add', id: 'OL-1011', quantity: '-3' })).status).toBe(400);
    expect((await visitor.post('/shop/carrello', { act: 'steal', id: 'OL-1011' })).status).toBe(400);
    expect(
      (await visitor.ask('/shop/carrello', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })).status,
    ).toBe(400);
    expect((await visitor.post('/shop/carrello', { act: 'add', id: 'x'.repeat(20_000) })).status).toBe(400);
  });
});

describe('signing in to the demo shop', () => {
  it('makes the shop’s server vouch for the member on every page, for a short time', async () => {
    const visitor = browser();
    await visitor.post('/shop/account/accedi', { customer: 'm-1001' });
    const page = await visitor.page('/shop/');
    const token = /tappa\('identify',\{"token":"([^"]+)"\}/.exec(page)?.[1];
    const { payload, protectedHeader } = await jwtVerify(token!, new TextEncoder().encode(SECRET));
    expect(protectedHeader.alg).toBe('HS256');
    expect(payload.user_id).toBe('m-1001');
    expect(payload.exp! - payload.iat!).toBeLessThanOrEqual(900);
    expect(page).toContain('<span>Giulia</span>');
  });

  it('tells `login` once, and forgets on signing out', async () => {
    const visitor = browser();
    const to = (await visitor.post('/shop/account/accedi', { customer: 'm-1002' })).headers.get('location')!;
    expect(told(await visitor.page(to))).toMatchObject([{ event: 'login' }]);
    expect(told(await visitor.page('/shop/account'))).toEqual([]);
    await visitor.post('/shop/account/esci', {});
    expect(await visitor.page('/shop/')).not.toContain('identify');
  });

  it('believes no cookie that it did not sign', async () => {
    const visitor = browser();
    visitor.jar.set('olmaria_session', 'm-1001.Zm9yZ2VkZm9yZ2VkZm9yZ2VkZm9yZ2VkZm9yZ2VkZm8%3D');
    const page = await visitor.page('/shop/account');
    expect(page).not.toContain('identify');
    expect(page).toContain('Accedi o entra nel Club');
  });

  it('knows nobody by a wrong number', async () => {
    const response = await browser().post('/shop/account/accedi', { customer: 'm-9' });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('Non c’è un cliente');
  });

  it('says so when the shop has no key to sign with', async () => {
    const response = await shop.request(
      'http://localhost/shop/account/accedi',
      { method: 'POST', body: new URLSearchParams({ customer: 'm-1001' }) },
      {},
    );
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('DEMO_SHOP_SECRET');
  });
});

describe('finding things in the demo shop', () => {
  it('finds by what a thing is, its material, colour or line, in both languages, whatever the ending', () => {
    const titles = (query: string) => findProducts(query).map(({ title }) => title.en);
    expect(titles('lampade')[0]).toMatch(/lamp/);
    expect(titles('lamps').length).toBeGreaterThan(8);
    expect(titles('maglione ruggine')).toEqual(['Dolomia jumper, rust']);
    expect(titles('OL-1011')).toEqual(['Salina table lamp, terracotta']);
    expect(titles('   ')).toEqual([]);
    expect(titles('zzz')).toEqual([]);
  });

  it('draws equal days together in a shop’s hours', () => {
    expect(
      weekOf([
        { dayOfWeek: ['Monday', 'Tuesday', 'Wednesday'], opens: '09:00', closes: '13:00' },
        { dayOfWeek: ['Monday', 'Tuesday'], opens: '15:00', closes: '19:00' },
      ]),
    ).toEqual([
      { from: 'Monday', to: 'Tuesday', hours: '09:00–13:00, 15:00–19:00' },
      { from: 'Wednesday', to: 'Wednesday', hours: '09:00–13:00' },
      { from: 'Thursday', to: 'Sunday', hours: '' },
    ]);
  });
});
