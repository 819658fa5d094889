import { runDurableObjectAlarm } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import { admin, answerOf, importAll, newSite } from './admin-api.ts';

const SITE = 'own-data-test';
const OTHER_SITE = 'own-data-elsewhere';
const ORIGIN = 'https://shop.example';
const SECRET = 'a-secret-of-at-least-32-bytes-for-tests';
const granted = { analytics: 'granted', personalization: 'granted' };
const lamp = { item_id: 'lamp', price: 89.9, quantity: 1 };
/** Made of chance, as a page makes it: only so it shows that the device is still the one first met. */
const FIRST_SESSION = crypto.randomUUID();
let count = 0;

const tokenOf = (userId: string, secret = SECRET) =>
  new SignJWT({ user_id: userId })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(secret));

async function visit(id: string, more: Record<string, unknown> = {}, ...events: Record<string, unknown>[]): Promise<VisitAnswer> {
  const body = {
    protocol: 1,
    visitor: { id },
    session: { id: FIRST_SESSION, startedAt: new Date().toISOString() },
    consent: granted,
    page: { url: 'https://shop.example/', type: 'home', locale: 'it-IT' },
    events: events.map((event) => ({ id: `own-${++count}`, at: new Date().toISOString(), ...event })),
    ...more,
  };
  const response = await exports.default.fetch(
    new Request(`https://edge.example/v1/sites/${SITE}/journey`, {
      method: 'POST',
      headers: { origin: ORIGIN, 'content-type': 'text/plain' },
      body: JSON.stringify(body),
    }),
  );
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as VisitAnswer;
}
const newVisitor = () => crypto.randomUUID();
const bearer = ({ visitor }: VisitAnswer): Record<string, string> => ({ authorization: `Bearer ${visitor?.id}.${visitor?.key}` });
const me = (method: string, headers: Record<string, string>, site = SITE) =>
  exports.default.fetch(
    new Request(`https://edge.example/v1/sites/${site}/visitors/me`, { method, headers: { origin: ORIGIN, ...headers } }),
  );
const deviceOf = (id: string) => env.VISITORS.getByName(`${SITE}/device/${id}`);
const customerOf = (id: string) => env.VISITORS.getByName(`${SITE}/customer/${id}`);

beforeAll(async () => {
  await newSite(SITE, { identitySecret: SECRET });
  await newSite(OTHER_SITE);
});

describe('a visitor', () => {
  it('is given a key for what is kept of them, the same on every page of the session they came in', async () => {
    const id = newVisitor();
    const [first, second] = [await visit(id, {}, { type: 'page_view' }), await visit(id, {}, { type: 'page_view' })];
    expect(first.visitor?.key).toMatch(/^[\w-]{22}$/);
    expect(second.visitor).toEqual(first.visitor);
  });

  it.each(['signed out', 'signed in'])('gets it in no other session, unless the device shows that it has it: %s', async (how) => {
    const id = newVisitor();
    const identity = how === 'signed in' ? { identity: { token: await tokenOf(`key-${id}`) } } : {};
    const later = { session: { id: 'session-2', startedAt: new Date().toISOString() }, ...identity };
    const { visitor } = await visit(id, identity, { type: 'page_view' });
    expect(visitor?.key).toBeDefined();
    expect((await visit(id, later, { type: 'page_view' })).visitor).toEqual({ id });
    expect((await visit(id, { ...later, visitor: { id, key: 'x'.repeat(22) } })).visitor).toEqual({ id });
    expect((await visit(id, { ...later, visitor })).visitor).toEqual(visitor);
  });

  it('gets none for an id that an import brought before them', async () => {
    const id = newVisitor();
    await admin('POST', `/sites/${SITE}/events`, [{ visitorId: id, type: 'page_view', at: '2026-10-01T10:00:00Z' }]);
    expect((await visit(id, {}, { type: 'page_view' })).visitor).toEqual({ id });
  });

  it('has what they consented to with its date, and again only where it changed', async () => {
    const id = newVisitor();
    const answer = await visit(id, {}, { type: 'page_view' });
    await visit(id, {}, { type: 'page_view' });
    await visit(id, { consent: { analytics: 'granted', personalization: 'denied' } }, { type: 'page_view' });
    const { visitor } = await answerOf(await me('GET', bearer(answer)));
    expect(visitor.consents).toMatchObject([{ at: expect.any(String), consent: granted }, { consent: { personalization: 'denied' } }]);
    expect(visitor.events).toHaveLength(3);
  });

  it('gets none without consent, nor for an id that others could guess', async () => {
    expect((await visit(newVisitor(), { consent: { analytics: 'denied', personalization: 'denied' } })).visitor).toBeNull();
    expect((await visit('customer-17')).visitor).toEqual({ id: 'customer-17' });
    expect((await me('GET', { authorization: 'Bearer customer-17.null' })).status).toBe(401);
  });

  it('may have all of it: profile, stages, events, answers', async () => {
    const answer = await visit(
      newVisitor(),
      {},
      { type: 'view_item', items: [lamp] },
      { type: 'feedback', question: 'nps', score: 9, text: 'Bello' },
    );
    const response = await me('GET', bearer(answer));
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const data = await answerOf(response);
    expect(data).toMatchObject({ site: SITE, customer: null, moreWhenSignedIn: false });
    expect(data.visitor).toMatchObject({
      id: answer.visitor?.id,
      journey: { stage: 'acquisition', because: [{ code: expect.any(String), text: expect.any(String) }] },
      history: [{ stage: 'acquisition' }],
      profile: { recentItems: [{ itemId: 'lamp' }] },
      answers: [{ type: 'feedback', question: 'nps', score: 9, text: 'Bello' }],
    });
    expect(data.visitor.events.map((event: { type: string }) => event.type)).toEqual(['view_item', 'feedback']);
  });

  it('may have it erased, twice if need be, and then there is nothing', async () => {
    const answer = await visit(newVisitor(), {}, { type: 'view_item', items: [lamp] });
    expect((await me('DELETE', bearer(answer))).status).toBe(204);
    expect(await deviceOf(answer.visitor!.id).inspect()).toBeNull();
    const gone = await me('GET', bearer(answer));
    expect(gone.status).toBe(404);
    expect(gone.headers.get('content-type')).toBe('application/problem+json');
    expect((await me('DELETE', bearer(answer))).status).toBe(204);
  });

  it('is not brought back by what was still on its way, while what comes after counts anew', async () => {
    const before = new Date(Date.now() - 1_000).toISOString();
    const answer = await visit(newVisitor(), {}, { type: 'view_item', items: [lamp], at: before, id: 'late-1' });
    const id = answer.visitor!.id;
    await me('DELETE', bearer(answer));
    await visit(id, {}, { type: 'view_item', items: [lamp], at: before, id: 'late-1' }, { type: 'page_view', at: before, id: 'late-2' });
    expect((await deviceOf(id).inspect())?.facts ?? []).toEqual([]);
    await visit(id, {}, { type: 'page_view', at: new Date(Date.now() + 1_000).toISOString() });
    expect((await me('GET', bearer(answer))).status).toBe(200);
  });

  it('leaves no note of the erasure once nothing late can come any more', async () => {
    const answer = await visit(newVisitor(), {}, { type: 'page_view' });
    const device = deviceOf(answer.visitor!.id);
    await device.erase({ deviceIds: [answer.visitor!.id], atMs: Date.now() - 8 * 86_400_000 });
    expect(await runDurableObjectAlarm(device)).toBe(true);
    expect(await runDurableObjectAlarm(device)).toBe(false);
    expect(await device.inspect()).toBeNull();
  });
});

describe('who is not the visitor', () => {
  it.each(['GET', 'DELETE'])(
    'is refused on %s: no key, a wrong one, another’s, another site’s; and is not told whether there is such a visitor',
    async (method) => {
      const [mine, other] = [await visit(newVisitor(), {}, { type: 'page_view' }), await visit(newVisitor(), {}, { type: 'page_view' })];
      const { id, key } = mine.visitor!;
      const tries: Record<string, string>[] = [
        {},
        { authorization: `Bearer ${id}` },
        { authorization: `Bearer ${id}.` },
        { authorization: `Bearer ${id}.${key?.slice(0, -1)}` },
        { authorization: `Bearer ${id}.${key}x` },
        { authorization: `Bearer ${id}.${other.visitor?.key}` },
        { authorization: `Bearer ${newVisitor()}.${key}` },
        { authorization: 'Bearer test-admin-token' },
        { authorization: `Basic ${btoa(`${id}:${key}`)}` },
      ];
      const refusals = [...(await Promise.all(tries.map((headers) => me(method, headers)))), await me(method, bearer(mine), OTHER_SITE)];
      expect(refusals.map(({ status }) => status)).toEqual(refusals.map(() => 401));
      const bodies = await Promise.all(refusals.map((response) => response.text()));
      expect(new Set(bodies).size).toBe(1);
      expect(refusals[0]?.headers.get('content-type')).toBe('application/problem+json');
      expect(refusals[0]?.headers.get('access-control-allow-origin')).toBe(ORIGIN);
      expect((await me('GET', bearer(mine))).status).toBe(200);
    },
  );

  it('gets nothing from a page of another origin, nor of a site that does not exist', async () => {
    const mine = await visit(newVisitor(), {}, { type: 'page_view' });
    expect((await me('GET', { ...bearer(mine), origin: 'https://evil.example' })).status).toBe(403);
    expect((await me('GET', bearer(mine), 'nowhere')).status).toBe(404);
  });

  it('is told by the preflight what a page of the site may send', async () => {
    const ask = { 'access-control-request-method': 'DELETE', 'access-control-request-headers': 'authorization, tappa-identity' };
    const allowed = await me('OPTIONS', ask);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(allowed.headers.get('access-control-allow-methods')).toContain('DELETE');
    expect(allowed.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(allowed.headers.get('access-control-allow-headers')).toContain('tappa-identity');
    expect((await me('OPTIONS', { ...ask, origin: 'https://evil.example' })).status).toBe(403);
  });
});

describe('a receipt that comes late', () => {
  it('changes the stage, and since when, as if it had come in time', async () => {
    const identity = { identity: { token: await tokenOf('lena') } };
    const id = newVisitor();
    expect((await visit(id, identity, { type: 'view_item', items: [lamp] })).journey.stage).toBe('acquisition');
    const at = new Date(Date.now() - 3 * 86_400_000).toISOString();
    await importAll(SITE, 'purchases', [{ orderId: 'late-1', at, channel: 'pos', total: 20, currency: 'EUR', customerId: 'lena' }]);
    const told = async () => (await visit(id, identity, { type: 'page_view' })).journey;
    expect((await told()).stage).not.toBe('acquisition');
    const { history } = await answerOf(await admin('GET', `/sites/${SITE}/customers/lena`));
    await expect.poll(async () => (await told()).since).toBe(history.at(-1).since);
    expect(history.at(-1).since).toBe(at);
  });
});

describe('a customer on two devices', () => {
  /** A phone and a laptop that have been one customer's, each with a page seen before signing in. */
  async function signedIn(customerId: string): Promise<{ phone: VisitAnswer; laptop: VisitAnswer; identity: Record<string, string> }> {
    const identity = { token: await tokenOf(customerId) };
    const [phone, laptop] = [newVisitor(), newVisitor()];
    await visit(phone, {}, { type: 'view_item', items: [lamp] });
    await visit(laptop, {}, { type: 'search', search_term: 'lampada' });
    return {
      phone: await visit(phone, { identity }, { type: 'login' }),
      laptop: await visit(laptop, { identity }, { type: 'login' }),
      identity: { 'tappa-identity': identity.token },
    };
  }
  const types = async (customerId: string) =>
    ((await customerOf(customerId).inspect())?.facts ?? []).map(({ type }) => type).filter((type) => type !== 'consent');

  it('has all of it with the identity, and on a device alone only what is not the account’s', async () => {
    await importAll(SITE, 'purchases', [
      { orderId: 'till-1', at: '2026-10-01T10:00:00Z', channel: 'pos', total: 20, currency: 'EUR', customerId: 'ada' },
    ]);
    const { phone, identity } = await signedIn('ada');
    const alone = await answerOf(await me('GET', bearer(phone)));
    expect(alone).toMatchObject({ visitor: { events: [] }, customer: null, moreWhenSignedIn: true });
    const whole = await answerOf(await me('GET', { ...bearer(phone), ...identity }));
    expect(whole.customer.customerId).toBe('ada');
    expect(whole.customer.events.map((event: { type: string }) => event.type).sort()).toEqual([
      'login',
      'login',
      'purchase',
      'search',
      'view_item',
    ]);
    expect(whole.moreWhenSignedIn).toBe(false);
  });

  it('loses by a device alone only what came from that device, and late events do not bring it back', async () => {
    const { phone, laptop, identity } = await signedIn('bea');
    expect((await me('DELETE', bearer(phone))).status).toBe(204);
    expect(await types('bea')).toEqual(['search', 'login']);
    expect((await customerOf('bea').inspect())?.profile.recentItems).toEqual([]);
    expect((await customerOf('bea').inspect())?.devices).toEqual([laptop.visitor?.id]);
    const before = new Date(Date.now() - 5_000).toISOString();
    await visit(phone.visitor!.id, { identity: { token: identity['tappa-identity'] } }, { type: 'add_to_cart', items: [lamp], at: before });
    expect(await types('bea')).toEqual(['search', 'login']);
  });

  it('is gone from all devices with the identity', async () => {
    const { phone, laptop, identity } = await signedIn('cleo');
    await visit(laptop.visitor!.id, {}, { type: 'page_view' });
    expect((await me('DELETE', { ...bearer(phone), ...identity })).status).toBe(204);
    expect(await customerOf('cleo').inspect()).toBeNull();
    expect(await deviceOf(phone.visitor!.id).inspect()).toBeNull();
    expect(await deviceOf(laptop.visitor!.id).inspect()).toBeNull();
    expect((await admin('GET', `/sites/${SITE}/customers/cleo`)).status).toBe(404);
  });

  it('is not reached with a token that does not hold, and then nothing is erased', async () => {
    const { phone } = await signedIn('dora');
    const forged = { 'tappa-identity': await tokenOf('dora', 'another-secret-of-at-least-32-bytes-x') };
    expect((await me('GET', { ...bearer(phone), ...forged })).status).toBe(401);
    expect((await me('DELETE', { ...bearer(phone), ...forged })).status).toBe(401);
    expect((await types('dora')).length).toBe(4);
  });

  it('keeps what is theirs when somebody else erases another device, whoever they sign in as', async () => {
    const mine = await signedIn('elsa');
    const other = await signedIn('fritz');
    await me('DELETE', { ...bearer(other.phone), ...other.identity });
    expect((await types('elsa')).length).toBe(4);
    expect((await me('GET', { ...bearer(mine.phone), ...mine.identity })).status).toBe(200);
  });
});
