import { env, exports } from 'cloudflare:workers';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';

const SITE = 'journey-test';
const SECRET = 'a-secret-of-at-least-32-bytes-for-tests';
const ORIGIN = 'https://shop.example';
const granted = { analytics: 'granted', personalization: 'granted' };
const lamp = { item_id: 'lamp', item_name: 'Lampada', price: 89.9, quantity: 1 };
let count = 0;

const send = (path: string, init: RequestInit = {}) => exports.default.fetch(new Request(`https://edge.example${path}`, init));
const admin = (path: string, body: unknown, method = 'POST', type = 'application/json') =>
  send(`/v1/admin${path}`, {
    method,
    headers: { authorization: 'Bearer test-admin-token', 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
function visit(more: Record<string, unknown> = {}, ...events: Record<string, unknown>[]) {
  return {
    protocol: 1,
    visitor: { id: 'visitor-1' },
    session: { id: 'session-1', startedAt: new Date().toISOString() },
    consent: granted,
    page: { url: 'https://shop.example/', type: 'home', locale: 'it-IT' },
    slots: ['home-picks'],
    events: events.map((event) => ({ id: `event-${++count}`, at: new Date().toISOString(), ...event })),
    ...more,
  };
}
const ask = (body: unknown, headers: Record<string, string> = { origin: ORIGIN }, path = `/v1/sites/${SITE}/journey`) =>
  send(path, {
    method: 'POST',
    headers: { 'content-type': 'text/plain;charset=utf-8', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const answerOf = async (body: unknown) => (await (await ask(body)).json()) as VisitAnswer;
const tokenFor = (userId: string, secret = SECRET, expires = '5m') =>
  new SignJWT({ user_id: userId })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(secret));

beforeAll(async () => {
  const created = await admin('/sites', {
    id: SITE,
    name: 'Test',
    origins: [ORIGIN],
    currency: 'EUR',
    locale: 'it-IT',
    timeZone: 'Europe/Rome',
    identitySecret: SECRET,
  });
  expect(created.status).toBe(201);
  const products = ['lamp', 'vase', 'chair', 'rug', 'bowl'].map((id) => ({
    id,
    title: id,
    titles: { it: `${id} it`, en: `${id} en` },
    link: `https://shop.example/${id}`,
    price: '50.00 EUR',
    availability: 'in_stock',
    product_type: 'Casa',
  }));
  expect((await admin(`/sites/${SITE}/catalog`, products)).status).toBe(200);
});

describe('a visit', () => {
  it('of someone new is answered with a stage, its reason and picks', async () => {
    const response = await ask(visit({ visitor: { id: 'newcomer' } }, { type: 'page_view' }));
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    const answer = (await response.json()) as VisitAnswer;
    expect(answer.visitor).toEqual({ id: 'newcomer' });
    expect(answer.journey.stage).toBe('acquisition');
    expect(answer.journey.because[0]?.text).toBeTruthy();
    const picks = answer.blocks.find((block) => block.slot === 'home-picks');
    expect(picks?.kind).toBe('recommendations');
    // Prices hold for a day, and until then the page may show them again if the edge is away.
    expect(Date.parse(picks?.validUntil ?? '') - Date.now()).toBeGreaterThan(23 * 3_600_000);
    expect(answer.receipt).toMatch(/^[\w-]+\.[\w-]+$/);
  });

  it('that buys is called loyal in the very answer to the purchase, and a refund takes that back', async () => {
    const bought = { type: 'purchase', transaction_id: 'o-1', value: 89.9, currency: 'EUR', items: [lamp] };
    expect((await answerOf(visit({ visitor: { id: 'buyer' } }, { type: 'cart', items: [lamp] }))).journey.stage).toBe('experimentation');
    expect((await answerOf(visit({ visitor: { id: 'buyer' } }, bought))).journey.stage).toBe('loyalty');
    expect((await answerOf(visit({ visitor: { id: 'buyer' } }, { type: 'refund', transaction_id: 'o-1' }))).journey.stage).not.toBe(
      'loyalty',
    );
  });

  it('speaks the language of the page', async () => {
    const italian = await answerOf(visit({ visitor: { id: 'it' } }));
    const english = await answerOf(
      visit({ visitor: { id: 'it' }, page: { url: 'https://shop.example/en', type: 'home', locale: 'en-GB' } }),
    );
    expect(italian.journey.because[0]?.text).not.toBe(english.journey.because[0]?.text);
  });

  it('gets an id when consent is given and the page has none', async () => {
    expect((await answerOf(visit({ visitor: null }))).visitor?.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is only recorded where nobody waits for an answer', async () => {
    const response = await ask(visit({ visitor: { id: 'beacon' } }, { type: 'page_view' }), { origin: ORIGIN }, `/v1/sites/${SITE}/events`);
    expect(response.status).toBe(202);
    expect(await response.json()).toMatchObject({ accepted: 1 });
  });
});

describe('less like this', () => {
  const losers = (answer: VisitAnswer) =>
    new Map(
      (JSON.parse(atob(answer.receipt.split('.')[0]!.replaceAll('-', '+').replaceAll('_', '/'))) as { losers: [string, string][] }).losers,
    );
  const home = (answer: VisitAnswer) => answer.blocks.find((block) => block.slot === 'home-picks')?.rule;

  it('said of a block is obeyed in the very answer and on the next visit, in whatever session', async () => {
    const first = await answerOf(visit({ visitor: { id: 'no-thanks' } }));
    expect(home(first)).toBe('home-picks');
    const said = await answerOf(visit({ visitor: { id: 'no-thanks' } }, { type: 'dismiss', rule: 'home-picks', answer: 'less' }));
    expect(home(said)).toBeUndefined();
    const later = await answerOf(
      visit({ visitor: { id: 'no-thanks' }, session: { id: 'session-2', startedAt: new Date().toISOString() } }),
    );
    expect(home(later)).toBeUndefined();
    expect(losers(later).get('home-picks')).toBe('less-like-this');
    expect(home(await answerOf(visit({ visitor: { id: 'somebody-else' } })))).toBe('home-picks');
  });
});

describe('without consent', () => {
  it.each([
    { analytics: 'denied', personalization: 'denied' },
    { analytics: 'pending', personalization: 'pending' },
  ])('%j: picks and a stage, but nothing kept', async (consent) => {
    const before = await env.VISITORS.getByName(`${SITE}/device/refuser`).inspect();
    const answer = await answerOf(
      visit({ visitor: { id: 'refuser' }, consent }, { type: 'view_item', items: [lamp] }, { type: 'cart', items: [lamp] }),
    );
    expect(answer.visitor).toBeNull();
    expect(answer.journey.stage).toBe('experimentation');
    expect(answer.blocks.length).toBeGreaterThan(0);
    // Who agreed to no memory is shown nothing from it.
    expect(answer.blocks.every(({ validUntil }) => validUntil === undefined)).toBe(true);
    expect(before).toBeNull();
    expect(await env.VISITORS.getByName(`${SITE}/device/refuser`).inspect()).toBeNull();
    const next = await answerOf(visit({ visitor: { id: 'refuser' }, consent }));
    expect(next.journey.stage).toBe('acquisition');
  });
  it.each(['granted', 'denied', 'pending'])(
    'to analytics, what a beacon brings is not kept either: personalization %s',
    async (personalization) => {
      const id = `withdrawn-${personalization}`;
      await ask(visit({ visitor: { id } }, { type: 'page_view' }));
      const before = await env.VISITORS.getByName(`${SITE}/device/${id}`).inspect();
      const body = visit(
        { visitor: { id }, consent: { analytics: 'denied', personalization } },
        { type: 'view_item', items: [lamp] },
        { type: 'purchase', transaction_id: 'o-9', value: 10, currency: 'EUR', items: [lamp] },
      );
      const beacon = await ask(body, { origin: ORIGIN }, `/v1/sites/${SITE}/events`);
      expect(await beacon.json()).toEqual({ accepted: 0, visitor: null });
      expect((await answerOf(body)).visitor).toBeNull();
      expect(await env.VISITORS.getByName(`${SITE}/device/${id}`).inspect()).toEqual(before);
      const nobody = { ...body, visitor: null };
      expect(await (await ask(nobody, { origin: ORIGIN }, `/v1/sites/${SITE}/events`)).json()).toEqual({ accepted: 0, visitor: null });
    },
  );
  it('to personalization, the past is kept but does not decide', async () => {
    const consent = { analytics: 'granted', personalization: 'denied' };
    await answerOf(visit({ visitor: { id: 'half' }, consent }, { type: 'cart', items: [lamp] }));
    expect((await answerOf(visit({ visitor: { id: 'half' }, consent }))).journey.stage).toBe('acquisition');
    expect((await answerOf(visit({ visitor: { id: 'half' } }))).journey.stage).toBe('experimentation');
  });
});

describe('identity', () => {
  it('brings two devices together', async () => {
    await ask(visit({ visitor: { id: 'phone-a' }, identity: { token: await tokenFor('anna') } }, { type: 'cart', items: [lamp] }));
    const laptop = await answerOf(visit({ visitor: { id: 'laptop-a' }, identity: { token: await tokenFor('anna') } }));
    expect(laptop.journey.because.map((reason) => reason.code)).toContain('cart-open');
  });
  it.each([
    ['signed with another key', () => tokenFor('anna', 'another-secret-of-at-least-32-bytes-x')],
    ['that has expired', () => tokenFor('anna', SECRET, '-5m')],
    ['that is no token', async () => 'anna'],
    ['not signed at all', async () => `${btoa('{"alg":"none"}')}.${btoa('{"user_id":"anna","exp":9999999999}')}.`],
  ])('%s is refused, and its events are not kept', async (_, token) => {
    const response = await ask(visit({ visitor: { id: 'liar' }, identity: { token: await token() } }, { type: 'page_view' }));
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await env.VISITORS.getByName(`${SITE}/device/liar`).inspect()).toBeNull();
  });
});

describe('what is refused', () => {
  it.each<[string, unknown, number, Record<string, string>, string?]>([
    ['malformed JSON', '{"protocol":1', 400, { origin: ORIGIN }],
    ['wrong types', { ...visit(), session: 'none' }, 422, { origin: ORIGIN }],
    ['an unknown protocol', { ...visit(), protocol: 2 }, 422, { origin: ORIGIN }],
    ['an unknown event', visit({}, { type: 'teleport' }), 422, { origin: ORIGIN }],
    ['a visitor id made to reach elsewhere', visit({ visitor: { id: '../customer/anna' } }), 422, { origin: ORIGIN }],
    ['a foreign origin', visit(), 403, { origin: 'https://evil.example' }],
    ['a sandboxed page', visit(), 403, { origin: 'null' }],
    ['a body over 64 KB', `{"x":"${'x'.repeat(64 * 1024)}"}`, 413, { origin: ORIGIN }],
    ['another media type', visit(), 415, { origin: ORIGIN, 'content-type': 'application/xml' }],
    ['an unknown site', visit(), 404, { origin: ORIGIN }, '/v1/sites/nowhere/journey'],
  ])('%s', async (_, body, status, headers, path) => {
    const response = await ask(body, headers, path);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const details = (await response.json()) as { status: number; detail: string };
    expect(details.status).toBe(status);
    expect(details.detail.length).toBeGreaterThan(10);
  });

  it('bytes that are no text', async () => {
    const response = await send(`/v1/sites/${SITE}/journey`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: new Uint8Array([0x7b, 0xff, 0x7d]),
    });
    expect(response.status).toBe(400);
    expect(((await response.json()) as { detail: string }).detail).toContain('UTF-8');
  });

  it('points at each field that is wrong', async () => {
    const response = await ask({ ...visit({}, { type: 'view_item', items: [{ item_id: 'a', quantity: -1 }] }) });
    expect(await response.json()).toMatchObject({ errors: [{ pointer: '/events/0/items/0/quantity' }] });
  });

  it('is a whole body when one event of it lies in the future', async () => {
    const body = visit(
      { visitor: { id: 'prophet' } },
      { type: 'page_view' },
      { type: 'page_view', at: new Date(Date.now() + 3_600_000).toISOString() },
    );
    const response = await ask(body);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ errors: [{ pointer: '/events/1/at' }] });
    expect(await env.VISITORS.getByName(`${SITE}/device/prophet`).inspect()).toBeNull();
  });

  it('is not an event of a device whose clock is wrong, as long as it says what its clock shows', async () => {
    const ahead = new Date(Date.now() + 3_600_000).toISOString();
    const response = await ask(visit({ visitor: { id: 'fast-clock' }, sentAt: ahead }, { type: 'page_view', at: ahead }));
    expect(response.status).toBe(200);
    const seen = (await env.VISITORS.getByName(`${SITE}/device/fast-clock`).inspect())?.profile.lastSeenAtMs ?? 0;
    expect(seen).toBeLessThanOrEqual(Date.now());
  });

  it('a preflight of a foreign origin, while the site’s own is told what it may do', async () => {
    const preflight = (origin: string) =>
      send(`/v1/sites/${SITE}/journey`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    expect((await preflight(ORIGIN)).status).toBe(204);
    expect((await preflight('https://evil.example')).status).toBe(403);
  });
});

describe('measurements of a page', () => {
  it('are taken, and are no part of the visitor', async () => {
    const visitor = { id: 'measured-visitor' };
    const body = visit({ visitor }, { type: 'page_view' }, { type: 'web_vitals', metric: 'LCP', value: 1_830 });
    const response = await ask(body, { origin: ORIGIN }, `/v1/sites/${SITE}/events`);
    expect(response.status).toBe(202);
    const told = await send(`/v1/admin/sites/${SITE}/visitors/measured-visitor/timeline`, {
      headers: { authorization: 'Bearer test-admin-token' },
    });
    const { items } = (await told.json()) as { items: { type: string }[] };
    expect(items.map(({ type }) => type)).toContain('page_view');
    expect(items.map(({ type }) => type)).not.toContain('web_vitals');
  });
});
