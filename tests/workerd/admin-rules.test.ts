import { beforeAll, describe, expect, it } from 'vitest';
import { admin, answerOf, newSite } from './admin-api.ts';

const SITE = 'rules-test';
const at = (path = '') => `/sites/${SITE}/rules${path}`;
const texts = (text: string) => ({ it: text, en: text });
const rule = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  name: texts(id),
  slots: ['promo'],
  what: { kind: 'message', title: texts(id), text: texts('…') },
  reason: texts('because'),
  ...more,
});
const send = (method: string, path: string, body?: unknown, ifMatch?: string) =>
  admin(method, at(path), body, 'application/json', 'test-admin-token', ifMatch === undefined ? {} : { 'if-match': ifMatch });
const ids = async () => (await answerOf(await send('GET', ''))).items.map(({ id }: { id: string }) => id);

beforeAll(() => newSite(SITE));

describe('single rules of the draft', () => {
  it('are added last or before another, changed in their place, moved, and taken out', async () => {
    const before = await ids();
    const added = await send('POST', '', rule('sale'));
    expect([added.status, (await answerOf(added)).enabled]).toEqual([201, true]);
    expect(await ids()).toEqual([...before, 'sale']);
    expect((await send('POST', `?before=${before[0]}`, rule('first'))).status).toBe(201);
    expect((await ids())[0]).toBe('first');

    const changed = await send('PUT', '/first', rule('first', { enabled: false }));
    expect([changed.status, (await answerOf(changed)).enabled, (await ids())[0]]).toEqual([200, false, 'first']);
    await send('PUT', '/first?before=sale', rule('first'));
    expect((await ids()).slice(-2)).toEqual(['first', 'sale']);
    expect((await answerOf(await send('GET', '/sale'))).name).toEqual(texts('sale'));
    expect((await send('DELETE', '/sale')).status).toBe(204);
    expect((await send('DELETE', '/first')).status).toBe(204);
    expect(await ids()).toEqual(before);
  });

  it('are refused with the place of what is wrong, and the draft stays as it was', async () => {
    const before = await ids();
    const bad = await send(
      'POST',
      '',
      rule('bad', { who: { 'cart.lines': { $is: 1 } }, schedule: { from: '2027-01-01T00:00', until: '2026-01-01T00:00' } }),
    );
    expect(bad.status).toBe(422);
    expect((await answerOf(bad)).errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/who/cart.lines/$is',
      '/schedule/until',
    ]);
    expect((await send('PUT', '/other', rule('another'))).status).toBe(422);
    expect((await send('POST', '', rule(before[0]))).status).toBe(409);
    expect((await send('POST', '?before=nobody', rule('new'))).status).toBe(404);
    expect((await send('GET', '/nobody')).status).toBe(404);
    expect((await send('DELETE', '/nobody')).status).toBe(404);
    expect(await ids()).toEqual(before);
  });

  it('are not changed over somebody else’s work', async () => {
    const etag = (await send('GET', '')).headers.get('etag')!;
    expect((await send('POST', '', rule('mine'), etag)).status).toBe(201);
    const stale = await send('POST', '', rule('theirs'), etag);
    expect([stale.status, (await answerOf(stale)).detail]).toEqual([412, expect.stringContaining('Read it again')]);
    expect(await ids()).not.toContain('theirs');
    const both = await Promise.all(['one', 'two', 'three'].map((id) => send('POST', '', rule(id))));
    const accepted = both.filter(({ status }) => status === 201).length;
    expect(both.every(({ status }) => status === 201 || status === 412)).toBe(true);
    expect((await ids()).filter((id: string) => ['one', 'two', 'three'].includes(id))).toHaveLength(accepted);
  });
});

describe('a rule is tried before it is saved', () => {
  const given = { at: '2026-11-24T10:00:00Z', slots: ['promo'], page: { type: 'product' } };

  it('in a situation, with what became of every other one', async () => {
    const before = await ids();
    const { blocks, trace, journey } = await answerOf(await send('POST', '/preview', { rule: rule('trial'), given }));
    expect(blocks).toMatchObject([{ rule: 'trial', slot: 'promo', kind: 'message', content: { title: 'trial' } }]);
    expect(journey.stage).toBe('acquisition');
    expect(trace.length).toBe(before.length + 1);
    const elsewhere = { ...given, page: { type: 'home' } };
    const asked = { rule: rule('trial', { pages: ['product'] }), given: elsewhere };
    const other = await answerOf(await send('POST', '/preview', asked));
    expect(other.trace.find(({ rule: id }: { rule: string }) => id === 'trial').outcome).toBe('page');
    expect(await ids()).toEqual(before);
  });

  it('and refuses a rule or a situation that cannot be', async () => {
    const wrong = await send('POST', '/preview', { rule: rule('trial', { who: { a: { $is: 1 } } }), given });
    expect([wrong.status, (await answerOf(wrong)).errors[0].pointer]).toEqual([422, '/who/a/$is']);
    expect((await send('POST', '/preview', { given: { at: 'yesterday' } })).status).toBe(422);
    expect((await send('POST', '/preview', { rule: rule('trial') })).status).toBe(422);
  });
});
