import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BgNbd,
  bgNbdLogLikelihood,
  chanceToBuy,
  expectedPurchases,
  type History,
  pAlive,
} from '../../../edge/journey/models/bg-nbd.ts';
import { expectedValue } from '../../../edge/journey/models/gamma-gamma.ts';
import { type Buyer, fitJourneyModel, groupHistories, REPEAT_BUYERS_MIN } from '../../../edge/journey/models/journey-model.ts';
import { minimise } from '../../../edge/journey/models/minimise.ts';
import { logGamma } from '../../../shared/log-gamma.ts';
import { buyersUntil, dayOf } from '../../support/buyers.ts';
import { CDNOW_FILE, CDNOW_UNTIL, cdnowPurchases } from '../../support/cdnow.ts';

const PUBLISHED: BgNbd = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

/** Buyers by the models' own story, with a random number that starts from a seed. */
function madeUpBuyers(count: number, untilDay: number): Buyer[] {
  let seed = 7;
  const random = (): number => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  return Array.from({ length: count }, () => {
    const firstDay = Math.floor(random() * 90);
    const rate = 0.01 + 0.03 * random();
    let lastDay = firstDay;
    let repeats = 0;
    for (let day = firstDay; ; ) {
      if (random() < 0.2) break;
      day += Math.ceil(-Math.log(random()) / rate);
      if (day > untilDay) break;
      repeats += 1;
      lastDay = day;
    }
    return { firstDay, lastDay, repeats, ...worthOf(repeats, 20 + 30 * random()) };
  });
}

const worthOf = (repeats: number, mean: number) => ({ repeatsTotal: repeats * mean, total: (repeats + 1) * mean });

describe.skipIf(!existsSync(CDNOW_FILE))('the customers of CDNOW, the standard of these models (skipped without ../shared/data)', () => {
  const until = dayOf(CDNOW_UNTIL);
  const purchases = cdnowPurchases(existsSync(CDNOW_FILE) ? readFileSync(CDNOW_FILE, 'utf8') : '');
  const fitted = (): ReturnType<typeof fitJourneyModel> =>
    fitJourneyModel([...buyersUntil(purchases, until).values()], until, 'week', null);

  it('give the parameters that were published of them', () => {
    const { bgNbd, gammaGamma, source } = fitted();
    expect(source).toBe('fitted');
    expect([bgNbd.r, bgNbd.alpha, bgNbd.a, bgNbd.b].map((value) => value.toFixed(3))).toEqual(['0.243', '4.414', '0.793', '2.426']);
    expect(bgNbd.logLikelihood!.toFixed(1)).toBe('-9582.4');
    expect(bgNbd.customers).toBe(2357);
    expect([gammaGamma.p, gammaGamma.q, gammaGamma.v].map((value) => value.toFixed(2))).toEqual(['6.25', '3.74', '15.44']);
    expect(gammaGamma.customers).toBe(946);
    expect(expectedPurchases(bgNbd, { repeats: 2, lastAt: 30.43, observed: 38.86 }, 39).toFixed(3)).toBe('1.226');
  });
});

describe('whether a customer still buys', () => {
  const histories = fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 1, max: 200, noNaN: true }))
    .map(([repeats, part, observed]): History => ({ repeats, lastAt: repeats ? Math.max(0.1, part * observed) : 0, observed }));

  it('is a chance between 0 and 1, and falls with silence', () => {
    fc.assert(
      fc.property(histories, fc.double({ min: 0.1, max: 100, noNaN: true }), (history, silence) => {
        const now = pAlive(PUBLISHED, history);
        const later = pAlive(PUBLISHED, { ...history, observed: history.observed + silence });
        expect(now).toBeGreaterThan(0);
        expect(now).toBeLessThanOrEqual(1);
        expect(later).toBeLessThanOrEqual(now);
      }),
    );
  });

  it('gives purchases to expect: none in no time, more in more, none below zero', () => {
    fc.assert(
      fc.property(histories, fc.double({ min: 0.1, max: 50, noNaN: true }), (history, ahead) => {
        const near = expectedPurchases(PUBLISHED, history, ahead);
        expect(near).toBeGreaterThanOrEqual(0);
        expect(expectedPurchases(PUBLISHED, history, ahead * 2)).toBeGreaterThanOrEqual(near - 1e-9);
      }),
    );
    expect(expectedPurchases(PUBLISHED, { repeats: 2, lastAt: 30.43, observed: 38.86 }, 39)).toBeCloseTo(1.226, 2);
    expect(expectedPurchases(PUBLISHED, { repeats: 2, lastAt: 30, observed: 39 }, 0)).toBe(0);
  });

  it('knows no gap where the formula has one', () => {
    const at = (a: number): number => expectedPurchases({ ...PUBLISHED, a }, { repeats: 3, lastAt: 20, observed: 30 }, 10);
    expect(at(1)).toBeCloseTo((at(0.999) + at(1.001)) / 2, 4);
  });
});

describe('a fit on a shop’s own purchases', () => {
  const until = 365;
  const buyers = madeUpBuyers(1_500, until);

  it('does not depend on the order of the customers, and finds nothing better nearby', () => {
    const fitted = fitJourneyModel(buyers, until, 'week', null);
    const turned = fitJourneyModel([...buyers].reverse(), until, 'week', null);
    expect(turned.bgNbd.r).toBeCloseTo(fitted.bgNbd.r, 3);
    const groups = groupHistories(buyers, until, 'week');
    expect(groups.reduce((sum, { customers }) => sum + customers, 0)).toBe(buyers.length);
    for (const name of ['r', 'alpha', 'a', 'b'] as const)
      for (const factor of [0.97, 1.03])
        expect(bgNbdLogLikelihood({ ...fitted.bgNbd, [name]: fitted.bgNbd[name] * factor }, groups)).toBeLessThan(
          fitted.bgNbd.logLikelihood!,
        );
  });

  it('says the same of days as of weeks', () => {
    const [days, weeks] = (['day', 'week'] as const).map((unit) => fitJourneyModel(buyers, until, unit, null).bgNbd);
    expect(days!.alpha / weeks!.alpha).toBeCloseTo(7, 1);
    expect(days!.r).toBeCloseTo(weeks!.r, 2);
  });

  it('assumes what is usual where too few came back, and says so', () => {
    const few = buyers.filter(({ repeats }) => repeats > 0).slice(0, REPEAT_BUYERS_MIN - 1);
    const { source, gammaGamma, bgNbd } = fitJourneyModel(few, until, 'week', 80);
    expect(source).toBe('prior');
    expect(bgNbd.customers).toBe(few.length);
    expect(expectedValue(gammaGamma, { repeats: 0, mean: 0 })).toBeCloseTo(80, 6);
    expect(fitJourneyModel([], until, 'day', null).source).toBe('prior');
  });
});

describe('a shop of customers no model was made for', () => {
  const buyer = (firstDay: number, lastDay: number, repeats: number, mean: number): Buyer => ({
    firstDay,
    lastDay,
    repeats,
    ...worthOf(repeats, mean),
  });
  const many = (make: (index: number) => Buyer, count = 200): Buyer[] => Array.from({ length: count }, (_, index) => make(index));

  it.each<[string, Buyer[]]>([
    ['are all alike', many(() => buyer(0, 30, 2, 20))],
    ['never stop', many((i) => buyer(i % 3, 100, 5, 20 + i / 9))],
    ['come every day', many(() => buyer(0, 99, 99, 10))],
    ['stop after the second purchase', many((i) => buyer(i % 100, (i % 100) + (i < 80 ? 1 : 0), i < 80 ? 1 : 0, 10), 5_000)],
    ['spend nothing or a fortune', many((i) => buyer(0, 50 + (i % 50), 1 + (i % 3), i % 7 ? 1 : 1e7))],
    ['get everything for nothing', many((i) => buyer(i % 5, 90, 3, 0))],
  ])('who %s still gets forecasts that hang together', (_, buyers) => {
    const { bgNbd, gammaGamma } = fitJourneyModel(buyers, 100, 'week', 10);
    for (const value of [...Object.values(bgNbd), ...Object.values({ ...gammaGamma, logLikelihood: gammaGamma.logLikelihood ?? 0 })])
      expect(value).toSatisfy(Number.isFinite);
    for (const [repeats, lastAt, observed] of [
      [0, 0, 0],
      [0, 0, 40],
      [1, 4, 10],
      [3, 12, 13],
      [3, 2, 60],
    ] as const) {
      const history: History = { repeats, lastAt, observed };
      const [season, year] = [13, 52].map((ahead) => expectedPurchases(bgNbd, history, ahead)) as [number, number];
      expect(season).toBeGreaterThanOrEqual(0);
      expect(year).toBeGreaterThanOrEqual(season);
      // Four seasons bring no more than four times the first: nobody becomes more eager by waiting.
      expect(year).toBeLessThanOrEqual(4 * season * (1 + 1e-6) + 1e-9);
      expect(chanceToBuy(bgNbd, history, 13)).toBeLessThanOrEqual(season * (1 + 1e-6) + 1e-9);
    }
    expect(expectedValue(gammaGamma, { repeats: 0, mean: 0 })).toBeGreaterThan(0);
  });
});

describe('what a customer’s next purchase is worth', () => {
  it('lies between their own mean and that of all, nearer to their own the more they bought', () => {
    const model = { p: 6.25, q: 3.74, v: 15.44 };
    const all = expectedValue(model, { repeats: 0, mean: 0 });
    expect(all).toBeCloseTo((6.25 * 15.44) / 2.74, 6);
    const [few, many] = [1, 20].map((repeats) => expectedValue(model, { repeats, mean: 100 }));
    expect(few).toBeGreaterThan(all);
    expect(many).toBeGreaterThan(few!);
    expect(many).toBeLessThan(100);
  });
});

describe('the mathematics beneath', () => {
  it('ln Γ follows its own law, and knows the factorials', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 500, noNaN: true }), (x) => {
        expect(logGamma(x + 1) - logGamma(x)).toBeCloseTo(Math.log(x), 8);
      }),
    );
    expect(Math.exp(logGamma(6))).toBeCloseTo(120, 9);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
  });

  it('finds the bottom of Rosenbrock’s valley, and minds no places without a value', () => {
    const valley = ([x, y]: number[]): number => (x! < -1.9 ? Number.NaN : (1 - x!) ** 2 + 100 * (y! - x! ** 2) ** 2);
    const { at, value } = minimise(valley, [-1.2, 1]);
    expect(value).toBeLessThan(1e-6);
    expect(at[0]).toBeCloseTo(1, 2);
  });
});
