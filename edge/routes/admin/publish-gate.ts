import type { Context } from 'hono';
import type { PublishRequest } from '../../../shared/schemas/replay.ts';
import type { AppEnv } from '../../http/context.ts';
import { type FieldError, problem } from '../../http/problem.ts';
import { errorText, log } from '../../platform/log.ts';
import { BLAST_RADIUS_DEFAULT, type Excess, excessesOf } from '../../replay/blast-radius.ts';
import { type Replay, replayClient } from '../../replay/job/client.ts';
import type { Comparison, Forced } from '../../site/types.ts';
import { siteOf } from './answers.ts';
import { comparisonOf } from './replay.ts';

export const PUBLISH_BODY_MAX_BYTES = 8 * 1024;

/** In the words of a refusal. */
const WHAT: Readonly<Record<Excess['figure'], string>> = {
  visits: 'of the visits would be shown something else',
  people: 'of the people would be in another stage',
  undecided: 'of the visits could not be decided any more',
};

/**
 * Holds a draft back that changes more than the site allows, by a replay on its stored visits. Sites with few of them publish as they like.
 * @param etag of the draft that is meant
 * @returns the replay it was judged by, and what is to be noted where it was forced
 * @throws 409 it changes too much, 412 it is another draft by now, 503 it could not be replayed
 */
export async function gate(
  c: Context<AppEnv>,
  etag: string,
  { force, reason }: PublishRequest,
): Promise<{ replay?: string; forced?: Forced }> {
  const comparison = await comparisonOf(c);
  if (comparison.etag !== etag) throw problem(412, { detail: `The draft is now "${comparison.etag}", not "${etag}". Read it again.` });
  const judged = await judgedBy(c, comparison);
  const despite =
    judged === 'unknown' ? [{ pointer: '', message: 'the stored visits could not be replayed' }] : excesses(judged, comparison);
  const replay = judged === 'unknown' || judged === null ? {} : { replay: judged.job.id };
  if (force) return { ...replay, forced: { reason: reason!, despite: despite.map(({ message }) => message) } };
  if (judged === 'unknown') {
    throw problem(503, {
      detail: `What the draft would change could not be told: ${despite[0]!.message}. Nothing was published. Try again, or force it with a reason.`,
    });
  }
  if (despite.length > 0) {
    throw problem(409, {
      title: 'The draft changes more than the site allows',
      detail: `Nothing was published, and the draft is as it was. Replay ${judged!.job.id} shows what would change; force it with a reason to publish anyway.`,
      errors: despite,
    });
  }
  return replay;
}

/** null = nothing to judge, or too few visits to tell */
async function judgedBy(c: Context<AppEnv>, comparison: Comparison): Promise<Replay | 'unknown' | null> {
  if (JSON.stringify(comparison.draft) === JSON.stringify(comparison.published)) return null;
  try {
    return await replayClient(c.env, siteOf(c)).judge(comparison, { site: siteOf(c), actor: c.get('actor') });
  } catch (error) {
    log('error', 'draft not replayed before publishing', { site: siteOf(c), error: errorText(error) });
    return 'unknown';
  }
}

function excesses(judged: Replay | null, { blastRadius }: Comparison): FieldError[] {
  if (judged === null) return [];
  const { visits } = judged.tally.all;
  return excessesOf(judged.tally, blastRadius ?? BLAST_RADIUS_DEFAULT).map(({ figure, share, limit }) => ({
    pointer: `/blastRadius/${figure}`,
    message: `${percent(share)} ${WHAT[figure]}, on ${visits} stored visits; the site allows ${percent(limit)}`,
  }));
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
