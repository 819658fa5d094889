import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCls, createInp } from '../../../../widget/signals/web-vitals.ts';

type Shift = { value: number; atMs: number };

const clsOf = (shifts: Shift[]): number => {
  const add = createCls();
  return shifts.reduce((_, { value, atMs }) => add(value, atMs), 0);
};

/** The definition, as one would write it down: cut the shifts into windows, sum each, take the worst. */
function clsByDefinition(shifts: Shift[]): number {
  const windows: Shift[][] = [];
  for (const shift of shifts) {
    const open = windows.at(-1);
    const isOpen = open && shift.atMs - open.at(-1)!.atMs < 1_000 && shift.atMs - open[0]!.atMs < 5_000;
    if (isOpen) open.push(shift);
    else windows.push([shift]);
  }
  return Math.max(...windows.map((window) => window.reduce((sum, { value }) => sum + value, 0)));
}

describe('how much the page moved under the reader (CLS)', () => {
  it('is the worst burst of shifts, not their sum over the page', () => {
    expect(
      clsOf([
        { value: 0.1, atMs: 300 },
        { value: 0.2, atMs: 1_200 },
        { value: 0.15, atMs: 9_000 },
      ]),
    ).toBeCloseTo(0.3);
  });

  it('ends a burst after a second of rest, and after five seconds', () => {
    expect(
      clsOf([
        { value: 0.1, atMs: 0 },
        { value: 0.1, atMs: 1_000 },
      ]),
    ).toBeCloseTo(0.1);
    const steady = Array.from({ length: 7 }, (_, index) => ({ value: 0.1, atMs: 300 + 900 * index }));
    expect(clsOf(steady)).toBeCloseTo(0.6);
  });

  it('agrees with its definition for any shifts', () => {
    const steps = fc.array(
      fc.record({ value: fc.double({ min: 0.001, max: 1, noNaN: true }), afterMs: fc.integer({ min: 0, max: 1_500 }) }),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(steps, (all) => {
        let atMs = 0;
        const shifts = all.map(({ value, afterMs }) => {
          atMs += afterMs;
          return { value, atMs };
        });
        expect(clsOf(shifts)).toBeCloseTo(clsByDefinition(shifts), 9);
      }),
    );
  });
});

describe('how long the page takes to answer (INP)', () => {
  const inpOf = (events: [id: number, ms: number][], count: number): number | undefined => {
    const inp = createInp();
    for (const [id, ms] of events) inp.add(id, ms);
    return inp.ms(count);
  };

  it('is the worst interaction of a page with few, by its longest event', () => {
    expect(
      inpOf(
        [
          [7, 48],
          [7, 240],
          [7, 56],
          [14, 120],
        ],
        2,
      ),
    ).toBe(240);
  });

  it('leaves one out for every fifty', () => {
    const events: [number, number][] = [
      [1, 900],
      [2, 300],
      [3, 80],
    ];
    expect(inpOf(events, 49)).toBe(900);
    expect(inpOf(events, 50)).toBe(300);
    expect(inpOf(events, 999)).toBe(80);
  });

  it('is nothing where nobody touched the page', () => {
    expect(inpOf([], 0)).toBeUndefined();
    expect(inpOf([], 3)).toBeUndefined();
  });

  it('agrees with its definition for any events, in any order', () => {
    const events = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 16, max: 2_000 })), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(events, fc.integer({ min: 0, max: 2_000 }), (all, count) => {
        const ids = [...new Set(all.map(([id]) => id))];
        const longest = ids.map((id) => Math.max(...all.filter(([other]) => other === id).map(([, ms]) => ms))).sort((a, b) => b - a);
        const wanted = longest[Math.min(longest.length - 1, Math.floor(count / 50))];
        expect(inpOf(all, count)).toBe(wanted);
        expect(inpOf([...all].reverse(), count)).toBe(wanted);
      }),
    );
  });
});
