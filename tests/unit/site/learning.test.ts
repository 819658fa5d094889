import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventsMessage } from '../../../edge/platform/events-message.ts';
import { foldMessages, mergeItems, SESSION_ITEMS_MAX } from '../../../edge/site/learning.ts';

const site = { currency: 'EUR', timeZone: 'Europe/Rome' };
const noon = Date.parse('2026-11-20T11:00:00Z');
const message = (facts: EventsMessage['facts'], more: Partial<EventsMessage> = {}): EventsMessage => ({
  site: 's',
  sessionId: 'a',
  facts,
  ...more,
});

describe('what queued visits add to a site', () => {
  it('is counted on the day of the shop, not of Greenwich', () => {
    const lateEvening = Date.parse('2026-11-20T23:30:00Z');
    const { rollups } = foldMessages([message([{ type: 'page_view', atMs: lateEvening }])], site);
    expect(rollups).toEqual([{ day: '2026-11-21', metric: 'event', key: 'page_view', count: 1, valueMinor: 0 }]);
  });

  it('is how its pages were, a count for each step', () => {
    const vitals = ['LCP<=2000', 'LCP<=2000', 'CLS<=0.1'].map((vital) => ({ type: 'web_vitals', atMs: noon, vital }));
    const { rollups } = foldMessages([message(vitals)], site);
    const day = '2026-11-20';
    expect(rollups).toEqual([
      { day, metric: 'event', key: 'web_vitals', count: 3, valueMinor: 0 },
      { day, metric: 'vital', key: 'LCP<=2000', count: 2, valueMinor: 0 },
      { day, metric: 'vital', key: 'CLS<=0.1', count: 1, valueMinor: 0 },
    ]);
  });

  it('holds the products of a session in the order they were met, each once, and not what merely scrolled by', () => {
    const { sessions } = foldMessages(
      [
        message([
          { type: 'view_item', atMs: noon, itemIds: ['a'] },
          { type: 'view_item_list', atMs: noon, itemIds: ['x', 'y'] },
        ]),
        message([
          { type: 'add_to_cart', atMs: noon + 1, itemIds: ['b'] },
          { type: 'view_item', atMs: noon + 2, itemIds: ['a'] },
        ]),
      ],
      site,
    );
    expect(sessions).toEqual([{ sessionId: 'a', items: ['a', 'b'], endedAtMs: noon + 2, channel: null, day: '2026-11-20' }]);
  });

  it('takes a refund with either sign, and an order below nothing for nothing', () => {
    const facts = [
      { type: 'refund', atMs: noon, orderId: 'o1', valueMinor: -990 },
      { type: 'purchase', atMs: noon, orderId: 'o2', valueMinor: -500 },
    ];
    const { purchases } = foldMessages([message(facts)], site);
    expect(purchases.map(({ purchase }) => purchase.totalMinor)).toEqual([990, 0]);
  });

  it('makes of a purchase a receipt, and of a refund one that names its order', () => {
    const { purchases } = foldMessages(
      [
        message([
          { type: 'purchase', atMs: noon, orderId: 'o1', valueMinor: 1_990, itemIds: ['a'] },
          { type: 'refund', atMs: noon, orderId: 'o1', valueMinor: 990 },
          { type: 'purchase', atMs: noon },
        ]),
      ],
      site,
    );
    expect(purchases.map(({ purchase }) => [purchase.orderId, purchase.totalMinor, purchase.refundOf])).toEqual([
      ['o1', 1_990, undefined],
      [`o1#refund-${noon}`, 990, 'o1'],
    ]);
  });

  it('counts a stage when it is entered, and a change when there was one before', () => {
    const facts = [{ type: 'page_view', atMs: noon }];
    const { rollups } = foldMessages(
      [
        message(facts, { stage: { now: 'acquisition', before: null } }),
        message(facts, { stage: { now: 'loyalty', before: 'acquisition' } }),
        message(facts, { stage: { now: 'loyalty', before: 'loyalty' } }),
        message([], { stage: { now: 'loyalty', before: null } }),
      ],
      site,
    );
    expect(rollups.filter(({ metric }) => metric.startsWith('stage')).map(({ metric, key, count }) => [metric, key, count])).toEqual([
      ['stage-entry', 'acquisition', 1],
      ['stage-entry', 'loyalty', 1],
      ['stage-change', 'acquisition>loyalty', 1],
    ]);
  });

  it('is the same however the queue cuts it into batches', () => {
    const fact = fc.record({
      type: fc.constantFrom('view_item', 'page_view', 'click'),
      atMs: fc.integer({ min: noon, max: noon + 90_000_000 }),
      rule: fc.constantFrom('r1', 'r2'),
    });
    fc.assert(
      fc.property(fc.array(fc.array(fact, { maxLength: 5 }), { maxLength: 12 }), fc.nat(12), (groups, cut) => {
        const messages = groups.map((facts) => message(facts));
        const sum = (parts: ReturnType<typeof foldMessages>[]) => {
          const counts: Record<string, number> = {};
          for (const row of parts.flatMap(({ rollups }) => rollups)) {
            const key = `${row.day} ${row.metric} ${row.key}`;
            counts[key] = (counts[key] ?? 0) + row.count;
          }
          return counts;
        };
        expect(sum([foldMessages(messages.slice(0, cut), site), foldMessages(messages.slice(cut), site)])).toEqual(
          sum([foldMessages(messages, site)]),
        );
      }),
    );
  });
});

describe('products of a session', () => {
  it('are never more than the limit, never twice, and keep the newest', () => {
    const items = fc.array(fc.integer({ min: 0, max: 80 }).map(String), { maxLength: 120 });
    fc.assert(
      fc.property(items, items, (first, second) => {
        const merged = mergeItems(mergeItems([], first), second);
        expect(merged.length).toBeLessThanOrEqual(SESSION_ITEMS_MAX);
        expect(new Set(merged).size).toBe(merged.length);
        for (const item of merged) expect([...first, ...second]).toContain(item);
      }),
    );
  });
});
