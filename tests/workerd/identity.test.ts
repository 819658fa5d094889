import { env, exports } from 'cloudflare:workers';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import { admin, answerOf, newSite } from './admin-api.ts';

const SITE = 'identity-test';
const OTHER_SITE = 'identity-elsewhere';
const ORIGIN = 'https://shop.example';
const SECRET = 'a-secret-of-at-least-32-bytes-for-identity';
const OTHER_SECRET = 'another-secret-of-at-least-32-bytes-elsewhere';
const lamp = { item_id: 'lamp', price: 89.9, quantity: 1 };
const bytes = (text: string) => new TextEncoder().encode(text);
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const soon = () => Math.floor(Date.now() / 1_000) + 300;
let count = 0;

const tokenOf = (claims: Record<string, unknown>, secret = SECRET) =>
  new SignJWT({ exp: soon(), ...claims }).setProtectedHeader({ alg: 'HS256' }).sign(bytes(secret));
const hmac = async (text: string, secret: string) => {
  const key = await crypto.subtle.importKey('raw', bytes(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return Buffer.from(await crypto.subtle.sign('HMAC', key, bytes(text)));
};
const hashOf = async (userId: string, secret = SECRET) => (await hmac(userId, secret)).toString('hex');
/** A token as it should not be: header and payload as given, signed with whatever gives those bytes. */
const forged = async (header: unknown, payload: unknown, sign: (text: string) => string | Promise<string>) => {
  const text = `${part(header)}.${part(payload)}`;
  return `${text}.${await sign(text)}`;
};
const hs = (secret: string) => async (text: string) => (await hmac(text, secret)).toString('base64url');

const ask = (visitorId: string, identity?: unknown, events: Record<string, unknown>[] = [], site = SITE) =>
  exports.default.fetch(
    new Request(`https://edge.example/v1/sites/${site}/journey`, {
      method: 'POST',
      headers: { origin: ORIGIN, 'content-type': 'text/plain' },
      body: JSON.stringify({
        protocol: 1,
        visitor: { id: visitorId },
        session: { id: 'session-1', startedAt: new Date().toISOString() },
        consent: { analytics: 'granted', personalization: 'granted' },
        page: { url: 'https://shop.example/', type: 'home', locale: 'it-IT' },
        identity,
        events: events.map((event) => ({ id: `identity-${++count}`, at: new Date().toISOString(), ...event })),
      }),
    }),
  );
const hasCart = async (response: Response) => {
  expect(response.status).toBe(200);
  const { journey } = (await response.json()) as VisitAnswer;
  return journey.because.some(({ code }) => code === 'cart-open');
};
const customerOf = (id: string) => env.VISITORS.getByName(`${SITE}/customer/${id}`);

beforeAll(async () => {
  await newSite(SITE, { identitySecret: SECRET });
  await newSite(OTHER_SITE, { identitySecret: OTHER_SECRET });
  await ask('victim-phone', { token: await tokenOf({ user_id: 'victim' }) }, [{ type: 'cart', items: [lamp] }]);
});

describe('who a customer is', () => {
  it('is shown by a token, or by the hash of their id', async () => {
    expect(await hasCart(await ask('victim-laptop', { token: await tokenOf({ user_id: 'victim' }) }))).toBe(true);
    expect(await hasCart(await ask('victim-tablet', { user_id: 'victim', user_hash: await hashOf('victim') }))).toBe(true);
  });

  it('is shown by both keys while they are being changed, and by no older one', async () => {
    const keys = ['first', 'second', 'third'].map((name) => `${name}-key-of-at-least-32-bytes-to-be-changed`);
    await newSite('identity-keys', { identitySecret: keys[0] });
    const statuses = async () =>
      await Promise.all(
        keys.flatMap(async (key) => {
          const token = await ask('keys', { token: await tokenOf({ user_id: 'k' }, key) }, [], 'identity-keys');
          const hash = await ask('keys', { user_id: 'k', user_hash: await hashOf('k', key) }, [], 'identity-keys');
          return [token.status, hash.status];
        }),
      );
    const patch = { method: 'PATCH', path: '/sites/identity-keys' };
    await admin(patch.method, patch.path, { identitySecret: keys[1] });
    await expect.poll(statuses).toEqual([
      [200, 200],
      [200, 200],
      [401, 401],
    ]);
    await admin(patch.method, patch.path, { identitySecret: keys[2] });
    await expect.poll(statuses).toEqual([
      [401, 401],
      [200, 200],
      [200, 200],
    ]);
  });
});

describe('who is not a customer', () => {
  const pair = generateKeyPair('RS256', { extractable: true });
  const claims = () => ({ user_id: 'victim', exp: soon() });

  it.each<[string, () => unknown]>([
    ['a token without a signature', async () => ({ token: await forged({ alg: 'none' }, claims(), () => '') })],
    ['one that writes "none" in another way', async () => ({ token: await forged({ alg: 'nOnE' }, claims(), () => '') })],
    ['one of no algorithm, signed rightly', async () => ({ token: await forged({ alg: 'none' }, claims(), hs(SECRET)) })],
    [
      'one signed with a public key as if it were a secret',
      async () => ({ token: await forged({ alg: 'HS256' }, claims(), hs(await exportSPKI((await pair).publicKey))) }),
    ],
    [
      'one that brings its own key',
      async () => ({ token: await forged({ alg: 'HS256', jwk: { kty: 'oct', k: part('mine') } }, claims(), hs('mine')) }),
    ],
    [
      'one that says RS256',
      async () => ({ token: await new SignJWT(claims()).setProtectedHeader({ alg: 'RS256' }).sign((await pair).privateKey) }),
    ],
    ['one that says RS256 over a right signature', async () => ({ token: await forged({ alg: 'RS256' }, claims(), hs(SECRET)) })],
    [
      'one of another algorithm of the same key',
      async () => ({ token: await new SignJWT(claims()).setProtectedHeader({ alg: 'HS512' }).sign(bytes(SECRET)) }),
    ],
    ['another site’s', async () => ({ token: await tokenOf(claims(), OTHER_SECRET) })],
    ['one of a blank key', async () => ({ token: await forged({ alg: 'HS256' }, claims(), hs(' ')) })],
    ['one that has expired', async () => ({ token: await tokenOf({ ...claims(), exp: soon() - 600 }) })],
    ['one that never ends', async () => ({ token: await forged({ alg: 'HS256' }, { user_id: 'victim' }, hs(SECRET)) })],
    ['one whose end is no number', async () => ({ token: await forged({ alg: 'HS256' }, { ...claims(), exp: 'never' }, hs(SECRET)) })],
    ['one not valid yet', async () => ({ token: await tokenOf({ ...claims(), nbf: soon() + 600 }) })],
    ['one for nobody', async () => ({ token: await tokenOf({ sub: 'victim' }) })],
    ['one for an empty id', async () => ({ token: await tokenOf({ user_id: '' }) })],
    ['one whose id is a number', async () => ({ token: await tokenOf({ user_id: 17 }) })],
    ['one whose id is a list', async () => ({ token: await tokenOf({ user_id: ['victim'] }) })],
    ['one whose id is an object', async () => ({ token: await tokenOf({ user_id: { toString: 'victim' } }) })],
    [
      'one with half a character in its id',
      async () => ({ token: await forged({ alg: 'HS256' }, { user_id: '\ud800', exp: soon() }, hs(SECRET)) }),
    ],
    ['one whose id is 1,000 characters long', async () => ({ token: await tokenOf({ user_id: 'v'.repeat(1_000) }) })],
    [
      'a right token with another payload',
      async () => {
        const [header, , signature] = (await tokenOf({ user_id: 'me' })).split('.');
        return { token: `${header}.${part(claims())}.${signature}` };
      },
    ],
    ['an id without its hash', async () => ({ user_id: 'victim', user_hash: '' })],
    ['an id with the hash of another', async () => ({ user_id: 'victim', user_hash: await hashOf('me') })],
    ['an id with another site’s hash', async () => ({ user_id: 'victim', user_hash: await hashOf('victim', OTHER_SECRET) })],
    ['an empty id with its hash', async () => ({ user_id: '', user_hash: await hashOf('') })],
    ['the id in place of its hash', async () => ({ user_id: 'victim', user_hash: 'victim' })],
  ])('%s is refused, and nothing is kept or told', async (_, identity) => {
    const facts = (await customerOf('victim').inspect())?.facts;
    const id = `liar-${++count}`;
    const response = await ask(id, await identity(), [{ type: 'cart', items: [] }]);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.text()).not.toMatch(/lamp|victim/);
    expect((await customerOf('victim').inspect())?.facts).toEqual(facts);
    expect(await env.VISITORS.getByName(`${SITE}/device/${id}`).inspect()).toBeNull();
  });

  it.each<[string, unknown]>([
    ['ids of 10,000 characters', { token: 'x'.repeat(10_000) }],
    ['an id that is a number', { user_id: 17, user_hash: 'x' }],
    ['an identity that is a text', 'victim'],
  ])('%s are a mistake of the body', async (_, identity) => {
    expect((await ask('clumsy', identity)).status).toBe(422);
  });

  it('somebody who calls their device like a customer, or like the object of one', async () => {
    expect(await hasCart(await ask('victim'))).toBe(false);
    for (const id of ['customer/victim', '../customer/victim', '..%2Fcustomer%2Fvictim', 'x'.repeat(10_000)]) {
      expect((await ask(id)).status).toBe(422);
    }
  });

  it('who uses the customer’s device after sign-out, also with a customer’s id of the device’s name', async () => {
    expect(await hasCart(await ask('victim-phone'))).toBe(false);
    expect(await hasCart(await ask('other-phone', { token: await tokenOf({ user_id: 'victim-phone' }) }))).toBe(false);
  });

  it('whoever signs in on the customer’s device after them gets nothing of theirs, and adds nothing', async () => {
    const facts = (await customerOf('victim').inspect())?.facts;
    const token = await tokenOf({ user_id: 'thief' });
    expect(await hasCart(await ask('victim-phone', { token }, [{ type: 'page_view' }]))).toBe(false);
    expect((await customerOf('victim').inspect())?.facts).toEqual(facts);
    expect((await customerOf('thief').inspect())?.profile.cart.lines).toEqual([]);
  });

  it('the customer of the same id at another shop', async () => {
    const token = await tokenOf({ user_id: 'victim' }, OTHER_SECRET);
    expect(await hasCart(await ask('victim-phone', { token }, [], OTHER_SITE))).toBe(false);
  });
});

/** A browser as it is: ids made of chance, and the key kept beside them. */
interface Browser {
  id: string;
  sessionId: string;
  key?: string | undefined;
}
const newBrowser = (): Browser => ({ id: crypto.randomUUID(), sessionId: crypto.randomUUID() });
const laterOf = (browser: Browser): Browser => ({ ...browser, sessionId: crypto.randomUUID() });
const visit = async (browser: Browser, customerId: string | null, ...events: Record<string, unknown>[]): Promise<Response> => {
  const response = await exports.default.fetch(
    new Request(`https://edge.example/v1/sites/${SITE}/journey`, {
      method: 'POST',
      headers: { origin: ORIGIN, 'content-type': 'text/plain' },
      body: JSON.stringify({
        protocol: 1,
        visitor: { id: browser.id, key: browser.key },
        session: { id: browser.sessionId, startedAt: new Date().toISOString() },
        consent: { analytics: 'granted', personalization: 'granted' },
        page: { url: 'https://shop.example/', type: 'home', locale: 'it-IT' },
        identity: customerId === null ? undefined : { token: await tokenOf({ user_id: customerId }) },
        events: events.map((event) => ({ id: `browser-${++count}`, at: new Date().toISOString(), ...event })),
      }),
    }),
  );
  expect(response.status, await response.clone().text()).toBe(200);
  browser.key ??= ((await response.clone().json()) as VisitAnswer).visitor?.key;
  return response;
};
const deviceOf = (id: string) => env.VISITORS.getByName(`${SITE}/device/${id}`);
const cartEvent = { type: 'cart', items: [lamp] };

describe('the past of a device', () => {
  it('goes along with who signs in on it: in the same session without its key, in a later one with it', async () => {
    const first = newBrowser();
    await visit(first, null, cartEvent);
    expect(await hasCart(await visit({ ...first, key: undefined }, 'same-session'))).toBe(true);
    const second = newBrowser();
    await visit(second, null, cartEvent);
    expect(await hasCart(await visit(laterOf(second), 'later-session'))).toBe(true);
    expect((await deviceOf(second.id).inspect())?.facts).toEqual([]);
  });

  it('begins with a sign-in where that is the first the edge hears of it, and its key is the device’s', async () => {
    const browser = newBrowser();
    await visit(browser, 'at-once', cartEvent);
    expect(browser.key).toBeDefined();
    await visit(laterOf(browser), null, { type: 'search', search_term: 'vaso' });
    await visit(laterOf(browser), 'at-once');
    const types = ((await customerOf('at-once').inspect())?.facts ?? []).map(({ type }) => type);
    expect(types.filter((type) => type !== 'consent')).toEqual(['cart', 'search']);
  });

  it.each<[string, (victim: Browser) => Partial<Browser> | Promise<Partial<Browser>>]>([
    ['its id alone', () => ({})],
    ['a made-up key', () => ({ key: 'x'.repeat(22) })],
    ['an empty key', () => ({ key: '' })],
    ['its key cut short', ({ key }) => ({ key: key!.slice(0, -1) })],
    ['its key with another session’s id beside', ({ key }) => ({ key: `${key}.${crypto.randomUUID()}` })],
    ['the id for a key', ({ id }) => ({ key: id })],
    [
      'their own key',
      async () => {
        const own = newBrowser();
        await visit(own, 'attacker', { type: 'page_view' });
        return { key: own.key };
      },
    ],
    ['a session that others could guess', () => ({ sessionId: 'session-1' })],
    ['no session', () => ({ sessionId: '.' })],
  ])('is not taken by a customer who names %s', async (_, shown) => {
    const victim = newBrowser();
    await visit(victim, null, cartEvent);
    const before = await deviceOf(victim.id).inspect();
    const name = `attacker-${++count}`;
    const theirs = { id: victim.id, sessionId: crypto.randomUUID(), ...(await shown(victim)) };
    const answers = [await visit({ ...theirs }, name, { type: 'page_view' }), await visit({ ...theirs }, name, { type: 'page_view' })];
    for (const answer of answers) {
      expect(await hasCart(answer.clone())).toBe(false);
      expect(((await answer.json()) as VisitAnswer).visitor).toEqual({ id: victim.id });
    }
    expect((await customerOf(name).inspect())?.profile.cart.lines).toEqual([]);
    // and the device is as it was, also for its own customer
    expect(await deviceOf(victim.id).inspect()).toEqual(before);
    expect(await hasCart(await visit(laterOf(victim), `victim-${name}`))).toBe(true);
    expect((await customerOf(`victim-${name}`).inspect())?.facts.some(({ type }) => type === 'page_view')).toBe(false);
  });

  it('is not erased, nor told of, by a customer who named its id', async () => {
    const victim = newBrowser();
    await visit(victim, null, cartEvent);
    await visit({ id: victim.id, sessionId: crypto.randomUUID() }, 'eraser', { type: 'page_view' });
    expect(await answerOf(await admin('GET', `/sites/${SITE}/customers/eraser`))).toMatchObject({ devices: [] });
    await admin('DELETE', `/sites/${SITE}/customers/eraser`);
    expect(await hasCart(await visit(laterOf(victim), null))).toBe(true);
  });

  it('of an id that others could guess stays where it is: such an id has no key', async () => {
    const till = { id: 'visitor-1001', sessionId: crypto.randomUUID() };
    await visit(till, 'squatter');
    await visit(till, null, cartEvent);
    expect(await hasCart(await visit(till, 'squatter'))).toBe(false);
    expect(await hasCart(await visit({ ...till, key: 'x'.repeat(22) }, 'squatter'))).toBe(false);
    expect(await hasCart(await visit(till, null))).toBe(true);
  });

  it('that an import brought stays with the id, whoever names it', async () => {
    const browser = newBrowser();
    await admin('POST', `/sites/${SITE}/events`, [{ visitorId: browser.id, at: '2026-10-01T10:00:00Z', ...cartEvent }]);
    expect(await hasCart(await visit(browser, 'importer'))).toBe(false);
    expect(browser.key).toBeUndefined();
  });

  it('stays behind where the device has lost its key; from its sign-in on all is the customer’s', async () => {
    const browser = newBrowser();
    await visit(browser, null, cartEvent);
    const lost = { id: browser.id, sessionId: crypto.randomUUID() };
    expect(await hasCart(await visit(lost, 'keyless', { type: 'search', search_term: 'vaso' }))).toBe(false);
    expect((await customerOf('keyless').inspect())?.profile.searches).toMatchObject([{ term: 'vaso' }]);
    // the key found again, its past goes along after all
    expect(await hasCart(await visit(laterOf(browser), 'keyless'))).toBe(true);
  });

  it('told late, after sign-out, is the device’s, and the next customer’s only where they sign in on it', async () => {
    const browser = newBrowser();
    await visit(browser, 'leaver', cartEvent);
    const waited = { id: 'late-queue-1', type: 'search', search_term: 'vaso', at: new Date(Date.now() - 60_000).toISOString() };
    await visit(browser, null, waited);
    expect((await customerOf('leaver').inspect())?.profile.searches).toEqual([]);
    await visit(browser, 'leaver', waited);
    await visit(browser, null, waited);
    expect((await customerOf('leaver').inspect())?.profile.searches).toHaveLength(1);
    expect((await deviceOf(browser.id).inspect())?.facts).toEqual([]);
  });
});
