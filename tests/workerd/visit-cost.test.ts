import { runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { SignJWT } from 'jose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import { admin, answerOf, importAll, newSite } from './admin-api.ts';

// What a visit costs: calls to the person's object, and rows written there, by table. The real object, its own statements.

const SITE = 'visit-cost-test';
const SECRET = 'a-secret-of-at-least-32-bytes-for-tests';
const DAY_MS = 86_400_000;
const texts = (text: string) => ({ it: text, en: text });
const lamp = { item_id: 'lamp', price: 89.9, quantity: 1 };

interface Cost {
  calls: string[];
  rows: Record<string, number>;
}
let cost: Cost = { calls: [], rows: {} };
beforeEach(() => {
  cost = { calls: [], rows: {} };
});

let watched: object | null = null;
const wrapped = new Set<string>();

/** Counts what comes to the person's object from now on. */
async function watch(name: string): Promise<void> {
  await runInDurableObject(env.VISITORS.getByName(`${SITE}/${name}`), (instance, { storage }) => {
    const { sql } = storage;
    const exec = sql.exec.bind(sql);
    const counted = (query: string, ...values: unknown[]) => {
      const cursor = exec(query, ...values);
      const table = /(?:INTO|UPDATE|DELETE FROM) (\w+)/.exec(query)?.[1];
      if (table && cursor.rowsWritten > 0) cost.rows[table] = (cost.rows[table] ?? 0) + cursor.rowsWritten;
      return cursor;
    };
    Object.defineProperty(sql, 'exec', { value: counted, configurable: true });
    watched = instance;
    const calls = Object.getPrototypeOf(instance) as Record<string, (...args: unknown[]) => unknown>;
    for (const call of ['record', 'give', 'noteStage', 'inspect', 'adopt', 'stateMerged'] as const) {
      if (wrapped.has(call)) continue;
      wrapped.add(call);
      const own = calls[call]!;
      calls[call] = function counted(this: object, ...args: unknown[]) {
        if (this === watched) cost.calls.push(call);
        return own.apply(this, args);
      };
    }
  });
}

let count = 0;
type Told = { id?: string; type: string; at?: string } & Record<string, unknown>;
async function visit(device: string, events: Told[], more: Record<string, unknown> = {}, path = 'journey'): Promise<VisitAnswer> {
  const body = {
    protocol: 1,
    visitor: { id: device },
    session: { id: 's1', startedAt: new Date().toISOString() },
    consent: { analytics: 'granted', personalization: 'granted' },
    page: { url: 'https://shop.example/', type: 'home', locale: 'it-IT' },
    slots: ['free'],
    events: events.map((event) => ({ id: `cost-${++count}`, at: new Date().toISOString(), ...event })),
    ...more,
  };
  const response = await exports.default.fetch(
    new Request(`https://edge.example/v1/sites/${SITE}/${path}`, {
      method: 'POST',
      headers: { origin: 'https://shop.example', 'content-type': 'text/plain' },
      body: JSON.stringify(body),
    }),
  );
  expect(response.status, await response.clone().text()).toBeLessThan(300);
  return (await response.json()) as VisitAnswer;
}
const tokenFor = (userId: string) =>
  new SignJWT({ user_id: userId })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(SECRET));

beforeAll(async () => {
  await newSite(SITE, { identitySecret: SECRET });
  const setup = await answerOf(await admin('GET', `/sites/${SITE}/setup`));
  const rule = (id: string, more: Record<string, unknown>) => ({
    id,
    name: texts(id),
    slots: [id],
    what: { kind: 'message', title: texts(id), text: texts('…') },
    reason: texts('because'),
    ...more,
  });
  const rules = [rule('free', {}), rule('limited', { often: { total: 3 } })];
  const saved = await admin('PUT', `/sites/${SITE}/setup`, { ...setup, rules });
  expect([saved.status, saved.status === 200 || (await saved.json())]).toEqual([200, true]);
  expect((await admin('POST', `/sites/${SITE}/publish`, {})).status).toBe(200);
});

describe('what a visit costs', () => {
  const look = (): Told => ({ type: 'view_item', items: [lamp] });

  it('the first: one call, the facts and the person, the stage among it', async () => {
    await watch('device/first');
    const { journey, blocks } = await visit('first', [{ type: 'page_view' }]);
    expect([journey.stage, blocks.length]).toEqual(['acquisition', 1]);
    expect(cost).toEqual({ calls: ['record'], rows: { log: 1, state: 1 } });
  });

  it('a further page: the same', async () => {
    await visit('further', [{ type: 'page_view' }]);
    await watch('device/further');
    await visit('further', [{ type: 'page_view' }, { type: 'page_view' }]);
    expect(cost).toEqual({ calls: ['record'], rows: { log: 1, state: 1 } });
  });

  it('one that changes the stage: the same', async () => {
    await visit('changes', [{ type: 'page_view' }]);
    await watch('device/changes');
    const { journey } = await visit('changes', [look(), look()]);
    expect(journey.stage).toBe('experimentation');
    expect(cost).toEqual({ calls: ['record'], rows: { log: 1, state: 1 } });
    const view = await env.VISITORS.getByName(`${SITE}/device/changes`).inspect();
    expect(view?.stageNote).toMatchObject({ stage: 'experimentation', sinceMs: Date.parse(journey.since) });
  });

  it('a block with a limit: one call more, and one row', async () => {
    await visit('limited', [{ type: 'page_view' }]);
    await watch('device/limited');
    const { journey, blocks } = await visit('limited', [look(), look()], { slots: ['limited'] });
    expect([journey.stage, blocks.map(({ rule }) => rule)]).toEqual(['experimentation', ['limited']]);
    expect(cost).toEqual({ calls: ['record', 'give'], rows: { log: 1, state: 2 } });
  });

  it('an event that comes late and changes since when the stage is theirs: one call', async () => {
    const earlier = new Date(Date.now() - DAY_MS).toISOString();
    await visit('late', [{ type: 'page_view' }, look(), look()]);
    await watch('device/late');
    const { journey } = await visit('late', [{ type: 'search', search_term: 'lampade', at: earlier }]);
    expect(journey).toMatchObject({ stage: 'experimentation', since: earlier });
    expect(cost).toEqual({ calls: ['record'], rows: { log: 1, state: 1 } });
  });

  it('a batch that comes again: one call, and no row', async () => {
    const batch = [look(), look()].map((event, index) => ({ ...event, id: `again-${index}`, at: new Date().toISOString() }));
    const first = await visit('again', batch);
    await watch('device/again');
    const again = await visit('again', batch);
    expect(again.journey).toEqual(first.journey);
    expect(cost).toEqual({ calls: ['record'], rows: {} });
  });

  it('on the way out, where nobody waits: the stage is noted with what led to it', async () => {
    await visit('leaving', [{ type: 'page_view' }]);
    await watch('device/leaving');
    await visit('leaving', [{ type: 'add_to_cart', items: [lamp] }], {}, 'events');
    expect(cost).toEqual({ calls: ['record'], rows: { log: 1, state: 1 } });
    expect((await env.VISITORS.getByName(`${SITE}/device/leaving`).inspect())?.stageNote?.stage).toBe('experimentation');
  });

  it('of whoever lets themselves be counted only: no stage is noted', async () => {
    await watch('device/counted-only');
    await visit('counted-only', [look(), look()], { consent: { analytics: 'granted', personalization: 'denied' } });
    expect(cost).toEqual({ calls: ['record'], rows: { log: 1, state: 1 } });
    expect((await env.VISITORS.getByName(`${SITE}/device/counted-only`).inspect())?.stageNote).toBeNull();
  });

  it('of whoever told nothing: no row', async () => {
    await watch('device/silent');
    await visit('silent', []);
    expect(cost).toEqual({ calls: ['record'], rows: {} });
  });
});

describe('the first answer to a customer whom only the till knows', () => {
  it('is in their stage since the receipt that made it', async () => {
    const bought = new Date(Date.now() - 3 * DAY_MS).toISOString();
    await importAll(SITE, 'customers', [{ customerId: 'tilly' }]);
    await importAll(SITE, 'purchases', [{ orderId: 'r-1', customerId: 'tilly', at: bought, total: 40, currency: 'EUR', channel: 'pos' }]);
    const { journey } = await visit('tills-phone', [{ type: 'page_view' }], { identity: { token: await tokenFor('tilly') } });
    expect(journey).toMatchObject({ stage: 'loyalty', since: bought });
    expect((await env.VISITORS.getByName(`${SITE}/customer/tilly`).inspect())?.stageNote).toEqual({
      stage: 'loyalty',
      sinceMs: Date.parse(bought),
    });
  });
});
