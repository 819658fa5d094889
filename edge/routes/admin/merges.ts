import { type Context, Hono } from 'hono';
import { MergeSchema } from '../../../shared/schemas/merge.ts';
import { parseJsonBody } from '../../http/body.ts';
import type { AppEnv } from '../../http/context.ts';
import { problem } from '../../http/problem.ts';
import { siteClient } from '../../site/client.ts';
import { loadPublishedSite } from '../../site/snapshot.ts';
import type { PersonRef } from '../../visitor/client.ts';
import { type MergeOutcome, mergePeople, unmergePeople } from '../../visitor/merge.ts';
import { mergeNames } from '../../visits/merge-names.ts';
import { outcomeOf, siteOf } from './answers.ts';

const BODY_MAX_BYTES = 4_096;

/** Two names of one person: made one, and two again. */
export function mergeRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/sites/:site/visitors/merge', (c) => change(c, 'visitors.merge', mergePeople))
    .post('/sites/:site/visitors/unmerge', (c) => change(c, 'visitors.unmerge', unmergePeople));
}

/** @throws 404 unknown site or person, 409, 422 */
async function change(c: Context<AppEnv>, action: string, run: typeof mergePeople): Promise<Response> {
  const body = await parseJsonBody(c, MergeSchema, BODY_MAX_BYTES);
  const siteId = siteOf(c);
  const site = await loadPublishedSite(c.env, siteId, Date.now());
  if (!site) throw problem(404, { detail: `There is no site "${siteId}".` });
  const refOfBody = (person: typeof body.keep): PersonRef => ('visitorId' in person ? { deviceId: person.visitorId } : person);
  const [keep, take] = [refOfBody(body.keep), refOfBody(body.take)];
  const outcome = await mergeNames(c.env, site, keep, take, run);
  if (!outcome.ok) throw refusal(outcome);
  const named = { keep: namesOf(outcome.keep), take: namesOf(outcome.take) };
  const client = siteClient(c.env, siteId);
  // What somebody has decided is not decided otherwise by itself.
  if ('customerId' in outcome.keep && 'customerId' in outcome.take) {
    const pair = { keep: outcome.keep.customerId, take: outcome.take.customerId };
    outcomeOf(c, await client.noteSamePeople(pair, run === mergePeople ? 'merged' : 'parted', null));
  }
  if (outcome.changed) outcomeOf(c, await client.noteAudit(action, named, c.get('actor')));
  return c.json({ ...named, changed: outcome.changed });
}

const namesOf = (ref: PersonRef) => ('deviceId' in ref ? { visitorId: ref.deviceId } : ref);

function refusal(outcome: MergeOutcome & { ok: false }): Error {
  const at = (status: number, pointer: string, message: string): Error =>
    problem(status, { detail: `Nothing was changed: "${pointer.slice(1)}" ${message}.`, errors: [{ pointer, message }] });
  switch (outcome.why) {
    case 'unknown-keep':
      return at(404, '/keep', 'is nobody of whom anything is known');
    case 'unknown-take':
      return at(404, '/take', 'is nobody of whom anything is known');
    case 'same':
      return at(422, '/take', 'is the same person as "keep" already');
    case 'anonymous':
      return at(422, '/keep', 'is a visitor nobody has signed in as: name a customer');
    case 'loop':
      return at(409, '/keep', 'was merged into "take" before: undo that first');
    case 'taken':
      return at(409, '/take', `was merged into ${JSON.stringify(namesOf(outcome.by))} before: undo that first`);
    case 'not-merged':
      return at(409, '/take', 'is not merged into "keep"');
  }
}
