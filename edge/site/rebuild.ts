import { encodeIndex } from '../recommendations/codec.ts';
import { buildIndex } from '../recommendations/session-index.ts';
import type { SiteStore } from './site-store.ts';

/** Receipts the index learns from, the newest first. */
const BASKETS_MAX = 100_000;

/** Learns the recommendation index anew from what the site knows. @returns its bytes; null when there is nothing to learn from yet */
export function rebuildIndex(store: SiteStore, nowMs: number): Uint8Array | null {
  store.learning.prune();
  const sessions = [...store.learning.sessions()];
  const baskets = [...store.purchases.baskets(BASKETS_MAX)];
  if (sessions.length === 0 && baskets.length === 0) return null;
  return encodeIndex(buildIndex({ sessions, baskets, nowMs }));
}
