import { type Context, Hono } from 'hono';
import type { AppEnv } from '../../http/context.ts';
import { problem } from '../../http/problem.ts';
import { momentMs } from '../../imports/dates.ts';
import { journeyBasisOf } from '../../journey/basis.ts';
import { stageHistory } from '../../journey/stage-history.ts';
import { forgetCustomers } from '../../site/customer-record.ts';
import { loadPublishedSite } from '../../site/snapshot.ts';
import { inspectPerson, type PersonRef } from '../../visitor/client.ts';
import { refOf } from '../../visitor/person-ref.ts';
import { profilesOf } from '../../visitor/reduce.ts';
import { bringReceipts } from '../../visits/bring-receipts.ts';
import { erasePerson } from '../../visits/erase-person.ts';
import { exportOf } from '../../visits/export-person.ts';
import { eventOf, type Person, portrait } from '../../visits/portrait.ts';

const TIMELINE_PAGE = 100;
const TIMELINE_PAGE_MAX = 1_000;

/** A person as one visitor id or customer id finds them: profile, stage at any moment, what happened; and their erasure. */
export function visitorRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  for (const kind of ['visitors', 'customers'] as const) {
    routes.get(`/sites/:site/${kind}/:person`, async (c) => {
      const person = await findPerson(c, kind);
      return c.json(portrait(person, momentOf(c, person.head.settings), c.req.query('locale')));
    });
    routes.get(`/sites/:site/${kind}/:person/timeline`, async (c) => c.json(timeline(c, await findPerson(c, kind))));
    routes.get(`/sites/:site/${kind}/:person/export`, async (c) => {
      return c.json(await exportOf(c.env, await findPerson(c, kind), Date.now(), c.req.query('locale')));
    });
    routes.delete(`/sites/:site/${kind}/:person`, async (c) => {
      await erase(c, await findPerson(c, kind));
      return c.body(null, 204);
    });
  }
  return routes;
}

/** @throws 404 unknown site or person */
async function findPerson(c: Context<AppEnv>, kind: 'visitors' | 'customers'): Promise<Person> {
  const siteId = c.req.param('site')!;
  const id = c.req.param('person')!;
  const site = await loadPublishedSite(c.env, siteId, Date.now());
  if (!site) throw problem(404, { detail: `There is no site "${siteId}".` });
  const { head } = site;
  const asked: PersonRef = kind === 'visitors' ? { deviceId: id } : { customerId: id };
  const first = kind === 'visitors' ? await inspectPerson(c.env, siteId, asked) : null;
  const ref = first?.person ?? asked;
  const lead = 'customerId' in ref ? await inspectPerson(c.env, siteId, ref) : first;
  for (const other of (lead?.view.merged ?? []).map(refOf)) if ('customerId' in other) await bringReceipts(c.env, site, other.customerId);
  const leads = lead?.person ?? ref;
  const customer = 'customerId' in leads ? await bringReceipts(c.env, site, leads.customerId) : null;
  const found = 'customerId' in leads ? await inspectPerson(c.env, siteId, leads) : first;
  if (!found) throw problem(404, { detail: `Nothing is known of ${kind === 'visitors' ? 'the visitor' : 'the customer'} "${id}".` });
  return { ref: found.person, view: found.view, customer, head };
}

/** Past or to come, read as imports read moments: without an offset it is the site's own time. @throws 422 */
function momentOf(c: Context<AppEnv>, { timeZone }: { timeZone: string }): number {
  const at = c.req.query('at');
  if (at === undefined) return Date.now();
  const atMs = momentMs(at, timeZone);
  if (atMs === null) throw problem(422, { detail: `"at" must be a moment such as 2026-11-16T09:00:00Z, not "${at.slice(0, 60)}".` });
  return atMs;
}

/** What happened, newest first, with the changes of stage where they came. */
function timeline(c: Context<AppEnv>, { view, customer, head }: Person): { items: Record<string, unknown>[]; next: string | null } {
  const limit = Math.min(TIMELINE_PAGE_MAX, Math.max(1, Number.parseInt(c.req.query('limit') ?? '', 10) || TIMELINE_PAGE));
  const start = Math.max(0, Number.parseInt(c.req.query('cursor') ?? '', 10) || 0);
  const options = { currency: head.settings.currency };
  const changes = stageHistory(profilesOf(view.facts, options), journeyBasisOf(head), customer, Date.now());
  const items = [
    ...view.facts.map((fact) => ({ atMs: fact.atMs, item: eventOf(fact) })),
    ...changes.map(({ stage, sinceMs }, index) => ({
      atMs: sinceMs,
      item: { at: new Date(sinceMs).toISOString(), type: 'stage', stage, before: changes[index - 1]?.stage ?? null },
    })),
  ].sort((a, b) => b.atMs - a.atMs);
  const end = start + limit;
  return { items: items.slice(start, end).map(({ item }) => item), next: end < items.length ? String(end) : null };
}

/** Receipts stay as turnover that names nobody. */
async function erase(c: Context<AppEnv>, { ref, view, head }: Person): Promise<void> {
  await erasePerson(c.env, head.id, ref, { merged: [], ...view }, Date.now());
  forgetCustomers();
}
