import { ANSWER_TIMEOUT_MS, VISIT_EVENTS_MAX } from '../../shared/protocol.ts';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import type { VisitEventInput } from '../../shared/schemas/event.ts';
import { readAnswer } from './answer.ts';
import { post } from './post.ts';
import { type Visit, writeVisit } from './visit-body.ts';

/** Most bytes of events in one body: under the 64 KiB that browsers allow for what outlives a page, with room for the rest of the visit. */
const BATCH_MAX_BYTES = 50_000;

/** How long a post of events alone may take: nobody waits for it. */
const EVENTS_TIMEOUT_MS = 10_000;

/** The widget's talk with the edge. */
export interface Conversation {
  /** An event to send with the next body. Bounded: an edge out of reach costs the oldest events, never the page's memory. */
  add(event: VisitEventInput): void;
  /** Sends what happened and asks what to show. Only the newest question's answer counts. */
  ask(): Promise<void>;
  /** Sends what happened and asks nothing. */
  tell(): Promise<void>;
  /** An answer still under way is no longer wanted. */
  ignoreAnswer(): void;
  /** What was not sent never will be. */
  dropEvents(): void;
  /** for `tappa.debug()`, newest last */
  sent(): readonly VisitEventInput[];
}

/**
 * @param address `https://EDGE/v1/sites/SITE`
 * @param describe everything a body says but its events, as of now; asked once per body
 * @param onAnswer null: the edge was out of reach, or what came back was no answer
 */
export function createConversation(
  address: string,
  fetch: typeof window.fetch,
  describe: () => Visit,
  onAnswer: (answer: VisitAnswer | null) => void,
  report: (problem: [status: number, body: string]) => void,
): Conversation {
  let events: VisitEventInput[] = [];
  let sent: VisitEventInput[] = [];
  let newest = 0;
  const send = async (path: string, timeoutMs: number): Promise<VisitAnswer | null> => {
    const visit = describe();
    let bytes = 0;
    const batch = events.filter((event) => {
      bytes += new Blob([JSON.stringify(event)]).size;
      return bytes < BATCH_MAX_BYTES;
    });
    const isKnown = !!visit.visitor;
    if (path === 'events' && !batch.length) return null;
    // Nothing is recorded of nobody: without a visitor every question tells the whole page again.
    if (isKnown) events = events.slice(batch.length || 1);
    const { status, body } = await post(fetch, `${address}/${path}`, writeVisit(visit, batch), timeoutMs);
    const answer = status < 300 ? readAnswer(body) : null;
    // A 200 that is no answer came from somebody else on the way: those events are not known to have arrived.
    if (answer || (path === 'events' && status === 202)) sent = [...sent, ...batch].slice(-VISIT_EVENTS_MAX);
    else {
      report([status, body]);
      // Too early, too often, or a fault at the edge passes, and an identity that does not hold is left out; any other 4xx is about the
      // body itself, and would be again.
      const rest = /^4(?!01|08|29)/.test(`${status}`) ? [] : batch;
      events = (isKnown ? [...rest, ...events] : events).slice(-VISIT_EVENTS_MAX);
    }
    return answer;
  };

  return {
    add(event) {
      events = [...events, event].slice(-VISIT_EVENTS_MAX);
    },
    async ask() {
      const mine = ++newest;
      const answer = await send('journey', ANSWER_TIMEOUT_MS);
      if (mine === newest) onAnswer(answer);
    },
    async tell() {
      await send('events', EVENTS_TIMEOUT_MS);
    },
    ignoreAnswer() {
      newest++;
    },
    dropEvents() {
      events = [];
    },
    sent: () => sent,
  };
}
