// The Worker as it is deployed, with a way to keep visits that nobody made: a queue would take an hour for a hundred thousand.
import worker from '../../edge/worker.ts';

export { ReplayObject, SiteObject, TrafficObject, VisitorObject } from '../../edge/worker.ts';

const KEPT_MS = 14 * 24 * 3_600_000;

export default {
  async fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith('/bench/')) return await worker.fetch(request, env, context);
    await env.TRAFFIC.getByName(pathname.slice('/bench/'.length)).append(await request.json(), KEPT_MS);
    return new Response(null, { status: 204 });
  },
  queue: worker.queue,
};
