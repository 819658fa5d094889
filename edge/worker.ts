import { consumeEvents } from './analytics/consume-events.ts';
import { createApp } from './app.ts';
import type { Env, EventsMessage } from './platform/env.ts';
import { mergeSamePeople } from './visits/merge-same-people.ts';

export { ReplayObject } from './replay/job/replay-object.ts';
export { SiteObject } from './site/site-object.ts';
export { TrafficObject } from './traffic/traffic-object.ts';
export { VisitorObject } from './visitor/visitor-object.ts';

/** The Worker that is deployed. `local-worker.ts` is the one of a person's own machine. */
export default {
  fetch: createApp().fetch,
  queue: (batch, env) => consumeEvents(batch, env, mergeSamePeople),
} satisfies ExportedHandler<Env, EventsMessage>;
