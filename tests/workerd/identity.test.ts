import { env, exports } from 'cloudflare:workers';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import { admin, newSite } from './admin-api.ts';

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
