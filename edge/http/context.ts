import type { PublishedSite } from '../../shared/published-site.ts';
import type { Env } from '../platform/env.ts';
import type { RecommendationIndex } from '../recommendations/session-index.ts';

/** What middleware leaves for routes. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    /** who is changing things, for the audit log */
    actor: string;
    /** site of a public route */
    site: PublishedSite<RecommendationIndex>;
  };
}
