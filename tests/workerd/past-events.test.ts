import { beforeAll, describe, expect, it } from 'vitest';
import { admin, answerOf, ndjson, newSite } from './admin-api.ts';

const SITE = 'past-events';
const DAY = 86_400_000;
const ago = (days: number, minutes = 0) => new Date(Date.now() - days * DAY + minutes * 60_000).toISOString();
const lamp = { item_id: 'lamp', price: 89.9, quantity: 1 };

const history = [
  { visitorId: 'v1', type: 'page_view', at: ago(40), channel: 'organic_search' },
  { visitorId: 'v1', type: 'view_item', at: ago(40, 1), items: [lamp] },
  { visitorId: 'v1', type: 'add_to_cart', at: ago(40, 2), items: [lamp] },
  { visitorId: 'v1', type: 'purchase', at: ago(40, 5), transaction_id: 'o1', value: 89.9, items: [lamp] },
  { visitorId: 'v2', type: 'page_view', at: ago(2) },
  { visitorId: 'v2', type: 'view_item', at: ago(2, 1), items: [lamp] },
  { visitorId: 'v2', type: 'add_to_cart', at: ago(2, 2), items: [lamp] },
];
const lines = (rows: unknown[]) => rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n');
const bring = (body: string, type = ndjson, site = SITE) => admin('POST', `/sites/${site}/events`, body, type);
interface Portrait {
  at: string;
  stage: string;
  journey: { because: { code: string; text: string }[] };
  history: { stage: string }[];
  profile: { eventCounts: Record<string, number>; cart: { lines: unknown[] } };
}
const portrait = async (id: string, query = '') => (await (await admin('GET', `/sites/${SITE}/visitors/${id}${query}`)).json()) as Portrait;

beforeAll(async () => {
  await newSite(SITE);
});

describe('past traffic', () => {
  it('goes in once, with its own dates, and gives every visitor a stage with reasons', async () => {
    expect(await (await bring(lines(history))).json()).toMatchObject({ accepted: 7, rejected: 0, duplicates: 0 });
    expect(await (await bring(lines(history))).json()).toMatchObject({ accepted: 7, duplicates: 7 });
    const buyer = await portrait('v1');
    expect(buyer.profile.eventCounts).toEqual({ page_view: 1, view_item: 1, add_to_cart: 1, purchase: 1 });
    expect(buyer.stage).toBe('retention');
    expect(buyer.history.map((step) => step.stage)).toEqual(['acquisition', 'experimentation', 'loyalty', 'retention']);
    const left = await portrait('v2');
    expect(left.stage).toBe('experimentation');
    expect(left.journey.because.map((reason) => reason.code)).toEqual(expect.arrayContaining(['cart-open', 'cart-abandoned']));
    expect(left.profile.cart.lines).toHaveLength(1);
  });

  it('can be looked at as of any moment, past or to come', async () => {
    expect((await portrait('v1', `?at=${ago(40, 3)}`)).stage).toBe('experimentation');
    expect((await portrait('v1', `?at=${ago(39)}`)).stage).toBe('loyalty');
    expect((await portrait('v1', `?at=${ago(-400)}`)).stage).toBe('recovery');
    for (const at of ['yesterday', '2026-02-30', '2026-02-30T10:00:00Z', '1', '', '%2B275760-09-13T00:00:00Z']) {
      expect((await admin('GET', `/sites/${SITE}/visitors/v1?at=${at}`)).status).toBe(422);
    }
    // a date alone is its first moment at the shop
    const { at } = await answerOf(await admin('GET', `/sites/${SITE}/visitors/v1?at=2027-06-01`));
    expect(at).toBe('2027-05-31T22:00:00.000Z');
  });

  it('is in the reports, with the stages people went through', async () => {
    const report = (await (await admin('GET', `/sites/${SITE}/reports/journey?days=90`)).json()) as Record<string, unknown>;
    expect(JSON.stringify(report)).toContain('retention');
    const items = ((await (await admin('GET', `/sites/${SITE}/visitors/v1/timeline`)).json()) as { items: { type: string }[] }).items;
    expect(items.filter((item) => item.type === 'stage')).toHaveLength(4);
    expect(items.filter((item) => item.type === 'purchase')).toHaveLength(1);
  });

  it('keeps the good lines when one is bad, and says which and why', async () => {
    const body = lines([
      { visitorId: 'v3', type: 'page_view', at: ago(1) },
      '{"visitorId":',
      { visitorId: 'v3', type: 'teleport', at: ago(1) },
      { type: 'page_view', at: ago(1) },
      { visitorId: 'v3', type: 'page_view', at: ago(-3) },
      { visitorId: 'v3', type: 'view_item', at: ago(1, 1), items: 'lamp' },
    ]);
    const report = (await (await bring(body)).json()) as {
      accepted: number;
      rejected: number;
      errors: { row: number; field: string; message: string }[];
    };
    expect(report).toMatchObject({ accepted: 1, rejected: 5 });
    expect(new Set(report.errors.map((error) => error.row))).toEqual(new Set([2, 3, 4, 5, 6]));
    expect(report.errors.every((error) => error.message.length > 5)).toBe(true);
    expect((await portrait('v3')).profile.eventCounts).toEqual({ page_view: 1 });
  });

  it('changes nothing when the file breaks off', async () => {
    const body = JSON.stringify(history.map((row) => ({ ...row, visitorId: 'v4' }))).slice(0, -20);
    const refused = await bring(body, 'application/json');
    expect(refused.status).toBe(400);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect((await admin('GET', `/sites/${SITE}/visitors/v4`)).status).toBe(404);
  });

  it.each<[string, string, string, number]>([
    ['another media type', 'application/pdf', SITE, 415],
    ['a feed of products', 'application/xml', SITE, 415],
    ['an unknown site', 'application/x-ndjson', 'nowhere', 404],
  ])('refuses %s', async (_, type, site, status) => {
    expect((await bring(lines(history), type, site)).status).toBe(status);
  });

  it('does not bring back who was erased, nor do receipts from before; what comes after counts', async () => {
    const receipt = (orderId: string, at: string) => ({ orderId, at, channel: 'pos', total: 20, currency: 'EUR', customerId: 'erased' });
    const customer = () => admin('GET', `/sites/${SITE}/customers/erased`);
    await admin('POST', `/sites/${SITE}/purchases`, [receipt('before', ago(3))]);
    expect((await customer()).status).toBe(200);
    expect((await admin('DELETE', `/sites/${SITE}/customers/erased`)).status).toBe(204);
    expect((await customer()).status).toBe(404);
    await admin('POST', `/sites/${SITE}/purchases`, [receipt('late', ago(2))]);
    await admin('POST', `/sites/${SITE}/customers`, [{ customerId: 'erased', points: 5 }]);
    expect((await customer()).status).toBe(404);
    await admin('POST', `/sites/${SITE}/purchases`, [receipt('after', new Date().toISOString())]);
    const again = (await (await customer()).json()) as { profile: { purchases: { orderId: string }[] } };
    expect(again.profile.purchases.map(({ orderId }) => orderId)).toEqual(['after']);
    const events = lines([{ visitorId: 'erased-device', type: 'page_view', at: ago(1) }]);
    await bring(events);
    expect((await admin('DELETE', `/sites/${SITE}/visitors/erased-device`)).status).toBe(204);
    await bring(events);
    expect((await admin('GET', `/sites/${SITE}/visitors/erased-device`)).status).toBe(404);
  });

  it('can be erased with the person', async () => {
    await bring(lines([{ visitorId: 'v5', type: 'page_view', at: ago(1) }]));
    expect((await admin('DELETE', `/sites/${SITE}/visitors/v5`)).status).toBe(204);
    expect((await admin('GET', `/sites/${SITE}/visitors/v5`)).status).toBe(404);
  });
});
