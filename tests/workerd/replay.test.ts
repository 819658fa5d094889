import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { headKey } from '../../edge/site/keys.ts';
import { forgetSite } from '../../edge/site/snapshot.ts';
import { admin, answerOf, newSite } from './admin-api.ts';
import { HOUR_MS, storeVisits } from './stored-traffic.ts';

const message = (id: string, slots: string[], title = id) => ({
  id,
  name: { it: id, en: id },
  slots,
  what: { kind: 'message', title: { it: title, en: title }, text: { it: 'Testo', en: 'Text' } },
  reason: { it: 'Perché sì', en: 'Because' },
});

let count = 0;

/** A site that shows one message on the home page, and what may be asked of it. */
async function somewhere(rules: unknown[] = [message('welcome', ['home-picks'])]) {
  const site = `draft-replay-${++count}`;
  await newSite(site);
  const at = (path: string) => `/sites/${site}${path}`;
  const setup = async () => await answerOf(await admin('GET', at('/setup')));
  const draft = async (wanted: unknown[]) => {
    const { fixtures, ...rest } = await setup();
    expect((await admin('PUT', at('/setup'), { ...rest, rules: wanted })).status).toBe(200);
  };
  await draft(rules);
  expect((await admin('POST', at('/publish'))).status).toBe(200);
  const stub = env.REPLAYS.getByName(site);
  const look = async (id: string) => await answerOf(await admin('GET', at(`/replay/${id}`)));
  /** Goes on until there is nothing left to go on with: alarms come by themselves too. */
  const ended = async (id: string) => {
    for (;;) {
      const found = await look(id);
      if (found.status !== 'running') return found;
      await runDurableObjectAlarm(stub);
    }
  };
  const replay = async (body?: unknown) => await admin('POST', at('/replay'), body);
  return { site, at, draft, stub, look, ended, replay };
}

/** Begins a replay whose alarm does not come by itself. */
async function held({ stub, replay }: Awaited<ReturnType<typeof somewhere>>, body?: unknown): Promise<string> {
  const { id } = await answerOf(await replay(body));
  await runInDurableObject(stub, (_, { storage }) => storage.setAlarm(Date.now() + HOUR_MS));
  return id;
}

describe('a draft that is replayed', () => {
  it('is begun at once, looked at until it is done, and shows who gains and who loses', async () => {
    const { site, at, draft, ended, replay } = await somewhere();
    await storeVisits(site, 30, { people: 10 });
    await storeVisits(site, 10, { slots: ['elsewhere'] });
    await draft([message('welcome', ['home-picks'], 'other words'), message('fresh', ['elsewhere'])]);
    const begun = await replay();
    expect(begun.status).toBe(202);
    const standing = await answerOf(begun);
    expect(standing).toMatchObject({ stale: false, progress: { of: 40 }, days: 7, maxVisits: 100_000, comparedWith: 2, actor: 'admin' });
    expect(begun.headers.get('location')).toBe(`/v1/admin${at(`/replay/${standing.id}`)}`);
    const done = await ended(standing.id);
    expect(done).toMatchObject({ status: 'done', stale: false, progress: { visits: 40, of: 40 }, finishedAt: expect.any(String) });
    expect(done.result).toMatchObject({ visits: 40, changed: { visits: 40 }, restaged: { visits: 0 }, undecided: { before: 0, after: 0 } });
    const rules = Object.fromEntries(done.result.rules.map((rule: { rule: string }) => [rule.rule, rule]));
    expect(rules.welcome).toMatchObject({ before: 30, after: 30, altered: 30, people: { before: 10, after: 10 } });
    expect(rules.fresh).toMatchObject({ before: 0, after: 10, gained: 10, lost: 0 });
    expect(done.result.examples.gained).toHaveLength(5);
    expect(done.result.examples.gained[0]).toMatchObject({
      page: { type: 'home', path: '/' },
      receipt: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(done.result.limits.join(' ')).toContain('what people really saw');
    expect(JSON.stringify(done)).not.toContain('person-');
  });

  it('looks at the newest visits where only some are wanted, and at none older than the days asked for', async () => {
    const { site, draft, ended, replay } = await somewhere();
    await storeVisits(site, 150, { fromMs: Date.now() - 3 * 24 * HOUR_MS, slots: ['old'] });
    await storeVisits(site, 250, { slots: ['recent'] });
    await draft([message('welcome', ['recent', 'old'])]);
    const newest = await ended((await answerOf(await replay({ maxVisits: 120 }))).id);
    expect(newest.result.slots).toEqual([{ slot: 'recent', before: 0, after: 120, gained: 120, lost: 0 }]);
    const ofADay = await ended((await answerOf(await replay({ days: 1 }))).id);
    expect(ofADay.result).toMatchObject({ visits: 250 });
    expect((await ended((await answerOf(await replay())).id)).result).toMatchObject({ visits: 400 });
  });

  it('where nothing is stored says so by its figures', async () => {
    const { draft, ended, replay } = await somewhere();
    await draft([]);
    const done = await ended((await answerOf(await replay({}))).id);
    expect(done).toMatchObject({ status: 'done', progress: { visits: 0, of: 0 }, result: { visits: 0, people: 0, rules: [] } });
  });

  it('is refused: days there are none of, a draft that changes nothing, a site or a replay that is not there, no token', async () => {
    const { at, draft, replay } = await somewhere();
    expect((await replay()).status).toBe(409);
    await draft([]);
    for (const [body, pointer] of [
      [{ days: 0 }, '/days'],
      [{ days: 15 }, '/days'],
      [{ days: 'seven' }, '/days'],
      [{ maxVisits: 1.5 }, '/maxVisits'],
      [{ maxVisits: 100_001 }, '/maxVisits'],
    ] as const) {
      const refused = await replay(body);
      expect(refused.status).toBe(422);
      expect((await answerOf(refused)).errors).toMatchObject([{ pointer }]);
    }
    expect((await replay('{')).status).toBe(400);
    expect((await admin('POST', '/sites/draft-replay-nowhere/replay')).status).toBe(404);
    expect((await admin('GET', at('/replay/none'))).status).toBe(404);
    expect((await admin('POST', at('/replay'), {}, 'application/json', 'another-token')).status).toBe(401);
    const { id } = await answerOf(await replay());
    const other = await somewhere();
    expect((await admin('GET', other.at(`/replay/${id}`))).status).toBe(404);
  });
});

describe('a replay in slices', () => {
  it('tells how far it is, and goes on where it was after its object was gone; a slice that is run twice counts once', async () => {
    const place = await somewhere();
    await storeVisits(place.site, 1_200, { people: 300 });
    await place.draft([]);
    const id = await held(place);
    expect(await place.look(id)).toMatchObject({ status: 'running', progress: { visits: 0, of: 1_200 }, result: null });
    await runInDurableObject(place.stub, (object) => Promise.all([object.alarm(), object.alarm()]));
    expect((await place.look(id)).progress).toEqual({ visits: 500, of: 1_200 });
    await evictDurableObject(place.stub);
    const done = await place.ended(id);
    expect(done.progress).toEqual({ visits: 1_200, of: 1_200 });
    // Nobody can be found again by what people were counted with.
    const kept = await runInDurableObject(place.stub, (_, { storage }) => storage.get<{ salt: string }>(`job:${id}`));
    expect(kept?.salt).toBe('');
    expect(done.result).toMatchObject({ visits: 1_200, people: 300, changed: { visits: 1_200 } });
  });

  it('tries a slice again that failed, without counting it twice, and gives up in words when it always fails', async () => {
    const place = await somewhere();
    await storeVisits(place.site, 600);
    await place.draft([]);
    const id = await held(place);
    await runInDurableObject(place.stub, (object) => object.alarm());
    const head = (await env.SNAPSHOTS.get(headKey(place.site)))!;
    await env.SNAPSHOTS.delete(headKey(place.site));
    const fails = async () => {
      forgetSite(place.site);
      await runInDurableObject(place.stub, async (object, { storage }) => {
        await object.alarm();
        await storage.setAlarm(Date.now() + HOUR_MS);
      });
    };
    await fails();
    expect(await place.look(id)).toMatchObject({ status: 'running', progress: { visits: 500 } });
    await env.SNAPSHOTS.put(headKey(place.site), head);
    forgetSite(place.site);
    expect((await place.ended(id)).result.visits).toBe(600);

    const again = await held(place, { days: 3 });
    await env.SNAPSHOTS.delete(headKey(place.site));
    for (let attempt = 0; attempt < 5; attempt += 1) await fails();
    const failed = await place.look(again);
    expect(failed).toMatchObject({ status: 'failed', result: null, message: expect.stringContaining('5 times') });
    await env.SNAPSHOTS.put(headKey(place.site), head);
    forgetSite(place.site);
  });

  it('ends when the draft becomes another, and goes on when it comes to the same', async () => {
    const place = await somewhere();
    await storeVisits(place.site, 600);
    await place.draft([]);
    const same = await held(place);
    await place.draft([message('third', ['z'])]);
    await place.draft([]);
    expect(await place.ended(same)).toMatchObject({ status: 'done', stale: false });
    const other = await held(place, { days: 2 });
    await place.draft([message('third', ['z'])]);
    expect(await place.ended(other)).toMatchObject({ status: 'stale', stale: true, result: null });
    expect(await place.look(same)).toMatchObject({ status: 'done', stale: true, result: { visits: 600 } });
  });

  it('asked for twice is one; asked for otherwise takes the place of the one before', async () => {
    const place = await somewhere();
    await storeVisits(place.site, 20);
    await place.draft([]);
    const first = await held(place);
    expect((await answerOf(await place.replay())).id).toBe(first);
    const second = (await answerOf(await place.replay({ days: 2 }))).id;
    expect(second).not.toBe(first);
    expect(await place.look(first)).toMatchObject({ status: 'superseded', result: null });
    expect((await place.ended(second)).status).toBe('done');
  });

  it('are the last ten that stay, and none of a site that is removed', async () => {
    const place = await somewhere();
    await storeVisits(place.site, 5);
    await place.draft([]);
    const ids: string[] = [];
    for (let days = 1; days <= 11; days += 1) {
      ids.push((await answerOf(await place.replay({ days }))).id);
      await place.ended(ids.at(-1)!);
    }
    expect((await admin('GET', place.at(`/replay/${ids[0]}`))).status).toBe(404);
    expect((await admin('GET', place.at(`/replay/${ids[1]}`))).status).toBe(200);
    expect((await admin('DELETE', place.at(''))).status).toBe(204);
    const left = await runInDurableObject(place.stub, async (_, { storage }) => (await storage.list()).size);
    expect(left).toBe(0);
  });
});
