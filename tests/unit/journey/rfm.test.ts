import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionHolds } from '../../../edge/journey/condition.ts';
import { fitJourneyModel } from '../../../edge/journey/models/journey-model.ts';
import { type BuyingHabit, rfmCell, rfmCuts } from '../../../edge/journey/models/rfm.ts';
import { traitsOf } from '../../../edge/journey/traits.ts';
import { bought, DAY, MONDAY, person } from './a-person.ts';

const habit = (recencyDays: number, frequency: number, monetary: number): BuyingHabit => ({ recencyDays, frequency, monetary });
const TEN = Array.from({ length: 10 }, (_, index) => habit(10 * (index + 1), index + 1, 100 * (index + 1)));

describe('RFM cells', () => {
  it('are fifths of the shop’s own buyers, 5 the best', () => {
    const cuts = rfmCuts(TEN)!;
    expect(cuts).toEqual({ recencyDays: [20, 40, 60, 80], frequency: [2, 4, 6, 8], monetary: [200, 400, 600, 800] });
    expect(rfmCell(cuts, habit(1, 20, 5_000)).cell).toBe('555');
    expect(rfmCell(cuts, habit(200, 1, 5)).cell).toBe('111');
    expect(TEN.map((each) => rfmCell(cuts, each).cell)).toEqual(['511', '511', '422', '422', '333', '333', '244', '244', '155', '155']);
  });

  it('are none where too few have bought to be cut in five', () => {
    expect(rfmCuts(TEN.slice(0, 4))).toBeNull();
    expect(rfmCuts([])).toBeNull();
  });

  it('keep equal buyers together, and never put the better one lower', () => {
    const habits = fc.array(fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 9 }), fc.nat(500)), { minLength: 5, maxLength: 60 });
    fc.assert(
      fc.property(habits, (all) => {
        const list = all.map(([recency, frequency, monetary]) => habit(recency, frequency, monetary));
        const cuts = rfmCuts(list)!;
        for (const one of list) {
          const { recency, frequency, monetary } = rfmCell(cuts, one);
          for (const score of [recency, frequency, monetary]) expect([1, 2, 3, 4, 5]).toContain(score);
          const better = rfmCell(cuts, habit(one.recencyDays / 2, one.frequency + 1, one.monetary * 2));
          expect(better.recency).toBeGreaterThanOrEqual(recency);
          expect(better.frequency).toBeGreaterThanOrEqual(frequency);
          expect(better.monetary).toBeGreaterThanOrEqual(monetary);
        }
      }),
    );
  });
});

describe('a customer among the others of their shop', () => {
  const today = Math.floor(MONDAY / DAY);
  const buyers = Array.from({ length: 200 }, (_, index) => {
    const repeats = index % 5;
    const mean = 20 + (index % 7) * 10;
    const firstDay = today - 300 + index;
    return { firstDay, lastDay: firstDay + repeats * 15, repeats, repeatsTotal: repeats * mean, total: (repeats + 1) * mean };
  });
  const shop = { currency: 'EUR', journeyModel: fitJourneyModel(buyers, today, 'week', 50) };
  const often = person(...[100, 80, 60, 40, 20, 1].map((ago) => bought(`o${ago}`, MONDAY - ago * DAY, { value: 400 })));
  const longAgo = person(...[298, 299].map((ago) => bought(`o${ago}`, MONDAY - ago * DAY, { value: 5 })));

  it('has a cell and a tier of worth', () => {
    expect(traitsOf(often, null, shop, MONDAY).lifetime).toMatchObject({ rfm: { cell: '555' }, valueTier: 'high' });
    expect(traitsOf(longAgo, null, shop, MONDAY).lifetime).toMatchObject({ rfm: { recency: 1, monetary: 1 }, valueTier: 'low' });
  });

  it('has none in a shop that nobody has fitted', () => {
    expect(traitsOf(often, null, { currency: 'EUR' }, MONDAY).lifetime).toMatchObject({ rfm: null, valueTier: null });
  });

  it('may be chosen by them', () => {
    const best = { 'lifetime.rfm.cell': { $in: ['555', '554'] }, 'lifetime.valueTier': 'high' };
    expect([often, longAgo].map((profile) => conditionHolds(best, traitsOf(profile, null, shop, MONDAY)))).toEqual([true, false]);
  });
});
