import type { Customer } from '../../shared/schemas/customer.ts';
import type { JourneyBasis } from '../journey/basis.ts';
import { followStages } from '../journey/stage-history.ts';
import type { Env } from '../platform/env.ts';
import { type PersonRef, personStub, type VisitorView } from '../visitor/client.ts';
import { profilesOf } from '../visitor/reduce.ts';

/** Facts that are read again because of a late one. A longer past keeps the note it has: to go through it would take a second of processor time. */
const FACTS_MAX = 2_000;

interface RestageSite extends JourneyBasis {
  id: string;
}

/** Notes since when the person is in their stage, as all facts tell it now, those too that came late. For after the answer. */
export async function restage(env: Env, site: RestageSite, person: PersonRef, customer: Customer | null, nowMs: number): Promise<void> {
  const stub = personStub(env, site.id, person);
  const view = (await stub.inspect()) as VisitorView | null;
  if (view === null || view.facts.length > FACTS_MAX) return;
  const { standings, atLast } = followStages(profilesOf(view.facts, site), site, customer, nowMs);
  const last = standings.at(-1);
  if (!last || (view.stageNote?.stage === last.stage && view.stageNote.sinceMs === last.sinceMs)) return;
  await stub.noteStage(last, atLast && { id: view.facts.at(-1)!.id, standing: atLast });
}
