import { describe, expect, it } from 'vitest';
import { demoHistory } from '../../../edge/demo-shop/data/history.ts';
import { DAY_MS } from '../../../edge/demo-shop/data/history-types.ts';
import { productById } from '../../../edge/demo-shop/data/products.ts';
import { HISTORY_DAYS, HISTORY_SEED } from '../../../edge/demo-shop/seed.ts';
import { parseEvent } from '../../../edge/imports/parse-event.ts';
import { parsePurchase } from '../../../edge/imports/parse-purchase.ts';
import { SESSION_IDLE_MS } from '../../../shared/protocol.ts';

const NOW_MS = Date.parse('2026-11-22T09:30:00Z');
const SITE = { currency: 'EUR', timeZone: 'Europe/Rome' };
const history = demoHistory({ nowMs: NOW_MS, days: 90, seed: 'test' });
const events = [...history.events];
const ofType = (type: string) => events.filter((event) => event.type === type);

describe('what the demo shop’s visitors did', () => {
  it('is some 12 to 16 thousand events of some 1,500 visitors in the 90 days before today', () => {
    expect(events.length).toBeGreaterThan(11_000);
    expect(events.length).toBeLessThan(17_000);
    expect(new Set(events.map(({ visitorId }) => visitorId)).size).toBe(1_500);
    for (const { at } of events) {
      expect(Date.parse(at)).toBeLessThan(Date.parse('2026-11-22T00:00:00Z'));
      expect(Date.parse(at)).toBeGreaterThanOrEqual(Date.parse('2026-11-22T00:00:00Z') - 91 * DAY_MS);
    }
  });

  it('is accepted whole by the import of past traffic', () => {
    const refused = events
      .map((fields, row) => parseEvent({ row: row + 1, fields: { ...fields } }, SITE, NOW_MS))
      .filter((result) => !result.ok || result.warnings?.length);
    expect(refused.slice(0, 3)).toEqual([]);
  });

  it('has each event id once, and each visitor’s events in order of time', () => {
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    for (let i = 1; i < events.length; i++) {
      if (events[i]!.visitorId === events[i - 1]!.visitorId) expect(events[i]!.at >= events[i - 1]!.at).toBe(true);
    }
  });

  it('is the same for the same seed, moved by whole days when told on another day', () => {
    const again = [...demoHistory({ nowMs: NOW_MS + 3_600_000, days: 90, seed: 'test' }).events];
    expect(again).toEqual(events);
    const tomorrow = demoHistory({ nowMs: NOW_MS + DAY_MS, days: 90, seed: 'test' })
      .events[Symbol.iterator]()
      .next().value!;
    expect(tomorrow.id).toBe(events[0]!.id);
    const other = [...demoHistory({ nowMs: NOW_MS, days: 90, seed: 'other' }).events];
    expect(other.slice(0, 50)).not.toEqual(events.slice(0, 50));
  });

  it('comes in sessions: pauses are either short or longer than a session’s silence', () => {
    let sessions = 1;
    for (let i = 1; i < events.length; i++) {
      const pauseMs = Date.parse(events[i]!.at) - Date.parse(events[i - 1]!.at);
      if (events[i]!.visitorId !== events[i - 1]!.visitorId || pauseMs > SESSION_IDLE_MS) {
        sessions++;
        expect(events[i]!.type).toBe('page_view');
        expect(events[i]!.channel).toBeTruthy();
      }
    }
    expect(sessions).toBeGreaterThan(1_700);
  });

  it('keeps to a taste: the next product looked at is mostly of the same category or line', () => {
    const views = ofType('view_item');
    let pairs = 0;
    let alike = 0;
    for (let i = 1; i < views.length; i++) {
      if (views[i]!.visitorId !== views[i - 1]!.visitorId) continue;
      const [before, after] = [productById(views[i - 1]!.items![0]!.item_id)!, productById(views[i]!.items![0]!.item_id)!];
      pairs++;
      if (before.category === after.category || before.line === after.line) alike++;
    }
    expect(alike / pairs).toBeGreaterThan(0.6);
  });

  it('narrows from looking to buying, and loses many where the shipping cost shows', () => {
    const counts = ['view_item', 'add_to_cart', 'view_cart', 'begin_checkout', 'add_shipping_info', 'add_payment_info', 'purchase'].map(
      (type) => ofType(type).length,
    );
    for (let i = 1; i < counts.length; i++) expect(counts[i]!).toBeLessThan(counts[i - 1]!);
    const told = ofType('add_shipping_info').length;
    expect((told - ofType('add_payment_info').length) / told).toBeGreaterThan(0.25);
    expect(ofType('add_shipping_info').every(({ shipping }) => [0, 6.9, 12.9].includes(shipping!))).toBe(true);
  });
});

describe('what the demo shop’s tills sold', () => {
  const { purchases } = history;

  it('is some 2,500 receipts and more, oldest first, accepted whole, each number once', () => {
    expect(purchases.filter(({ channel }) => channel === 'pos').length).toBeGreaterThan(2_300);
    expect(purchases.map(({ at }) => at)).toEqual(purchases.map(({ at }) => at).sort());
    expect(new Set(purchases.map(({ orderId }) => orderId)).size).toBe(purchases.length);
    const refused = purchases
      .map((fields, row) => parsePurchase({ row: row + 1, fields: { ...fields } }, SITE, NOW_MS))
      .filter((result) => !result.ok || result.warnings?.length);
    expect(refused.slice(0, 3)).toEqual([]);
  });

  it('adds up to the cent', () => {
    for (const { items, total } of purchases) {
      expect(Math.round(items.reduce((sum, { price, quantity }) => sum + price * quantity, 0) * 100)).toBe(Math.round(total * 100));
    }
  });

  it('knows members by number, card or hashed address, and many people not at all', () => {
    const pos = purchases.filter(({ channel }) => channel === 'pos');
    expect(pos.some(({ customerId }) => customerId)).toBe(true);
    expect(pos.some(({ customerId, loyaltyCard }) => !customerId && loyaltyCard)).toBe(true);
    expect(pos.some(({ customerId, loyaltyCard, emailSha256 }) => !customerId && !loyaltyCard && emailSha256)).toBe(true);
    expect(pos.some(({ customerId, loyaltyCard, emailSha256 }) => !customerId && !loyaltyCard && !emailSha256)).toBe(true);
  });

  it('takes back only what was sold, later, and never more than was paid', () => {
    const refunds = purchases.filter(({ refundOf }) => refundOf);
    expect(refunds.length).toBeGreaterThan(20);
    for (const refund of refunds) {
      const sold = purchases.find(({ orderId }) => orderId === refund.refundOf)!;
      expect(refund.at > sold.at).toBe(true);
      expect(refund.total).toBeLessThanOrEqual(sold.total);
    }
  });

  it('tells every web order that a visit ended in, at the same moment and for the same money', () => {
    const web = new Map(purchases.filter(({ channel, refundOf }) => channel === 'web' && !refundOf).map((row) => [row.orderId, row]));
    const told = ofType('purchase');
    expect(web.size).toBe(told.length);
    for (const event of told) expect(web.get(event.transaction_id!)?.total).toBe(event.value);
  });

  it('gives the members people sign in as the histories they are there to show', () => {
    const told = demoHistory({ nowMs: NOW_MS, days: HISTORY_DAYS, seed: HISTORY_SEED }).purchases;
    const daysSince = (number: string) =>
      told
        .filter(({ orderId, refundOf }) => orderId.startsWith(`POS-${number}-`) && !refundOf)
        .map(({ at }) => (NOW_MS - Date.parse(at)) / DAY_MS);
    expect(Math.min(...daysSince('1001')), 'Giulia is still a customer').toBeLessThan(45);
    expect(daysSince('1002').length, 'Marco buys often').toBeGreaterThan(10);
    expect(daysSince('1004'), 'Davide came once').toHaveLength(1);
    expect(daysSince('1004')[0], 'and long ago').toBeGreaterThan(200);
  });
});
