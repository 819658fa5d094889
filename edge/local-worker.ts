import { consumeEvents } from './analytics/consume-events.ts';
import { createApp } from './app.ts';
import { demoShop } from './demo-shop/app.ts';
import { circumstancesOfDemo } from './demo-shop/circumstances.ts';
import type { Env, EventsMessage } from './platform/env.ts';
import { mergeSamePeople } from './visits/merge-same-people.ts';

export { ReplayObject } from './replay/job/replay-object.ts';
export { SiteObject } from './site/site-object.ts';
export { TrafficObject } from './traffic/traffic-object.ts';
export { VisitorObject } from './visitor/visitor-object.ts';

const LOOPBACK = new Set(['', '127.0.0.1', '::1', 'localhost']);

/** The Worker of `npm start` and of the tests: the deployed one, and what is for trying things out. */
export default {
  fetch: createApp({ shop: demoShop(), circumstancesOf: circumstancesOfDemo, unlimitedAddresses: LOOPBACK }).fetch,
  queue: (batch, env) => consumeEvents(batch, env, mergeSamePeople),
} satisfies ExportedHandler<Env, EventsMessage>;
