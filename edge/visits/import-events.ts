import { SESSION_IDLE_MS } from '../../shared/protocol.ts';
import type { PastEvent } from '../imports/parse-event.ts';
import type { JourneyBasis } from '../journey/basis.ts';
import { type StageChange, stageHistory } from '../journey/stage-history.ts';
import type { Env, EventsMessage, SampledPerson } from '../platform/env.ts';
import { siteClient } from '../site/client.ts';
import { personStub, type RecordResult } from '../visitor/client.ts';
import { compareFacts, type Fact, factOf } from '../visitor/facts.ts';
import { fingerprint } from '../visitor/fingerprint.ts';
import type { StageNote } from '../visitor/profile.ts';
import { profilesOf } from '../visitor/reduce.ts';
import { retentionOf } from '../visitor/retention.ts';
import { pastSessionId } from './forget-at-site.ts';
import { eventsMessage } from './queue-visit.ts';
import { isSampled, sampledPerson } from './sample-person.ts';

/** Objects written at the same time: enough to keep storage busy; what the platform does not do at once it queues by itself. */
const VISITORS_AT_ONCE = 32;

/** People told of in one import: the sample needs no more, and all of them go in one call. */
const PEOPLE_MAX = 2_000;

interface ImportSite extends JourneyBasis {
  id: string;
  retentionDays?: number | undefined;
  peopleSampleLevel?: number;
}

type PastMessage = EventsMessage & { messageId: string };
type PersonMessage = PastMessage & { person: SampledPerson };

/**
 * Records past events with their visitors and brings what was new into rollups and learning. An event counts once, also across imports
 * and live traffic. Visitors are independent: a failure leaves those done before it recorded, and the same file can be sent again.
 * @returns how many of the events were new
 */
export async function importEvents(env: Env, site: ImportSite, events: readonly PastEvent[], nowMs: number): Promise<number> {
  const visitors = [...byVisitor(events, nowMs)];
  const messages: PastMessage[] = [];
  const people: PersonMessage[] = [];
  let accepted = 0;
  let next = 0;
  const work = async (): Promise<void> => {
    for (let entry = visitors[next++]; entry; entry = visitors[next++]) {
      const past = await recordPast(env, site, entry[0], entry[1], nowMs);
      accepted += past.fresh.length;
      messages.push(...sessionMessages(site, past.fresh), ...past.moves);
      const { person, fresh } = past;
      if (person) people.push({ site: site.id, sessionId: '', facts: [], person, messageId: `person-${fingerprint(fresh[0]!.id)}` });
    }
  };
  await Promise.all(Array.from({ length: VISITORS_AT_ONCE }, work));
  if (messages.length > 0) await siteClient(env, site.id).learn([...messages, ...thinned(people, site.peopleSampleLevel ?? 0)]);
  return accepted;
}

function byVisitor(events: readonly PastEvent[], nowMs: number): Map<string, Fact[]> {
  const visitors = new Map<string, Fact[]>();
  for (const { visitorId, sessionId, event } of events) {
    const facts = visitors.get(visitorId) ?? [];
    facts.push(factOf(event, { sessionId: sessionId ?? null, deviceId: visitorId }, nowMs));
    visitors.set(visitorId, facts);
  }
  return visitors;
}

async function recordPast(
  env: Env,
  site: ImportSite,
  deviceId: string,
  facts: Fact[],
  nowMs: number,
): Promise<{ fresh: Fact[]; moves: PastMessage[]; person?: SampledPerson | null }> {
  const stub = personStub(env, site.id, { deviceId });
  // Most people of an import are met for the first time: the stage noted with the facts themselves costs no second write.
  const whole = stageHistory(profilesOf(distinct(facts), site), site, null, nowMs);
  const result: RecordResult = await stub.record({
    facts,
    currency: site.currency,
    retention: retentionOf(site.id, site),
    ...noteOf(whole),
  });
  const accepted = new Set(result.acceptedIds);
  const fresh = facts.filter((fact) => accepted.delete(fact.id));
  if (fresh.length === 0) return { fresh, moves: [] };
  const known = Object.values(result.profile.eventCounts).reduce((sum, count) => sum + count, 0);
  const seenAtMs = result.profile.lastSeenAtMs ?? nowMs;
  const person = sampledPerson(result.profile, deviceId, null, site.peopleSampleLevel ?? 0, seenAtMs);
  if (known === fresh.length) return { fresh, moves: stageMessages(site.id, fresh[0]!.id, null, whole), person };
  const [now] = stageHistory([{ atMs: result.profile.lastSeenAtMs ?? nowMs, profile: result.profile }], site, null, nowMs).slice(-1);
  const before = result.stageNote?.stage ?? null;
  if (!now || now.stage === before) return { fresh, moves: [], person };
  await stub.noteStage(now);
  return { fresh, moves: stageMessages(site.id, fresh[0]!.id, before, [now]), person };
}

/** No more people than the sample holds: of too many, each second one, until it is enough. */
function thinned(people: readonly PersonMessage[], fromLevel: number): PersonMessage[] {
  let level = fromLevel;
  let kept = [...people];
  while (kept.length > PEOPLE_MAX) {
    level += 1;
    kept = kept.filter(({ person }) => isSampled(person.key, level));
  }
  return kept.map((message) => ({ ...message, person: { ...message.person, level } }));
}

function distinct(facts: readonly Fact[]): Fact[] {
  return [...new Map(facts.map((fact) => [fact.id, fact])).values()];
}

function noteOf(history: readonly StageChange[]): { firstNote?: StageNote } {
  const last = history.at(-1);
  return last ? { firstNote: last } : {};
}

function stageMessages(site: string, id: string, before: string | null, history: readonly StageChange[]): PastMessage[] {
  return history.map(({ stage, sinceMs }, index) => ({
    site,
    sessionId: pastSessionId(id),
    facts: [],
    stage: { now: stage, before: history[index - 1]?.stage ?? before, atMs: sinceMs },
    messageId: `stage-${fingerprint(id)}-${index}`,
  }));
}

/** One message a session; events that name none belong together until 30 minutes of silence. The visitor's id stays out of it. */
function sessionMessages(site: ImportSite, facts: Fact[]): PastMessage[] {
  const sessions = new Map<string, Fact[]>();
  let current = '';
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const fact of facts.sort(compareFacts)) {
    if (fact.atMs - lastMs > SESSION_IDLE_MS) current = pastSessionId(fact.id);
    lastMs = fact.atMs;
    const key = fact.sessionId ?? current;
    sessions.set(key, [...(sessions.get(key) ?? []), fact]);
  }
  return [...sessions].map(([sessionId, ofSession]) => ({
    ...eventsMessage(site.id, sessionId, ofSession, [], site.currency),
    messageId: pastSessionId(ofSession[0]!.id),
  }));
}
