import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { capOf } from '../../../edge/decisioning/caps.ts';
import type { Fact } from '../../../edge/visitor/facts.ts';
import { afterFacts, noOffers, OFFER_OPEN_IN_SESSION_MS, OFFER_OPEN_MS, openAt, withOffers } from '../../../edge/visitor/offers.ts';
import type { Offer, Offers } from '../../../edge/visitor/profile.ts';
import { profileOf } from '../../../edge/visitor/reduce.ts';
import { type Rule, RuleSchema } from '../../../shared/schemas/rule.ts';
import { act, bought, DAY, MINUTE, MONDAY } from '../journey/a-person.ts';
import { decideOn, outcome } from './a-shop.ts';

const rule = (id: string, more: Record<string, unknown> = {}): Rule =>
  v.parse(RuleSchema, {
    id,
    name: { it: id },
    slots: ['overlay'],
    what: { kind: 'message', title: { it: `Titolo ${id}`, en: `Title ${id}` }, text: { it: 'Testo', en: 'Text' } },
    reason: { it: 'Perché sì', en: 'Because' },
    ...more,
  });
const seen = (atMs: number, sessionId = 's1', more: Partial<Fact> = {}) =>
  act('impression', atMs, { rule: 'r', slot: 'overlay', sessionId, ...more });
const offer = (atMs: number, more: Partial<Offer> = {}): Offer => ({
  rule: 'r',
  block: 'r.other-page',
  sessionId: 's1',
  atMs,
  untilMs: atMs + OFFER_OPEN_MS,
  floats: true,
  ...more,
});

describe('how often', () => {
  const became = (often: Rule['often'], facts: Fact[], told: Parameters<typeof decideOn>[0] = {}) =>
    outcome('r', decideOn({ rules: [rule('r', { often })], facts, at: MONDAY + 3 * MINUTE, ...told }));

  it('within any interval, wherever it begins', () => {
    const often = { within: [{ count: 2, periodMs: 60 * MINUTE }] };
    const facts = [seen(MONDAY - 59 * MINUTE), seen(MONDAY)];
    expect(became(often, facts, { at: MONDAY + 30_000 })).toBe('capped');
    expect(became(often, facts, { at: MONDAY + MINUTE })).toBe('shown');
    expect(became(often, facts.slice(1), { at: MONDAY + 30_000 })).toBe('shown');
  });

  it('by session, though a person is in two at once', () => {
    const facts = [seen(MONDAY, 's1'), seen(MONDAY + MINUTE, 's2'), seen(MONDAY + 2 * MINUTE, 's3')];
    expect(became({ perSession: 1 }, facts, { session: 's1' })).toBe('capped');
    expect(became({ perSession: 2 }, facts, { session: 's1' })).toBe('shown');
    expect(became({ perSession: 1 }, facts, { session: 's9' })).toBe('shown');
  });

  it('not again once they bought after having seen it', () => {
    const often = { untilPurchased: true };
    expect(became(often, [bought('o1', MONDAY - DAY), seen(MONDAY)])).toBe('shown');
    expect(became(often, [seen(MONDAY - DAY), bought('o1', MONDAY)])).toBe('capped');
  });

  it('what another page of theirs was given just now counts as if it had been seen, until it is or cannot be', () => {
    const twice = { total: 2 };
    const offers = [offer(MONDAY)];
    expect(became(twice, [], { offers })).toBe('shown');
    expect(became(twice, [seen(MONDAY - DAY)], { offers })).toBe('capped');
    expect(became({ perSession: 1 }, [], { offers })).toBe('capped');
    expect(became({ perSession: 1 }, [], { offers, session: 's2' })).toBe('shown');
    expect(became({ minGapMs: 10 * MINUTE }, [], { offers })).toBe('capped');
  });

  it('and not for long to the next page of the same visit: the one before has been left', () => {
    const offers = { edition: 1, open: [offer(MONDAY)] };
    expect([2_999, 3_000].map((laterMs) => openAt(offers, 's1', MONDAY + laterMs).length)).toEqual([1, 0]);
    expect([3_000, 29_999, 30_000].map((laterMs) => openAt(offers, 's2', MONDAY + laterMs).length)).toEqual([1, 1, 0]);
  });

  it('what the same page was given before is not given twice: it may have it again', () => {
    const [block] = decideOn({ rules: [rule('r', { often: { total: 1 } })] }).blocks;
    const told = { offers: [offer(MONDAY, { block: block!.id })] };
    expect(became({ total: 1 }, [], { ...told, again: true })).toBe('shown');
    expect(became({ total: 1 }, [], told)).toBe('capped');
  });
});

describe('a pause for all that floats', () => {
  const rules = [rule('quiet'), rule('urgent', { often: { ignoresCoolDown: true } }), rule('inline', { slots: ['overlay', 'a'] })];
  const decision = (told: Parameters<typeof decideOn>[0]) =>
    decideOn({ rules, slots: ['a'], at: MONDAY + MINUTE, setup: { coolDown: { minGapMs: 10 * MINUTE, perDay: 3 } }, ...told });

  it('holds over all rules, but for those that do not care; others still have their places in the page', () => {
    const { trace, blocks } = decision({ facts: [seen(MONDAY)] });
    expect(trace.map(({ outcome: what }) => what)).toEqual(['cool-down', 'shown', 'shown']);
    expect(blocks.map(({ rule: id, slot }) => [id, slot])).toEqual([
      ['urgent', 'overlay'],
      ['inline', 'a'],
    ]);
  });

  it('is over when it is over, and is none for what stood in the page', () => {
    expect(outcome('quiet', decision({ facts: [seen(MONDAY - 20 * MINUTE)] }))).toBe('shown');
    expect(outcome('quiet', decision({ facts: [seen(MONDAY, 's1', { slot: 'a' })] }))).toBe('shown');
    const three = [1, 2, 3].map((hours) => seen(MONDAY - hours * 60 * MINUTE));
    expect(outcome('quiet', decision({ facts: three }))).toBe('cool-down');
    expect(outcome('quiet', decision({ facts: [], offers: [offer(MONDAY, { rule: 'x', block: 'x.1' })] }))).toBe('cool-down');
  });
});

describe('whatever devices and tabs do', () => {
  const limits = fc.record(
    {
      perSession: fc.integer({ min: 1, max: 3 }),
      perDay: fc.integer({ min: 1, max: 4 }),
      total: fc.integer({ min: 1, max: 6 }),
      minGapMs: fc.constantFrom(MINUTE, 60 * MINUTE, DAY),
      within: fc.array(fc.record({ count: fc.integer({ min: 1, max: 3 }), periodMs: fc.constantFrom(10 * MINUTE, 2 * DAY) }), {
        maxLength: 2,
      }),
    },
    { requiredKeys: [] },
  );
  /** A page asks after a while, in one of three sessions; what it is given is seen after so long, or never (null). */
  const asks = fc.array(
    fc.record({
      afterMs: fc.constantFrom(0, 1, 5_000, MINUTE, 30 * MINUTE, DAY),
      sessionId: fc.constantFrom('s1', 's2', 's3'),
      seenAfterMs: fc.option(fc.integer({ min: 0, max: OFFER_OPEN_IN_SESSION_MS - 1 }), { nil: null }),
    }),
    { minLength: 1, maxLength: 25 },
  );

  it('a limit is never passed, and nothing is held back while all of them have room', () => {
    fc.assert(
      fc.property(limits, asks, (often, story) => {
        let offers: Offers = noOffers();
        const facts: Fact[] = [];
        const due: { atMs: number; sessionId: string; block: string }[] = [];
        let nowMs = MONDAY;
        const see = (untilMs: number) => {
          for (const one of due.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)) {
            due.splice(due.indexOf(one), 1);
            const fact = seen(one.atMs, one.sessionId, { block: one.block });
            facts.push(fact);
            offers = afterFacts(offers, [fact]);
          }
        };
        story.forEach(({ afterMs, sessionId, seenAfterMs }, index) => {
          nowMs += afterMs;
          see(nowMs);
          const open = openAt(offers, sessionId, nowMs);
          const exposure = profileOf(facts, { currency: 'EUR' }).exposures.r;
          const isShown = capOf(often, exposure, open, { sessionId, nowMs, lastPurchaseAtMs: null }) === null;
          // A plain count of all that was seen and all that may still be.
          const all = [...facts.map((fact) => ({ atMs: fact.atMs, sessionId: fact.sessionId })), ...open];
          const dayOf = (atMs: number) => Math.floor(atMs / DAY);
          const hasRoom =
            (often.total === undefined || all.length < often.total) &&
            (often.perSession === undefined || all.filter((each) => each.sessionId === sessionId).length < often.perSession) &&
            (often.perDay === undefined || all.filter(({ atMs }) => dayOf(atMs) === dayOf(nowMs)).length < often.perDay) &&
            (often.minGapMs === undefined || all.every(({ atMs }) => nowMs - atMs >= often.minGapMs!)) &&
            (often.within ?? []).every(({ count, periodMs }) => all.filter(({ atMs }) => nowMs - atMs < periodMs).length < count);
          expect(isShown).toBe(hasRoom);
          if (!isShown) return;
          const block = `r.${index}`;
          offers = withOffers(offers, [{ rule: 'r', block, sessionId, atMs: nowMs, untilMs: nowMs + OFFER_OPEN_MS, floats: true }], nowMs);
          if (seenAfterMs !== null) due.push({ atMs: nowMs + seenAfterMs, sessionId, block });
        });
        see(Number.POSITIVE_INFINITY);
        if (often.total !== undefined) expect(facts.length).toBeLessThanOrEqual(often.total);
        for (const session of ['s1', 's2', 's3']) {
          const inSession = facts.filter(({ sessionId }) => sessionId === session);
          expect(inSession.length).toBeLessThanOrEqual(often.perSession ?? Number.POSITIVE_INFINITY);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
