import type { JourneyModel } from './schemas/journey-model.ts';
import type { Product } from './schemas/product.ts';
import type { SiteSettings, SiteSetup } from './schemas/site-setup.ts';
import type { Store } from './schemas/store.ts';

/**
 * Everything a decision needs to know of a site, immutable, read from KV into the isolate and kept by revision.
 * Stock is not here: it is read per cart, in shards (`edge/site/stock.ts`).
 */
export interface SiteHead {
  id: string;
  /** version of the published set-up, 1 and up */
  version: number;
  /** changes with every publication of any part */
  revision: string;
  settings: SiteSettings;
  setup: SiteSetup;
  /** revisions of the large parts; null = never filled */
  parts: { catalog: string | null; stores: string | null; stock: StockHead | null; recommendations: string | null };
  /** how customers buy, as fitted last; null or absent = never fitted */
  journeyModel?: JourneyModel | null;
  /** variants of experiments that a guardrail has stopped */
  stoppedVariants?: { experiment: string; bucketVersion: number; variant: string }[];
  /** weights of bandits in force, which stand in `setup` already */
  steeredWeights?: SteeredWeights[];
  /** rules whose blocks cost pages more than the budget, and until when each is left out */
  overBudget?: { rule: string; untilMs: number }[];
  /** one person in 2^level is looked at for the sizes of segments; absent = everybody */
  peopleSampleLevel?: number;
  /** HS256 keys that verify `identify`, newest first; server-side only */
  identitySecrets: string[];
  /** signs receipts; server-side only */
  receiptKey: string;
}

/** The weights of a bandit in force, by variant. */
export interface SteeredWeights {
  experiment: string;
  bucketVersion: number;
  weights: Record<string, number>;
  /** number of the slice, 1 and up */
  slice: number;
  atMs: number;
}

export interface StockHead {
  revision: string;
  shards: number;
  /** revision of each shard, which stands in its key; a shard not named is of `revision` */
  shardRevisions?: string[];
}

/** The catalog part, indexed once a revision. */
export interface Catalog {
  products: readonly Product[];
  byId: ReadonlyMap<string, Product>;
}

export interface PublishedSite<Index = unknown> {
  head: SiteHead;
  catalog: Catalog;
  stores: readonly Store[];
  /** null until there was traffic to learn from */
  recommendations: Index | null;
}
