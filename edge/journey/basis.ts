import type { SiteHead } from '../../shared/published-site.ts';
import type { JourneyModel } from '../../shared/schemas/journey-model.ts';
import type { Texts } from '../../shared/schemas/rule.ts';
import type { StageDefinition } from '../../shared/schemas/site-setup.ts';
import { resolvedSetup } from './segments.ts';

/** What of a shop the traits of its customers depend on. */
export interface Shop {
  currency: string;
  /** how its customers buy; null or absent = never fitted, and what is usual is assumed */
  journeyModel?: JourneyModel | null;
}

/** What of a shop the stages of its customers depend on. */
export interface JourneyBasis extends Shop {
  /** in the order they are tested; none names a segment any more */
  stages: readonly StageDefinition[];
  /** what the site calls the tiers of its loyalty programme: for words alone */
  tiers?: TierNames;
}

export type TierNames = readonly { id: string; name: Texts }[];

/** The basis as a site has published it. */
export function journeyBasisOf(head: Pick<SiteHead, 'settings' | 'setup' | 'journeyModel'>): JourneyBasis {
  const { setup, settings, journeyModel = null } = head;
  return { stages: resolvedSetup(setup).stages, currency: settings.currency, journeyModel, tiers: setup.loyalty?.tiers ?? [] };
}

const texts = new WeakMap<object, string>();

/** The basis as JSON, made once a published set-up: what a person's object is told with each visit. */
export function basisTextOf(head: Pick<SiteHead, 'settings' | 'setup' | 'journeyModel'>): string {
  let text = texts.get(head);
  if (text === undefined) {
    const { stages, currency, journeyModel = null } = journeyBasisOf(head);
    text = JSON.stringify({ stages, currency, journeyModel } satisfies JourneyBasis);
    texts.set(head, text);
  }
  return text;
}
