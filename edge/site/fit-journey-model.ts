import type { ModelUnit } from '../../shared/schemas/journey-model.ts';
import { fitJourneyModel, REPEAT_BUYERS_MIN } from '../journey/models/journey-model.ts';
import { dayOf } from './days.ts';
import type { SiteStore } from './site-store.ts';
import type { SiteJourneyModel } from './types.ts';

export interface FitRequest {
  /** YYYY-MM-DD; null = today */
  observedUntil: string | null;
  unit: ModelUnit;
}

/** Learns how a site's customers buy from its receipts and orders, and keeps it. */
export function fitSiteModel(store: SiteStore, { observedUntil, unit }: FitRequest, nowMs: number): SiteJourneyModel {
  const { currency, timeZone } = store.settings.read()!.settings;
  const untilDay = observedUntil ?? dayOf(nowMs, timeZone);
  const { buyers, anonymous, otherCurrency, meanValue } = store.buyers.read(untilDay, currency);
  const { observedUntilDay: _, ...model } = fitJourneyModel(buyers, Date.parse(untilDay) / 86_400_000, unit, meanValue);
  const warnings: string[] = [];
  if (anonymous > 0) warnings.push(`${anonymous} purchases name no customer and were left out.`);
  if (otherCurrency > 0) warnings.push(`${otherCurrency} purchases are not in ${currency} and were left out.`);
  if (model.source === 'prior')
    warnings.push(
      `Fewer than ${REPEAT_BUYERS_MIN} customers bought on more than one day: usual values are assumed instead of fitted ones.`,
    );
  const fitted: SiteJourneyModel = { ...model, observedUntil: untilDay, fittedAtMs: nowMs, warnings };
  store.journeyModel.write(fitted);
  return fitted;
}
