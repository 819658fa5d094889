import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { defaultSetup } from '../../../edge/decisioning/default-setup.ts';
import { everOpens, scheduleAt } from '../../../edge/decisioning/schedule.ts';
import { checkSetup } from '../../../edge/decisioning/setup-check.ts';
import { RuleSchema, type Schedule, ScheduleSchema } from '../../../shared/schemas/rule.ts';
import { DAYS } from '../../../shared/schemas/store.ts';

const ROMA = 'Europe/Rome';
const MINUTE = 60_000;
const isOpen = (schedule: Schedule, at: string): boolean => scheduleAt(schedule, ROMA, Date.parse(at)).open;
const closes = (schedule: Schedule, at: string): string | null => {
  const state = scheduleAt(schedule, ROMA, Date.parse(at));
  return state.open && state.untilMs !== null ? new Date(state.untilMs).toISOString() : null;
};
const evenings: Schedule = { weekly: [{ dayOfWeek: ['Friday', 'Saturday'], opens: '20:00', closes: '02:00' }] };

describe('a rule has its time', () => {
  it('from a minute to a minute, on the clocks of the shop', () => {
    const sale: Schedule = { from: '2026-12-24T18:00', until: '2026-12-26T00:00' };
    expect(isOpen(sale, '2026-12-24T16:59:59Z')).toBe(false);
    expect(isOpen(sale, '2026-12-24T17:00:00Z')).toBe(true);
    expect(closes(sale, '2026-12-25T12:00:00Z')).toBe('2026-12-25T23:00:00.000Z');
    expect(isOpen(sale, '2026-12-25T23:00:00Z')).toBe(false);
  });

  it('in hours of the week, past midnight too', () => {
    // 2026-11-27 is a Friday; in Italy it is an hour later than UTC.
    expect(isOpen(evenings, '2026-11-27T18:59:00Z')).toBe(false);
    expect(isOpen(evenings, '2026-11-27T19:00:00Z')).toBe(true);
    expect(closes(evenings, '2026-11-27T22:00:00Z')).toBe('2026-11-28T01:00:00.000Z');
    expect(isOpen(evenings, '2026-11-29T00:30:00Z')).toBe(true);
    expect(isOpen(evenings, '2026-11-29T01:00:00Z')).toBe(false);
    expect(isOpen(evenings, '2026-11-30T00:30:00Z')).toBe(false);
    expect(isOpen({ weekly: [{ dayOfWeek: ['Sunday'], opens: '00:00', closes: '24:00' }] }, '2026-11-29T22:59:00Z')).toBe(true);
  });

  it('in both of the hours that clocks show twice, and not in one they leave out', () => {
    const night: Schedule = { weekly: [{ dayOfWeek: ['Sunday'], opens: '02:00', closes: '03:00' }] };
    // 2026-10-25: 02:00–03:00 is shown at 00:00Z and at 01:00Z.
    expect(['00:30', '01:30'].map((hour) => isOpen(night, `2026-10-25T${hour}:00Z`))).toEqual([true, true]);
    expect(isOpen(night, '2026-10-25T02:00:00Z')).toBe(false);
    // 2026-03-29: clocks go from 02:00 to 03:00 at 01:00Z.
    expect(['00:59', '01:00', '01:30'].map((hour) => isOpen(night, `2026-03-29T${hour}:00Z`))).toEqual([false, false, false]);
  });

  it('and ends when clocks jump past its end', () => {
    const night: Schedule = { weekly: [{ dayOfWeek: ['Saturday'], opens: '23:00', closes: '02:30' }] };
    const state = scheduleAt(night, ROMA, Date.parse('2026-03-29T00:30:00Z'));
    expect(state).toEqual({ open: true, untilMs: Date.parse('2026-03-29T01:00:00Z') });
  });

  it('and never a moment without an end that lies after it, until which it stays open', () => {
    const clock = fc
      .integer({ min: 0, max: 23 })
      .chain((hour) => fc.constantFrom('00', '30').map((half) => `${`${hour}`.padStart(2, '0')}:${half}`));
    const span = fc
      .record({ dayOfWeek: fc.subarray([...DAYS], { minLength: 1 }), opens: clock, closes: clock })
      .filter((each) => each.opens !== each.closes);
    const moment = fc
      .date({ min: new Date('2026-03-01'), max: new Date('2026-11-30'), noInvalidDate: true })
      .map((date) => Math.floor(date.getTime() / MINUTE) * MINUTE);
    fc.assert(
      fc.property(
        fc.array(span, { minLength: 1, maxLength: 3 }),
        moment,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (weekly, atMs, part) => {
          const state = scheduleAt({ weekly }, ROMA, atMs);
          if (!state.open) return;
          expect(state.untilMs!).toBeGreaterThan(atMs);
          const between = Math.floor((atMs + (state.untilMs! - 1 - atMs) * part) / MINUTE) * MINUTE;
          expect(scheduleAt({ weekly }, ROMA, Math.max(between, atMs)).open).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('a schedule that is a mistake', () => {
  const check = (schedule: unknown) => {
    const read = v.safeParse(ScheduleSchema, schedule);
    if (!read.success) return read.issues.map(({ message }) => message);
    const [first] = defaultSetup().rules;
    const rule = v.parse(RuleSchema, { ...first, schedule });
    return checkSetup({ ...defaultSetup(), rules: [rule] }).errors.map(({ pointer, message }) => `${pointer} ${message}`);
  };

  it.each([
    [{ from: '2026-12-26T00:00', until: '2026-12-24T00:00' }, '/rules/0/schedule/until must be after "from"'],
    [{ from: '2026-02-30T00:00' }, 'is no day of the calendar'],
    [{ from: '24.12.2026' }, 'must look like 2026-12-24T18:00'],
    [
      { weekly: [{ dayOfWeek: ['Monday'], opens: '10:00', closes: '10:00' }] },
      '/rules/0/schedule/weekly/0/closes must not be the same as "opens"',
    ],
    [
      // a Tuesday and a Wednesday
      { from: '2026-11-24T00:00', until: '2026-11-26T00:00', weekly: [{ dayOfWeek: ['Sunday'], opens: '10:00', closes: '12:00' }] },
      '/rules/0/schedule/weekly never opens between "from" and "until"',
    ],
  ])('%j: %s', (schedule, message) => {
    expect(check(schedule)).toEqual([message]);
  });

  it('is none where a span of the evening before reaches into its dates', () => {
    const reaching: Schedule = { from: '2026-11-29T00:00', until: '2026-11-29T01:00', weekly: evenings.weekly! };
    expect(everOpens(reaching)).toBe(true);
    expect(check(reaching)).toEqual([]);
    expect(everOpens({ from: '2026-11-29T02:00', until: '2026-11-29T03:00', weekly: evenings.weekly! })).toBe(false);
  });
});
