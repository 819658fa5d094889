import type { ReplayObject } from '../replay/job/replay-object.ts';
import type { SiteObject } from '../site/site-object.ts';
import type { TrafficObject } from '../traffic/traffic-object.ts';
import type { VisitorObject } from '../visitor/visitor-object.ts';
import type { EventsMessage } from './events-message.ts';

export type { EventsMessage, QueuedFact, QueuedRecord, SampledPerson } from './events-message.ts';

/** Bindings of the Worker: `wrangler.toml` for production, `.scripts/runtime.mjs` for a person's machine. */
export interface Env {
  VISITORS: DurableObjectNamespace<VisitorObject>;
  SITES: DurableObjectNamespace<SiteObject>;
  TRAFFIC: DurableObjectNamespace<TrafficObject>;
  REPLAYS: DurableObjectNamespace<ReplayObject>;
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
