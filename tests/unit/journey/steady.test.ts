import { describe, expect, it } from 'vitest';
import { type Buyer, fitJourneyModel } from '../../../edge/journey/models/journey-model.ts';
import { keptUnlessRefuted } from '../../../edge/journey/models/steady.ts';

const UNTIL = 400;

/** Buyers who come back every so many days until they stop. */
function buyers(count: number, everyDays: number): Buyer[] {
  return Array.from({ length: count }, (_, index) => {
    const firstDay = (index * 7) % 200;
    const repeats = Math.min((index * 13) % 6, Math.floor((UNTIL - firstDay) / everyDays));
    const mean = 20 + (index % 11) * 6;
    const gap = everyDays + ((index * 5) % 9) - 4;
    return { firstDay, lastDay: firstDay + repeats * gap, repeats, repeatsTotal: repeats * mean, total: (repeats + 1) * mean };
  });
}

describe('a model that is fitted again', () => {
  const before = fitJourneyModel(buyers(300, 25), UNTIL, 'week', null);

  it('keeps its parameters when some more customers are like those before, and counts them', () => {
    const more = buyers(310, 25);
    const fresh = fitJourneyModel(more, UNTIL, 'week', null);
    const kept = keptUnlessRefuted(fresh, before, more);
    expect(kept.bgNbd).toMatchObject({
      r: before.bgNbd.r,
      alpha: before.bgNbd.alpha,
      a: before.bgNbd.a,
      b: before.bgNbd.b,
      customers: 310,
    });
    expect(kept.gammaGamma).toMatchObject({ p: before.gammaGamma.p, q: before.gammaGamma.q, v: before.gammaGamma.v });
    expect(kept.bgNbd.logLikelihood!).toBeLessThanOrEqual(fresh.bgNbd.logLikelihood!);
    expect(kept.rfm).toEqual(fresh.rfm);
  });

  it('takes the new ones when customers have changed', () => {
    const others = buyers(300, 60).map((buyer) => ({ ...buyer, repeatsTotal: buyer.repeatsTotal * 3, total: buyer.total * 3 }));
    const fresh = fitJourneyModel(others, UNTIL, 'week', null);
    expect(keptUnlessRefuted(fresh, before, others)).toEqual(fresh);
  });
});
