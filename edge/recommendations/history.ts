/**
 * Sessions (or baskets) as two compressed rows: history → items and item → most recent histories.
 * The layout of VMIS-kNN (Kersbergen, Sprangers & Schelter, "Serenade", SIGMOD 2022): a request touches only lists of known length.
 */
export interface History {
  /** how many sessions; numbered oldest first, so a higher number is more recent */
  readonly size: number;
  /** items of session s are `items[starts[s] … starts[s + 1])`, by item number, distinct, in the order they were last seen */
  readonly starts: Uint32Array;
  readonly items: Uint32Array;
  /** sessions with item i are `itemSessions[itemStarts[i] … itemStarts[i + 1])`, most recent first, at most the cap the index was built with */
  readonly itemStarts: Uint32Array;
  readonly itemSessions: Uint32Array;
  /** in how many sessions item i occurs, beyond the cap too */
  readonly itemSupport: Uint32Array;
}

/** The half of a history that cannot be derived: what the codec keeps. */
export type HistoryRows = Pick<History, 'starts' | 'items'>;

/**
 * Derives the item → sessions half.
 * @param itemCount every number in `rows.items` is below it
 * @param sessionsPerItem cap of each list; the oldest fall out
 */
export function indexHistory(rows: HistoryRows, itemCount: number, sessionsPerItem: number): History {
  const { starts, items } = rows;
  const size = starts.length - 1;
  const itemSupport = new Uint32Array(itemCount);
  for (let at = 0; at < items.length; at++) itemSupport[items[at]!] = itemSupport[items[at]!]! + 1;
  const itemStarts = new Uint32Array(itemCount + 1);
  for (let item = 0; item < itemCount; item++) itemStarts[item + 1] = itemStarts[item]! + Math.min(itemSupport[item]!, sessionsPerItem);
  const itemSessions = new Uint32Array(itemStarts[itemCount]!);
  const next = itemStarts.slice(0, itemCount);
  for (let session = size - 1; session >= 0; session--) {
    for (let at = starts[session]!; at < starts[session + 1]!; at++) {
      const item = items[at]!;
      const place = next[item]!;
      if (place >= itemStarts[item + 1]!) continue;
      itemSessions[place] = session;
      next[item] = place + 1;
    }
  }
  return { size, starts, items, itemStarts, itemSessions, itemSupport };
}

/** Packs sessions of distinct item numbers, already in order of time, into rows. */
export function packRows(sessions: readonly (readonly number[])[]): HistoryRows {
  const starts = new Uint32Array(sessions.length + 1);
  sessions.forEach((session, number) => {
    starts[number + 1] = starts[number]! + session.length;
  });
  const items = new Uint32Array(starts[sessions.length]!);
  sessions.forEach((session, number) => {
    items.set(session, starts[number]!);
  });
  return { starts, items };
}
