import type { Comparison } from '../../site/types.ts';
import type { Replay, ReplayAsk, ReplayJob } from './job.ts';

/** The methods of a site's replay object as callers see them. */
export interface ReplayRpc {
  /** Begins to replay the draft, or goes on with the replay of it that was asked for in the same words. Another one that runs ends. */
  begin(comparison: Comparison, ask: ReplayAsk): Promise<ReplayJob>;
  /** null = there is none of this id (any more) */
  readReplay(id: string): Promise<Replay | null>;
  /**
   * The replay that a draft is judged by before it is published: a finished one of exactly this pair of set-ups that saw enough, else one that is run
   * at once over the newest visits. null = too few visits to tell.
   */
  judge(comparison: Comparison, ask: Pick<ReplayAsk, 'site' | 'actor'>): Promise<Replay | null>;
  /** Empties it, for a site that is removed. */
  removeAll(): Promise<void>;
}
