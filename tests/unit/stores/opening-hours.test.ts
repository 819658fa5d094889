import fc from 'fast-check';
import OpeningHoursOracle from 'opening_hours';
import { describe, expect, it } from 'vitest';
import { openingState } from '../../../edge/stores/opening-hours.ts';
import { DAYS, type Day, type OpeningHours, type SpecialOpeningHours } from '../../../shared/schemas/store.ts';

const ROME = 'Europe/Rome';
const WORKDAYS: Day[] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];

/** A shop in Italy: lunch break on workdays, Saturday through, closed on Sundays. */
const shop = {
  timeZone: ROME,
  openingHours: [
    { dayOfWeek: WORKDAYS, opens: '09:00', closes: '13:00' },
    { dayOfWeek: WORKDAYS, opens: '15:30', closes: '19:30' },
    { dayOfWeek: ['Saturday'] as Day[], opens: '10:00', closes: '20:00' },
  ],
  specialOpeningHours: [{ validFrom: '2026-12-25', validThrough: '2026-12-26', opens: '00:00', closes: '00:00' }],
};
/** Winter time in Italy. */
const at = (text: string) => Date.parse(`${text}+01:00`);
const iso = (text: string) => new Date(at(text)).toISOString();

describe('a shop with a lunch break', () => {
  it('is open in the morning until one', () => {
    expect(openingState(shop, at('2026-11-16T10:00'))).toEqual({ open: true, closesAt: iso('2026-11-16T13:00'), opensAt: null });
  });
  it('opens on the minute and closes on the minute', () => {
    expect(openingState(shop, at('2026-11-16T09:00')).open).toBe(true);
    expect(openingState(shop, at('2026-11-16T13:00'))).toEqual({ open: false, closesAt: null, opensAt: iso('2026-11-16T15:30') });
  });
  it('says when it opens again after closing time, over Sunday too', () => {
    expect(openingState(shop, at('2026-11-16T22:00')).opensAt).toBe(iso('2026-11-17T09:00'));
    expect(openingState(shop, at('2026-11-21T20:00')).opensAt).toBe(iso('2026-11-23T09:00'));
  });
  it('keeps its holidays, and is back after them', () => {
    expect(openingState(shop, at('2026-12-25T11:00'))).toEqual({ open: false, closesAt: null, opensAt: iso('2026-12-28T09:00') });
  });
});

describe('hours out of the ordinary', () => {
  const daily = (opens: string, closes: string, timeZone = ROME) => ({
    timeZone,
    openingHours: [{ dayOfWeek: [...DAYS], opens, closes }],
    specialOpeningHours: [] as SpecialOpeningHours[],
  });

  it('run past midnight', () => {
    const bar = daily('18:00', '02:00');
    expect(openingState(bar, at('2026-11-17T01:00'))).toEqual({ open: true, closesAt: iso('2026-11-17T02:00'), opensAt: null });
    expect(openingState(bar, at('2026-11-17T02:00')).opensAt).toBe(iso('2026-11-17T18:00'));
  });
  it('may have no end', () => {
    for (const closes of ['24:00', '23:59'])
      expect(openingState(daily('00:00', closes), at('2026-11-17T03:00'))).toEqual({ open: true, closesAt: null, opensAt: null });
  });
  it('may be none at all', () => {
    expect(openingState(daily('09:00', '09:00'), at('2026-11-17T09:00'))).toEqual({ open: false, closesAt: null, opensAt: null });
    expect(openingState({ ...daily('09:00', '18:00'), openingHours: [] }, at('2026-11-17T10:00'))).toEqual({
      open: false,
      closesAt: null,
      opensAt: null,
    });
  });
  it('may be special: longer before Christmas, several spans', () => {
    const busy = {
      ...shop,
      specialOpeningHours: [
        { validFrom: '2026-12-20', validThrough: '2026-12-20', opens: '10:00', closes: '12:00' },
        { validFrom: '2026-12-20', validThrough: '2026-12-20', opens: '14:00', closes: '22:00' },
      ],
    };
    expect(openingState(busy, at('2026-12-20T12:30')).opensAt).toBe(iso('2026-12-20T14:00'));
    expect(openingState(busy, at('2026-12-20T21:00')).closesAt).toBe(iso('2026-12-20T22:00'));
  });
  it('may begin after a summer closing', () => {
    const summer = {
      ...shop,
      specialOpeningHours: [{ validFrom: '2026-08-01', validThrough: '2026-08-31', opens: '00:00', closes: '00:00' }],
    };
    expect(openingState(summer, Date.parse('2026-08-01T10:00+02:00')).opensAt).toBe('2026-09-01T07:00:00.000Z');
  });
  it('follow the clock of the shop, not ours', () => {
    const tokyo = daily('10:00', '20:00', 'Asia/Tokyo');
    expect(openingState(tokyo, Date.parse('2026-11-17T01:30Z'))).toEqual({
      open: true,
      closesAt: '2026-11-17T11:00:00.000Z',
      opensAt: null,
    });
  });
  it('are right on days of 23 and 25 hours', () => {
    const early = daily('01:00', '08:00');
    expect(openingState(early, Date.parse('2026-03-29T00:30Z')).closesAt).toBe('2026-03-29T06:00:00.000Z');
    expect(openingState(early, Date.parse('2026-10-25T00:30Z')).closesAt).toBe('2026-10-25T07:00:00.000Z');
  });
});

// The oracle reads the clock of the process, so its zone is the shop's; it takes no opening hours of the day before into a special day, so
// schedules past midnight have none.
const CODES: Readonly<Record<Day, string>> = {
  Monday: 'Mo',
  Tuesday: 'Tu',
  Wednesday: 'We',
  Thursday: 'Th',
  Friday: 'Fr',
  Saturday: 'Sa',
  Sunday: 'Su',
};
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const clock = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

type Span = { opens: string; closes: string };

/** Two spans a day at most, apart from each other, the second perhaps past midnight. */
const spans = (late: boolean): fc.Arbitrary<Span[]> =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: 95 }), { minLength: 4, maxLength: 4 })
    .map((quarters) => quarters.sort((a, b) => a - b).map((quarter) => quarter * 15))
    .chain(([a, b, c, d]) =>
      fc.constantFrom<Span[][]>(
        [{ opens: clock(a!), closes: clock(b!) }],
        [
          { opens: clock(a!), closes: clock(b!) },
          { opens: clock(c!), closes: clock(d!) },
        ],
        [{ opens: clock(d!), closes: clock(late ? a! : 1_440) }],
      ),
    );
const week = (late: boolean) =>
  fc.array(fc.tuple(fc.subarray([...DAYS], { minLength: 1 }), spans(late)), { minLength: 1, maxLength: 2 }).map(firstWins);

/** Each day once: which of two schedules counts for a day is no question of ours. */
function firstWins(entries: [Day[], Span[]][]): OpeningHours[] {
  const taken = new Set<Day>();
  return entries.flatMap(([days, hours]) => {
    const dayOfWeek = days.filter((day) => !taken.has(day));
    for (const day of dayOfWeek) taken.add(day);
    return dayOfWeek.length === 0 ? [] : hours.map((span) => ({ dayOfWeek, ...span }));
  });
}

/** The oracle's own language: `, ` adds to the rules before, `; ` replaces what they say of its days. */
function asOsm(weekly: readonly OpeningHours[], special: readonly { date: string; opens: string; closes: string }[]): string {
  const byDays = new Map<string, string[]>();
  for (const { dayOfWeek, opens, closes } of weekly) {
    const days = dayOfWeek.map((day) => CODES[day]).join(',');
    byDays.set(days, [...(byDays.get(days) ?? []), `${opens}-${closes}`]);
  }
  const week = [...byDays].map(([days, hours]) => `${days} ${hours.join(',')}`).join(', ');
  const days = special.map(({ date, opens, closes }) => {
    const [year, month, day] = date.split('-').map(Number);
    return `${year} ${MONTHS[month! - 1]} ${String(day).padStart(2, '0')} ${opens === closes ? 'off' : `${opens}-${closes}`}`;
  });
  return [week, ...days].join('; ');
}

describe('against an independent reader of opening hours', () => {
  const before = process.env.TZ;
  const momentsAround = (...dates: string[]) =>
    fc
      .tuple(fc.constantFrom(...dates), fc.integer({ min: 0, max: 5 * 24 * 12 }))
      .map(([date, steps]) => Date.parse(`${date}T00:00Z`) + steps * 300_000);
  const ordinary = momentsAround('2026-02-10', '2026-06-10', '2026-12-23');
  const aroundJumps = momentsAround('2026-03-27', '2026-10-23');
  const JUMPS = ['2026-03-29T00:00Z', '2026-10-25T00:00Z'].map((start) => Date.parse(start));
  const HOURS_OF_JUMP_MS = 2 * 3_600_000;
  /** Hours that do not exist, or exist twice, have no one answer. */
  const isInJump = (ms: number) => jumpsBetween(ms, ms);
  const jumpsBetween = (fromMs: number, toMs: number) => JUMPS.some((jump) => fromMs <= jump + HOURS_OF_JUMP_MS && toMs >= jump);

  function compare(weekly: OpeningHours[], special: { date: string; opens: string; closes: string }[], ms: number): void {
    const specialOpeningHours = special.map(({ date, opens, closes }) => ({ validFrom: date, validThrough: date, opens, closes }));
    const ours = openingState({ timeZone: ROME, openingHours: weekly, specialOpeningHours }, ms);
    process.env.TZ = ROME;
    try {
      const oracle = new OpeningHoursOracle(asOsm(weekly, special), null);
      expect(ours.open).toBe(oracle.getState(new Date(ms)));
      const next = oracle.getNextChange(new Date(ms), new Date(ms + 7 * 86_400_000));
      const change = ours.open ? ours.closesAt : ours.opensAt;
      if (next && !jumpsBetween(ms, next.getTime())) expect(change).toBe(next.toISOString());
      // over a jump its next change may be an hour off, its states are not
      if (next && change && !isInJump(Date.parse(change))) {
        expect(oracle.getState(new Date(Date.parse(change) - 60_000))).toBe(ours.open);
        expect(oracle.getState(new Date(change))).toBe(!ours.open);
      }
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  }

  // on the day the clocks jump it takes a span past midnight into the wrong day, so late nights are compared in ordinary weeks
  it('agrees on weeks with late nights', () => {
    fc.assert(
      fc.property(week(true), ordinary, (weekly, ms) => {
        compare(weekly, [], ms);
      }),
      { numRuns: 250 },
    );
  });

  it('agrees on weeks with special days', () => {
    const special = fc.uniqueArray(
      fc.record({
        date: fc.constantFrom('2026-03-28', '2026-03-29', '2026-03-30', '2026-06-12', '2026-10-25', '2026-12-25', '2026-12-26'),
        hours: fc.constantFrom(['00:00', '00:00'], ['10:00', '13:00'], ['08:15', '23:45']),
      }),
      { selector: ({ date }) => date, maxLength: 4 },
    );
    fc.assert(
      fc.property(week(false), special, fc.oneof(ordinary, aroundJumps), (weekly, days, ms) => {
        fc.pre(!isInJump(ms));
        compare(
          weekly,
          days.map(({ date, hours }) => ({ date, opens: hours[0]!, closes: hours[1]! })),
          ms,
        );
      }),
      { numRuns: 250 },
    );
  });
});
