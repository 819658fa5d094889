import { env, exports } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import { newSite } from './admin-api.ts';

const SITE = 'visitor-cookie';
const OTHER_SITE = 'visitor-cookie-elsewhere';
const ORIGIN = 'https://shop.example';
let count = 0;

interface Asked {
  id?: string;
  key?: string | undefined;
  cookie?: string | undefined;
  /** what the browser says of where the page is */
  from?: string | null;
  consent?: [analytics: string, personalization: string];
  path?: string;
  site?: string;
  session?: string;
  origin?: string;
}

const send = (path: string, method: string, headers: Record<string, string>, body?: object, site = SITE) =>
  exports.default.fetch(
    new Request(`https://edge.example/v1/sites/${site}/${path}`, {
      method,
      headers: { 'content-type': 'text/plain', ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  );
const headersOf = ({ cookie, from = 'same-origin', origin = ORIGIN }: Asked): Record<string, string> => ({
  origin,
  ...(cookie === undefined ? {} : { cookie }),
  ...(from === null ? {} : { 'sec-fetch-site': from }),
});

async function visit(asked: Asked): Promise<{ visitor: VisitAnswer['visitor']; set: string[]; cookie: string; headers: Headers }> {
  const { id, key, consent = ['granted', 'granted'], path = 'journey', site } = asked;
  const body = {
    protocol: 1,
    visitor: id === undefined ? null : { id, key },
    session: { id: asked.session ?? crypto.randomUUID(), startedAt: new Date().toISOString() },
    consent: { analytics: consent[0], personalization: consent[1] },
    page: { url: 'https://shop.example/', type: 'home', locale: 'it-IT' },
    events: [{ id: `c${++count}`, type: 'page_view', at: new Date().toISOString() }],
  };
  const response = await send(path, 'POST', headersOf(asked), body, site);
  expect(response.ok, await response.clone().text()).toBe(true);
  const set = response.headers.getSetCookie();
  const { visitor } = (await response.json()) as VisitAnswer;
  return { visitor, set, cookie: set[0]?.split(';')[0] ?? '', headers: response.headers };
}
const newId = () => crypto.randomUUID();
const pageViewsOf = async (id: string, site = SITE) =>
  ((await env.VISITORS.getByName(`${site}/device/${id}`).inspect())?.facts ?? []).length;

beforeAll(async () => {
  await newSite(SITE, { origins: [ORIGIN, 'https://edge.example'] });
  await newSite(OTHER_SITE);
});

describe('the cookie of a first party', () => {
  it.each(['same-origin', 'same-site'])('is set where the page is of the edge’s own site (%s), for no script to read', async (from) => {
    const id = newId();
    const { visitor, set } = await visit({ id, from });
    expect(set).toEqual([`tappa_${SITE}=${id}.${visitor?.key}; Max-Age=34128000; HttpOnly; Secure; SameSite=Lax`]);
  });

  it('is set for the very same host where a browser does not say where a page is', async () => {
    expect((await visit({ id: newId(), from: null, origin: 'https://edge.example' })).set).toHaveLength(1);
    expect((await visit({ id: newId(), from: null })).set).toEqual([]);
  });

  it.each([
    ['on a page of another site', { from: 'cross-site' }],
    ['on no page at all', { from: 'none' }],
    ['while nobody was asked', { consent: ['pending', 'pending'] }],
    ['where all is refused', { consent: ['denied', 'denied'] }],
    ['where analytics are refused, whatever else is allowed', { consent: ['denied', 'granted'] }],
  ] satisfies [string, Asked][])('is not set %s', async (_, asked) => {
    expect((await visit({ id: newId(), ...(asked as Asked) })).set).toEqual([]);
  });

  it('is not set for who names the id of somebody else', async () => {
    const id = newId();
    await visit({ id });
    const { visitor, set } = await visit({ id });
    expect(visitor).toEqual({ id });
    expect(set).toEqual([]);
  });

  it('lives no longer for being shown', async () => {
    const id = newId();
    const { cookie, visitor } = await visit({ id });
    expect((await visit({ id, key: visitor?.key, cookie })).set).toEqual([]);
  });

  it('lets credentials through to a first party alone', async () => {
    const allowed = async (from: string) => (await visit({ id: newId(), from })).headers.get('access-control-allow-credentials');
    expect(await allowed('same-site')).toBe('true');
    expect(await allowed('cross-site')).toBeNull();
  });
});

describe('a device whose storage was emptied', () => {
  it.each(['journey', 'events'])('is known again by the cookie, and what it told is theirs: %s', async (path) => {
    const id = newId();
    const { cookie, visitor } = await visit({ id });
    const back = await visit({ id: newId(), cookie, path });
    expect(back.visitor).toEqual(path === 'journey' ? visitor : { id });
    expect(back.set).toEqual([]);
    expect(await pageViewsOf(id)).toBeGreaterThan(await pageViewsOf(newId()));
    const before = await pageViewsOf(id);
    await visit({ id: newId(), cookie, path });
    expect(await pageViewsOf(id)).toBe(before + 1);
  });

  it('is who the page shows it to be, where the page still can', async () => {
    const [old, now] = [await visit({ id: newId() }), await visit({ id: newId() })];
    const { visitor, cookie } = await visit({ ...now.visitor!, cookie: old.cookie });
    expect(visitor).toEqual(now.visitor);
    expect(cookie).toBe(now.cookie);
  });

  it.each([
    ['a page of another site', { from: 'cross-site' }],
    ['who does not agree any more', { consent: ['denied', 'denied'] }],
    ['who was not asked yet', { consent: ['pending', 'granted'] }],
    ['another site of the same edge', { site: OTHER_SITE }],
  ] satisfies [string, Asked][])('is not known for %s', async (_, asked) => {
    const id = newId();
    const { cookie } = await visit({ id });
    const before = await pageViewsOf(id);
    expect((await visit({ id: newId(), cookie, ...(asked as Asked) })).visitor?.id).not.toBe(id);
    expect(await pageViewsOf(id)).toBe(before);
  });

  it.each([
    ['with a key that is not the id’s', (id: string) => `tappa_${SITE}=${id}.AAAAAAAAAAAAAAAAAAAAAA`],
    ['without a key', (id: string) => `tappa_${SITE}=${id}`],
    ['of nonsense', () => `tappa_${SITE}=%00.`],
  ])('is nobody by a cookie %s', async (_, cookieOf) => {
    const [id, fresh] = [newId(), newId()];
    await visit({ id });
    expect((await visit({ id: fresh, cookie: cookieOf(id) })).visitor?.id).toBe(fresh);
  });
});

describe('the cookie ends', () => {
  const GONE = `tappa_${SITE}=; Max-Age=0; HttpOnly; Secure; SameSite=Lax`;
  const erased = (set: string[]) => set.map((each) => each.replace(/ Path=[^;]+;/, ''));

  it('when consent is taken back, and not while it is only not known', async () => {
    const { cookie } = await visit({ id: newId() });
    expect((await visit({ cookie, consent: ['pending', 'pending'] })).set).toEqual([]);
    expect((await visit({ cookie, consent: ['denied', 'denied'] })).set).toEqual([GONE]);
    expect((await visit({ cookie, consent: ['denied', 'denied'], path: 'events' })).set).toEqual([GONE]);
  });

  it('when the shopper starts anew, or has everything erased', async () => {
    const { cookie, visitor } = await visit({ id: newId() });
    expect((await send('cookie', 'DELETE', headersOf({ cookie }))).headers.getSetCookie()).toEqual([GONE]);
    const authorization = `Bearer ${visitor?.id}.${visitor?.key}`;
    const answer = await send('visitors/me', 'DELETE', { ...headersOf({ cookie }), authorization });
    expect(answer.status).toBe(204);
    expect(answer.headers.getSetCookie()).toEqual([expect.stringContaining(`Path=/v1/sites/${SITE};`)]);
    expect(erased(answer.headers.getSetCookie())).toEqual([GONE]);
  });

  it('for nobody who has none, and at no word of another site', async () => {
    const { cookie } = await visit({ id: newId() });
    expect((await send('cookie', 'DELETE', headersOf({}))).headers.getSetCookie()).toEqual([]);
    expect((await send('cookie', 'DELETE', headersOf({ cookie, from: 'cross-site' }))).headers.getSetCookie()).toEqual([]);
  });

  it('is not enough to have or erase what is kept', async () => {
    const { cookie } = await visit({ id: newId() });
    expect((await send('visitors/me', 'GET', headersOf({ cookie }))).status).toBe(401);
    expect((await send('visitors/me', 'DELETE', headersOf({ cookie }))).status).toBe(401);
  });
});
