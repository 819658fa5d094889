import type { SiteSetup } from '../../../shared/schemas/site-setup.ts';
import type { Comparison } from '../../site/types.ts';
import type { Tally } from '../tally.ts';

/**
 * `stale`: draft or published set-up changed before the end. `superseded`: another replay was asked for before the end. `failed`: see `message`.
 * Only `done` has figures.
 */
export type ReplayStatus = 'running' | 'done' | 'stale' | 'superseded' | 'failed';

/** A replay as it stands; kept after each slice, together with what was counted. */
export interface ReplayJob {
  id: string;
  site: string;
  actor: string;
  startedAtMs: number;
  finishedAtMs: number | null;
  status: ReplayStatus;
  /** why it failed, in words */
  message: string | null;
  /** of both set-ups: another draft, or another one published, has another */
  digest: string;
  /** draft and version that were last known to be these */
  etag: string;
  version: number;
  /** asked for, back from `toMs` */
  days: number;
  /** visits from the first moment on, up to before the second */
  fromMs: number;
  toMs: number;
  maxVisits: number;
  /** visits there were to go through when it began */
  expected: number;
  /** visits gone through, those too that could not be decided */
  seen: number;
  /** where the next slice begins; null = at the start */
  cursor: string | null;
  /** people are counted by hashes that are made with it; empty once the replay has ended, so that nobody is found again by them */
  salt: string;
  /** failures in a row */
  attempts: number;
}

/** A replay with what was counted so far. */
export interface Replay {
  job: ReplayJob;
  tally: Tally;
}

/** Which visits are wanted. */
export interface ReplayAsk {
  site: string;
  days: number;
  maxVisits: number;
  actor: string;
}

/** Names a pair of set-ups: SHA-256 of both. */
export async function digestOf({ published, draft }: Pick<Comparison, 'published' | 'draft'>): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([published, draft] satisfies SiteSetup[]));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
