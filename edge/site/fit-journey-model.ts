import type { ModelUnit } from '../../shared/schemas/journey-model.ts';
import { type Buyer, type FittedModel, fitJourneyModel, REPEAT_BUYERS_MIN } from '../journey/models/journey-model.ts';
import { keptUnlessRefuted } from '../journey/models/steady.ts';
import { dayOf } from './days.ts';
import type { Change } from './single-changes.ts';
import type { SiteStore } from './site-store.ts';
import type { SiteJourneyModel } from './types.ts';

export interface FitRequest {
  /** YYYY-MM-DD; null = today */
  observedUntil: string | null;
  unit: ModelUnit;
}

/** Whether there are purchases that the model in force does not know of. */
export function hasUnlearntPurchases(store: SiteStore): boolean {
  const purchases = store.purchases.count();
  return purchases !== (store.journeyModel.read()?.purchasesKnown ?? 0);
}

/** Learns again, as of today, in the unit in use. Parameters in force stay as long as the purchases do not refute them. */
export function refitSiteModel(store: SiteStore, nowMs: number): SiteJourneyModel {
  const before = store.journeyModel.read();
  return learn(store, { observedUntil: null, unit: before?.unit ?? 'week' }, nowMs, (fresh, buyers) =>
    before?.source === 'fitted' && fresh.source === 'fitted' ? keptUnlessRefuted(fresh, before, buyers) : fresh,
  );
}

/** Learns how a site's customers buy from its receipts and orders, keeps it, and notes who asked for it. */
export function fitSiteModel(store: SiteStore, request: FitRequest, { actor, nowMs }: Change): SiteJourneyModel {
  const model = learn(store, request, nowMs, (fresh) => fresh);
  store.audit.add(nowMs, actor, 'journey-model.fit', { observedUntil: model.observedUntil, source: model.source });
  return model;
}

function learn(
  store: SiteStore,
  { observedUntil, unit }: FitRequest,
  nowMs: number,
  settle: (fresh: FittedModel, buyers: readonly Buyer[]) => FittedModel,
): SiteJourneyModel {
  const { currency, timeZone } = store.settings.read()!.settings;
  const untilDay = observedUntil ?? dayOf(nowMs, timeZone);
  const { buyers, anonymous, otherCurrency, meanValue } = store.buyers.read(untilDay, currency);
  const { observedUntilDay: _, ...model } = settle(fitJourneyModel(buyers, Date.parse(untilDay) / 86_400_000, unit, meanValue), buyers);
  const warnings: string[] = [];
  if (anonymous > 0) warnings.push(`${anonymous} purchases name no customer and were left out.`);
  if (otherCurrency > 0) warnings.push(`${otherCurrency} purchases are not in ${currency} and were left out.`);
  if (model.source === 'prior')
    warnings.push(
      `Fewer than ${REPEAT_BUYERS_MIN} customers bought on more than one day: usual values are assumed instead of fitted ones.`,
    );
  const fitted: SiteJourneyModel = {
    ...model,
    observedUntil: untilDay,
    fittedAtMs: nowMs,
    warnings,
    purchasesKnown: store.purchases.count(),
  };
  store.journeyModel.write(fitted);
  return fitted;
}
