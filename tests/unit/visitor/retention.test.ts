import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../edge/visitor/facts.ts';
import { isOverdue, keptSinceMs, LOOK_AGAIN_MS, retentionOf, wakesAt, withinPeriod } from '../../../edge/visitor/retention.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 24);
const ofDays = (days: number) => retentionOf('shop', { retentionDays: days });
const seen = (firstSeenAtMs: number | null, wakesAtMs: number | null = null, days = 90) => ({
  retention: ofDays(days),
  profile: { firstSeenAtMs },
  wakesAtMs,
});

const facts = fc.array(
  fc.record({
    id: fc.uuid(),
    type: fc.constantFrom<Fact['type']>('page_view', 'purchase', 'consent'),
    atMs: fc.integer({ min: 0, max: 100 }),
    sessionId: fc.constant(null),
    deviceId: fc.constantFrom('phone', 'laptop'),
  }),
);

describe('what is kept', () => {
  it('is two years where a site says nothing', () => {
    expect(retentionOf('shop', {})).toEqual({ siteId: 'shop', days: 730 });
    expect(keptSinceMs(ofDays(1), NOW)).toBe(NOW - DAY_MS);
  });

  it('is everything of the period and nothing older but the consent it was given under', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 100 }), (all, sinceMs) => {
        const kept = withinPeriod(all, sinceMs);
        const acts = all.filter(({ type }) => type !== 'consent');
        for (const act of acts) expect(kept.has(act)).toBe(act.atMs >= sinceMs);
        for (const device of ['phone', 'laptop']) {
          const consents = all.filter(({ type, deviceId }) => type === 'consent' && deviceId === device);
          const left = consents.filter((consent) => kept.has(consent));
          if (!acts.some((act) => act.deviceId === device && kept.has(act))) expect(left).toEqual([]);
          else {
            const newestBefore = Math.max(...consents.filter(({ atMs }) => atMs < sinceMs).map(({ atMs }) => atMs));
            expect(left).toEqual(consents.filter(({ atMs }) => atMs >= Math.min(sinceMs, newestBefore)));
          }
        }
      }),
    );
  });
});

describe('the alarm of a person', () => {
  it('comes when the oldest fact is past the period, and within thirty days at the latest', () => {
    expect(wakesAt(seen(NOW - 80 * DAY_MS), [], NOW)).toBe(NOW + 10 * DAY_MS);
    expect(wakesAt(seen(NOW), [], NOW)).toBe(NOW + LOOK_AGAIN_MS);
  });

  it('is not set again with every visit', () => {
    const setMs = wakesAt(seen(NOW), [], NOW)!;
    for (let day = 1; day < 30; day++) expect(wakesAt(seen(NOW, setMs), [], NOW + day * DAY_MS)).toBe(setMs);
  });

  it('leaves thirty days to past traffic that was too old when it came', () => {
    expect(wakesAt(seen(NOW - 900 * DAY_MS), [], NOW)).toBe(NOW + LOOK_AGAIN_MS);
  });

  it('comes sooner for the note of an erasure, and not at all where nothing is to be waited for', () => {
    expect(wakesAt(seen(NOW), [NOW - DAY_MS, NOW], NOW)).toBe(NOW + 7 * DAY_MS);
    expect(wakesAt({ retention: null, profile: { firstSeenAtMs: NOW }, wakesAtMs: null }, [], NOW)).toBeNull();
  });

  it('is overdue once the period became shorter than what is kept, and only then', () => {
    expect(isOverdue(seen(NOW - 60 * DAY_MS), ofDays(30), NOW)).toBe(true);
    expect(isOverdue(seen(NOW - 20 * DAY_MS), ofDays(30), NOW)).toBe(false);
    expect(isOverdue(seen(NOW - 99 * DAY_MS), ofDays(90), NOW)).toBe(false);
    expect(isOverdue(seen(null), ofDays(30), NOW)).toBe(false);
  });
});
