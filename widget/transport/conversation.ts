import { ANSWER_TIMEOUT_MS, LIVE_EVENT_MAX_AGE_MS, VISIT_EVENTS_MAX } from '../../shared/protocol.ts';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import type { VisitEventInput } from '../../shared/schemas/event.ts';
import type { DeviceRecordKeeper } from '../identity/device-record.ts';
import { toText } from '../text.ts';
import { readAnswer } from './answer.ts';
import { post } from './post.ts';
import { type Visit, writeVisit } from './visit-body.ts';

/**
 * Most bytes of events in one body, and of bodies that have no answer yet with it. Browsers let 64 KiB in all outlive a page, the host's own
 * beacons among them, and refuse what goes beyond: half of it is the host's.
 */
const BATCH_MAX_BYTES = 32_000;

/** How long a post of events alone may take: nobody waits for it. */
const EVENTS_TIMEOUT_MS = 10_000;

/** An edge in trouble is tried again after 2 to 4 s, then after twice that, and so on: five times in about two minutes. */
const RETRY_FIRST_MS = 2_000;
const RETRIES_MAX = 5;

/** What a conversation needs. */
export interface ConversationMeans {
  /** `https://EDGE/v1/sites/SITE` */
  address: string;
  fetch: typeof window.fetch;
  /** everything a body says but its events, as of now; asked once per body */
  describe(): Visit;
  /** where events wait that could not be sent, so that another page can send them; asked only where consent allows it */
  waiting: Pick<DeviceRecordKeeper, 'layAside' | 'takeBack'>;
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

// Not `Blob`: making one costs a call to another process.
const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/**
 * Nothing is lost: what was refused for a passing reason, or could not be sent, waits and goes with the next body under the same ids. Nothing
 * is insisted on: after a request that came to nothing although the device is online (a blocker, most likely) the page sends no more.
 */
export function createConversation(means: ConversationMeans): Conversation {
  const { address, fetch, describe, waiting, isOnline, now, onAnswer, tellAfter, report } = means;
  let events: VisitEventInput[] = [];
  /** what the newest body had no room for */
  let rest: VisitEventInput[] = [];
  let sent: VisitEventInput[] = [];
  let newest = 0;
  let drops = 0;
  let failures = 0;
  let isMute = false;
  /** bytes of bodies that have no answer yet */
  let underWayBytes = 0;
  const newestOf = (all: VisitEventInput[]): VisitEventInput[] => all.slice(-VISIT_EVENTS_MAX);
  /** Lays these aside on the device, before those that stay in hand; what it does not take stays in hand too. */
  const layAside = (aside: VisitEventInput[], inHand: VisitEventInput[]): void => {
    events = [...waiting.layAside(aside), ...inHand];
  };

  const send = async (path: string, timeoutMs: number): Promise<VisitAnswer | null> => {
    const visit = describe();
    const isKnown = visit.visitor;
    const isStill = isMute || !isOnline();
    // What a page has in hand no other page sends.
    if (isKnown && !isStill) events = newestOf([...waiting.takeBack(), ...events]);
    let bytes = isStill ? BATCH_MAX_BYTES : underWayBytes;
    const batch: VisitEventInput[] = [];
    rest = [];
    for (const event of events) {
      const size = bytesOf(toText(event));
      // Dropped is what the edge would refuse for ever, with all that goes along: what is larger than a body, what has grown too old, and
      // whatever else stands on the device in the place of events.
      if (size < BATCH_MAX_BYTES && now() - Date.parse(event?.at) < LIVE_EVENT_MAX_AGE_MS) {
        bytes += size;
        (bytes < BATCH_MAX_BYTES ? batch : rest).push(event);
      }
    }
    // Nothing is recorded of nobody: without a visitor every question tells the whole page again.
    // What is too much for one body waits where the next page finds it: this one may be going.
    if (isKnown) layAside(rest, []);
    if (isStill || (path === 'events' && !batch[0])) return null;
    const dropsBefore = drops;
    const text = writeVisit(visit, batch);
    underWayBytes += bytesOf(text);
    const { status, body } = await post(fetch, `${address}/${path}`, text, timeoutMs);
    underWayBytes -= bytesOf(text);
    const answer = status < 300 ? readAnswer(body) : null;
    // A 200 that is no answer came from somebody else on the way: those events are not known to have arrived.
    if (answer || status === 202) {
      failures = 0;
      sent = newestOf([...sent, ...batch]);
      if (rest[0]) tellAfter(0);
    } else {
      report([status, body]);
      isMute = !status && isOnline();
      // Too early, too often, or a fault at the edge passes, and an identity that does not hold is left out; any other 4xx is about the
      // body itself, and would be again.
      if (isKnown && drops === dropsBefore && !/^4(?!01|08|29)/.test(status as unknown as string)) {
        layAside(batch, events);
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
