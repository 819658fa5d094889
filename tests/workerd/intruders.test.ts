import { exports } from 'cloudflare:workers';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import { admin, answerOf, importAll, newSite } from './admin-api.ts';

const SITE = 'intruders';
const OTHER_SITE = 'intruders-elsewhere';
const ORIGIN = 'https://shop.example';
const SECRET = 'a-secret-of-at-least-32-bytes-of-the-shop';
const OTHER_SECRET = 'a-secret-of-at-least-32-bytes-of-another';
const bytes = (text: string) => new TextEncoder().encode(text);
const lamp = { item_id: 'lamp', price: 89.9, quantity: 1 };
const junk = { item_id: 'junk', price: 1, quantity: 9 };
let count = 0;

interface Browser {
  id: string;
  key?: string | undefined;
}
const newBrowser = (): Browser => ({ id: crypto.randomUUID() });
const tokenOf = (claims: Record<string, unknown>, secret = SECRET, header: Record<string, unknown> = {}) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', ...header })
    .setExpirationTime('5m')
    .sign(bytes(secret));

const ask = (visitor: Browser, identity?: unknown, events: Record<string, unknown>[] = [], path = 'journey', site = SITE) =>
  exports.default.fetch(
    new Request(`https://edge.example/v1/sites/${site}/${path}`, {
      method: 'POST',
      headers: { origin: ORIGIN, 'content-type': 'text/plain' },
      body: JSON.stringify({
        protocol: 1,
        visitor,
        session: { id: crypto.randomUUID(), startedAt: new Date().toISOString() },
        consent: { analytics: 'granted', personalization: 'granted' },
        page: { url: `${ORIGIN}/`, type: 'home', locale: 'it-IT' },
        slots: ['loyalty-prompt'],
        identity,
        events: events.map((event) => ({ id: `intruder-${++count}`, at: new Date().toISOString(), ...event })),
      }),
    }),
  );
const me = (method: string, bearer: string, identity?: string, site = SITE) =>
  exports.default.fetch(
    new Request(`https://edge.example/v1/sites/${site}/visitors/me`, {
      method,
      headers: { origin: ORIGIN, authorization: `Bearer ${bearer}`, ...(identity === undefined ? {} : { 'tappa-identity': identity }) },
    }),
  );
/** A visit of somebody who keeps what the edge tells their device. */
async function visit(browser: Browser, customerId: string | null, ...events: Record<string, unknown>[]): Promise<VisitAnswer> {
  const response = await ask(browser, customerId === null ? undefined : { token: await tokenOf({ user_id: customerId }) }, events);
  expect(response.status, await response.clone().text()).toBe(200);
  const answer = (await response.json()) as VisitAnswer;
  browser.key ??= answer.visitor?.key;
  return answer;
}
/** All that is known of the victim, but for the moment at which it is looked at. */
const victimNow = async () => {
  const { profile, devices, linkedTo } = await answerOf(await admin('GET', `/sites/${SITE}/customers/victim`));
  const { balance, points } = await answerOf(await admin('GET', `/sites/${SITE}/loyalty/victim`));
  return { profile, devices, linkedTo, balance, points };
};

const phone = newBrowser();
beforeAll(async () => {
  await newSite(SITE, { identitySecret: SECRET });
  await newSite(OTHER_SITE, { identitySecret: OTHER_SECRET });
  await importAll(SITE, 'customers', [{ customerId: 'victim', loyaltyCard: 'K1', points: 320, tier: 'gold' }]);
  await visit(phone, 'victim', { type: 'cart', items: [lamp] });
});

const forms: [string, () => Promise<string>][] = [
  ['a token of another shop', () => tokenOf({ user_id: 'victim' }, OTHER_SECRET)],
  ['a token that names its key by a path', () => tokenOf({ user_id: 'victim' }, OTHER_SECRET, { kid: '../../victim' })],
  ['a token whose id comes by way of its prototype', () => tokenOf(JSON.parse('{"__proto__":{"user_id":"victim"}}'))],
  ['a token whose id is of a constructor', () => tokenOf({ constructor: { user_id: 'victim' } })],
  ['an id of 10,000 characters', () => tokenOf({ user_id: 'victim'.padEnd(2_500, 'x') })],
  ['two tokens in one', async () => `${await tokenOf({ user_id: 'intruder' })}.${await tokenOf({ user_id: 'victim' })}`],
  ['a right token, cut short', async () => (await tokenOf({ user_id: 'victim' })).slice(0, -3)],
  ['five parts', async () => 'a.b.c.d.e'],
  ['nothing', async () => ''],
];

describe('an identity that does not hold', () => {
  it.each(forms)('%s: neither reads nor changes, on a visit, by a beacon, nor where own data is asked for', async (_, tokenFor) => {
    const token = await tokenFor();
    const before = await victimNow();
    const intruder = newBrowser();
    await visit(intruder, null, { type: 'page_view' });
    for (const path of ['journey', 'events']) {
      const response = await ask(intruder, { token }, [{ type: 'cart', items: [junk] }], path);
      expect([400, 401, 422]).toContain(response.status);
      expect(await response.text()).not.toMatch(/lamp|320|gold/);
    }
    for (const method of ['GET', 'DELETE']) {
      const response = await me(method, `${intruder.id}.${intruder.key}`, token);
      expect(response.status).toBe(401);
      expect(await response.text()).not.toMatch(/lamp|320|gold/);
    }
    expect(await victimNow()).toEqual(before);
  });

  it.each([
    'victim%00',
    'victim ',
    ' victim',
    'VICTIM',
    'customer/victim',
    'victim/../victim',
    '__proto__',
    'constructor',
    'victi\u200bm',
    'victim\n',
  ])('a right one of a customer who is nearly called so (%j) is somebody else', async (user_id) => {
    const before = await victimNow();
    const response = await ask(newBrowser(), { token: await tokenOf({ user_id }) }, [{ type: 'cart', items: [junk] }]);
    expect(response.status).toBe(200);
    expect(await response.text()).not.toMatch(/lamp|320|gold/);
    expect(await victimNow()).toEqual(before);
  });
});

describe('the key of a device', () => {
  it.each<[string, (own: Browser) => string]>([
    ['of one’s own', (own) => `${phone.id}.${own.key}`],
    ['cut short', () => `${phone.id}.${phone.key!.slice(0, -1)}`],
    ['written otherwise', () => `${phone.id}.${phone.key!.toUpperCase()}x`],
    ['with a line of a header behind it', () => `${phone.id}.${phone.key}, Bearer x`],
    ['of an id in capitals', () => `${phone.id.toUpperCase()}.${phone.key}`],
    ['without an id', () => `.${phone.key}`],
    ['of an id of 10,000 characters', () => `${phone.id.padEnd(10_000, 'x')}.${phone.key}`],
  ])('%s opens nothing and erases nothing', async (_, bearer) => {
    const own = newBrowser();
    await visit(own, null, { type: 'page_view' });
    const before = await victimNow();
    for (const method of ['GET', 'DELETE']) {
      const response = await me(method, bearer(own));
      expect(response.status).toBe(401);
      expect(await response.text()).not.toContain('lamp');
    }
    expect(await victimNow()).toEqual(before);
  });

  it('opens nothing at another shop, and there only its own', async () => {
    expect((await me('GET', `${phone.id}.${phone.key}`, undefined, OTHER_SITE)).status).toBe(401);
  });

  it('alone gives nothing of the customer who is signed in on it', async () => {
    const response = await me('GET', `${phone.id}.${phone.key}`);
    expect(await response.text()).not.toMatch(/lamp|320|gold/);
  });
});

describe('who merely names a device', () => {
  it('of a customer’s changes nothing of theirs and is told nothing of theirs', async () => {
    const before = await victimNow();
    for (const identity of [undefined, { token: await tokenOf({ user_id: 'intruder' }) }]) {
      const response = await ask({ id: phone.id }, identity, [{ type: 'cart', items: [junk] }]);
      expect(await response.text()).not.toMatch(/lamp|320|gold/);
    }
    const { profile } = await victimNow();
    expect(profile.cart).toEqual(before.profile.cart);
    expect(profile.eventCounts).toEqual(before.profile.eventCounts);
  });

  it('that was found to be a customer’s changes nothing of theirs either; the device itself does', async () => {
    const tablet = newBrowser();
    await visit(tablet, null, { type: 'search', search_term: 'vaso' });
    const pair = { keep: { customerId: 'victim' }, take: { visitorId: tablet.id } };
    expect((await admin('POST', `/sites/${SITE}/visitors/merge`, pair)).status).toBe(200);
    const before = await victimNow();
    for (const visitor of [{ id: tablet.id }, { id: tablet.id, key: phone.key }]) {
      const response = await ask(visitor, undefined, [{ type: 'cart', items: [junk] }]);
      expect(response.status).toBe(200);
      expect(await response.text()).not.toMatch(/lamp|320|gold/);
      await ask(visitor, undefined, [{ type: 'cart', items: [junk] }], 'events');
    }
    expect(await victimNow()).toEqual(before);
    await visit(tablet, null, { type: 'search', search_term: 'piatto' });
    expect((await victimNow()).profile.searches[0].term).toBe('piatto');
  });
});
