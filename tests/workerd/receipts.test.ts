import { evictDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { SignJWT } from 'jose';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { siteClient } from '../../edge/site/client.ts';
import { catalogKey } from '../../edge/site/keys.ts';
import { forgetSite, loadPublishedSite } from '../../edge/site/snapshot.ts';
import { trafficClient } from '../../edge/traffic/client.ts';
import { uuidV7 } from '../../shared/ids.ts';
import type { SiteHead } from '../../shared/published-site.ts';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import { admin, answerOf, importAll, newSite } from './admin-api.ts';

const SITE = 'receipts-test';
const OTHER = 'receipts-elsewhere';
const SECRET = 'a-secret-of-at-least-32-bytes-for-tests';
const DAY_MS = 86_400_000;
const granted = { analytics: 'granted', personalization: 'granted' };
const denied = { analytics: 'denied', personalization: 'denied' };
const texts = (text: string) => ({ it: text, en: text });
const message = (title: string) => ({ kind: 'message', title: texts(title), text: texts('€ già') });
const product = (id: string, price: string) => ({ id, title: id, link: `https://shop.example/${id}`, price, availability: 'in_stock' });
const item = (id: string) => ({ item_id: id, price: 20, quantity: 1 });
let count = 0;

const sessions = new Map<string | null, string>();
/** Made of chance, as a page makes it, and the same on every page of a device. */
function sessionOf(id: string | null): string {
  const session = sessions.get(id) ?? crypto.randomUUID();
  sessions.set(id, session);
  return session;
}

/** An answer as it came, its text and what the receipt says. */
interface Answered {
  answer: VisitAnswer;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: looked at field by field
  receipt: any;
}

async function visit(
  id: string | null,
  events: Record<string, unknown>[] = [{ type: 'page_view' }],
  more: Record<string, unknown> = {},
): Promise<Answered> {
  const body = {
    protocol: 1,
    visitor: id && { id },
    session: { id: sessionOf(id), startedAt: new Date().toISOString() },
    consent: granted,
    page: { url: `https://shop.example/${++count}`, type: 'home', locale: 'it-IT' },
    slots: ['a', 'b', 'home-picks'],
    events: events.map((event) => ({ id: `receipt-${++count}`, at: new Date().toISOString(), ...event })),
    ...more,
  };
  const headers = { origin: 'https://shop.example', 'content-type': 'text/plain' };
  const request = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await exports.default.fetch(new Request(`https://edge.example/v1/sites/${SITE}/journey`, request));
  const text = await response.text();
  expect(response.status, text).toBe(200);
  const answer = JSON.parse(text) as VisitAnswer;
  const payload = atob(answer.receipt.split('.')[0]!.replaceAll('-', '+').replaceAll('_', '/'));
  return { answer, text, receipt: JSON.parse(payload) };
}

const ask = (receipt: string, query = '', site = SITE) => admin('GET', `/sites/${site}/receipts/${receipt}${query}`);
const tokenOf = (customerId: string) =>
  new SignJWT({ user_id: customerId }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('5m').sign(new TextEncoder().encode(SECRET));

/** Once the queue has brought it. */
async function replayOf({ answer, receipt }: Answered) {
  await expect.poll(async () => (await ask(receipt.id)).status, { timeout: 20_000 }).toBe(200);
  const [byId, whole] = [await (await ask(receipt.id)).text(), await (await ask(answer.receipt)).text()];
  expect(whole).toBe(byId);
  return { text: byId, ...JSON.parse(byId) };
}

/** What was answered stands in the replay letter by letter, and it says so. */
async function expectSame(answered: Answered): Promise<void> {
  const { text, ...replay } = await replayOf(answered);
  const { journey, blocks } = answered.answer;
  const answeredParts = `"journey":${JSON.stringify(journey)},"blocks":${JSON.stringify(blocks)}`;
  expect(answered.text).toContain(answeredParts);
  expect(text).toContain(`"replayed":{${answeredParts},"trace":`);
  expect(replay).toMatchObject({ same: true, receipt: answered.receipt, signed: answered.answer.receipt });
}

async function publish(change: (setup: Record<string, unknown>) => Record<string, unknown>): Promise<void> {
  const setup = await answerOf(await admin('GET', `/sites/${SITE}/setup`));
  const saved = await admin('PUT', `/sites/${SITE}/setup`, { ...change(setup), fixtures: [] });
  expect(saved.status, await saved.clone().text()).toBe(200);
  expect((await admin('POST', `/sites/${SITE}/publish`, {})).status).toBe(200);
}

afterEach(() => {
  vi.useRealTimers();
});

beforeAll(async () => {
  await newSite(SITE, { identitySecret: SECRET });
  await newSite(OTHER);
  await importAll(
    SITE,
    'catalog',
    ['lamp', 'shade', 'vase', 'chair'].map((id) => product(id, '20.00 EUR')),
  );
  const experiment = {
    id: 'headline',
    name: texts('Titolo'),
    rule: 'r',
    variants: [
      { id: 'control', weight: 0.5 },
      { id: 'bold', weight: 0.5, what: message('bold') },
    ],
  };
  const rule = (id: string, slot: string, more: Record<string, unknown> = {}) => ({
    id,
    name: texts(id),
    slots: [slot],
    what: message(id),
    reason: texts('because'),
    ...more,
  });
  await publish((setup) => ({
    ...setup,
    rules: [rule('r', 'a'), rule('later', 'a'), rule('never', 'b', { who: { pageViews: { $gte: 1_000 } } }), ...(setup.rules as unknown[])],
    experiments: [experiment],
  }));
});

describe('the receipt of a decision', () => {
  it('says what was shown, what lost and why, whose condition held, and what was drawn', async () => {
    const { receipt, answer } = await visit(crypto.randomUUID());
    const variant = answer.blocks[0]!.variant;
    expect(receipt).toMatchObject({ format: 2, site: SITE, version: 2, record: { sha256: expect.stringMatching(/^[\w-]{43}$/) } });
    expect(receipt.shown[0]).toEqual(['r', 'a', variant]);
    expect(receipt.losers.slice(0, 2)).toEqual([
      ['later', 'slot-taken'],
      ['never', 'condition'],
    ]);
    expect(receipt.met).toContain('r');
    expect(receipt.met).not.toContain('never');
    expect(receipt.drawn).toEqual([['headline', expect.any(Number), variant, 'assigned']]);
  });

  it('makes the decision again, to the byte', async () => {
    const answered = await visit(crypto.randomUUID(), [
      { type: 'page_view' },
      { type: 'view_item', items: [item('lamp')] },
      { type: 'cart', items: [item('vase')] },
    ]);
    await expectSame(answered);
    const { explanation, replayed } = await replayOf(answered);
    expect(explanation).toMatch(/^Decisa di nuovo .*: la stessa risposta, byte per byte\.$/);
    expect(replayed.trace[0]).toMatchObject({ rule: 'r', outcome: 'shown', experiment: { id: 'headline' } });
    expect((await answerOf(await ask(answered.receipt.id, '?locale=en'))).explanation).toMatch(/the same answer, byte for byte\.$/);
  });

  it('makes it again after later publishes, another catalog, later acts, a merge, and a restart', async () => {
    const id = crypto.randomUUID();
    const token = { identity: { token: await tokenOf('cust-anna') } };
    await visit(id, [
      { type: 'view_item', items: [item('lamp')] },
      { type: 'cart', items: [item('vase')] },
    ]);
    const signedOut = await visit(id);
    const signedIn = await visit(id, [{ type: 'page_view' }], token);
    await Promise.all([expectSame(signedOut), expectSame(signedIn)]);

    await publish(({ rules, ...setup }) => ({
      ...setup,
      rules: (rules as { id: string }[]).filter((rule) => rule.id !== 'later').reverse(),
      experiments: [],
    }));
    await admin('POST', `/sites/${SITE}/catalog?mode=full`, [product('table', '300.00 EUR')]);
    await importAll(SITE, 'catalog', [product('lamp', '99.00 EUR')]);
    await visit(id, [{ type: 'purchase', transaction_id: `order-${count}`, value: 20, currency: 'EUR', items: [item('vase')] }], token);
    await visit(crypto.randomUUID(), [{ type: 'page_view' }], { identity: { token: await tokenOf('cust-anna-old') } });
    expect(
      (await admin('POST', `/sites/${SITE}/visitors/merge`, { keep: { customerId: 'cust-anna-old' }, take: { customerId: 'cust-anna' } }))
        .status,
    ).toBe(200);
    await evictDurableObject(env.TRAFFIC.getByName(SITE));
    await evictDurableObject(env.SITES.getByName(SITE));
    forgetSite(SITE);

    const now = await visit(id, [{ type: 'page_view' }], token);
    expect(now.answer.blocks).not.toEqual(signedIn.answer.blocks);
    for (const answered of [signedOut, signedIn, now]) await expectSame(answered);
  });

  it('makes it again on the parts it was made on, where KV had the newest later than the head that names them', async () => {
    const read = async () => (await siteClient(env, SITE).readHead()) as { value: SiteHead };
    await importAll(SITE, 'catalog', [product('lamp', '41.00 EUR')]);
    await visit(crypto.randomUUID());
    const before = (await read()).value.parts.catalog;
    const lamp = (await loadPublishedSite(env, SITE, Date.now()))!.catalog.byId.get('lamp')!;
    await siteClient(env, SITE).writeProduct({ ...lamp, price: { minor: 5_500, currency: 'EUR' } }, 'test');
    await expect.poll(async () => (await read()).value.parts.catalog).not.toBe(before);
    const key = catalogKey(SITE, (await read()).value.parts.catalog!, 0);
    const newest = (await env.SNAPSHOTS.get(key))!;
    await env.SNAPSHOTS.delete(key);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_000 });
    const answered = await visit(crypto.randomUUID());
    vi.useRealTimers();
    await env.SNAPSHOTS.put(key, newest);
    expect(answered.receipt.revision).toBe((await read()).value.revision);
    expect(JSON.stringify(answered.answer.blocks)).toMatch(/41[.,]00/);
    await expectSame(answered);
  });

  it('holds nothing that names a customer or a device but what decides', async () => {
    const id = crypto.randomUUID();
    const who = { customerId: 'cust-berta', loyaltyCard: 'card-berta', emailSha256: 'e'.repeat(64), phoneSha256: 'f'.repeat(64) };
    await importAll(SITE, 'customers', [{ ...who, points: 320 }]);
    const answered = await visit(
      id,
      [
        { type: 'search', search_term: 'tavolo rosso' },
        { type: 'feedback', question: 'nps', score: 9, text: 'Berta Rossi' },
      ],
      { identity: { token: await tokenOf(who.customerId) } },
    );
    await expectSame(answered);
    const found = await trafficClient(env, SITE).find(answered.receipt.id);
    const text = 'text' in found ? found.text : '';
    expect(text).toContain('cust-berta');
    for (const named of [who.loyaltyCard, who.emailSha256, who.phoneSha256, 'tavolo rosso', 'Berta Rossi'])
      expect(text).not.toContain(named);
    // It seeds what chance decides; nothing else needs it.
    expect(text.split('cust-berta')).toHaveLength(2);
    expect(text.split(`"${id}"`)).toHaveLength(1);
  });

  it('of who is not remembered says that nothing was kept, and nothing was', async () => {
    for (const consent of [denied, { analytics: 'granted', personalization: 'denied' }]) {
      const { answer, receipt } = await visit(consent === denied ? null : crypto.randomUUID(), [{ type: 'page_view' }], { consent });
      expect(receipt.record).toEqual({ none: 'no-consent' });
      const replay = await answerOf(await ask(answer.receipt, '?locale=en'));
      expect(replay).toMatchObject({ receipt, replayed: null, same: null });
      expect(replay.explanation).toBe(
        'The signature holds. Nothing was kept of this decision: its visitor had not agreed to be remembered.',
      );
      await expectSame(await visit(crypto.randomUUID()));
      expect(await trafficClient(env, SITE).find(receipt.id)).toEqual({ gone: 'unknown' });
    }
  });

  it('of one that came from more than a message may carry says so, and the rest of the visit counts', async () => {
    const id = crypto.randomUUID();
    const orders = Array.from({ length: 4 }, (_, part) => ({
      type: 'purchase',
      transaction_id: `large-${part}`,
      value: 200,
      currency: 'EUR',
      items: Array.from({ length: 200 }, (_, index) => ({ item_id: `${part}-${index}`.padEnd(120, 'x'), price: 1 })),
    }));
    for (const order of orders) await visit(id, [order]);
    const { answer, receipt } = await visit(id);
    expect(receipt.record).toEqual({ none: 'too-large' });
    expect(await answerOf(await ask(answer.receipt))).toMatchObject({
      replayed: null,
      same: null,
      explanation: expect.stringContaining('superavano'),
    });
  });
});

describe('a receipt that cannot be made again', () => {
  it('is refused where somebody changed it, made it up, or it is of another site', async () => {
    const { answer } = await visit(crypto.randomUUID());
    const [body, signature] = answer.receipt.split('.') as [string, string];
    const forged = btoa(JSON.stringify({ format: 2, site: SITE })).replace(/=+$/, '');
    for (const wrong of [`${body}.${signature.slice(0, -2)}AA`, `${forged}.${signature}`, `${body}.${signature}.x`, body, 'anything']) {
      const refused = await ask(wrong);
      expect(refused.status).toBe(422);
      expect((await answerOf(refused)).detail).toMatch(/is neither the id of a receipt nor a receipt that "receipts-test" has signed\.$/);
    }
    expect((await ask(answer.receipt, '', OTHER)).status).toBe(422);
    expect((await ask(answer.receipt, '', 'receipts-nowhere')).status).toBe(404);
  });

  it('is not there yet in the seconds after its answer, and the refusal says so', async () => {
    const now = await answerOf(await ask(uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))));
    expect(now).toMatchObject({ status: 404, detail: expect.stringContaining('written some seconds after its answer') });
    const older = await answerOf(await ask(uuidV7(Date.now() - 3_600_000, crypto.getRandomValues(new Uint8Array(10)))));
    expect(older).toMatchObject({ status: 404, detail: expect.stringMatching(/^No decision is kept under this id\. Of visitors who/) });
  });

  it('is gone after the time decisions are kept, which is shorter where the site keeps everything for less', async () => {
    const at = (daysAgo: number) => uuidV7(Date.now() - daysAgo * DAY_MS, crypto.getRandomValues(new Uint8Array(10)));
    const gone = await answerOf(await ask(at(15)));
    expect(gone).toMatchObject({ status: 410, detail: expect.stringMatching(/: decisions are kept for 14 days\.$/) });
    await admin('PATCH', `/sites/${OTHER}`, { retentionDays: 3 });
    expect(await answerOf(await ask(at(4), '', OTHER))).toMatchObject({ status: 410, detail: expect.stringContaining('for 3 days') });
    expect((await ask(at(2), '', OTHER)).status).toBe(404);
  });

  it('is gone with the person it was for, on all their devices, and their export counted it before', async () => {
    const [phone, laptop, token] = [crypto.randomUUID(), crypto.randomUUID(), await tokenOf('cust-carla')];
    const visits = [
      await visit(phone),
      await visit(phone, [{ type: 'page_view' }], { identity: { token } }),
      await visit(laptop, [{ type: 'page_view' }], { identity: { token } }),
    ];
    const another = await visit(crypto.randomUUID());
    for (const answered of [...visits, another]) await expectSame(answered);
    const exported = await answerOf(await admin('GET', `/sites/${SITE}/customers/cust-carla/export`));
    expect(exported.decisions).toEqual({ kept: 3, keptDays: 14 });
    expect((await admin('DELETE', `/sites/${SITE}/customers/cust-carla`)).status).toBe(204);
    for (const { receipt, answer } of visits) {
      expect(await answerOf(await ask(receipt.id))).toMatchObject({ status: 410, detail: expect.stringContaining('has been erased') });
      expect((await ask(answer.receipt)).status).toBe(410);
    }
    await expectSame(another);
  });

  it('is gone with its site', async () => {
    const gone = 'receipts-gone';
    await newSite(gone);
    const id = uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
    await trafficClient(env, gone).append([{ id, who: ['x'], text: JSON.stringify({ format: 1, id }) }], DAY_MS);
    expect((await admin('DELETE', `/sites/${gone}`)).status).toBe(204);
    expect(await trafficClient(env, gone).find(id)).toEqual({ gone: 'unknown' });
    expect((await ask(id, '', gone)).status).toBe(404);
  });
});
