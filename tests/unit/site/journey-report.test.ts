import { describe, expect, it } from 'vitest';
import { dayOf, shiftDay } from '../../../edge/site/days.ts';
import { journeyReport } from '../../../edge/site/journey-report.ts';
import type { RollupRow, Rollups, SalesRow } from '../../../edge/site/types.ts';

const settings = { name: 'S', origins: ['https://shop.example'], currency: 'EUR', locale: 'it-IT', timeZone: 'Europe/Rome' };
const row = (day: string, metric: RollupRow['metric'], key: string, count: number): RollupRow => ({
  day,
  metric,
  key,
  count,
  valueMinor: 0,
});
const sale = (day: string, more: Partial<SalesRow>): SalesRow => ({
  day,
  channel: 'web',
  currency: 'EUR',
  purchases: 0,
  refunds: 0,
  revenueMinor: 0,
  refundedMinor: 0,
  ...more,
});
const report = (rows: RollupRow[], sales: SalesRow[] = [], population: Rollups['population'] = []) =>
  journeyReport({ settings, rows, sales, population }, { fromDay: '2026-11-19', days: 3 });

describe('the journey report', () => {
  it('names every day, also the quiet ones', () => {
    const { days, from, to } = report([row('2026-11-20', 'session', 'direct', 4)]);
    expect([from, to]).toEqual(['2026-11-19', '2026-11-21']);
    expect(days.map(({ day, sessions }) => [day, sessions])).toEqual([
      ['2026-11-19', 0],
      ['2026-11-20', 4],
      ['2026-11-21', 0],
    ]);
  });

  it('adds money without drifting, in the site’s currency only, and shows the others by channel', () => {
    const { totals, sales } = report(
      [],
      [
        sale('2026-11-19', { purchases: 1, revenueMinor: 10 }),
        sale('2026-11-20', { purchases: 1, revenueMinor: 20 }),
        sale('2026-11-20', { purchases: 1, revenueMinor: 5_000, currency: 'USD' }),
        sale('2026-11-21', { channel: 'pos', refunds: 1, refundedMinor: 10 }),
      ],
    );
    expect(totals).toMatchObject({ purchases: 2, revenue: 0.3, refunds: 1, refunded: 0.1 });
    expect(sales).toEqual([
      { channel: 'web', currency: 'EUR', purchases: 2, refunds: 0, revenue: 0.3, refunded: 0, averageTicket: 0.15 },
      { channel: 'web', currency: 'USD', purchases: 1, refunds: 0, revenue: 50, refunded: 0, averageTicket: 50 },
      { channel: 'pos', currency: 'EUR', purchases: 0, refunds: 1, revenue: 0, refunded: 0.1, averageTicket: null },
    ]);
  });

  it('tells who stands in a stage from who came and went', () => {
    const rows = [
      row('2026-11-19', 'stage-entry', 'loyalty', 5),
      row('2026-11-20', 'stage-change', 'loyalty>retention', 2),
      row('2026-11-20', 'stage-entry', 'retention', 2),
    ];
    const { stages, changes } = report(
      rows,
      [],
      [
        { stage: 'loyalty', visitors: 13 },
        { stage: 'retention', visitors: 2 },
      ],
    );
    expect(stages).toEqual([
      { stage: 'loyalty', now: 13, entered: 5, left: 2 },
      { stage: 'retention', now: 2, entered: 2, left: 0 },
    ]);
    expect(changes).toEqual([{ from: 'loyalty', to: 'retention', count: 2 }]);
  });
});

describe('days', () => {
  it('are those of the time zone, through the hour that summer time takes and gives back', () => {
    expect(dayOf(Date.parse('2026-03-28T23:30:00Z'), 'Europe/Rome')).toBe('2026-03-29');
    expect(dayOf(Date.parse('2026-10-25T22:59:00Z'), 'Europe/Rome')).toBe('2026-10-25');
    expect(dayOf(Date.parse('2026-10-25T23:00:00Z'), 'Europe/Rome')).toBe('2026-10-26');
    expect(shiftDay('2026-03-30', -2)).toBe('2026-03-28');
    expect(shiftDay('2026-12-31', 1)).toBe('2027-01-01');
  });
});
