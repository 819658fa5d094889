import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { answerOf, eventsSent, expectInAction, pageHtml, type Sent, type Stage, storedBy, typesSent, until } from './support-widget.ts';
import { useStage } from './use-stage.ts';

let stage: Stage;
let context: BrowserContext;
let page: Page;

useStage((open) => {
  ({ stage, context, page } = open);
});

const asks = (sent: Sent): boolean => sent.path === 'journey';
const isKnown = (sent: Sent): boolean => sent.visitor !== null;
const says =
  (secret: string) =>
  (sent: Sent): boolean =>
    sent.text.includes(secret);
const NOTHING = { local: [], session: [], cookies: [], databases: 0 };
const gtag = 'window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}';
const asked = `gtag('consent','default',{analytics_storage:'denied',ad_personalization:'denied'});`;
const order = `dataLayer.push({event:'purchase',ecommerce:{transaction_id:'order-77',value:10,currency:'EUR',items:[{item_id:'A'}]}});`;
const stored = (): Promise<string | null> => page.evaluate(() => localStorage.getItem('tappa.shop'));

describe('without consent', () => {
  it.each([
    ['nobody was asked', '', ''],
    ['the consent tool says "denied" by default', '', `<script>${gtag};${asked}${order}</script>`],
    ['the tag says so', 'data-consent="denied"', `<script>${gtag};${order}</script>`],
    [
      'the shop asks by itself',
      'data-consent="manual"',
      `<script>${gtag};gtag('consent','update',{analytics_storage:'granted'});${order}</script>`,
    ],
  ])('nothing is stored and nothing identifying is sent: %s', async (_, attributes, head) => {
    stage.pages.set('/grazie', pageHtml(stage, { attributes, head: `${head}<script>tappa('identify',{token:'secret-token'})</script>` }));
    await expectInAction(stage, {
      action: () => page.goto(`${stage.shop}/grazie?email=maria@example.it`, { referer: 'https://mail.example/inbox/7' }),
      expected: [asks],
      refuted: [isKnown, says('maria'), says('secret-token'), says('order-77'), says('inbox'), (sent) => sent.path === 'events'],
    });
    expect(await storedBy(page, context)).toEqual(NOTHING);
    expect(stage.sent[0]?.page.url).toBe(`${stage.shop}/grazie`);
  });

  it('the shopper still gets an answer, from what happened on this page', async () => {
    stage.pages.set(
      '/p',
      pageHtml(stage, { attributes: '', head: `<script>${gtag};gtag('event','view_item',{items:[{item_id:'A'}]})</script>` }),
    );
    stage.reply = () => ({ blocks: [{ id: 'b1', rule: 'r', slot: 's', kind: 'message', when: { on: 'load' }, content: {} }] });
    await page.goto(`${stage.shop}/p`);
    await page.waitForSelector('#probe:text("b1")');
    expect(typesSent(stage)).toEqual(['page_view', 'view_item']);
    expect(stage.sent[0]).toMatchObject({
      page: { type: 'product', product: 'A' },
      consent: { analytics: 'pending', personalization: 'pending' },
    });
  });

  it('two page views cannot be told to be the same person', async () => {
    stage.pages.set('/a', pageHtml(stage, { attributes: '' }));
    await expectInAction(stage, { action: () => page.goto(`${stage.shop}/a`), expected: [asks] });
    await expectInAction(stage, { action: () => page.evaluate(() => history.pushState({}, '', '/b')), expected: [asks] });
    const [one, two] = stage.sent;
    expect(one!.session.id).not.toBe(two!.session.id);
    expect(two!.events.map(({ type }) => type)).toEqual(['page_view']);
  });

  it('the browser may refuse for the visitor, who may still choose otherwise', async () => {
    await context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true }));
    stage.pages.set('/', pageHtml(stage));
    await expectInAction(stage, {
      action: () => page.goto(stage.shop),
      expected: [(sent) => sent.consent.analytics === 'denied'],
      refuted: [isKnown],
    });
    await expectInAction(stage, { action: () => page.evaluate(`tappa('consent',{analytics:'granted'})`), expected: [isKnown] });
  });
});

describe('when consent changes', () => {
  it('a yes makes ids, and tells what this page saw before', async () => {
    stage.pages.set(
      '/',
      pageHtml(stage, { attributes: '', head: `<script>${gtag};${asked}gtag('event','view_item',{items:[{item_id:'A'}]})</script>` }),
    );
    await expectInAction(stage, { action: () => page.goto(stage.shop), expected: [asks] });
    const [yes] = await expectInAction(stage, {
      action: () => page.evaluate(`gtag('consent','update',{analytics_storage:'granted',ad_personalization:'granted'})`),
      expected: [(sent) => asks(sent) && isKnown(sent)],
    });
    expect(yes?.events.map(({ type }) => type)).toEqual(['page_view', 'view_item']);
    expect(yes?.events[0]?.id).toBe(stage.sent[0]?.events[0]?.id);
    expect(JSON.parse((await stored())!)).toMatchObject({ visitor: yes?.visitor?.id, session: { id: yes?.session.id } });
    expect((await storedBy(page, context)).cookies).toEqual([]);
  });

  it('a no erases everything and tells the edge, without saying who', async () => {
    stage.pages.set('/', pageHtml(stage, { attributes: '' }));
    await page.goto(stage.shop);
    await expectInAction(stage, {
      action: () => page.evaluate(`tappa('consent',{analytics:true,personalization:true})`),
      expected: [isKnown],
    });
    const { visitor, session } = stage.sent.find(isKnown)!;
    const [no] = await expectInAction(stage, {
      action: () => page.evaluate(`tappa('consent',{analytics:false,personalization:false})`),
      expected: [(sent) => asks(sent) && sent.consent.analytics === 'denied'],
      refuted: [isKnown, says(visitor!.id), says(session.id)],
    });
    expect(no?.visitor).toBeNull();
    expect(await storedBy(page, context)).toEqual(NOTHING);
  });

  it('a default of "denied" on the next page does not make a visitor who agreed a stranger', async () => {
    const agreed = `<script>${gtag};gtag('consent','default',{analytics_storage:'denied',wait_for_update:500});setTimeout(()=>gtag('consent','update',{analytics_storage:'granted'}),150)</script>`;
    stage.pages.set('/', pageHtml(stage, { attributes: '', head: agreed }));
    stage.pages.set('/b', pageHtml(stage, { attributes: '', head: agreed }));
    await expectInAction(stage, { action: () => page.goto(stage.shop), expected: [isKnown] });
    await expectInAction(stage, { action: () => page.goto(`${stage.shop}/b`), expected: [isKnown], refuted: [(sent) => !isKnown(sent)] });
    const ids = new Set(stage.sent.map(({ visitor }) => visitor?.id));
    expect(ids.size).toBe(1);
    expect(new Set(stage.sent.map(({ session }) => session.id)).size).toBe(1);
  });

  it('the cart put together before the yes comes on top of the one this device remembers', async () => {
    const add = `dataLayer.push({event:'add_to_cart',ecommerce:{currency:'EUR',items:[{item_id:'B',price:5,quantity:1}]}})`;
    stage.pages.set('/', pageHtml(stage, { attributes: '', head: `<script>${gtag}</script>` }));
    await page.goto(stage.shop);
    await page.evaluate(() =>
      localStorage.setItem(
        'tappa.shop',
        JSON.stringify({ visitor: 'v-1', cart: { lines: [{ item_id: 'A', quantity: 2 }], said: 'A,2,' } }),
      ),
    );
    await expectInAction(stage, {
      action: () => page.evaluate(add),
      expected: [(sent) => sent.events.some(({ type }) => type === 'cart')],
    });
    await page.evaluate(`tappa('consent',{analytics:true})`);
    await until(
      () => eventsSent(stage, 'cart').some(({ items }) => items?.length === 2),
      () => JSON.stringify(eventsSent(stage, 'cart')),
    );
    expect(stage.sent.at(-1)).toMatchObject({ visitor: { id: 'v-1' } });
  });
});

describe('the key to what is kept of a visitor', () => {
  it('stays on the device though the edge tells it once, shows with each question that the device is the one it names, and goes with consent', async () => {
    const told = (sent: Sent, key?: string): string =>
      JSON.stringify({ ...answerOf(sent), visitor: { ...sent.visitor, ...(key && { key }) } });
    const hasKey = async (): Promise<boolean> => (await stored())?.includes('"key":"the-key"') ?? false;
    stage.pages.set('/', pageHtml(stage));
    stage.pages.set('/altra', pageHtml(stage));
    stage.reply = (sent) => ({ body: told(sent, 'the-key') });
    await page.goto(stage.shop);
    await until(hasKey, () => 'expected the key to be kept');
    stage.reply = (sent) => ({ body: told(sent) });
    await expectInAction(stage, { action: () => page.goto(`${stage.shop}/altra`), expected: [says('"key":"the-key"')], refuted: [] });
    expect(await hasKey()).toBe(true);
    await page.evaluate(`tappa('consent',{analytics:false,personalization:false})`);
    await until(
      async () => (await stored()) === null,
      () => 'expected nothing to be kept',
    );
  });
});
