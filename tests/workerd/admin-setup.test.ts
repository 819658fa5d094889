import { env, exports } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadPublishedSite } from '../../edge/site/snapshot.ts';
import { admin, answerOf, newSite } from './admin-api.ts';

const SITE = 'setup-test';
const at = (path: string) => `/sites/${SITE}${path}`;
const draft = async () => {
  const response = await admin('GET', at('/setup'));
  return { setup: await answerOf(response), etag: response.headers.get('etag')!, state: response.headers.get('tappa-draft') };
};
const put = (setup: unknown, ifMatch?: string) =>
  admin('PUT', at('/setup'), setup, 'application/json', 'test-admin-token', ifMatch === undefined ? {} : { 'if-match': ifMatch });
const published = async () => (await loadPublishedSite(env, SITE, Date.now()))!.head;

beforeAll(() => newSite(SITE));

describe('the set-up of a site', () => {
  it('is from its first minute the default journey and rules, published', async () => {
    const { setup, state } = await draft();
    expect(setup.journey.stages.map((stage: { id: string }) => stage.id).sort()).toEqual([
      'acquisition',
      'experimentation',
      'loyalty',
      'recovery',
      'retention',
    ]);
    expect(setup.rules.length).toBeGreaterThan(3);
    expect(state).toBe('published');
    // Fixtures only speak of a set-up: no visit asks for them, so what visits read is without.
    const { fixtures, fixtureData, ...inForce } = setup;
    expect((await published()).setup).toEqual(inForce);
    expect(fixtures.length).toBeGreaterThanOrEqual(10);
    expect(fixtureData.catalog.length).toBeGreaterThan(0);
  });

  it('saved as it was read is no change', async () => {
    const { setup } = await draft();
    expect((await put(setup)).headers.get('tappa-draft')).toBe('published');
  });

  it('is edited as a draft that no visitor sees until it is published', async () => {
    const { setup, etag } = await draft();
    const before = await published();
    const saved = await put({ ...setup, rules: setup.rules.slice(1) }, etag);
    expect(saved.status).toBe(200);
    expect(saved.headers.get('etag')).not.toBe(etag);
    expect((await published()).setup).toEqual(before.setup);
    expect((await draft()).state).toBe('changed');

    const outcome = await answerOf(await admin('POST', at('/publish'), {}));
    expect(outcome).toMatchObject({ version: before.version + 1, changed: true });
    const after = await published();
    expect(after.setup.rules).toHaveLength(before.setup.rules.length - 1);
    expect(after).toMatchObject({ version: outcome.version, revision: outcome.revision });
  });

  it('published again without a change makes no new version', async () => {
    const { version } = await published();
    expect(await answerOf(await admin('POST', at('/publish')))).toMatchObject({ version, changed: false });
  });

  it('is not overwritten by who read it before somebody else changed it: 412 with the words to go on', async () => {
    const { setup, etag } = await draft();
    expect((await put({ ...setup, stockMaxAgeMs: 3_600_000 }, etag)).status).toBe(200);
    const lost = await put({ ...setup, rules: [] }, etag);
    expect(lost.status).toBe(412);
    expect((await answerOf(lost)).detail).toContain('Read it again');
    expect((await draft()).setup.stockMaxAgeMs).toBe(3_600_000);
    expect((await put(setup)).status).toBe(200);
    expect((await put(setup, '*')).status).toBe(200);
    const stale = await admin('POST', at('/publish'), {}, 'application/json', 'test-admin-token', { 'if-match': etag });
    expect(stale.status).toBe(412);
  });

  it('that does not fit is refused with pointers, and the draft is as it was', async () => {
    const { setup, etag } = await draft();
    const [first] = setup.rules;
    const cases: [unknown, string][] = [
      [{ ...setup, journey: { stages: [] } }, '/journey/stages'],
      [{ ...setup, rules: [first, first] }, '/rules/1/id'],
      [{ ...setup, rules: [{ ...first, who: { 'page.url': { $regex: '(a+)+$' } } }] }, '/rules/0/who/page.url/$regex'],
      [{ ...setup, rules: [{ ...first, what: { ...first.what, kind: 'fireworks' } }] }, '/rules/0/what/kind'],
    ];
    for (const [body, pointer] of cases) {
      const refused = await put(body);
      expect(refused.status).toBe(422);
      expect((await answerOf(refused)).errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    }
    expect((await put('{')).status).toBe(400);
    expect((await put(JSON.stringify({ $schema: 'x'.repeat(1_100_000) }))).status).toBe(413);
    expect((await draft()).etag).toBe(etag);
  });

  it('can be checked without being kept', async () => {
    const { setup, etag } = await draft();
    const [first, ...rest] = setup.rules;
    const noEnglish = { ...first, reason: { it: 'perché sì' } };
    const found = await answerOf(await admin('POST', at('/setup/check'), { ...setup, rules: [noEnglish, ...rest] }));
    expect(found).toMatchObject({ valid: true, errors: [] });
    expect(found.warnings).toContainEqual({ pointer: '/rules/0/reason/en', message: expect.any(String) });
    expect(await answerOf(await admin('POST', at('/setup/check'), { ...setup, rules: [first, first] }))).toMatchObject({ valid: false });
    expect(await answerOf(await admin('POST', at('/setup/check')))).toMatchObject({ valid: true });
    expect((await draft()).etag).toBe(etag);
  });

  it('comes back by one call, as a new version, and history keeps all of them', async () => {
    const before = await published();
    const original = (await answerOf(await admin('GET', at('/versions')))).items.at(-1);
    expect(original).toMatchObject({ version: 1, actor: 'admin', rollbackOf: null });
    const outcome = await answerOf(await admin('POST', at('/versions/1/rollback')));
    expect(outcome).toMatchObject({ version: before.version + 1, changed: true });
    expect((await published()).setup.rules.length).toBeGreaterThan(before.setup.rules.length);
    const { items } = await answerOf(await admin('GET', at('/versions?limit=2')));
    expect(items[0]).toMatchObject({ version: outcome.version, rollbackOf: 1, current: true });
    expect((await admin('POST', at('/versions/999/rollback'))).status).toBe(404);
    expect((await admin('POST', at('/versions/zero/rollback'))).status).toBe(422);
  });

  it('leaves a trace of who changed what, newest first, page by page', async () => {
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page = await answerOf(await admin('GET', at(`/audit?limit=2&cursor=${encodeURIComponent(next)}`)));
      for (const entry of page.items) {
        expect(entry).toMatchObject({ actor: 'admin', at: expect.stringMatching(/^\d{4}-/) });
        seen.push(entry.action);
      }
      next = page.next;
    }
    expect(seen[0]).toBe('setup.rollback');
    expect(seen.at(-1)).toBe('site.create');
    expect(seen).toContain('setup.draft');
    expect(seen).toContain('setup.publish');
  });

  it('rolled back under unpublished work leaves that work alone', async () => {
    const { setup } = await draft();
    await put({ ...setup, stockMaxAgeMs: 7_200_000 });
    await admin('POST', at('/versions/1/rollback'));
    expect((await draft()).setup.stockMaxAgeMs).toBe(7_200_000);
  });
});

describe('a slot placed by a selector', () => {
  const site = 'placed-slots';
  const rule = {
    id: 'note',
    name: { it: 'Nota', en: 'Note' },
    slots: ['below-title'],
    what: { kind: 'message', title: { it: 'Nota', en: 'Note' }, text: { it: 'Testo', en: 'Text' } },
    reason: { it: 'Perché sì', en: 'Because' },
  };
  const visit = async (type: string) => {
    const body = {
      protocol: 1,
      visitor: null,
      session: { id: 's', startedAt: new Date().toISOString() },
      consent: { analytics: 'denied', personalization: 'denied' },
      page: { url: 'https://shop.example/', type, locale: 'it-IT' },
    };
    const request = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: JSON.stringify(body) };
    return await answerOf(await exports.default.fetch(new Request(`https://edge.example/v1/sites/${site}/journey`, request)));
  };

  it('is published with the set-up, and a page that knows nothing of it is told where it stands', async () => {
    await newSite(site);
    const setup = await answerOf(await admin('GET', `/sites/${site}/setup`));
    const slots = { 'below-title': { selector: 'h1', position: 'after', pages: ['product'] } };
    expect((await admin('PUT', `/sites/${site}/setup`, { ...setup, rules: [rule], slots })).status).toBe(200);
    expect((await admin('POST', `/sites/${site}/publish`, {})).status).toBe(200);
    expect((await visit('product')).blocks).toMatchObject([
      { rule: 'note', slot: 'below-title', placement: 'inline', at: { selector: 'h1', position: 'after' } },
    ]);
    expect((await visit('home')).blocks).toEqual([]);
  });

  it.each([
    ['no selector', { a: { selector: ' ', position: 'after' } }, '/slots/a/selector'],
    ['markup', { a: { selector: '<img>', position: 'after' } }, '/slots/a/selector'],
    ['an unknown position', { a: { selector: 'h1', position: 'over' } }, '/slots/a/position'],
    ['the name of what floats', { overlay: { selector: 'h1', position: 'after' } }, '/slots/overlay'],
  ])('is refused with %s', async (_, slots, pointer) => {
    const setup = await answerOf(await admin('GET', `/sites/${SITE}/setup`));
    const refused = await admin('PUT', `/sites/${SITE}/setup`, { ...setup, slots });
    expect(refused.status).toBe(422);
    expect((await answerOf(refused)).errors.map((error: { pointer: string }) => error.pointer)).toEqual([pointer]);
  });
});
