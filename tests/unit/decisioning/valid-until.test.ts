import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../edge/decisioning/decide.ts';
import { defaultSetup } from '../../../edge/decisioning/default-setup.ts';
import { BALANCE_FRESH_MS } from '../../../edge/loyalty/member.ts';
import type { Block } from '../../../shared/schemas/block.ts';
import type { Customer } from '../../../shared/schemas/customer.ts';
import type { Rule } from '../../../shared/schemas/rule.ts';
import { act, boughtInShop, DAY, lamp, MINUTE, MONDAY, page, vase } from '../journey/a-person.ts';
import { decideOn, pieces, situation, stores, the } from './a-shop.ts';

const HOUR = 60 * MINUTE;
const cart = [act('cart', MONDAY, { items: [lamp, vase], currency: 'EUR' })];
const ada: Customer = { customerId: 'c1', loyaltyCard: 'K1', points: 120, pending: 45, tier: 'base', asOfMs: MONDAY };
const romeTime = (iso: string | undefined): string =>
  new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Rome', dateStyle: 'short', timeStyle: 'short' }).format(Date.parse(iso ?? ''));

/** A rule of a new site that asks nothing of anybody. */
const open = (id: string, more: Partial<Rule> = {}): Rule => ({
  ...(defaultSetup().rules.find((rule) => rule.id === id) as Rule),
  who: {},
  pages: [],
  ...more,
});
const notice = (more: Partial<Rule> = {}) => ({ slots: ['store-notice'], rules: [open('store-notice', more)] });
const everywhere = (asOfMs: number) =>
  ['torino', 'loreto', 'monza'].flatMap((code) => [pieces(code, 'lamp', 2, asOfMs), pieces(code, 'vase', 1, asOfMs)]);

describe('a shop with the cart is told of from memory', () => {
  it('until it closes, where its stock is fresh for longer', () => {
    const block = the('store-notice', decideOn({ ...notice(), facts: cart, stock: everywhere(MONDAY - HOUR) }));
    expect(block.content.text).toMatch(/aperto fino alle 19:30/);
    expect(romeTime(block.validUntil)).toBe('2026-11-16 19:30');
  });

  it('until its stock is too old to be spoken of, if that comes first', () => {
    const asOfMs = MONDAY - 24 * HOUR;
    const block = the('store-notice', decideOn({ ...notice(), facts: cart, stock: everywhere(asOfMs) }));
    expect(Date.parse(block.validUntil!)).toBe(asOfMs + defaultSetup().stockMaxAgeMs);
  });

  it('until the oldest stock of the other shops that are named', () => {
    const oldMs = MONDAY - 25 * HOUR;
    const stock = [...everywhere(MONDAY - HOUR).filter(({ storeCode }) => storeCode !== 'loreto'), pieces('loreto', 'lamp', 1, oldMs)];
    const block = the('store-notice', decideOn({ ...notice(), facts: cart, stock }));
    expect(block.content.others.map(({ storeCode }) => storeCode)).toContain('loreto');
    expect(Date.parse(block.validUntil!)).toBe(oldMs + defaultSetup().stockMaxAgeMs);
  });

  it('until midnight while it is closed, as "tomorrow" is another day then', () => {
    const block = the('store-notice', decideOn({ ...notice(), facts: cart, at: MONDAY + 12 * HOUR, stock: everywhere(MONDAY) }));
    expect(block.content.store.hoursText).toBe('apre domani alle 9:00');
    expect(romeTime(block.validUntil)).toBe('2026-11-17 00:00');
  });

  it('for as long as its hours leave at the moment that is tried out', () => {
    const input = { ...situation({ ...notice(), facts: cart, stock: everywhere(MONDAY) }), hoursAtMs: MONDAY + 9 * HOUR };
    const block = the('store-notice', decide(input));
    expect(Date.parse(block.validUntil!) - MONDAY).toBe(30 * MINUTE);
  });
});

describe('points are told of from memory', () => {
  const prompt = { slots: ['loyalty-prompt'], rules: [open('loyalty-prompt')], customer: ada };

  it('until the balance is no longer fresh', () => {
    const at = MONDAY + 20 * HOUR;
    expect(Date.parse(the('loyalty-prompt', decideOn({ ...prompt, at })).validUntil!)).toBe(MONDAY + BALANCE_FRESH_MS);
  });

  it('with their date for a day, and never past the month', () => {
    const dated = decideOn({ ...prompt, facts: [boughtInShop('t1', MONDAY + MINUTE)], at: MONDAY + HOUR });
    expect(Date.parse(the('loyalty-prompt', dated).validUntil!)).toBe(MONDAY + HOUR + DAY);
    const old = decideOn({ ...prompt, at: MONDAY + 30 * DAY - HOUR });
    expect(Date.parse(the('loyalty-prompt', old).validUntil!)).toBe(MONDAY + 30 * DAY);
  });

  it('not at all, so an invitation holds for a day', () => {
    expect(Date.parse(the('loyalty-prompt', decideOn({ ...prompt, customer: null })).validUntil!)).toBe(MONDAY + DAY);
  });
});

describe('products are shown from memory', () => {
  const picks = { slots: ['home-picks'], rules: [open('home-picks')], fresh: true };

  it('until midnight where one is on sale: nobody told when the sale ends', () => {
    const block = the('recommendations', decideOn(picks));
    expect(block.content.items.some(({ wasPriceText }) => wasPriceText)).toBe(true);
    expect(romeTime(block.validUntil)).toBe('2026-11-17 00:00');
  });

  it('for a day where none is', () => {
    const block = the('recommendations', decideOn({ ...picks, page: 'product', product: 'lamp' }));
    expect(block.content.items.some(({ wasPriceText }) => wasPriceText)).toBe(false);
    expect(Date.parse(block.validUntil!)).toBe(MONDAY + DAY);
  });
});

describe('what only the edge can decide again', () => {
  const unsaid = (more: Partial<Rule>, told: Parameters<typeof decideOn>[0] = {}) => {
    const decision = decideOn({ ...notice(more), facts: cart, stock: everywhere(MONDAY), ...told });
    expect(the('store-notice', decision)).not.toHaveProperty('validUntil');
  };

  it('is never shown from memory: what counts how often one person saw it', () => {
    for (const often of [{ perSession: 2 }, { perDay: 1 }, { total: 9 }, { minGapMs: HOUR }, { untilClicked: true }]) unsaid({ often });
  });

  it('nor what waits for a moment', () => {
    for (const on of ['exit-intent', 'idle', 'scroll', 'active-time', 'event'] as const) unsaid({ when: { on } });
  });

  it('nor anything of who has agreed to no memory', () => unsaid({}, { kept: false }));

  it('nor a question, which may have been answered', () => {
    const decision = decideOn({ slots: ['feedback'], rules: [open('feedback')], facts: [page(MONDAY, 'home')] });
    expect(the('feedback', decision)).not.toHaveProperty('validUntil');
  });

  it('what depends on the hour is shown until the hour is over', () => {
    const who = { $or: [{ 'time.hour': { $lt: 12 } }, { 'cart.open': false }] };
    const block = the('store-notice', decideOn({ ...notice({ who }), facts: cart, at: MONDAY + 17 * MINUTE, stock: everywhere(MONDAY) }));
    expect(Date.parse(block.validUntil!)).toBe(MONDAY + HOUR);
  });
});

describe('whatever is told from memory', () => {
  it('would be told in the same words by the edge, at any moment until it ends', () => {
    const rules = [open('store-notice'), open('loyalty-prompt'), open('home-picks')];
    const slots = ['store-notice', 'loyalty-prompt', 'home-picks'];
    const ageMs = fc.integer({ min: 0, max: 40 * 60 }).map((minutes) => minutes * MINUTE);
    let compared = 0;
    fc.assert(
      fc.property(
        fc.record({
          sinceMs: fc.integer({ min: 0, max: 9 * 24 * 60 }).map((minutes) => minutes * MINUTE),
          stockAges: fc.array(ageMs, { minLength: 6, maxLength: 6 }),
          pointsAgeMs: fc.integer({ min: 0, max: 32 * 24 * 60 }).map((minutes) => minutes * MINUTE),
          part: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
          hasPoints: fc.boolean(),
        }),
        ({ sinceMs, stockAges, pointsAgeMs, part, hasPoints }) => {
          const at = MONDAY + sinceMs;
          const lines = stores
            .slice(0, 3)
            .flatMap(({ storeCode }, index) => [
              pieces(storeCode, 'lamp', 1 + index, at - stockAges[2 * index]!),
              pieces(storeCode, 'vase', 1, at - stockAges[2 * index + 1]!),
            ]);
          const customer = hasPoints ? { ...ada, asOfMs: at - pointsAgeMs } : null;
          const ask = (nowMs: number) => decideOn({ rules, slots, facts: cart, stock: lines, customer, at: nowMs });
          // What ends this very moment has no memory.
          for (const block of ask(at).blocks.filter(({ validUntil }) => validUntil)) {
            const endMs = Date.parse(block.validUntil!);
            expect(endMs).toBeGreaterThan(at);
            expect(endMs).toBeLessThanOrEqual(at + DAY);
            const later = ask(at + Math.floor(part * (endMs - at))).blocks.find(({ rule }) => rule === block.rule);
            expect(wordsOf(later!)).toEqual(wordsOf(block));
            compared++;
          }
        },
      ),
      { numRuns: 400 },
    );
    expect(compared).toBeGreaterThan(400);
  });
});

/** What a block claims. Which products are picked may change with every look; what each costs may not. */
function wordsOf(block: Block): unknown {
  if (block.kind !== 'recommendations') return block.content;
  return block.content.items.map(({ item_id, priceText, wasPriceText }) => [item_id, priceText, wasPriceText]).sort();
}
