import type { Env } from '../platform/env.ts';
import type { Slice, TrafficRpc } from './rpc.ts';
import type { VisitRecord } from './visit-record.ts';

export type { Slice, TrafficRpc } from './rpc.ts';

/** What was recorded of a site's traffic: one object a site, beside the object of the site itself, which must not wait for it. */
export function trafficClient(env: Pick<Env, 'TRAFFIC'>, siteId: string): TrafficRpc {
  return env.TRAFFIC.getByName(siteId) as unknown as TrafficRpc;
}

/** Decisions of a span of time, some at once, for whoever decides them again. `next` is the cursor of what follows; null at the end. */
export async function recordsBetween(
  env: Pick<Env, 'TRAFFIC'>,
  siteId: string,
  asked: Slice,
): Promise<{ records: VisitRecord[]; next: string | null }> {
  const { texts, next } = await trafficClient(env, siteId).slice(asked);
  return { records: texts.map((text) => JSON.parse(text) as VisitRecord), next };
}
