import type { QueuedRecord } from '../platform/events-message.ts';

/** A part of what was recorded. */
export interface Slice {
  /** Unix milliseconds; from the first on, up to before the last */
  fromMs: number;
  toMs: number;
  /** as the slice before gave it; null = from the start */
  cursor: string | null;
  /** records at the most */
  max: number;
}

/** What became of an id: its record's JSON text, or why there is none. `erased`: it was kept, and its person was erased since. */
export type FoundText = { text: string } | { gone: 'erased' | 'unknown' };

/** The methods of a site's traffic object as callers see them. Records are JSON texts: whoever only carries them need not read them. */
export interface TrafficRpc {
  /** Keeps records. Twice is the same as once. @param keptMs how long the site keeps them */
  append(records: QueuedRecord[], keptMs: number): Promise<void>;
  find(id: string): Promise<FoundText>;
  /** In order of time but for some seconds; each record once. `next` is null at the end. */
  slice(asked: Slice): Promise<{ texts: string[]; next: string | null }>;
  /** How many records a span has, counted to `max` from its end, and the moment from which on so many are. Those taken out since count too. */
  newest(fromMs: number, toMs: number, max: number): Promise<{ records: number; fromMs: number }>;
  /** How many decisions are kept of somebody known by any of the keys. */
  countOf(keys: string[]): Promise<number>;
  /** Takes out what is kept of these people, and refuses what the queue still brings of them from up to `atMs`. Twice is the same as once. */
  forget(keys: string[], atMs: number): Promise<void>;
  /** Empties it, for a site that is removed. */
  removeAll(): Promise<void>;
}
