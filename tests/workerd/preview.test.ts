import { runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { admin, answerOf, importAll, newSite } from './admin-api.ts';

const SITE = 'preview-test';
const ORIGIN = 'https://shop.example';
const texts = (it: string, en = it) => ({ it, en });
const message = (id: string) => ({ kind: 'message', title: texts(id), text: texts('…') });
const rule = (id: string, slot: string, more: Record<string, unknown> = {}) => ({
  id,
  name: texts(`Regola ${id}`, `Rule ${id}`),
  slots: [slot],
  what: message(id),
  reason: texts('perché', 'because'),
  ...more,
});
let count = 0;
const body = (token: string | null, more: Record<string, unknown> = {}, force?: Record<string, unknown>) => ({
  protocol: 1,
  visitor: { id: 'staff-device' },
  session: { id: 'staff-session', startedAt: new Date().toISOString() },
  consent: { analytics: 'granted', personalization: 'granted' },
  page: { url: `${ORIGIN}/`, type: 'home', locale: 'it-IT' },
  slots: ['promo', 'news', 'test', 'night', 'shop', 'late'],
  sentAt: new Date().toISOString(),
  events: [
    { id: `staff-${++count}`, type: 'page_view', at: new Date().toISOString() },
    { id: `staff-${++count}`, type: 'web_vitals', at: new Date().toISOString(), metric: 'LCP', metric_value: 1200 },
  ],
  ...(token === null ? {} : { preview: { token, ...(force ? { force } : {}) } }),
  ...more,
});
const post = (what: unknown, path = 'journey', site = SITE) =>
  exports.default.fetch(
    new Request(`https://edge.example/v1/sites/${site}/${path}`, {
      method: 'POST',
      headers: { origin: ORIGIN, 'content-type': 'text/plain' },
      body: JSON.stringify(what),
    }),
  );
const link = (more: Record<string, unknown> = {}, site = SITE) =>
  admin('POST', `/sites/${site}/preview-links`, { url: `${ORIGIN}/lamps?page=2`, ...more });
const tokenOf = async (more: Record<string, unknown> = {}) => (await answerOf(await link(more))).url.split('#tappa-preview=')[1] as string;
const shown = (answer: { blocks: { rule: string; slot: string }[] }) =>
  Object.fromEntries(answer.blocks.map(({ rule, slot }) => [slot, rule]));

beforeAll(async () => {
  await newSite(SITE);
  await newSite('preview-other');
  await importAll(SITE, 'stores', [
    {
      storeCode: 'milano',
      name: 'Milano',
      address: { streetAddress: 'Via Dante 1', postalCode: '20121', addressLocality: 'Milano', addressCountry: 'IT' },
      geo: { latitude: 45.46, longitude: 9.18 },
      timeZone: 'Europe/Rome',
      openingHours: [{ dayOfWeek: ['Monday'], opens: '09:00', closes: '19:00' }],
    },
  ]);
  const { setup } = { setup: await answerOf(await admin('GET', `/sites/${SITE}/setup`)) };
  const draft = {
    ...setup,
    rules: [
      rule('limited', 'promo', { often: { perSession: 1 } }),
      rule('faithful', 'news', { who: { stage: 'loyalty' } }),
      rule('tried', 'test'),
      rule('evening', 'night', {
        schedule: {
          weekly: [
            { dayOfWeek: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'], opens: '20:00', closes: '21:00' },
          ],
        },
      }),
      rule('near', 'shop', { who: { 'store.chosen': 'milano' } }),
      rule('asleep', 'late', { enabled: false }),
    ],
    experiments: [
      {
        id: 'wording',
        name: texts('Parole', 'Wording'),
        rule: 'tried',
        variants: [
          { id: 'control', weight: 0.5 },
          { id: 'bold', weight: 0.5, what: message('bold') },
        ],
      },
    ],
  };
  const written = await admin('PUT', `/sites/${SITE}/setup`, draft);
  expect(written.status, await written.clone().text()).toBe(200);
});

describe('a preview link', () => {
  it('is a page of the shop with its token in the fragment, which no server sees, and stands in the audit log without it', async () => {
    const made = await link({ expiresInSeconds: 600, stage: 'loyalty' });
    const { url, expiresAt } = await answerOf(made);
    expect([made.status, url]).toEqual([
      201,
      expect.stringMatching(/^https:\/\/shop\.example\/lamps\?page=2#tappa-preview=[\w-]+\.[\w-]+$/),
    ]);
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(590_000);
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(600_000);
    const { items } = await answerOf(await admin('GET', `/sites/${SITE}/audit`));
    expect(items[0]).toMatchObject({ action: 'preview.link', actor: 'admin', detail: { draft: true, stage: 'loyalty', expiresAt } });
    expect(JSON.stringify(items)).not.toContain(url.split('=')[2]);
  });

  it('keeps a fragment that the page has, and lives an hour where nobody says otherwise', async () => {
    const { url, expiresAt } = await answerOf(await link({ url: `${ORIGIN}/#/cart` }));
    expect(url).toMatch(/\/#tappa-preview=[\w.-]+&\/cart$/);
    expect(Math.round((Date.parse(expiresAt) - Date.now()) / 60_000)).toBe(60);
  });

  it.each([
    [{ url: 'https://elsewhere.example/' }, '/url'],
    [{ url: '/lamps' }, '/url'],
    [{ url: 'javascript:alert(1)' }, '/url'],
    [{ stage: 'nowhere' }, '/stage'],
    [{ store: 'roma' }, '/store'],
    [{ variants: { wording: 'loud' } }, '/variants/wording'],
    [{ variants: { 'no/such': 'a' } }, '/variants/no~1such'],
    [{ expiresInSeconds: 90_000 }, '/expiresInSeconds'],
    [{ at: 'tomorrow' }, '/at'],
  ])('is refused for %j, and says where', async (more, pointer) => {
    const refused = await link(more);
    expect([refused.status, (await answerOf(refused)).errors.map((each: { pointer: string }) => each.pointer)]).toEqual([422, [pointer]]);
  });

  it('is made by nobody without a token, nor for a site that is not there', async () => {
    expect((await admin('POST', `/sites/${SITE}/preview-links`, { url: ORIGIN }, 'application/json', 'wrong')).status).toBe(401);
    expect((await link({}, 'nowhere')).status).toBe(404);
  });
});

describe('a page with a preview link', () => {
  it('shows the draft and what became of every rule, in the language of the page', async () => {
    const response = await post(body(await tokenOf()));
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([200, ORIGIN]);
    const answer = await answerOf(response);
    expect(shown(answer)).toEqual({ promo: 'limited', test: 'tried' });
    expect([answer.visitor, answer.receipt, answer.preview.isDraft]).toEqual([null, '', true]);
    expect(answer.preview.trace).toEqual([
      { rule: 'limited', name: 'Regola limited', outcome: 'shown', text: 'Si vede qui', slot: 'promo' },
      expect.objectContaining({ rule: 'faithful', outcome: 'condition', text: 'Chi visita non è fra le persone a cui si rivolge' }),
      expect.objectContaining({ rule: 'tried', outcome: 'shown', slot: 'test' }),
      expect.objectContaining({ rule: 'evening', outcome: 'schedule' }),
      expect.objectContaining({ rule: 'near', outcome: 'condition' }),
      expect.objectContaining({ rule: 'asleep', outcome: 'disabled', text: 'La regola è spenta' }),
    ]);
    expect(answer.preview.slots).toContainEqual({ slot: 'news', rule: null });
    expect(answer.preview.stores).toEqual([{ id: 'milano', name: 'Milano' }]);
    expect(answer.preview.experiments).toEqual([{ id: 'wording', rule: 'tried', variants: ['control', 'bold'] }]);
    expect(answer.preview.stages.length).toBeGreaterThan(3);
  });

  it('shows what is published where the link is not of the draft', async () => {
    const answer = await answerOf(await post(body(await tokenOf({ draft: false }))));
    expect(answer.preview.isDraft).toBe(false);
    expect(answer.preview.trace.map(({ rule }: { rule: string }) => rule)).not.toContain('limited');
  });

  it('is decided for the stage, moment, shop, variant and language that are set, each alone and all at once', async () => {
    const token = await tokenOf();
    const set = async (force: Record<string, unknown>) => await answerOf(await post(body(token, {}, force)));
    const loyal = await set({ stage: 'loyalty' });
    expect([shown(loyal).news, loyal.journey.stage, loyal.journey.because, loyal.preview.stage.id]).toEqual([
      'faithful',
      'loyalty',
      [],
      'loyalty',
    ]);
    expect(shown(await set({ store: 'milano' })).shop).toBe('near');
    expect(shown(await set({ at: '2027-01-12T19:30:00Z' })).night).toBe('evening');
    expect(shown(await set({ at: '2027-01-12T21:30:00Z' })).night).toBeUndefined();
    const bold = await set({ variants: { wording: 'bold' } });
    expect(bold.blocks.find((each: { rule: string }) => each.rule === 'tried')).toMatchObject({
      variant: 'bold',
      content: { title: 'bold' },
    });
    expect(bold.preview.trace[2]).toMatchObject({ outcome: 'shown', variant: 'bold' });
    const english = await set({ locale: 'en-GB' });
    expect(english.preview.trace[0]).toMatchObject({ name: 'Rule limited', text: 'Shown here' });
    const all = await set({ stage: 'loyalty', store: 'milano', at: '2027-01-12T19:30:00Z', variants: { wording: 'bold' }, locale: 'en' });
    expect(shown(all)).toEqual({ promo: 'limited', news: 'faithful', test: 'tried', night: 'evening', shop: 'near' });
    expect([all.preview.at, all.journey.since]).toEqual(['2027-01-12T19:30:00.000Z', '2027-01-12T19:30:00.000Z']);
  });

  it('is decided as the link says where the page sets nothing, and passes over a stage that is gone', async () => {
    const answer = await answerOf(await post(body(await tokenOf({ stage: 'loyalty', locale: 'en' }))));
    expect([answer.journey.stage, answer.preview.locale, answer.preview.forced]).toEqual([
      'loyalty',
      'en',
      { stage: 'loyalty', locale: 'en' },
    ]);
    const gone = await answerOf(await post(body(await tokenOf(), {}, { stage: 'never' })));
    expect(gone.journey.stage).toBe('acquisition');
  });

  it('does not pass a link that was changed, is of another site, or is something else that the site signs', async () => {
    const token = await tokenOf();
    const [payload, signature] = token.split('.') as [string, string];
    const other = (await answerOf(await link({}, 'preview-other'))).url.split('#tappa-preview=')[1];
    const { receipt } = await answerOf(
      await post(body(null, { visitor: null, consent: { analytics: 'denied', personalization: 'denied' } })),
    );
    const longer = btoa(atob(payload).replace(/"untilMs":\d+/, '"untilMs":9999999999999')).replace(/=+$/, '');
    for (const bad of [`${longer}.${signature}`, `${payload}.${signature.slice(1)}x`, other, receipt, 'nonsense', '', '..', `${token}.x`]) {
      const refused = await post(body(bad));
      expect([bad, refused.status, refused.headers.get('content-type')]).toEqual([bad, 401, 'application/problem+json']);
      expect(refused.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    }
  });

  it('does not pass a link that has ended', async () => {
    const token = await tokenOf({ expiresInSeconds: 60 });
    vi.useFakeTimers({ now: Date.now() + 61_000, toFake: ['Date'] });
    try {
      const refused = await post(body(token));
      expect([refused.status, (await answerOf(refused)).detail]).toEqual([401, expect.stringContaining('expired')]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a preview leaves nothing', () => {
  /** Every row an object holds, by table; that links were made is not what is asked. */
  const rowsOf = (object: DurableObjectStub) =>
    runInDurableObject(object, (_, { storage: { sql } }) => {
      const names = [...sql.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")].map(({ name }) => name);
      const own = names.filter((name) => !name.startsWith('_') && name !== 'audit');
      return Object.fromEntries(own.map((name) => [name, sql.exec(`SELECT * FROM "${name}"`).toArray()]));
    });
  const counted = () => rowsOf(env.SITES.getByName(SITE));

  it('with the visitor, in the queue, in the rollups or in the experiments, whatever its body says', async () => {
    const token = await tokenOf();
    const before = await counted();
    for (const force of [undefined, { stage: 'loyalty', variants: { wording: 'bold' } }])
      expect((await post(body(token, {}, force))).status).toBe(200);
    const accepted = await post(body(token), 'events');
    expect([accepted.status, await answerOf(accepted)]).toEqual([202, { accepted: 0, visitor: null }]);
    expect((await post(body('expired.link'), 'events')).status).toBe(202);
    expect((await post(body('expired.link'))).status).toBe(401);
    expect(await counted()).toEqual(before);

    // A visit that counts comes through the same queue after them, and alone.
    const real = body(null, { visitor: { id: 'shopper' }, session: { id: 'shopper-session', startedAt: new Date().toISOString() } });
    expect((await post(real)).status).toBe(200);
    await vi.waitFor(async () => expect((await counted()).rollup).not.toEqual(before.rollup), { timeout: 20_000, interval: 100 });
    const after = await counted();
    expect(JSON.stringify(after)).not.toContain('staff-');
    expect(after.rollup?.filter((row) => Object.values(row).includes('page_view'))).toMatchObject([{ count: 1 }]);
    expect(Object.values(await rowsOf(env.VISITORS.getByName(`${SITE}/staff-device`))).flat()).toEqual([]);
    expect((await admin('GET', `/sites/${SITE}/visitors/staff-device`)).status).toBe(404);
    expect((await admin('GET', `/sites/${SITE}/visitors/shopper`)).status).toBe(200);
  });
});
