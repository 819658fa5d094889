import { ANSWER_TIMEOUT_MS, LIVE_EVENT_MAX_AGE_MS, VISIT_EVENTS_MAX } from '../../shared/protocol.ts';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import type { VisitEventInput } from '../../shared/schemas/event.ts';
import { readAnswer } from './answer.ts';
import { post } from './post.ts';
import { type Visit, writeVisit } from './visit-body.ts';

/** Most bytes of events in one body: under the 64 KiB that browsers allow for what outlives a page, with room for the rest of the visit. */
const BATCH_MAX_BYTES = 50_000;

/** How long a post of events alone may take: nobody waits for it. */
const EVENTS_TIMEOUT_MS = 10_000;

/** An edge in trouble is tried again after 2 to 4 s, then after twice that, and so on: five times in about two minutes. */
const RETRY_FIRST_MS = 2_000;
const RETRIES_MAX = 5;

/** Where events wait that could not be delivered: on the device where consent allows it, so that another page can deliver them. */
export interface Waiting {
  read(): VisitEventInput[] | undefined;
  write(events: VisitEventInput[]): void;
}

/** What a conversation needs. */
export interface ConversationMeans {
  /** `https://EDGE/v1/sites/SITE` */
  address: string;
  fetch: typeof window.fetch;
  /** everything a body says but its events, as of now; asked once per body */
  describe(): Visit;
  waiting: Waiting;
  isOnline(): boolean;
  now(): number;
  /** null: the edge was out of reach, or what came back was no answer */
  onAnswer(answer: VisitAnswer | null): void;
  /** Events are worth another try after so long. */
  tellAfter(delayMs: number): void;
  report(problem: [status: number, body: string]): void;
}

/** The widget's talk with the edge. */
export interface Conversation {
  /** An event to send with the next body. Bounded: an edge out of reach costs the oldest events, never the page's memory. */
  add(event: VisitEventInput): void;
  /** Sends what happened and asks what to show. Only the newest question's answer counts. */
  ask(): Promise<void>;
  /** Sends what happened and asks nothing. */
  tell(): Promise<void>;
  /** Another page: an answer still under way is no longer wanted, and an edge that could not be reached is worth a try. */
  turnPage(): void;
  /** What was not sent never will be. */
  dropEvents(): void;
  /** for `tappa.debug()`, newest last */
  sent(): readonly VisitEventInput[];
}

/**
 * Nothing is lost: what was refused for a passing reason, or could not be sent, waits and goes with the next body under the same ids. Nothing
 * is insisted on: after a request that came to nothing although the device is online (a blocker, most likely) the page sends no more.
 */
export function createConversation(means: ConversationMeans): Conversation {
  const { address, fetch, describe, waiting, isOnline, now, onAnswer, tellAfter, report } = means;
  let events: VisitEventInput[] = [];
  let sent: VisitEventInput[] = [];
  let newest = 0;
  let drops = 0;
  let failures = 0;
  let isMute = false;
  const newestOf = (all: VisitEventInput[]): VisitEventInput[] => all.slice(-VISIT_EVENTS_MAX);
  /** What waits; whatever else stands on the device in its place is dropped, and so is what has grown so old that the edge would refuse it. */
  const kept = (): VisitEventInput[] =>
    ([] as VisitEventInput[])
      .concat(waiting.read() ?? [])
      .filter((event: VisitEventInput | null) => now() - Date.parse(event?.at as string) < LIVE_EVENT_MAX_AGE_MS);
  /** Takes what waits: what a page has in hand no other page sends. */
  const take = (): void => {
    const taken = kept();
    if (taken[0]) waiting.write([]);
    events = newestOf([...taken, ...events]);
  };
  const keep = (more: VisitEventInput[]): void => {
    const all = newestOf([...kept(), ...more]);
    if (all[0]) waiting.write(all);
  };

  const send = async (path: string, timeoutMs: number): Promise<VisitAnswer | null> => {
    const visit = describe();
    const isKnown = !!visit.visitor;
    if (isKnown) take();
    if (path === 'events' && !events[0]) return null;
    if (isMute || !isOnline()) {
      if (isKnown) keep(events.splice(0));
      return null;
    }
    let bytes = 0;
    const batch = events.filter((event) => {
      // Not `Blob`: making one costs a call to another process.
      bytes += new TextEncoder().encode(JSON.stringify(event)).length;
      return bytes < BATCH_MAX_BYTES;
    });
    // Nothing is recorded of nobody: without a visitor every question tells the whole page again.
    // What is too much for one body waits where the next page finds it: this one may be going.
    if (isKnown) keep(events.splice(0).slice(batch.length || 1));
    const dropsBefore = drops;
    const { status, body } = await post(fetch, `${address}/${path}`, writeVisit(visit, batch), timeoutMs);
    const answer = status < 300 ? readAnswer(body) : null;
    // A 200 that is no answer came from somebody else on the way: those events are not known to have arrived.
    if (answer || (path === 'events' && status === 202)) {
      failures = 0;
      sent = newestOf([...sent, ...batch]);
    } else {
      report([status, body]);
      isMute = !status && isOnline();
      // Too early, too often, or a fault at the edge passes, and an identity that does not hold is left out; any other 4xx is about the
      // body itself, and would be again.
      if (isKnown && drops === dropsBefore && !/^4(?!01|08|29)/.test(`${status}`)) {
        keep(batch);
        if (status && failures < RETRIES_MAX) tellAfter(RETRY_FIRST_MS * 2 ** failures++ * (1 + Math.random()));
      }
    }
    return answer;
  };

  return {
    add(event) {
      events = newestOf([...events, event]);
    },
    async ask() {
      const mine = ++newest;
      const answer = await send('journey', ANSWER_TIMEOUT_MS);
      if (mine === newest) onAnswer(answer);
    },
    async tell() {
      await send('events', EVENTS_TIMEOUT_MS);
    },
    turnPage() {
      newest++;
      isMute = false;
    },
    dropEvents() {
      events = [];
      drops++;
    },
    sent: () => sent,
  };
}
