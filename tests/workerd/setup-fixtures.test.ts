import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { siteClient } from '../../edge/site/client.ts';
import { loadPublishedSite } from '../../edge/site/snapshot.ts';
import { admin, answerOf, newSite } from './admin-api.ts';

const SITE = 'fixtures-test';
const at = (path: string) => `/sites/${SITE}${path}`;
const setupOf = async (version = 'draft') => answerOf(await admin('GET', at(`/setup?version=${version}`)));
const put = (setup: unknown) => admin('PUT', at('/setup'), setup);
const publish = () => admin('POST', at('/publish'), {});
const publishedHead = async () => (await loadPublishedSite(env, SITE, Date.now()))!.head;
const pointers = async (response: Response) => (await answerOf(response)).errors.map((error: { pointer: string }) => error.pointer);

const newcomer = (expect: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  name: 'A newcomer',
  given: { at: '2026-11-16T10:00:00+01:00', slots: ['home-picks'] },
  expect,
  ...more,
});

beforeAll(() => newSite(SITE));

describe('fixtures of a set-up', () => {
  it('of a new site all hold, and the check says so one by one', async () => {
    const found = await answerOf(await admin('POST', at('/setup/check')));
    expect(found).toMatchObject({ valid: true, errors: [] });
    expect(found.fixtures.filter((fixture: { ok: boolean }) => !fixture.ok)).toEqual([]);
    const stages = new Set(found.fixtures.map((fixture: { decision: { stage: string } }) => fixture.decision.stage));
    expect([...stages].sort()).toEqual(['acquisition', 'experimentation', 'loyalty', 'recovery', 'retention']);
  });

  it('that fail are found by the check, with what is decided instead', async () => {
    const setup = await setupOf();
    const body = { ...setup, fixtures: [newcomer({ slots: { 'home-picks': 'home-for-you' } })] };
    const found = await answerOf(await admin('POST', at('/setup/check'), body));
    expect(found).toMatchObject({
      valid: false,
      errors: [{ pointer: '/fixtures/0/expect/slots/home-picks', message: expect.stringContaining('its condition does not hold') }],
      fixtures: [{ name: 'A newcomer', ok: false, decision: { stage: 'acquisition', slots: { 'home-picks': 'home-picks' } } }],
    });
  });

  it('that fail keep the draft from being published: 422 with pointers, and nothing has changed', async () => {
    const setup = await setupOf();
    const before = await publishedHead();
    expect((await put({ ...setup, stockMaxAgeMs: 3_600_000, fixtures: [newcomer({ stage: 'loyalty' })] })).status).toBe(200);
    const refused = await publish();
    expect(refused.status).toBe(422);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(await answerOf(refused)).toMatchObject({
      title: 'A fixture fails',
      errors: [{ pointer: '/fixtures/0/expect/stage', message: 'A newcomer: expects "loyalty", but the stage is "acquisition"' }],
    });
    expect(await publishedHead()).toEqual(before);
    expect((await setupOf()).stockMaxAgeMs).toBe(3_600_000);

    expect((await put({ ...(await setupOf()), fixtures: [newcomer({ stage: 'acquisition' })] })).status).toBe(200);
    expect((await publish()).status).toBe(200);
    expect((await publishedHead()).setup).toMatchObject({ stockMaxAgeMs: 3_600_000 });
  });

  it('run on the draft that is then published: one that somebody replaced in between is not', async () => {
    const before = await publishedHead();
    const looked = (await admin('GET', at('/setup'))).headers.get('etag')!.replaceAll('"', '');
    await put({ ...(await setupOf()), stockMaxAgeMs: 5_400_000, fixtures: [newcomer({ stage: 'loyalty' })] });
    expect(await siteClient(env, SITE).publishDraft(looked, 'admin')).toMatchObject({ ok: false, code: 'changed' });
    expect(await publishedHead()).toEqual(before);
  });

  it('that only warn let it be published, and say what is otherwise', async () => {
    const setup = await setupOf();
    await put({ ...setup, stockMaxAgeMs: 7_200_000, fixtures: [newcomer({ stage: 'loyalty' }, { severity: 'warning' })] });
    const published = await publish();
    expect(published.status).toBe(200);
    expect(await answerOf(published)).toMatchObject({
      changed: true,
      fixtures: [{ name: 'A newcomer', ok: false, differences: [{ pointer: '/fixtures/0/expect/stage' }] }],
    });
    expect(await answerOf(await admin('POST', at('/setup/check')))).toMatchObject({
      valid: true,
      errors: [],
      warnings: [],
      fixtures: [{ ok: false }],
    });
  });

  it('with a situation that cannot be used are not even kept as a draft', async () => {
    const setup = await setupOf();
    const fixture = (given: Record<string, unknown>) => ({
      ...newcomer({ stage: 'acquisition' }),
      given: { ...newcomer({}).given, ...given },
    });
    const cases: [Record<string, unknown>, string][] = [
      [fixture({ at: 'yesterday' }), '/fixtures/0/given/at'],
      [fixture({ past: [{ type: 'page_view', at: '2026-11-17T10:00:00+01:00' }] }), '/fixtures/0/given/past/0/at'],
      [
        fixture({ catalog: [{ id: 'lamp', title: 'Lampada', link: 'javascript:alert(1)', price: '10 EUR' }] }),
        '/fixtures/0/given/catalog/0/link',
      ],
      [fixture({ customer: { customerId: 'c', points: -1 } }), '/fixtures/0/given/customer/points'],
      [newcomer({}), '/fixtures/0/expect'],
    ];
    for (const [broken, pointer] of cases) {
      const refused = await put({ ...setup, fixtures: [broken] });
      expect([pointer, refused.status]).toEqual([pointer, 422]);
      expect(await pointers(refused)).toContain(pointer);
    }
    expect(await setupOf()).toEqual(setup);
  });

  it('never run a condition that is refused', async () => {
    const setup = await setupOf();
    const [rule, ...rules] = setup.rules;
    const endless = { ...setup, rules: [{ ...rule, who: { 'page.path': { $regex: '^(/a+)+$' } } }, ...rules] };
    const fixture = newcomer({ stage: 'acquisition' });
    const page = { url: `https://shop.example${'/a'.repeat(60)}!` };
    const body = { ...endless, fixtures: [{ ...fixture, given: { ...fixture.given, slots: rule.slots, page } }] };
    expect(await pointers(await put(body))).toEqual(['/rules/0/who/page.path/$regex']);
    expect(await answerOf(await admin('POST', at('/setup/check'), body))).toMatchObject({ valid: false, fixtures: [] });
  });

  it('are kept with the version they were published with, and so is the address of the schema', async () => {
    const $schema = 'https://edge.example/v1/schemas/site-setup.json';
    const fixtures = [newcomer({ stage: 'acquisition' }, { name: 'Kept' })];
    await put({ $schema, ...(await setupOf()), fixtures });
    const { version } = await answerOf(await publish());
    expect(await setupOf('published')).toMatchObject({ $schema, fixtures });
    await put({ ...(await setupOf()), fixtures: [] });
    expect((await setupOf()).fixtures).toEqual([]);
    expect(await setupOf(String(version))).toMatchObject({ $schema, fixtures });
    expect((await admin('GET', at('/setup?version=999'))).status).toBe(404);
    expect((await admin('GET', at('/setup?version=newest'))).status).toBe(422);
  });
});
