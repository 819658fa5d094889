/** Version of the visit protocol. Raised only when an older widget could misread a newer answer. */
export const PROTOCOL_VERSION = 1;

/** Version of the product, shown by `tappa.debug()` and the console. */
export const TAPPA_VERSION = '0.1.0';

/** Largest visit body the edge reads. 64 KiB is also what browsers allow in flight for `keepalive` and `sendBeacon`. */
export const VISIT_BODY_MAX_BYTES = 64 * 1024;

/** Most events in one visit; GA4 allows 25 a request, we leave room for a queue kept while offline. */
export const VISIT_EVENTS_MAX = 100;

/** Most items in one event: GA4's own limit. */
export const EVENT_ITEMS_MAX = 200;

/** How long the widget waits for an answer before it leaves the page as it is. */
export const ANSWER_TIMEOUT_MS = 2_000;

/** A session ends after this much silence, as in GA4. */
export const SESSION_IDLE_MS = 30 * 60_000;

/** An event dated further ahead than this is refused: beyond it a clock is wrong, not merely skewed. */
export const FUTURE_TOLERANCE_MS = 5 * 60_000;

/** A live event older than this is refused: no queue kept on a device lives longer. Imports have no such limit. */
export const LIVE_EVENT_MAX_AGE_MS = 7 * 24 * 3_600_000;

/** Largest import body. */
export const IMPORT_BODY_MAX_BYTES = 100 * 1024 * 1024;

/** Slot name of what floats above the page; every page has it, and it holds one block at a time. */
export const OVERLAY_SLOT = 'overlay';
