import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { frictions, leave, measured, open, ready, type Shop, startShop, vitals, waitIsOver } from './support-signals.ts';
import { until } from './support-widget.ts';

let shop: Shop;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  shop = await startShop();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});
beforeEach(async () => {
  shop.reset();
  context = await browser.newContext();
  page = await context.newPage();
});
afterEach(async () => {
  const problems = await page.evaluate(() => (window as { problems?: string[] }).problems ?? []);
  await context.close();
  expect(problems).toEqual([]);
});

const thrice = (selector: string): Promise<void> => page.click(selector, { clickCount: 3, delay: 10 });
const toldOnLeaving = async (): Promise<string[]> => {
  await leave(shop, page);
  return frictions(shop);
};

describe('clicking again and again where nothing happens', () => {
  it('is told once for a place', async () => {
    await open(shop, page, '<div style="height:60px;background:#eee"></div><button id="second">Compra</button>');
    await thrice('div');
    await thrice('div');
    await until(
      () => frictions(shop).length > 0,
      () => 'no rage click was told',
    );
    await thrice('#second');
    expect(await toldOnLeaving()).toEqual(['rage_click', 'rage_click']);
  });

  it.each([
    ['two clicks', '<button class="it">Compra</button>', 2],
    ['a paragraph, to select it', '<p class="it">Una lampada di vetro soffiato</p>', 3],
    ['a field', '<input class="it">', 3],
    ['a game', '<canvas class="it"></canvas>', 3],
    [
      'a quantity, whose field changes without a sign',
      `<form><button>Aggiungi</button><div><button type="button">−</button><input value="1"><button type="button" class="it" onclick="const i=this.previousElementSibling;i.value++">+</button></div></form>`,
      3,
    ],
    ['what does something each time', `<button class="it" onclick="this.textContent+='!'">Avanti</button>`, 3],
    [
      'what scrolls',
      `<div id="s" style="width:99px;overflow:auto"><div style="width:2000px">.</div></div><button class="it" onclick="s.scrollLeft+=90">›</button>`,
      4,
    ],
  ])('is none: %s', async (_, body, clickCount) => {
    await open(shop, page, body);
    await page.click('.it', { clickCount, delay: 30 });
    expect(await toldOnLeaving()).toEqual([]);
  });

  it('is none where the clicks are not in one place', async () => {
    await open(shop, page, '<div style="height:300px;background:#eee"></div>');
    for (const y of [20, 100, 200]) await page.click('div', { position: { x: 50, y } });
    expect(await toldOnLeaving()).toEqual([]);
  });

  it('is none where the page clicks itself', async () => {
    await open(shop, page, '<button>Avanti</button>');
    await page.evaluate(() => {
      for (let times = 0; times < 5; times++) document.querySelector('button')?.click();
    });
    expect(await toldOnLeaving()).toEqual([]);
  });
});

describe('a click in vain', () => {
  it.each([
    ['a button', '<button class="it">Compra</button>'],
    ['what shows a hand', '<div class="it" style="cursor:pointer">Compra</div>'],
    ['a link to nowhere', '<a class="it" href="#">Compra</a>'],
    [
      'a button that only a tag manager answers',
      `<button class="it" onclick="document.head.append(document.createElement('script'))">Compra</button>`,
    ],
  ])('is told once: %s', async (_, body) => {
    await open(shop, page, body);
    await page.click('.it');
    await waitIsOver(shop);
    await page.click('.it');
    await waitIsOver(shop);
    expect(await toldOnLeaving()).toEqual(['dead_click']);
  });

  it('is told of the keyboard too', async () => {
    await open(shop, page, '<button class="it">Compra</button>');
    await page.focus('.it');
    await page.keyboard.press('Enter');
    await waitIsOver(shop);
    expect(await toldOnLeaving()).toEqual(['dead_click']);
  });

  it.each([
    ['opens a menu', `<button class="it" onclick="m.hidden=!m.hidden">Menu</button><ul id="m" hidden><li>Lampade</li></ul>`],
    ['opens a menu on the press', `<button class="it" onpointerdown="m.hidden=false">Menu</button><ul id="m" hidden><li>Lampade</li></ul>`],
    ['opens a popover', `<button class="it" popovertarget="p">Taglie</button><div id="p" popover>S M L</div>`],
    ['opens a section', `<details><summary class="it" style="cursor:pointer">Materiali</summary>Vetro</details>`],
    ['answers after a second', `<button class="it" onclick="setTimeout(()=>{this.textContent='Nel carrello'},1000)">Compra</button>`],
    ['selects a text', `<button class="it" onclick="getSelection().selectAllChildren(t)">Copia</button><p id="t">BENVENUTA10</p>`],
    ['makes a field ready', `<button class="it" onclick="f.focus()">Cerca</button><input id="f">`],
    ['scrolls', `<button class="it" onclick="window.scrollTo(0,900)">In fondo</button><div style="height:3000px"></div>`],
    ['goes to another page, slowly', `<button class="it" onclick="location.assign('/lenta')">Avanti</button>`],
  ])('is none where it %s', async (_, body) => {
    shop.answers.set('/lenta', { body: 'Eccomi', delayMs: 20_000 });
    await open(shop, page, body);
    await page.click('.it', { noWaitAfter: true });
    await waitIsOver(shop);
    expect(await toldOnLeaving()).toEqual([]);
  });

  it.each([
    ['a text', '<p class="it">Vetro soffiato</p>'],
    ['a link that leads somewhere', '<a class="it" href="/lenta" onclick="event.preventDefault()">Lampade</a>'],
    [
      'a web component, which may have changed inside',
      '<div id="host" style="cursor:pointer"></div><script>host.attachShadow({mode:"open"}).innerHTML="<button class=it>Compra</button>"</script>',
    ],
  ])('is not waited for: %s', async (_, body) => {
    await open(shop, page, body);
    await page.click('.it');
    await until(
      () => shop.over.includes('effects'),
      () => 'nothing was watched',
    );
    expect(shop.over).not.toContain('dead');
    expect(await toldOnLeaving()).toEqual([]);
  });
});

describe('a form left half-written', () => {
  const form = (attributes = '') =>
    `<form action="/grazie" ${attributes}><input name="email" type="email"><input name="password" type="password"><textarea name="note"></textarea><button>Invia</button></form><a href="/altrove">Altrove</a>`;
  const write = async (): Promise<void> => {
    await page.locator('[name=email]').pressSequentially('ada@example.org');
    await page.locator('[name=password]').pressSequentially('segreto-42');
  };

  const sent = async (send: Promise<unknown>): Promise<void> => {
    await send;
    await ready(shop, page, '/grazie');
  };

  it('is told, and nothing of what was written or where', async () => {
    shop.pages.set('/altrove', '');
    await open(shop, page, form());
    await write();
    await page.click('a');
    await ready(shop, page, '/altrove');
    await until(
      () => frictions(shop).length > 0,
      () => 'the form was not told',
    );
    expect(frictions(shop)).toEqual(['form_abandoned']);
    expect(shop.bodies).toContain('{"type":"friction","friction":"form_abandoned"}');
    expect(shop.bodies.join()).not.toMatch(/ada|segreto|email|password|note/);
  });

  it('is told when an app goes to another page', async () => {
    await open(shop, page, form());
    await write();
    await page.evaluate(() => (window as unknown as { core: { page(): void } }).core.page());
    expect(await toldOnLeaving()).toEqual(['form_abandoned']);
  });

  it.each([
    ['sent', form(), () => sent(page.click('button'))],
    ['sent by a key', form(), () => sent(page.locator('[name=email]').press('Enter'))],
    ['sent by its own script', form('onsubmit="event.preventDefault();fetch(\'/grazie\')"'), () => page.click('button')],
    ['sent past the browser', form(), () => sent(page.evaluate(() => document.forms[0]?.submit()))],
  ])('is none when it was %s', async (_, body, send) => {
    shop.pages.set('/grazie', 'Grazie');
    await open(shop, page, body);
    await write();
    await send();
    expect(await toldOnLeaving()).toEqual([]);
  });

  it.each([
    ['untouched', form(), undefined],
    [
      'filled in by the page',
      `${form()}<script>const f=document.forms[0].elements[0];f.value='x';f.dispatchEvent(new Event('input',{bubbles:true}))</script>`,
      undefined,
    ],
    ['a search', '<form role="search"><input type="search" class="it"><input type="search"></form>', 'lampade'],
    ['a newsletter', '<form><input type="email" class="it"><input type="hidden" name="lista"><button>Iscriviti</button></form>', 'ada@'],
    ['a quantity', '<form><input type="number" class="it"><input type="number"></form>', '2'],
  ])('is none: %s', async (_, body, text) => {
    await open(shop, page, body);
    if (text) await page.locator('.it').pressSequentially(text);
    expect(await toldOnLeaving()).toEqual([]);
  });

  it('is none while the person only looks at another tab, and is one if they go then', async () => {
    await open(shop, page, form());
    await write();
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
      Reflect.deleteProperty(document, 'hidden');
    });
    await until(
      () => 'CLS' in vitals(shop),
      () => 'the page did not go out of sight',
    );
    expect(frictions(shop)).toEqual([]);
    await page.goto('about:blank');
    await until(
      () => frictions(shop).includes('form_abandoned'),
      () => 'the form was not told',
    );
  });
});

describe('a checkout given up at the shipping cost', () => {
  const asked = `<script>window.before=[{type:'add_shipping_info',shipping:6.9}];document.documentElement.dataset.page='checkout'</script>`;
  const checkout = `<script>document.documentElement.dataset.page='checkout'</script>`;
  const core = (run: string) => page.evaluate(`core.${run}`);

  it('is told once, on the page where the cost was said or on a later one', async () => {
    await open(shop, page, `<script>window.before=[{type:'add_shipping_info',shipping:6.9}]</script>`);
    expect(await toldOnLeaving()).toEqual([]);
    shop.reset();
    await open(shop, page, checkout);
    expect(await toldOnLeaving()).toEqual(['shipping_cost']);
    shop.reset();
    await open(shop, page, checkout);
    expect(await toldOnLeaving()).toEqual([]);
  });

  it('is one each time a cost is asked for', async () => {
    for (const path of ['/uno', '/due']) {
      shop.reset();
      await open(shop, page, asked, path);
      expect(await toldOnLeaving()).toEqual(['shipping_cost']);
    }
  });

  it.each([
    ['paid', () => core(`act({type:'purchase'})`)],
    ['with its payment named', () => core(`act({type:'add_payment_info'})`)],
    ['free', () => core(`act({type:'add_shipping_info',shipping:0})`)],
  ])('is none when it is %s', async (_, act) => {
    await open(shop, page, asked);
    await act();
    expect(await toldOnLeaving()).toEqual([]);
  });

  it('is none when the form is sent', async () => {
    shop.pages.set('/pagamento', '');
    await open(shop, page, `${asked}<form action="/pagamento"><button>Avanti</button></form>`);
    await page.click('button');
    await ready(shop, page, '/pagamento');
    expect(await toldOnLeaving()).toEqual([]);
  });
});

describe('a page that is an error', () => {
  it('is told once', async () => {
    shop.answers.set('/sparita', { status: 404, body: `<script type="module" src="/host.js"></script><h1>Non c'è</h1>` });
    await open(shop, page, '', '/sparita');
    expect(await toldOnLeaving()).toEqual(['error_page']);
  });
});

describe('how the page was', () => {
  it('is told once, when it first goes out of sight', async () => {
    await open(shop, page, '<h1>Lampade</h1><button>Apri</button>');
    await page.evaluate('core.leave();core.leave()');
    await leave(shop, page);
    expect(vitals(shop)).toMatchObject({ CLS: 0, LCP: expect.any(Number), tappa_bytes: expect.any(Number) });
    expect(vitals(shop).LCP).toBeGreaterThan(0);
    expect(Object.keys(vitals(shop)).sort()).toEqual(['CLS', 'LCP', 'tappa_bytes']);
    expect(frictions(shop)).toEqual([]);
  });

  it('tells how much it moved, by whom', async () => {
    await open(shop, page, '<div id="banner"></div><p>Una lampada di vetro soffiato</p>');
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('#banner')!.style.height = '200px';
    });
    await measured(page, 'layout-shift');
    await leave(shop, page);
    expect(vitals(shop).CLS).toBeGreaterThan(0);
    expect(vitals(shop)).not.toHaveProperty('tappa_cls');
  });

  it('tells what our own blocks moved', async () => {
    await open(shop, page, '<h1>Lampade</h1><div data-tappa-block="b1"></div><p>Una lampada di vetro soffiato</p>');
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('[data-tappa-block]')!.style.height = '200px';
    });
    await measured(page, 'layout-shift');
    await leave(shop, page);
    expect(vitals(shop).tappa_cls).toBeGreaterThan(0);
    expect(vitals(shop).tappa_cls).toBe(vitals(shop).CLS);
  });

  it('tells what the block of each rule moved, and of one that moved nothing that it did not', async () => {
    const body =
      '<h1>Lampade</h1><div data-tappa-block="first.1x"></div><p>Vetro</p><div data-tappa-block="second.1x" style="height:40px"></div><p>Ottone</p>';
    await open(shop, page, body);
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('[data-tappa-block="first.1x"]')!.style.height = '200px';
    });
    await measured(page, 'layout-shift');
    await page.evaluate('core.leave();core.leave()');
    await leave(shop, page);
    const told = vitals(shop);
    expect(told['tappa_cls first']).toBeGreaterThan(0);
    expect(told['tappa_cls first']).toBeLessThanOrEqual(told.tappa_cls!);
    expect(told).not.toHaveProperty('tappa_cls second');
    expect(told['tappa_long_task_ms first']).toBe(0);
    expect(told['tappa_long_task_ms second']).toBe(0);
  });

  it('shares the time of drawing among the blocks on the page, and no other time', async () => {
    const busy = (ms: number) => `const end=performance.now()+${ms};while(performance.now()<end);`;
    shop.answers.set('/tappa-blocks-A1B2C3.js', { type: 'text/javascript', body: busy(80) });
    shop.answers.set('/altro.js', { type: 'text/javascript', body: busy(300) });
    await open(shop, page, '<div data-tappa-block="first.1x"></div><div data-tappa-block="second.1x"></div>');
    for (const src of ['/tappa-blocks-A1B2C3.js', '/altro.js']) {
      await page.evaluate(`import('${src}').then(() => new Promise((resolve) => setTimeout(resolve)))`);
    }
    await measured(page, 'long-animation-frame', 2);
    await leave(shop, page);
    const told = vitals(shop);
    expect(told['tappa_long_task_ms first']).toBeCloseTo(told.tappa_long_task_ms! / 2, 1);
    expect(told['tappa_long_task_ms second']).toBe(told['tappa_long_task_ms first']);
    expect(told).not.toHaveProperty('tappa_cls first');
  });

  it('tells how long it took to answer', async () => {
    await open(
      shop,
      page,
      `<button onclick="const end=performance.now()+150;while(performance.now()<end);this.textContent='Fatto'">Compra</button>`,
    );
    await page.click('button');
    await page.getByText('Fatto').waitFor();
    await measured(page, 'first-input');
    await leave(shop, page);
    expect(vitals(shop).INP).toBeGreaterThanOrEqual(150);
  });

  it('tells how long our own scripts held the page up, and not how long others did', async () => {
    const busy = (ms: number) => `const end=performance.now()+${ms};while(performance.now()<end);document.documentElement.dataset.done='';`;
    shop.answers.set('/tappa-blocks-A1B2C3.js', { type: 'text/javascript', body: busy(80) });
    shop.answers.set('/altro.js', { type: 'text/javascript', body: busy(300) });
    await open(shop, page, '<h1>Lampade</h1>');
    for (const src of ['/tappa-blocks-A1B2C3.js', '/altro.js']) {
      await page.evaluate(`import('${src}').then(() => new Promise((resolve) => setTimeout(resolve)))`);
    }
    await measured(page, 'long-animation-frame', 2);
    await leave(shop, page);
    expect(vitals(shop).tappa_long_task_ms).toBeGreaterThanOrEqual(75);
    expect(vitals(shop).tappa_long_task_ms).toBeLessThan(300);
  });

  it('tells the bytes of our own scripts alone', async () => {
    shop.answers.set('/altro.js', { type: 'text/javascript', body: `/*${'x'.repeat(50_000)}*/` });
    await open(shop, page, '<script src="/altro.js"></script>');
    const bytes = await page.evaluate(async () => (await (await fetch('/tappa-signals-TEST.js')).text()).length);
    await leave(shop, page);
    // The part once, and once more by the fetch above.
    expect(vitals(shop).tappa_bytes).toBe(2 * bytes);
  });
});

describe('the end', () => {
  it('leaves nothing behind: nothing is seen, nothing is told', async () => {
    await open(
      shop,
      page,
      `<button>Compra</button><form><input type="text" class="it"><input type="text"></form><script>document.documentElement.dataset.page='checkout'</script>`,
    );
    await page.click('button');
    await page.evaluate(`core.act({type:'add_shipping_info',shipping:6.9});core.end()`);
    await thrice('button');
    await page.locator('.it').pressSequentially('Ada');
    // What another page tells arrives after whatever this one had told.
    await open(shop, page, '', '/altra');
    await leave(shop, page);
    expect(frictions(shop)).toEqual([]);
    expect(shop.told.filter(({ metric }) => metric === 'CLS')).toHaveLength(1);
  });
});
