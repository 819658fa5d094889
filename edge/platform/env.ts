import type { SiteObject } from '../site/site-object.ts';
import type { VisitorObject } from '../visitor/visitor-object.ts';

/** Bindings of the Worker: `wrangler.toml` for production, `.scripts/runtime.mjs` for a person's machine. */
export interface Env {
  VISITORS: DurableObjectNamespace<VisitorObject>;
  SITES: DurableObjectNamespace<SiteObject>;
  /** published sites, by revision */
  SNAPSHOTS: KVNamespace;
  EVENTS: Queue<EventsMessage>;
  ASSETS: Fetcher;
  /** absent where the runtime has none */
  RATE_LIMIT?: RateLimit;
  /** owner of everything; set as a secret in production */
  TAPPA_ADMIN_TOKEN?: string;
  /** local only: HS256 key the demo shop's server signs identity tokens with */
  DEMO_SHOP_SECRET?: string;
}

/** What one recorded batch tells the rollups and the recommendation index; no visitor id in it. */
export interface EventsMessage {
  site: string;
  /** device session the facts came from */
  sessionId: string;
  facts: QueuedFact[];
  /** stage the visitor is in after this batch, and the one before if it changed */
  stage?: { now: string; before: string | null };
}

export interface QueuedFact {
  type: string;
  atMs: number;
  itemIds?: string[];
  valueMinor?: number;
  rule?: string;
  channel?: string;
  friction?: string;
  orderId?: string;
}
