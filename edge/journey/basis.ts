import type { SiteHead } from '../../shared/published-site.ts';
import type { JourneyModel } from '../../shared/schemas/journey-model.ts';
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
}

/** The basis as a site has published it. */
export function journeyBasisOf(head: Pick<SiteHead, 'settings' | 'setup' | 'journeyModel'>): JourneyBasis {
  return { stages: resolvedSetup(head.setup).stages, currency: head.settings.currency, journeyModel: head.journeyModel ?? null };
}

const texts = new WeakMap<object, string>();

/** The basis as JSON, made once a published set-up: what a person's object is told with each visit. */
export function basisTextOf(head: Pick<SiteHead, 'settings' | 'setup' | 'journeyModel'>): string {
  let text = texts.get(head);
  if (text === undefined) {
    text = JSON.stringify(journeyBasisOf(head));
    texts.set(head, text);
  }
  return text;
}
