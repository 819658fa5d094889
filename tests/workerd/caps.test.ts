import { SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import { admin, answerOf, newSite } from './admin-api.ts';
import { askJourney } from './visit-api.ts';

const SITE = 'caps-test';
const SECRET = 'a-secret-of-at-least-32-bytes-for-tests';
const texts = (text: string) => ({ it: text, en: text });
const rule = (id: string, more: Record<string, unknown>) => ({
  id,
  name: texts(id),
  slots: [id],
  what: { kind: 'message', title: texts(id), text: texts('…') },
  reason: texts('because'),
  ...more,
});
let count = 0;

/** A page of somebody who asks, opened just now or asking again. */
async function ask(visitor: string, more: { url?: string; session?: string; slot?: string; identity?: unknown; events?: unknown[] } = {}) {
  const { url = `https://shop.example/${++count}`, session = 's1', slot = 'once', identity, events = [{ type: 'page_view' }] } = more;
  const body = {
    protocol: 1,
    visitor: { id: visitor },
    session: { id: session, startedAt: new Date().toISOString() },
    consent: { analytics: 'granted', personalization: 'granted' },
    page: { url, type: 'home', locale: 'it-IT' },
    slots: [slot],
    ...(identity === undefined ? {} : { identity }),
    events: events.map((event) => ({ id: `e${++count}`, at: new Date().toISOString(), ...(event as object) })),
  };
  const response = await askJourney(SITE, body);
  expect(response.status).toBe(200);
  return ((await response.json()) as VisitAnswer).blocks;
}
const shownTo = (all: VisitAnswer['blocks'][]) => all.filter((blocks) => blocks.length > 0).length;

beforeAll(async () => {
  await newSite(SITE, { identitySecret: SECRET });
  const setup = await answerOf(await admin('GET', `/sites/${SITE}/setup`));
  const rules = [
    rule('once', { often: { total: 1 } }),
    rule('thrice', { often: { total: 3 } }),
    rule('floating', { slots: ['overlay'], who: { 'page.slots': { $elemMatch: { $eq: 'float' } } } }),
  ];
  const saved = await admin('PUT', `/sites/${SITE}/setup`, { ...setup, rules, coolDown: { perSession: 1 } });
  expect([saved.status, saved.status === 200 || (await saved.json())]).toEqual([200, true]);
  expect((await admin('POST', `/sites/${SITE}/publish`, {})).status).toBe(200);
});

describe('a limit holds for a person, wherever they are at once', () => {
  it('in ten tabs opened in the same instant, on one address or on ten', async () => {
    const same = await Promise.all(Array.from({ length: 10 }, () => ask('tabs-1', { url: 'https://shop.example/' })));
    expect(shownTo(same)).toBe(1);
    const other = await Promise.all(Array.from({ length: 10 }, () => ask('tabs-2', { slot: 'thrice' })));
    expect(shownTo(other)).toBe(3);
    const floating = await Promise.all(Array.from({ length: 10 }, () => ask('tabs-3', { slot: 'float' })));
    expect(shownTo(floating)).toBe(1);
  });

  it('on two devices of a customer', async () => {
    const token = await new SignJWT({ user_id: 'c1' })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode(SECRET));
    const identity = { token };
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, tab) => ask(`device-${tab % 2}`, { session: `s${tab % 2}`, slot: 'thrice', identity })),
    );
    expect(shownTo(all)).toBe(3);
  });

  it('a page that asks again keeps what it was given; after it was seen nobody gets it', async () => {
    const url = 'https://shop.example/kept';
    const [block] = await ask('again', { url });
    expect(block?.rule).toBe('once');
    expect((await ask('again', { url, events: [] })).map(({ id }) => id)).toEqual([block!.id]);
    expect(await ask('again')).toEqual([]);
    const seen = { type: 'impression', rule: 'once', block: block!.id, slot: 'once', variant: block!.variant };
    await ask('again', { url, events: [seen] });
    expect(await ask('again')).toEqual([]);
  });

  it('does not count for somebody else, nor where nothing may be remembered', async () => {
    expect(shownTo(await Promise.all(['p1', 'p2', 'p3'].map((visitor) => ask(visitor))))).toBe(3);
  });
});
