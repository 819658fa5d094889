import type { SiteSetup } from '../../../shared/schemas/site-setup.ts';
import type { Env } from '../../platform/env.ts';
import { errorText, log } from '../../platform/log.ts';
import { inForce } from '../../site/in-force.ts';
import { loadPublishedSite } from '../../site/snapshot.ts';
import { recordsBetween } from '../../traffic/client.ts';
import { inputOf, RECORD_FORMAT, type VisitRecord } from '../../traffic/visit-record.ts';
import { replayVisits } from '../replay-visits.ts';
import { mergedTallies } from '../tally.ts';
import type { Replay } from './job.ts';
import type { SetupPair } from './replay-store.ts';

/** Visits of one slice: a tenth of a second of deciding, and two megabytes on their way. */
const SLICE_VISITS = 500;

/**
 * Goes through the next visits of a replay.
 * @returns the replay after them; the one given stays as it was
 * @throws what the platform throws: then nothing was counted, and the slice may be tried again
 */
export async function afterNextSlice(env: Env, { job, tally }: Replay, setups: SetupPair): Promise<Replay> {
  const { site: siteId, fromMs, toMs, cursor, maxVisits } = job;
  const max = Math.min(SLICE_VISITS, maxVisits - job.seen);
  const site = await loadPublishedSite(env, siteId, Date.now());
  if (!site) throw new Error('The site is not published.');
  const { records, next } = await recordsBetween(env, siteId, { fromMs, toMs, cursor, max });
  const visits = records.map((record) => ({ receipt: record.id, inputOf: (of: typeof site) => inputOf(known(record), of) }));
  // Both set-ups are those the replay was begun with: what KV has of the published one may be a minute old. What steers bandits steers both.
  const asInForce = (setup: SiteSetup): SiteSetup => inForce(setup, site.head.steeredWeights ?? []);
  const published = { ...site, head: { ...site.head, setup: asInForce(setups.published) } };
  const counted = replayVisits(visits, published, asInForce(setups.draft), {
    salt: job.salt,
    onFailure: (error) => log('warn', 'visit not replayed', { error: errorText(error) }),
  });
  const seen = job.seen + records.length;
  const isOver = next === null || seen >= maxVisits;
  return {
    job: { ...job, seen, cursor: next, attempts: 0, ...(isOver ? { status: 'done', finishedAtMs: Date.now(), salt: '' } : {}) },
    tally: mergedTallies(tally, counted),
  };
}

/** @throws for a record that other code wrote: it would be misread */
function known(record: VisitRecord): VisitRecord {
  if (record.format !== RECORD_FORMAT) throw new Error(`The record is of format ${record.format}, not ${RECORD_FORMAT}.`);
  return record;
}
