import { listDurableObjectIds, runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { unpacked } from '../../edge/traffic/lines.ts';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import { admin, answerOf, importAll, ndjson, newSite } from './admin-api.ts';

const SITE = 'erasure-test';
const ORIGIN = 'https://shop.example';
const SECRET = 'a-secret-of-at-least-32-bytes-for-tests';
const IP = '203.0.113.77';
const granted = { analytics: 'granted', personalization: 'granted' };
const lamp = { item_id: 'lamp', price: 89.9, quantity: 1 };
const DAY_MS = 86_400_000;
const before = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

/** SHA-256 as a shop would send it: what matters here is that it is hers alone. */
const hashOf = (who: string, digit: string) => `${[...who].map((letter) => letter.charCodeAt(0).toString(16)).join('')}`.padEnd(64, digit);

async function tokenOf(userId: string): Promise<string> {
  const token = new SignJWT({ user_id: userId }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('5m');
  return await token.sign(new TextEncoder().encode(SECRET));
}

function call(method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<Response> {
  const all = { origin: ORIGIN, 'cf-connecting-ip': IP, 'x-forwarded-for': IP, ...headers };
  const init = { method, headers: all, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  return exports.default.fetch(new Request(`https://edge.example/v1/sites/${SITE}${path}`, init));
}

let count = 0;
/** What each device keeps beside its id, as a browser does. */
const keys = new Map<string, string>();
async function visit(id: string, sessionId: string, identity: object, ...events: Record<string, unknown>[]): Promise<VisitAnswer> {
  const response = await call(
    'POST',
    '/journey',
    { 'content-type': 'text/plain' },
    {
      protocol: 1,
      visitor: { id, key: keys.get(id) },
      session: { id: sessionId, startedAt: new Date().toISOString() },
      consent: granted,
      page: { url: `${ORIGIN}/`, type: 'home', locale: 'it-IT' },
      events: events.map((event) => ({ id: `erasure-${++count}`, at: new Date().toISOString(), ...event })),
      ...identity,
    },
  );
  expect(response.status, await response.clone().text()).toBe(200);
  const answer = (await response.json()) as VisitAnswer;
  if (answer.visitor?.key) keys.set(id, answer.visitor.key);
  return answer;
}

type Stub = DurableObjectStub<undefined>;
/** All rows of an object, as text. */
async function textOf(stub: Stub, isLookedAt: (table: string) => boolean = () => true): Promise<string> {
  return await runInDurableObject(stub, (_, { storage }) => {
    const tables = storage.sql
      .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*'")
      .toArray();
    const looked = tables.filter(({ name }) => isLookedAt(name));
    return looked.map(({ name }) => `${name} ${JSON.stringify(storage.sql.exec(`SELECT * FROM ${name}`).toArray())}`).join('\n');
  });
}

/** All that is kept of decisions, unpacked. */
async function decisionsOf(stub: DurableObjectStub): Promise<string> {
  return await runInDurableObject(stub, async (_, { storage }) => {
    // An object that was only asked has no tables.
    if (storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'chunk'").toArray().length === 0) return '';
    const rows = storage.sql.exec<{ lines: ArrayBuffer; ids: string; people: string }>('SELECT * FROM chunk').toArray();
    const lines = await Promise.all(rows.map(async (row) => [row.ids, row.people, ...(await unpacked(row.lines))].join('\n')));
    return lines.join('\n');
  });
}

/** Everything that is kept anywhere: all objects, all of KV. Of notes of erasures in people's own objects it is told elsewhere. */
async function everything(): Promise<string> {
  const texts: string[] = [];
  for (const id of await listDurableObjectIds(env.SITES)) texts.push(await textOf(env.SITES.get(id) as unknown as Stub));
  for (const id of await listDurableObjectIds(env.VISITORS)) {
    texts.push(await textOf(env.VISITORS.get(id) as unknown as Stub, (table) => table !== 'erasures'));
  }
  for (const id of await listDurableObjectIds(env.TRAFFIC)) texts.push(await decisionsOf(env.TRAFFIC.get(id)));
  const kept = await env.SNAPSHOTS.list();
  for (const { name, metadata } of kept.keys) texts.push(name, JSON.stringify(metadata ?? ''), (await env.SNAPSHOTS.get(name)) ?? '');
  return texts.join('\n');
}
const foundIn = (text: string, names: readonly string[]) => names.filter((name) => text.includes(name));
const siteText = () => textOf(env.SITES.getByName(SITE) as unknown as Stub);

/** A member of the shop: with a card, points, receipts of three kinds, a past, and a visit today. */
async function member(name: string) {
  const id = crypto.randomUUID();
  const who = {
    customerId: `cust-${name}`,
    loyaltyCard: `card-${name}`,
    emailSha256: hashOf(name, 'e'),
    phoneSha256: hashOf(name, 'f'),
  };
  const rows = {
    customers: [{ ...who, points: 320, tier: 'silver', joinedAt: before(400) }],
    purchases: [
      { orderId: `${name.length}-till-1`, at: before(90), channel: 'pos', total: 20, currency: 'EUR', customerId: who.customerId },
      { orderId: `${name.length}-till-2`, at: before(60), channel: 'pos', total: 30, currency: 'EUR', loyaltyCard: who.loyaltyCard },
      { orderId: `${name.length}-till-3`, at: before(30), channel: 'phone', total: 40, currency: 'EUR', emailSha256: who.emailSha256 },
    ],
    'loyalty/transactions': [
      {
        transactionId: `${name.length}-points`,
        customerId: who.customerId,
        points: 10,
        type: 'earn',
        at: before(5),
        description: `for ${name}`,
      },
    ],
  };
  for (const [kind, all] of Object.entries(rows)) await importAll(SITE, kind, all);
  const token = await tokenOf(who.customerId);
  const session = `session-of-${name}`;
  const events = [
    { type: 'view_item', items: [lamp] },
    { type: 'feedback', question: 'nps', score: 9, text: `${name} Rossi` },
  ];
  const { visitor } = await visit(id, session, {}, ...events);
  await visit(id, session, { identity: { token } }, { type: 'view_item', items: [{ ...lamp, item_id: 'shade' }] });
  await importAll(SITE, 'events', [
    { visitorId: id, id: `${id}-old`, type: 'view_item', at: before(20), items: [lamp] },
    { visitorId: id, id: `${id}-older`, type: 'view_item', at: before(20), items: [{ ...lamp, item_id: 'shade' }] },
  ]);
  await expect.poll(async () => (await siteText()).includes(session), { timeout: 20_000 }).toBe(true);
  const decisions = () => decisionsOf(env.TRAFFIC.getByName(SITE));
  await expect.poll(async () => foundIn(await decisions(), [id, who.customerId]), { timeout: 20_000 }).toEqual([id, who.customerId]);
  const names = [id, who.customerId, who.loyaltyCard, who.emailSha256, who.phoneSha256, session, `${name} Rossi`];
  return { id, token, session, key: visitor?.key, who, rows, names };
}

const erasures: Record<string, (one: Awaited<ReturnType<typeof member>>) => Promise<Response>> = {
  'an admin, by customer id': ({ who }) => admin('DELETE', `/sites/${SITE}/customers/${who.customerId}`),
  'an admin, by visitor id': ({ id }) => admin('DELETE', `/sites/${SITE}/visitors/${id}`),
  'the shopper, signed in': ({ id, key, token }) =>
    call('DELETE', '/visitors/me', { authorization: `Bearer ${id}.${key}`, 'tappa-identity': token }),
};

beforeAll(() => newSite(SITE, { identitySecret: SECRET }));

describe.each(Object.entries(erasures))('a customer erased by %s', (how, erase) => {
  const name = { 'an admin, by customer id': 'Ada', 'an admin, by visitor id': 'Bice', 'the shopper, signed in': 'Clara' }[how]!;

  it('is named in no table and no key of any store, nor is any address; turnover stays', async () => {
    const one = await member(name);
    const kept = await everything();
    expect(foundIn(kept, [...one.names, IP])).toEqual(one.names);
    const sales = async () => (await answerOf(await admin('GET', `/sites/${SITE}`))).counts.purchases;
    const bought = await sales();
    expect((await erase(one)).status).toBe(204);
    const left = await everything();
    expect(foundIn(left, [...one.names, IP])).toEqual([]);
    expect(await sales()).toBe(bought);
    expect((await admin('GET', `/sites/${SITE}/customers/${one.who.customerId}`)).status).toBe(404);
    expect((await admin('GET', `/sites/${SITE}/loyalty/${one.who.customerId}`)).status).toBe(404);

    // What the tills and the member list say of the time before is left out, and the report says so.
    const older = { orderId: `${name}-late`, at: before(2), channel: 'pos', total: 5, currency: 'EUR', phoneSha256: one.who.phoneSha256 };
    for (const [kind, rows] of Object.entries({ ...one.rows, purchases: [...one.rows.purchases, older] })) {
      const sent = rows.map((row) => JSON.stringify(row)).join('\n');
      const report = await answerOf(await admin('POST', `/sites/${SITE}/${kind}`, sent, ndjson));
      expect(report, kind).toMatchObject({ accepted: 0, rejected: 0, leftOut: rows.length, errors: [] });
      expect(report.warnings[0].message).toMatch(/data was erased, from before it was: they were left out$/);
    }
    expect(foundIn(await everything(), one.names)).toEqual([]);

    // Who buys again is somebody new, and a member again.
    const again = { ...one.rows.purchases[0]!, orderId: `${name}-again`, at: new Date().toISOString() };
    await importAll(SITE, 'purchases', [again]);
    await importAll(SITE, 'customers', one.rows.customers);
    const found = await answerOf(await admin('GET', `/sites/${SITE}/customers/${one.who.customerId}`));
    expect(found.profile.purchases).toMatchObject([{ orderId: `${name}-again` }]);
  });
});

describe('what a person may have', () => {
  it('can be read: consents and stages with dates and reasons, devices, purchases, points, answers', async () => {
    const one = await member('Giulia');
    const own = await call('GET', '/visitors/me?locale=it', { authorization: `Bearer ${one.id}.${one.key}`, 'tappa-identity': one.token });
    const { customer } = await answerOf(own);
    const byAdmin = await answerOf(await admin('GET', `/sites/${SITE}/customers/${one.who.customerId}/export?locale=it`));
    for (const said of [customer, byAdmin]) {
      expect(said).toMatchObject({
        customerId: one.who.customerId,
        devices: [one.id],
        retentionDays: 730,
        consents: [{ type: 'consent', at: expect.stringMatching(/Z$/), deviceId: one.id, consent: granted }],
        purchases: [
          { orderId: '6-till-1', channel: 'pos', at: one.rows.purchases[0]?.at, total: '20.00 EUR', refunded: '0.00 EUR' },
          { orderId: '6-till-2', total: '30.00 EUR' },
          { orderId: '6-till-3', total: '40.00 EUR' },
        ],
        loyalty: { loyaltyCard: one.who.loyaltyCard, points: 320, tier: 'silver', transactions: [{ points: 10, type: 'earn' }] },
        answers: [{ question: 'nps', score: 9, text: 'Giulia Rossi' }],
      });
      expect(said.stages[0]).toMatchObject({ stage: 'loyalty', name: 'Fidelizzazione', since: one.rows.purchases[0]?.at });
      expect(said.stages.length).toBe(said.history.length);
      for (const { because } of said.stages) expect(because[0]).toEqual(expect.any(String));
      expect(JSON.stringify(said)).not.toContain(IP);
    }
  });
});

describe('the erasure of one', () => {
  it('leaves another member, who shares an address with them, and that address', async () => {
    const shared = hashOf('family', 'd');
    await importAll(SITE, 'customers', [
      { customerId: 'cust-dora', emailSha256: shared, points: 1 },
      { customerId: 'cust-elsa', emailSha256: shared, points: 2 },
    ]);
    expect((await admin('DELETE', `/sites/${SITE}/customers/cust-dora`)).status).toBe(204);
    await importAll(SITE, 'purchases', [
      { orderId: 'family-1', at: before(3), channel: 'pos', total: 5, currency: 'EUR', emailSha256: shared },
    ]);
    const elsa = await answerOf(await admin('GET', `/sites/${SITE}/customers/cust-elsa`));
    expect(elsa.profile.purchases).toMatchObject([{ orderId: 'family-1' }]);
    expect(elsa.loyalty.points).toBe(2);
  });

  it('by the device alone takes what its sessions taught and leaves the account', async () => {
    const one = await member('Francesca');
    const headers = { authorization: `Bearer ${one.id}.${one.key}` };
    expect((await call('DELETE', '/visitors/me', headers)).status).toBe(204);
    expect(foundIn(await siteText(), [one.session, one.who.customerId])).toEqual([one.who.customerId]);
  });

  it('is not undone by a message that was still on its way', async () => {
    const site = env.SITES.getByName(SITE);
    const atMs = Date.now();
    await site.forgetPerson({ customerId: null, sessionIds: ['session-on-its-way'], atMs });
    const message = (id: string, at: number) => ({
      site: SITE,
      sessionId: 'session-on-its-way',
      facts: [{ type: 'view_item', atMs: at, itemIds: ['lamp', 'shade'] }],
      messageId: id,
    });
    await site.learn([message('late', atMs - 1)]);
    expect(foundIn(await siteText(), ['session-on-its-way'])).toEqual([]);
    await site.learn([message('new', atMs + 1)]);
    expect(foundIn(await siteText(), ['session-on-its-way'])).toEqual(['session-on-its-way']);
  });
});
