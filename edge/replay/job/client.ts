import type { Env } from '../../platform/env.ts';
import type { ReplayRpc } from './rpc.ts';

export type { Replay, ReplayJob } from './job.ts';
export { digestOf } from './job.ts';
export type { ReplayRpc } from './rpc.ts';

/** Replays of a site's drafts: one object a site, beside those of the site and its traffic, which must not wait for it. */
export function replayClient(env: Pick<Env, 'REPLAYS'>, siteId: string): ReplayRpc {
  return env.REPLAYS.getByName(siteId) as unknown as ReplayRpc;
}
