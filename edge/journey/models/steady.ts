import type { JourneyModel } from '../../../shared/schemas/journey-model.ts';
import { bgNbdLogLikelihood } from './bg-nbd.ts';
import { gammaGammaLogLikelihood } from './gamma-gamma.ts';
import { type Buyer, type FittedModel, groupHistories, spendingOf } from './journey-model.ts';

/** 95 % points of χ² with 4 and 3 degrees of freedom: as many as the models have parameters. */
const BG_NBD_REFUTED = 9.488;
const GAMMA_GAMMA_REFUTED = 7.815;

/**
 * A new fit, with the parameters in force as long as the purchases do not refute them (likelihood-ratio test, 5 %): a day's sales alone would move every
 * parameter a little, and people near a limit from stage to stage and back. Classes and tiers are of today, whichever parameters stay.
 *
 * @param before in the same unit, fitted and not assumed
 */
export function keptUnlessRefuted(fresh: FittedModel, before: JourneyModel, buyers: readonly Buyer[]): FittedModel {
  const { r, alpha, a, b } = before.bgNbd;
  const { p, q, v } = before.gammaGamma;
  const bgNbdBefore = bgNbdLogLikelihood({ r, alpha, a, b }, groupHistories(buyers, fresh.observedUntilDay, fresh.unit));
  const gammaGammaBefore = gammaGammaLogLikelihood({ p, q, v }, spendingOf(buyers));
  return {
    ...fresh,
    ...(isKept(fresh.bgNbd.logLikelihood, bgNbdBefore, BG_NBD_REFUTED)
      ? { bgNbd: { r, alpha, a, b, logLikelihood: bgNbdBefore, customers: fresh.bgNbd.customers } }
      : {}),
    ...(isKept(fresh.gammaGamma.logLikelihood, gammaGammaBefore, GAMMA_GAMMA_REFUTED)
      ? { gammaGamma: { p, q, v, logLikelihood: gammaGammaBefore, customers: fresh.gammaGamma.customers } }
      : {}),
  };
}

/** Parameters that are assumed take the place of those that can no longer be fitted. */
function isKept(fresh: number | null, before: number, refuted: number): boolean {
  return fresh !== null && 2 * (fresh - before) <= refuted;
}
