import { type Context, Hono } from 'hono';
import { ReplayRequestSchema } from '../../../shared/schemas/replay.ts';
import { checkSetup } from '../../decisioning/setup-check.ts';
import type { AppEnv } from '../../http/context.ts';
import { problem } from '../../http/problem.ts';
import { digestOf, type Replay, type ReplayJob, replayClient } from '../../replay/job/client.ts';
import { reportOf } from '../../replay/report.ts';
import { siteClient } from '../../site/client.ts';
import type { Comparison } from '../../site/types.ts';
import { outcomeOf, siteOf } from './answers.ts';
import { optionalBody } from './draft.ts';

const REPLAY_BODY_MAX_BYTES = 4 * 1024;

/** What the draft would have answered to visits there were. Asked for, and looked at until it is done: a replay takes up to a minute. */
export function replayRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/sites/:site/replay', async (c) => {
      const asked = await optionalBody(c, ReplayRequestSchema, REPLAY_BODY_MAX_BYTES);
      const comparison = await comparisonOf(c);
      const { errors } = checkSetup(comparison.draft);
      if (errors.length > 0) throw problem(422, { detail: 'The draft does not fit, and was not replayed.', errors });
      if (JSON.stringify(comparison.draft) === JSON.stringify(comparison.published)) {
        throw problem(409, { detail: 'The draft decides as what is published: there is nothing to replay.' });
      }
      const job = await replayClient(c.env, siteOf(c)).begin(comparison, { ...asked, site: siteOf(c), actor: c.get('actor') });
      const location = `/v1/admin/sites/${siteOf(c)}/replay/${job.id}`;
      return c.json(jobRow(job, false), 202, { location, 'cache-control': 'no-store' });
    })
    .get('/sites/:site/replay/:replay', async (c) => {
      const comparison = await comparisonOf(c);
      const id = c.req.param('replay');
      const replay = await replayClient(c.env, siteOf(c)).readReplay(id);
      if (!replay)
        throw problem(404, { detail: `There is no replay "${id.slice(0, 64)}" of this site, or no more: the last ten are kept.` });
      const isStale = (await digestOf(comparison)) !== replay.job.digest;
      return c.json({ ...jobRow(replay.job, isStale), result: resultOf(replay, comparison) }, 200, { 'cache-control': 'no-store' });
    });
}

/** Both set-ups of a site. @throws 404 */
export async function comparisonOf(c: Context<AppEnv>): Promise<Comparison> {
  return outcomeOf(c, await siteClient(c.env, siteOf(c)).readComparison(null))!;
}

function resultOf({ job, tally }: Replay, { blastRadius }: Comparison) {
  return job.status === 'done' ? reportOf(tally, blastRadius) : null;
}

/** @param isStale draft or published set-up are others by now */
function jobRow(job: ReplayJob, isStale: boolean) {
  const { id, status, message, actor, days, fromMs, toMs, maxVisits, startedAtMs, finishedAtMs, seen, expected, version } = job;
  return {
    id,
    status,
    stale: isStale || status === 'stale',
    ...(message === null ? {} : { message }),
    progress: { visits: seen, of: Math.max(seen, expected) },
    days,
    maxVisits,
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    /** the published version that the draft was compared with */
    comparedWith: version,
    startedAt: new Date(startedAtMs).toISOString(),
    finishedAt: finishedAtMs === null ? null : new Date(finishedAtMs).toISOString(),
    actor,
  };
}
