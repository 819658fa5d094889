import { toMajor } from '../../shared/money.ts';
import type { DayFigures, JourneyReport } from '../../shared/schemas/journey-report.ts';
import { shiftDay } from './days.ts';
import type { RollupMetric, RollupRow, Rollups, SalesRow } from './types.ts';

const EVENT_FIGURES: Readonly<Record<string, 'productViews' | 'cartAdds' | 'checkouts'>> = {
  view_item: 'productViews',
  add_to_cart: 'cartAdds',
  begin_checkout: 'checkouts',
};

/** Figures of some days out of a site's counters. Pure. */
export function journeyReport(rollups: Rollups, period: { fromDay: string; days: number }): JourneyReport {
  const { rows, sales, settings } = rollups;
  const { currency, timeZone } = settings;
  const days = Array.from({ length: period.days }, (_, index) => ({ day: shiftDay(period.fromDay, index), ...noFigures() }));
  fillDays(new Map(days.map((day) => [day.day, day])), rows, sales, currency);
  const changes = counted(rows, 'stage-change').map(([key, count]) => ({ ...splitChange(key), count }));
  return {
    from: period.fromDay,
    to: shiftDay(period.fromDay, period.days - 1),
    timeZone,
    currency,
    totals: days.reduce(sumFigures, noFigures()),
    days,
    events: counted(rows, 'event').map(([type, count]) => ({ type, count })),
    stages: stagesOf(rollups, changes),
    changes,
    arrivals: counted(rows, 'session').map(([channel, sessions]) => ({ channel, sessions })),
    sales: salesByChannel(sales),
    rules: rulesOf(rows),
    friction: counted(rows, 'friction').map(([kind, count]) => ({ kind, count })),
  };
}

function noFigures(): DayFigures {
  return { sessions: 0, productViews: 0, cartAdds: 0, checkouts: 0, purchases: 0, refunds: 0, revenue: 0, refunded: 0 };
}

/** Sums of money are rounded back to cents: thirty additions of floats drift. */
function sumFigures(sum: DayFigures, day: DayFigures): DayFigures {
  const total = noFigures();
  for (const key of Object.keys(total) as (keyof DayFigures)[]) total[key] = Math.round((sum[key] + day[key]) * 1_000) / 1_000;
  return total;
}

function fillDays(days: ReadonlyMap<string, DayFigures>, rows: readonly RollupRow[], sales: readonly SalesRow[], currency: string): void {
  for (const row of rows) {
    const day = days.get(row.day);
    const figure = row.metric === 'event' ? EVENT_FIGURES[row.key] : row.metric === 'session' ? 'sessions' : undefined;
    if (day && figure) day[figure] += row.count;
  }
  for (const sale of sales) {
    const day = days.get(sale.day);
    if (!day || sale.currency !== currency) continue;
    day.purchases += sale.purchases;
    day.refunds += sale.refunds;
    day.revenue += toMajor(sale.revenueMinor, currency);
    day.refunded += toMajor(sale.refundedMinor, currency);
  }
}

/** Keys of a metric with their counts, most first. */
function counted(rows: readonly RollupRow[], metric: RollupMetric): [string, number][] {
  const counts = new Map<string, number>();
  for (const row of rows) if (row.metric === metric) counts.set(row.key, (counts.get(row.key) ?? 0) + row.count);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function splitChange(key: string): { from: string; to: string } {
  const [from = '', to = ''] = key.split('>');
  return { from, to };
}

function stagesOf(rollups: Rollups, changes: JourneyReport['changes']): JourneyReport['stages'] {
  const entered = new Map(counted(rollups.rows, 'stage-entry'));
  const now = new Map(rollups.population.map(({ stage, visitors }) => [stage, visitors]));
  const stages = [...new Set([...now.keys(), ...entered.keys()])];
  const leftOf = (stage: string): number => changes.reduce((sum, change) => sum + (change.from === stage ? change.count : 0), 0);
  return stages
    .map((stage) => ({ stage, now: now.get(stage) ?? 0, entered: entered.get(stage) ?? 0, left: leftOf(stage) }))
    .sort((a, b) => b.now - a.now || (a.stage < b.stage ? -1 : 1));
}

function salesByChannel(sales: readonly SalesRow[]): JourneyReport['sales'] {
  const sums = new Map<string, SalesRow>();
  for (const sale of sales) {
    const index = `${sale.channel} ${sale.currency}`;
    const sum = sums.get(index) ?? { ...sale, purchases: 0, refunds: 0, revenueMinor: 0, refundedMinor: 0 };
    sums.set(index, {
      ...sum,
      purchases: sum.purchases + sale.purchases,
      refunds: sum.refunds + sale.refunds,
      revenueMinor: sum.revenueMinor + sale.revenueMinor,
      refundedMinor: sum.refundedMinor + sale.refundedMinor,
    });
  }
  return [...sums.values()].map(({ channel, currency, purchases, refunds, revenueMinor, refundedMinor }) => ({
    channel,
    currency,
    purchases,
    refunds,
    revenue: toMajor(revenueMinor, currency),
    refunded: toMajor(refundedMinor, currency),
    averageTicket: purchases > 0 ? toMajor(Math.round(revenueMinor / purchases), currency) : null,
  }));
}

function rulesOf(rows: readonly RollupRow[]): JourneyReport['rules'] {
  const [impressions, clicks, dismissals, feedback] = (['impression', 'click', 'dismiss', 'feedback'] as const).map(
    (metric) => new Map(counted(rows, metric)),
  );
  const rules = new Set([impressions, clicks, dismissals, feedback].flatMap((counts) => [...counts!.keys()]));
  return [...rules]
    .map((rule) => ({
      rule,
      impressions: impressions!.get(rule) ?? 0,
      clicks: clicks!.get(rule) ?? 0,
      dismissals: dismissals!.get(rule) ?? 0,
      feedback: feedback!.get(rule) ?? 0,
    }))
    .sort((a, b) => b.impressions - a.impressions || (a.rule < b.rule ? -1 : 1));
}
