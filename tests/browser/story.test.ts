import type { Browser, BrowserContext, Page, Request, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoStory } from '../../edge/demo-shop/data/story.ts';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import type { VisitRequestInput } from '../../shared/schemas/visit.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from './support-widget.ts';

let browser: Browser;
let product: Product;

beforeAll(async () => {
  [browser, product] = await Promise.all([launchBrowser(), startProduct()]);
});
afterAll(() => browser?.close());

/** A question of the page and what the edge said to it. */
interface Exchange {
  asked: VisitRequestInput;
  answer: VisitAnswer;
}

/** One shopper's device: a fresh browser profile, with what it sent to the edge and what it heard. */
class Device {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly requests: Request[] = [];
  readonly exchanges: Exchange[] = [];

  static async open(viewport = { width: 1280, height: 900 }): Promise<Device> {
    const context = await browser.newContext({ viewport, locale: 'it-IT' });
    const device = new Device(context, await context.newPage());
    await context.route('**/journey', (route) => device.pass(route));
    return device;
  }

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    context.on('request', (request) => {
      if (request.url().includes('/v1/sites/')) this.requests.push(request);
    });
  }

  /** Lets a question through and notes the answer, which the browser would forget with the next page. */
  private async pass(route: Route): Promise<void> {
    const response = await route.fetch();
    const body = await response.text();
    if (response.ok()) this.exchanges.push({ asked: JSON.parse(route.request().postData() ?? '{}'), answer: JSON.parse(body) });
    await route.fulfill({ response, body }).catch(() => undefined);
  }

  /** Opens a page and gives the first answer it got, not one that the page before still got. */
  async visit(path: string): Promise<VisitAnswer> {
    return this.during(
      () => this.page.goto(product.url + path),
      // A product is reached by its id too, and then stands at its full address.
      ({ asked }) => `${new URL(asked.page.url).pathname}-`.startsWith(`${path}-`),
    );
  }

  /** Does something and gives the first answer that follows from it and is the one meant. */
  async during(act: () => Promise<unknown>, isMeant: (exchange: Exchange) => boolean = () => true): Promise<VisitAnswer> {
    const before = this.exchanges.length;
    await act();
    const found = () => this.exchanges.slice(before).find(isMeant);
    await until(
      () => found() !== undefined,
      () => `No such answer at ${this.page.url()}`,
    );
    return found()!.answer;
  }

  /** Tuesday morning in Milan, whatever the clock of the machine that tests says. */
  async beInMilan(): Promise<void> {
    await this.page.goto(`${product.url}/shop/`);
    await this.page.selectOption('[data-demo="time"]', 'tuesday-11');
    await this.page.waitForLoadState();
    await this.page.selectOption('[data-demo="place"]', { label: demoStory.place });
    await this.page.waitForLoadState();
  }

  async accept(): Promise<VisitAnswer> {
    return this.during(
      () => this.page.click('[data-consent-banner] [data-consent="accept"]'),
      ({ asked }) => asked.visitor !== null,
    );
  }

  block(slot: string) {
    return this.page.locator(`[data-tappa-slot="${slot}"]`);
  }

  async addToCart(id: string): Promise<void> {
    await this.visit(`/shop/prodotto/${id}`);
    await this.during(
      () => this.page.click('[data-add] button.wide'),
      ({ asked }) => (asked.events ?? []).some((event) => event.type === 'cart'),
    );
  }

  async toShippingStep(): Promise<void> {
    await this.page.goto(`${product.url}/shop/carrello`);
    await this.page.goto(`${product.url}/shop/cassa/indirizzo`);
    for (const [name, value] of ADDRESS) {
      const field = this.page.locator(`main [name="${name}"]`);
      if (await field.count()) await field.fill(value);
    }
    await this.during(
      () => this.page.locator('main form[method="post"] button.dark').last().click(),
      ({ asked }) => asked.page.url.includes('/cassa/spedizione'),
    );
  }

  async signIn(customerId: string): Promise<VisitAnswer> {
    await this.page.goto(`${product.url}/shop/account`);
    return this.during(
      () => this.page.click(`button[value="${customerId}"]`),
      ({ asked }) => asked.identity !== undefined,
    );
  }
}

const ADDRESS: readonly [string, string][] = [
  ['email', 'giulia@example.it'],
  ['name', 'Giulia Rossi'],
  ['street', 'Via Roma 1'],
  ['postalCode', '20121'],
  ['city', 'Milano'],
  ['phone', '3331234567'],
];

/** Everything a site may keep in a browser. */
async function storedOn(device: Device): Promise<{ cookies: string[]; local: string[]; session: string[]; databases: string[] }> {
  const cookies = (await device.context.cookies()).map((cookie) => cookie.name);
  const rest = await device.page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map((database) => database.name ?? ''),
  }));
  return { cookies, ...rest };
}

describe('a visit from the first page to the second purchase', () => {
  it('is told by the shop, the edge and the page together', async () => {
    const laptop = await Device.open();
    await laptop.beInMilan();

    // somebody new: what is popular, and why
    const first = await laptop.accept();
    expect(first.journey.stage).toBe('acquisition');
    expect(first.journey.because[0]?.text).toBeTruthy();
    await laptop.block('home-picks').getByRole('heading').first().waitFor();
    expect(await laptop.block('home-picks').locator('a[href*="/shop/"]').count()).toBeGreaterThanOrEqual(4);
    const picks = first.blocks.find((block) => block.slot === 'home-picks');
    expect(picks?.reason).toBeTruthy();

    // two things in the cart, as far as the shipping cost, and away
    for (const id of demoStory.products) await laptop.addToCart(id);
    await laptop.toShippingStep();
    const back = await laptop.visit('/shop/');
    expect(back.journey.stage).toBe('experimentation');

    // back: both are in the shop nearby
    const notice = back.blocks.find((block) => block.kind === 'store-notice');
    if (notice?.kind !== 'store-notice') throw new Error('no store notice');
    expect(notice.content.store).toMatchObject({ storeCode: demoStory.storeCode, whole: true, open: true });
    expect(notice.content.lines.map((line) => line.item_id).sort()).toEqual([...demoStory.products].sort());
    const shown = laptop.block('store-notice');
    for (const words of [/\d+ m\b|\d,\d km/, /fino alle \d{1,2}:\d{2}/, /spedizione/]) await shown.getByText(words).first().waitFor();

    // signed in: points, and the cart on a second device
    const known = await laptop.signIn(demoStory.customerId);
    const loyalty = known.blocks.find((block) => block.kind === 'loyalty-prompt');
    if (loyalty?.kind !== 'loyalty-prompt') throw new Error('no loyalty prompt');
    expect(loyalty.content.pointsText).toMatch(/\d/);
    const phone = await Device.open({ width: 390, height: 844 });
    await phone.beInMilan();
    await phone.accept();
    await phone.signIn(demoStory.customerId);
    const onPhone = await phone.visit('/shop/');
    const same = onPhone.blocks.find((block) => block.kind === 'store-notice');
    if (same?.kind !== 'store-notice') throw new Error('no store notice on the second device');
    expect(same.content.lines.map((line) => line.item_id).sort()).toEqual([...demoStory.products].sort());
    await phone.context.close();
    await laptop.context.close();
  });

  it('calls a first buyer loyal in the very answer to the purchase, and then shows what goes with it', async () => {
    const device = await Device.open();
    await device.beInMilan();
    await device.accept();
    await device.addToCart(demoStory.products[0]);
    await device.toShippingStep();
    await device.page.locator('main form[method="post"] button.dark').last().click();
    await device.page.waitForURL('**/cassa/pagamento*');
    const bought = await device.during(
      () => device.page.locator('main form[method="post"] button.dark').last().click(),
      ({ asked }) => (asked.events ?? []).some((event) => event.type === 'purchase'),
    );
    expect(bought.journey.stage).toBe('loyalty');
    expect(device.page.url()).toContain('/cassa/conferma');
    const next = await device.visit('/shop/');
    const picks = next.blocks.find((block) => block.slot === 'home-picks');
    expect(picks?.rule).toBe('home-after-purchase');
    if (picks?.kind !== 'recommendations') throw new Error('no picks');
    expect(picks.content.items.length).toBeGreaterThan(0);
    expect(picks.content.items.map((item) => item.item_id)).not.toContain(demoStory.products[0]);
    await device.context.close();
  });
});

describe('who refuses', () => {
  it('leaves no trace on the device, says nothing that identifies, and still gets picks and the shop nearby', async () => {
    const device = await Device.open();
    await device.beInMilan();
    await device.page.click('[data-consent-banner] [data-consent="refuse"]');
    for (const id of demoStory.products) await device.addToCart(id);
    await device.toShippingStep();
    const back = await device.visit('/shop/');
    await device.block('home-picks').getByRole('heading').first().waitFor();
    expect(back.visitor).toBeNull();
    expect(back.blocks.find((block) => block.slot === 'home-picks')?.kind).toBe('recommendations');

    const stored = await storedOn(device);
    expect(stored.local).toEqual([]);
    expect(stored.session).toEqual([]);
    expect(stored.databases).toEqual([]);
    expect(stored.cookies.filter((name) => !name.startsWith('olmaria_') && !name.startsWith('tappa_demo_'))).toEqual([]);

    expect(device.requests.length).toBeGreaterThan(4);
    const sessions = new Set<string>();
    for (const request of device.requests) {
      const body = JSON.parse(request.postData() ?? '{}');
      expect(body.visitor).toBeNull();
      expect(body.identity).toBeUndefined();
      expect(body.consent.analytics).not.toBe('granted');
      expect(body.page.url).not.toContain('?');
      sessions.add(body.session.id);
    }
    // a session id that lasted from page to page would be an identifier too
    expect(sessions.size).toBeGreaterThanOrEqual(5);
    await device.context.close();
  });

  it('after having agreed takes everything back', async () => {
    const device = await Device.open();
    await device.page.goto(`${product.url}/shop/`);
    const granted = await device.accept();
    expect(granted.visitor).not.toBeNull();
    expect((await storedOn(device)).local.length).toBeGreaterThan(0);
    const withdrawn = await device.during(
      () =>
        device.page.evaluate(() =>
          (window as unknown as { tappa: (...args: unknown[]) => void }).tappa('consent', {
            analytics: 'denied',
            personalization: 'denied',
          }),
        ),
      ({ asked }) => asked.visitor === null,
    );
    expect(withdrawn.visitor).toBeNull();
    expect((await storedOn(device)).local).toEqual([]);
    await device.context.close();
  });
});
