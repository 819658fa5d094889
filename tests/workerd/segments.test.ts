import { runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { siteClient } from '../../edge/site/client.ts';
import { loadPublishedSite } from '../../edge/site/snapshot.ts';
import type { LearnedMessage } from '../../edge/site/types.ts';
import { emptyProfile } from '../../edge/visitor/profile.ts';
import { sampledPerson } from '../../edge/visits/sample-person.ts';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import { admin, answerOf, importAll, newSite } from './admin-api.ts';

const ORIGIN = 'https://shop.example';
const SECRET = 'a-secret-of-at-least-32-bytes-for-tests';
const granted = { analytics: 'granted', personalization: 'granted' };
const lamp = { item_id: 'lamp', price: 89.9, quantity: 1 };
const EVERYBODY = {};
let count = 0;

/** A visit as the widget sends it, and the queue's message of it delivered. */
async function visit(
  site: string,
  id: string,
  more: Record<string, unknown> = {},
  ...events: Record<string, unknown>[]
): Promise<VisitAnswer> {
  const body = {
    protocol: 1,
    visitor: { id },
    session: { id: `session-${++count}`, startedAt: new Date().toISOString() },
    consent: granted,
    page: { url: `${ORIGIN}/`, type: 'home', locale: 'it-IT' },
    slots: ['home-picks'],
    events: (events.length > 0 ? events : [{ type: 'page_view' }]).map((event) => ({
      id: `segment-${++count}`,
      at: new Date().toISOString(),
      ...event,
    })),
    ...more,
  };
  const init = { method: 'POST', headers: { origin: ORIGIN, 'content-type': 'text/plain' }, body: JSON.stringify(body) };
  const response = await exports.default.fetch(new Request(`https://edge.example/v1/sites/${site}/journey`, init));
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as VisitAnswer;
}

const estimate = (site: string, body: Record<string, unknown>) => admin('POST', `/sites/${site}/segments/estimate`, body);
const sizeOf = async (site: string, condition: unknown, more: Record<string, unknown> = {}) =>
  await answerOf(await estimate(site, { condition, ...more }));
/** What visits told reaches the site through the queue. */
const seen = (site: string, of: number) => expect.poll(async () => (await sizeOf(site, EVERYBODY)).of, { timeout: 20_000 }).toBe(of);
const newVisitor = () => crypto.randomUUID();

describe('the size of a segment', () => {
  const SITE = 'segments-live';
  const [anna, bruno, carla] = [newVisitor(), newVisitor(), newVisitor()];
  let answer: VisitAnswer;
  beforeAll(async () => {
    await newSite(SITE, { identitySecret: SECRET });
    const product = { title: 'Lampada', link: `${ORIGIN}/lamp`, price: '89.90 EUR', availability: 'in_stock' };
    await importAll(SITE, 'catalog', [{ ...product, id: 'lamp', product_type: 'Casa > Lampade' }]);
    answer = await visit(SITE, anna, {}, { type: 'view_item', items: [lamp] }, { type: 'view_item', items: [lamp] });
    await visit(SITE, bruno, {}, { type: 'page_view' });
    await visit(SITE, carla, { consent: { analytics: 'granted', personalization: 'denied' } }, { type: 'view_item', items: [lamp] });
  });

  it('is counted over who agreed, by the categories of the catalog', async () => {
    await seen(SITE, 2);
    const lamps = { 'past.days30.categories': { $elemMatch: { category: 'Lampade', views: { $gte: 2 } } } };
    expect(await sizeOf(SITE, lamps)).toEqual({
      matched: 1,
      of: 2,
      share: 0.5,
      interval: [0.5, 0.5],
      basis: 'everybody',
      asked: 2,
      seenWithinDays: 30,
      asOf: expect.stringMatching(/^\d{4}-/),
    });
  });
  it('asks for stages, and for segments that are not saved yet', async () => {
    const segments = [{ id: 'looked', name: { it: 'Hanno guardato' }, condition: { productViews: { $gte: 1 } } }];
    expect(await sizeOf(SITE, { $savedGroup: { id: 'looked' } }, { segments })).toMatchObject({ matched: 1, of: 2 });
    expect(await sizeOf(SITE, { stage: answer.journey.stage })).toMatchObject({ of: 2 });
  });
  it('says where a condition is wrong, and keeps to what it is asked', async () => {
    const wrong = await estimate(SITE, { condition: { 'page.type': 'home', $savedGroup: { id: 'gone' } } });
    expect([wrong.status, (await answerOf(wrong)).errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
      422,
      ['/condition/page.type', '/condition/$savedGroup/id'],
    ]);
    expect((await estimate(SITE, { condition: EVERYBODY, seenWithinDays: 0 })).status).toBe(422);
    expect((await estimate('no-such-site', { condition: EVERYBODY })).status).toBe(404);
  });
  it('counts a device that became a customer’s once', async () => {
    const token = await new SignJWT({ user_id: 'c-7' })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode(SECRET));
    await visit(SITE, bruno, { identity: { token } }, { type: 'page_view' });
    await expect.poll(async () => (await sizeOf(SITE, { 'customer.known': true })).matched, { timeout: 20_000 }).toBe(1);
    expect((await sizeOf(SITE, EVERYBODY)).of).toBe(2);
  });
  it('is without whoever takes their consent back', async () => {
    const dario = newVisitor();
    await visit(SITE, dario);
    await seen(SITE, 3);
    await visit(SITE, dario, { consent: { analytics: 'granted', personalization: 'denied' } });
    await seen(SITE, 2);
  });
  it('is without whoever had themselves erased, or was erased', async () => {
    const headers = { origin: ORIGIN, authorization: `Bearer ${answer.visitor?.id}.${answer.visitor?.key}` };
    const me = new Request(`https://edge.example/v1/sites/${SITE}/visitors/me`, { method: 'DELETE', headers });
    expect((await exports.default.fetch(me)).status).toBe(204);
    expect((await sizeOf(SITE, EVERYBODY)).of).toBe(1);
    expect((await admin('DELETE', `/sites/${SITE}/customers/c-7`)).status).toBe(204);
    expect(await sizeOf(SITE, EVERYBODY)).toMatchObject({ matched: 0, of: 0, share: null, interval: null });
  });
  it('knows people of past traffic, where they were seen of late', async () => {
    const at = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    await importAll(SITE, 'events', [
      { visitorId: 'past-1', type: 'view_item', at: at(3), items: [lamp] },
      { visitorId: 'past-2', type: 'view_item', at: at(60), items: [lamp] },
    ]);
    expect(await sizeOf(SITE, EVERYBODY)).toMatchObject({ of: 1 });
    expect(await sizeOf(SITE, { productViews: { $gte: 1 } }, { seenWithinDays: 90 })).toMatchObject({ matched: 2, of: 2 });
  });
});

describe('a rule for a segment', () => {
  it('is shown to who is of it and to nobody else', async () => {
    const SITE = 'segments-rule';
    await newSite(SITE);
    const setup = await answerOf(await admin('GET', `/sites/${SITE}/setup`));
    const rule = {
      id: 'for-lookers',
      name: { it: 'Per chi guarda', en: 'For who looks' },
      enabled: true,
      pages: [],
      slots: ['home-picks'],
      who: { $savedGroup: { id: 'lookers' } },
      when: { on: 'load' },
      often: {},
      what: { kind: 'message', title: { it: 'Ciao', en: 'Hello' }, text: { it: 'Ben tornato', en: 'Welcome back' } },
      reason: { it: 'Hai guardato', en: 'You looked' },
    };
    const segments = [{ id: 'lookers', name: { it: 'Curiosi', en: 'Lookers' }, condition: { 'past.days7.productViews': { $gte: 2 } } }];
    const saved = await admin('PUT', `/sites/${SITE}/setup`, { ...setup, segments, rules: [rule, ...setup.rules] });
    expect(saved.status, await saved.clone().text()).toBe(200);
    expect((await admin('POST', `/sites/${SITE}/publish`)).status).toBe(200);
    const view = { type: 'view_item', items: [lamp] };
    const rulesOf = ({ blocks }: VisitAnswer) => blocks.map((block) => block.rule);
    expect(rulesOf(await visit(SITE, newVisitor(), {}, view, view))).toContain('for-lookers');
    expect(rulesOf(await visit(SITE, newVisitor(), {}, view))).not.toContain('for-lookers');
  });
});

describe('the sample', () => {
  const SITE = 'segments-many';
  const at = Date.now();
  const level = async () =>
    await runInDurableObject(
      env.SITES.getByName(SITE),
      (_, { storage }) => storage.sql.exec<{ level: number }>('SELECT level FROM sample_level').toArray()[0]?.level ?? 0,
    );
  const message = (number: number, seenAtMs: number, buys: boolean): LearnedMessage => {
    const profile = emptyProfile();
    profile.firstSeenAtMs = profile.lastSeenAtMs = seenAtMs;
    profile.eventCounts = { page_view: buys ? 10 : 1 };
    return {
      site: SITE,
      sessionId: '',
      facts: [],
      messageId: `many-${++count}`,
      person: sampledPerson(profile, `many-${number}`, null, 0, seenAtMs)!,
    };
  };
  it('stays small however many come, and tells their number and share within its interval', async () => {
    await newSite(SITE);
    for (let from = 0; from < 10_000; from += 1_000) {
      const people = Array.from({ length: 1_000 }, (_, index) => message(from + index, at, (from + index) % 5 === 0));
      await siteClient(env, SITE).learn(people);
    }
    const size = await sizeOf(SITE, { pageViews: { $gte: 10 } });
    expect(size).toMatchObject({ basis: 'sample' });
    expect(size.asked).toBeLessThanOrEqual(2_000);
    expect(Math.abs(size.of - 10_000)).toBeLessThan(1_000);
    expect(size.interval[0]).toBeLessThan(0.2);
    expect(size.interval[1]).toBeGreaterThan(0.2);
    expect(size.interval[1] - size.interval[0]).toBeLessThan(0.06);
  });
  it('tells visits whom to look for', async () => {
    await expect
      .poll(async () => (await loadPublishedSite(env, SITE, Date.now() + 3_600_000))?.head.peopleSampleLevel, { timeout: 20_000 })
      .toBe(await level());
  });
  it('does not take back what is older than an erasure, nor what is older than it knows', async () => {
    const people = Array.from({ length: 20_000 }, (_, index) => message(index, at - 1_000, true)).filter(
      ({ person }) => person!.key % 64 === 0,
    );
    const [one] = people;
    const before = (await sizeOf(SITE, EVERYBODY)).asked;
    await siteClient(env, SITE).forgetSampled([one!.person!.key], at);
    await siteClient(env, SITE).learn([one!]);
    expect((await sizeOf(SITE, EVERYBODY)).asked).toBe(before - 1);
    await siteClient(env, SITE).learn([{ ...one!, messageId: 'back-again', person: { ...one!.person!, seenAtMs: at + 5_000 } }]);
    expect((await sizeOf(SITE, EVERYBODY)).asked).toBe(before);
  });
});
