import { SESSION_IDLE_MS } from '../../shared/protocol.ts';
import type { VisitEvent } from '../../shared/schemas/event.ts';
import type { Fixture } from '../../shared/schemas/fixture.ts';
import type { PageType } from '../../shared/schemas/visit.ts';
import { type Fact, factOf } from '../visitor/facts.ts';
import { type Finding, pointerTo } from './finding.ts';

const DEVICE = 'device';

type Given = Fixture['given'];

export interface FixtureFacts {
  /** recorded before this page */
  past: Fact[];
  /** told by this page */
  now: Fact[];
  sessionId: string;
  errors: Finding[];
}

/**
 * What a fixture says has happened, as facts. Sessions of the past are told apart by half an hour of silence, as GA4 does, where events name
 * none; the page belongs to the last of them if that is so young. A page that tells nothing tells that it was looked at, as the widget does.
 * Events of one moment count in the order of the file.
 */
export function factsOf(given: Given, pageType: PageType, pointer: string): FixtureFacts {
  const nowMs = Date.parse(given.at);
  const errors: Finding[] = [];
  const at = (text: string | undefined, where: string): number => {
    const atMs = text === undefined ? nowMs : Date.parse(text);
    if (atMs > nowMs) errors.push({ pointer: pointer + where, message: `lies after the moment of the fixture, ${given.at}` });
    return atMs;
  };
  const told = (given.past ?? []).map((event, index) => ({ event, atMs: at(event.at, `/past/${index}/at`), key: `past-${order(index)}` }));
  const { cart } = given;
  if (cart?.at !== undefined) {
    const event = { type: 'cart' as const, at: cart.at, items: cart.items };
    told.push({ event, atMs: at(cart.at, '/cart/at'), key: `past-${order(told.length)}` });
  }
  const past = inSessions(told.sort((a, b) => a.atMs - b.atMs));
  const last = past.at(-1);
  const sessionId = last && nowMs - last.atMs <= SESSION_IDLE_MS && last.sessionId !== null ? last.sessionId : 'session-now';
  const said = [
    ...(cart && cart.at === undefined ? [{ type: 'cart' as const, items: cart.items }] : []),
    ...(given.events ?? [{ type: 'page_view' as const, page_type: pageType }]),
  ];
  const first = said.length - (given.events?.length ?? said.length);
  const now = said.map((event, index) => {
    const atMs = at('at' in event ? event.at : undefined, pointerTo('events', index - first, 'at'));
    return fact(event, atMs, `now-${order(index)}`, sessionId, DEVICE);
  });
  return { past, now, sessionId, errors };
}

/** Facts of one moment are read in the order of their ids. */
const order = (index: number): string => String(index).padStart(3, '0');

type Told = { event: NonNullable<Given['past']>[number]; atMs: number; key: string };

function inSessions(told: readonly Told[]): Fact[] {
  const facts: Fact[] = [];
  for (const [index, { event, atMs, key }] of told.entries()) {
    const { visitorId = DEVICE, sessionId: named, ...rest } = event;
    const before = facts.at(-1);
    const goesOn = before !== undefined && before.sessionId !== null && atMs - before.atMs <= SESSION_IDLE_MS;
    facts.push(fact(rest, atMs, key, named ?? (goesOn ? before.sessionId! : `session-${index}`), visitorId));
  }
  return facts;
}

function fact(
  event: Omit<VisitEvent, 'id' | 'at'> & { id?: string | undefined },
  atMs: number,
  key: string,
  sessionId: string,
  deviceId: string,
): Fact {
  const { id = key, ...rest } = event;
  return factOf({ ...rest, id, at: new Date(atMs).toISOString() }, { sessionId, deviceId }, atMs);
}
