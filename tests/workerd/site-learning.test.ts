import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { siteClient } from '../../edge/site/client.ts';
import { SiteObject } from '../../edge/site/site-object.ts';
import { loadPublishedSite } from '../../edge/site/snapshot.ts';
import type { LearnedMessage } from '../../edge/site/types.ts';
import { admin, answerOf, importAll, newSite } from './admin-api.ts';

const SITE = 'learning-test';
const at = Date.now() - 60_000;
let count = 0;
const message = (sessionId: string, facts: LearnedMessage['facts'], stage?: LearnedMessage['stage']): LearnedMessage => ({
  site: SITE,
  sessionId,
  facts,
  messageId: `m${++count}`,
  ...(stage ? { stage } : {}),
});
const view = (...itemIds: string[]) => itemIds.map((itemId) => ({ type: 'view_item', atMs: at, itemIds: [itemId] }));
const report = async (days = 1) => await answerOf(await admin('GET', `/sites/${SITE}/reports/journey?days=${days}`));

beforeAll(async () => {
  await newSite(SITE);
  await importAll(
    SITE,
    'catalog',
    ['lamp', 'vase', 'rug', 'bowl', 'chair'].map((id) => ({
      id,
      title: id,
      link: `https://shop.example/${id}`,
      price: '10.00 EUR',
      availability: 'in_stock',
    })),
  );
});

describe('what visits leave behind', () => {
  it('is counted by day, and a message the queue sends twice counts once', async () => {
    const first = message('s1', [{ type: 'page_view', atMs: at, channel: 'google / cpc' }, ...view('lamp', 'vase')], {
      now: 'acquisition',
      before: null,
    });
    const second = message(
      's1',
      [
        { type: 'add_to_cart', atMs: at, itemIds: ['vase'] },
        { type: 'friction', atMs: at, friction: 'shipping_cost' },
      ],
      { now: 'experimentation', before: 'acquisition' },
    );
    const third = message(
      's2',
      [...view('lamp'), { type: 'impression', atMs: at, rule: 'home-picks' }, { type: 'click', atMs: at, rule: 'home-picks' }],
      { now: 'acquisition', before: null },
    );
    await siteClient(env, SITE).learn([first, second, first]);
    await siteClient(env, SITE).learn([third, second]);
    const { totals, days, stages, changes, arrivals, rules, friction, events } = await report();
    expect(totals).toMatchObject({ sessions: 2, productViews: 3, cartAdds: 1, purchases: 0 });
    expect(days).toHaveLength(1);
    expect(events[0]).toEqual({ type: 'view_item', count: 3 });
    expect(stages).toEqual([
      { stage: 'acquisition', now: 1, entered: 2, left: 1 },
      { stage: 'experimentation', now: 1, entered: 1, left: 0 },
    ]);
    expect(changes).toEqual([{ from: 'acquisition', to: 'experimentation', count: 1 }]);
    expect(arrivals).toEqual([
      { channel: '(none)', sessions: 1 },
      { channel: 'google / cpc', sessions: 1 },
    ]);
    expect(rules).toEqual([{ rule: 'home-picks', impressions: 1, clicks: 1, dismissals: 0, feedback: 0 }]);
    expect(friction).toEqual([{ kind: 'shipping_cost', count: 1 }]);
  });

  it('counts a purchase once, whether the page told of it, the till, or both', async () => {
    const bought = { type: 'purchase', atMs: at, orderId: 'web-1', valueMinor: 5_000, itemIds: ['lamp'] };
    await siteClient(env, SITE).learn([message('s1', [bought]), message('s1', [bought])]);
    const when = new Date(at).toISOString();
    await importAll(SITE, 'purchases', [
      { orderId: 'web-1', at: when, channel: 'web', customerId: 'c1', total: 52.5, currency: 'EUR' },
      { orderId: 'pos-1', at: when, channel: 'pos', total: 10.1, currency: 'EUR' },
      { orderId: 'pos-2', at: when, channel: 'pos', total: 20.2, currency: 'EUR' },
      { orderId: 'pos-3', at: when, channel: 'pos', total: 10, currency: 'EUR', refundOf: 'pos-2' },
    ]);
    const { sales, totals } = await report();
    expect(sales).toEqual([
      { channel: 'pos', currency: 'EUR', purchases: 2, refunds: 1, revenue: 30.3, refunded: 10, averageTicket: 15.15 },
      { channel: 'web', currency: 'EUR', purchases: 1, refunds: 0, revenue: 52.5, refunded: 0, averageTicket: 52.5 },
    ]);
    expect(totals).toMatchObject({ purchases: 3, refunds: 1, revenue: 82.8, refunded: 10 });
    expect((await siteClient(env, SITE).customerRecord('c1')).purchases[0]).toMatchObject({
      orderId: 'web-1',
      totalMinor: 5_250,
      items: [{ itemId: 'lamp' }],
    });
  });

  it('is remembered over a restart: the queue’s second delivery still counts once', async () => {
    const late = message('s9', view('bowl'));
    await siteClient(env, SITE).learn([late]);
    const before = (await report()).totals.productViews;
    // A fresh object on the same database, as after an eviction.
    await runInDurableObject(env.SITES.getByName(SITE), async (_object, state) => {
      await new SiteObject(state as never, env).learn([late]);
    });
    expect((await report()).totals.productViews).toBe(before);
  });

  it('from browsers that invent names fills no database', async () => {
    await siteClient(env, SITE).learn([
      message(
        's10',
        Array.from({ length: 500 }, (_, i) => ({ type: 'impression', atMs: at, rule: `made-up-${i}` })),
      ),
    ]);
    const { rules } = await report();
    expect(rules.length).toBeLessThanOrEqual(201);
    expect(rules[0].rule).toBe('(other)');
    expect(rules[0].impressions).toBeGreaterThan(250);
  });

  it('of a site that is gone is let go', async () => {
    await siteClient(env, 'learning-nowhere').learn([message('s', view('lamp'))]);
    expect((await admin('GET', '/sites/learning-nowhere')).status).toBe(404);
  });

  it('is reported for as many days as asked, and not for nonsense', async () => {
    const { days, from, to } = await report(7);
    expect(days).toHaveLength(7);
    expect([days[0].day, days[6].day]).toEqual([from, to]);
    for (const wrong of ['0', '-1', '1.5', 'week', '401']) {
      expect((await admin('GET', `/sites/${SITE}/reports/journey?days=${wrong}`)).status).toBe(422);
    }
  });
});

describe('recommendations', () => {
  it('are learned from visits without anybody asking, and published', async () => {
    const visits = Array.from({ length: 30 }, (_, i) => message(`k${i}`, view('lamp', i % 3 ? 'rug' : 'vase', 'bowl')));
    await siteClient(env, SITE).learn(visits);
    await expect
      .poll(async () => (await loadPublishedSite(env, SITE, Date.now()))?.recommendations !== null, { timeout: 15_000, interval: 200 })
      .toBe(true);
    const { items } = await answerOf(await admin('GET', `/sites/${SITE}/recommendations?strategy=session&items=lamp&count=2`));
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({
      strategy: 'session',
      becauseOf: 'lamp',
      price: '10.00 EUR',
      link: expect.stringContaining('https://'),
    });
    for (const { item_id } of items) expect(['rug', 'vase', 'bowl']).toContain(item_id);
  });

  it('can be kept to what one shop has', async () => {
    await importAll(SITE, 'stores', [
      {
        storeCode: 'bari',
        name: 'Bari',
        address: { streetAddress: 'Via 1', addressLocality: 'Bari' },
        geo: { latitude: 41.1, longitude: 16.8 },
      },
    ]);
    await importAll(SITE, 'inventory', [
      { store_code: 'bari', id: 'chair', quantity: 2 },
      { store_code: 'bari', id: 'rug', quantity: 0 },
    ]);
    const { items } = await answerOf(await admin('GET', `/sites/${SITE}/recommendations?items=lamp&store=bari`));
    expect(items.map((item: { item_id: string }) => item.item_id)).toEqual(['chair']);
    for (const query of ['strategy=magic', 'count=0', 'count=many', 'store=atlantis']) {
      expect([query, (await admin('GET', `/sites/${SITE}/recommendations?${query}`)).status]).toEqual([query, 422]);
    }
  });
});
