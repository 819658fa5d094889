import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { Publisher } from '../../edge/site/publish.ts';
import { SiteStore } from '../../edge/site/site-store.ts';
import { loadPublishedSite } from '../../edge/site/snapshot.ts';
import { admin, answerOf, importAll, newSite } from './admin-api.ts';
import { storeVisits } from './stored-traffic.ts';

const message = (id: string, slots: string[]) => ({
  id,
  name: { it: id, en: id },
  slots,
  what: { kind: 'message', title: { it: id, en: id }, text: { it: 'Testo', en: 'Text' } },
  reason: { it: 'Perché sì', en: 'Because' },
});

let count = 0;

/** A site with a message on the home page, and the draft of a site without; of 200 stored visits, `touched` see the message. */
async function somewhere(touched: number, visits = 200) {
  const site = `gate-${++count}`;
  await newSite(site);
  const at = (path: string) => `/sites/${site}${path}`;
  const read = async () => {
    const response = await admin('GET', at('/setup'));
    const { fixtures, ...setup } = await answerOf(response);
    return { setup, etag: response.headers.get('etag')! };
  };
  const draft = async (rules: unknown[]) => {
    expect((await admin('PUT', at('/setup'), { ...(await read()).setup, rules })).status).toBe(200);
  };
  const publish = (body?: unknown) => admin('POST', at('/publish'), body);
  const version = async () => (await loadPublishedSite(env, site, Date.now()))!.head.version;
  const audit = async () => (await answerOf(await admin('GET', at('/audit')))).items;
  await draft([message('welcome', ['home-picks'])]);
  expect((await publish()).status).toBe(200);
  if (touched > 0) await storeVisits(site, touched);
  if (visits > touched) await storeVisits(site, visits - touched, { slots: ['elsewhere'] });
  await draft([]);
  return { site, at, read, draft, publish, version, audit };
}

describe('publishing a draft', () => {
  it('that changes more than the site allows is refused, in figures; nothing goes live', async () => {
    const { at, publish, version, read } = await somewhere(50);
    const { etag } = await read();
    const refused = await publish();
    expect(refused.status).toBe(409);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    const { detail, errors } = await answerOf(refused);
    expect(errors).toEqual([
      {
        pointer: '/blastRadius/visits',
        message: '25.0 % of the visits would be shown something else, on 200 stored visits; the site allows 20.0 %',
      },
    ]);
    expect(await version()).toBe(2);
    expect((await read()).etag).toBe(etag);
    const named = /Replay (\S+) shows/.exec(detail)![1];
    expect(await answerOf(await admin('GET', at(`/replay/${named}`)))).toMatchObject({
      status: 'done',
      result: { blastRadius: { visits: 0.25, limit: 0.2, exceeded: [{ figure: 'visits' }] } },
    });
  });

  it('is done when forced, by who says why: the log keeps reason and figures', async () => {
    const { publish, version, audit } = await somewhere(200);
    for (const [body, pointer] of [
      [{ force: true }, '/reason'],
      [{ force: true, reason: '  ' }, '/reason'],
      [{ force: 'yes', reason: 'because' }, '/force'],
      [{ force: true, reason: 'x'.repeat(501) }, '/reason'],
    ] as const) {
      const refused = await publish(body);
      expect(refused.status).toBe(422);
      expect((await answerOf(refused)).errors).toMatchObject([{ pointer }]);
    }
    expect((await publish({ reason: 'not forced' })).status).toBe(409);
    expect(await version()).toBe(2);
    const forced = await publish({ force: true, reason: 'The campaign is over.' });
    expect(forced.status).toBe(200);
    expect(await answerOf(forced)).toMatchObject({ version: 3, changed: true, replay: expect.any(String) });
    expect(await version()).toBe(3);
    expect((await audit())[0]).toMatchObject({
      action: 'setup.publish',
      actor: 'admin',
      detail: { version: 3, forced: { reason: 'The campaign is over.', despite: [expect.stringContaining('100.0 % of the visits')] } },
    });
  });

  it('within what the site allows goes as it always did, and says by which replay it was judged', async () => {
    const { publish, version, audit } = await somewhere(40);
    const published = await publish();
    expect(published.status).toBe(200);
    expect(await answerOf(published)).toMatchObject({ version: 3, replay: expect.any(String) });
    expect(await version()).toBe(3);
    expect((await audit())[0].detail).toEqual({ version: 3 });
  });

  it('is held to the share that the site says, if it says one', async () => {
    const { at, publish } = await somewhere(120);
    for (const blastRadius of [-0.1, 1.1, 'half']) {
      expect((await admin('PATCH', at(''), { blastRadius })).status).toBe(422);
    }
    expect(await answerOf(await admin('PATCH', at(''), { blastRadius: 0.5 }))).toMatchObject({ blastRadius: 0.5 });
    expect((await answerOf(await publish())).errors[0].message).toContain('the site allows 50.0 %');
    expect((await admin('PATCH', at(''), { blastRadius: 0.6 })).status).toBe(200);
    expect((await publish()).status).toBe(200);
  });

  it('goes unhindered where there are too few visits to tell', async () => {
    const { publish } = await somewhere(99, 99);
    const published = await publish();
    expect(published.status).toBe(200);
    expect(await answerOf(published)).not.toHaveProperty('replay');
  });

  it('is judged by the replay somebody has looked at, as long as draft and published set-up are those', async () => {
    const { at, draft, publish } = await somewhere(20);
    const { id } = await answerOf(await admin('POST', at('/replay')));
    await expect.poll(async () => (await answerOf(await admin('GET', at(`/replay/${id}`)))).status).toBe('done');
    await draft([message('welcome', ['home-picks']), message('more', ['elsewhere'])]);
    const other = await publish();
    expect(other.status).toBe(409);
    expect((await answerOf(other)).detail).not.toContain(id);
    await draft([]);
    expect(await answerOf(await publish())).toMatchObject({ changed: true, replay: id });
  });

  it('that cannot be judged, as its visits cannot be read, is refused until it is forced', async () => {
    const { site, publish, version, audit } = await somewhere(120);
    const rename = (from: string, to: string) =>
      runInDurableObject(env.TRAFFIC.getByName(site), (_, { storage }) => {
        storage.sql.exec(`ALTER TABLE ${from} RENAME TO ${to}`);
      });
    await rename('chunk', 'chunk_away');
    expect((await publish()).status).toBe(503);
    expect(await version()).toBe(2);
    expect((await publish({ force: true, reason: 'It is Christmas.' })).status).toBe(200);
    expect((await audit())[0].detail.forced).toEqual({ reason: 'It is Christmas.', despite: ['the stored visits could not be replayed'] });
    await rename('chunk_away', 'chunk');
  });

  it('is not refused for a way back: a version that was in force before comes back at once, and the log says so', async () => {
    const { at, publish, version, audit } = await somewhere(200);
    expect((await publish({ force: true, reason: 'Sale' })).status).toBe(200);
    const back = await admin('POST', at('/versions/2/rollback'));
    expect(await answerOf(back)).toMatchObject({ version: 4, changed: true });
    expect(await version()).toBe(4);
    expect((await audit())[0]).toMatchObject({ action: 'setup.rollback', actor: 'admin', detail: { version: 4, to: 2 } });
  });
});

describe('two editors at once', () => {
  it('that save what both have read: one is kept, the other hears that it has changed, and loses nothing of theirs', async () => {
    const { at, read } = await somewhere(0, 0);
    const { setup, etag } = await read();
    const save = (id: string) =>
      admin('PUT', at('/setup'), { ...setup, rules: [message(id, ['a'])] }, 'application/json', 'test-admin-token', { 'if-match': etag });
    const answers = await Promise.all([save('mine'), save('yours')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const kept = answers.find(({ status }) => status === 200)!;
    expect((await read()).setup.rules).toEqual((await answerOf(kept)).rules);
  });

  it('that publish the same draft make one version of it', async () => {
    const { publish, version } = await somewhere(0, 0);
    const outcomes = await Promise.all([publish(), publish(), publish()].map(async (each) => await answerOf(await each)));
    expect(outcomes.map(({ changed }) => changed).sort()).toEqual([false, false, true]);
    expect(new Set(outcomes.map((outcome) => outcome.version))).toEqual(new Set([3]));
    expect(await version()).toBe(3);
  });

  it('of whom one publishes by an old tag what the other has changed since: nothing goes live', async () => {
    const { at, read, draft, version } = await somewhere(0, 0);
    const { etag } = await read();
    await draft([message('changed-since', ['a'])]);
    const late = await admin('POST', at('/publish'), {}, 'application/json', 'test-admin-token', { 'if-match': etag });
    expect(late.status).toBe(412);
    expect(await version()).toBe(2);
  });
});

describe('a publication that fails half-way', () => {
  it('changes nothing of what visitors get, wherever it fails, and is made good by the next', async () => {
    const site = 'gate-half-way';
    await newSite(site);
    await importAll(site, 'catalog', [
      { id: 'lamp', title: 'Lampada', link: 'https://shop.example/p/lamp', price: '10.00 EUR', availability: 'in_stock' },
    ]);
    const before = (await loadPublishedSite(env, site, Date.now()))!;
    const outcome = await runInDurableObject(env.SITES.getByName(site), async (_, { storage }) => {
      const store = new SiteStore(storage);
      const { setup } = store.setup.readDraft();
      store.setup.addVersion({ ...setup, rules: [] }, Date.now(), 'anna', null);
      store.parts.touch('catalog');
      const heads: string[] = [];
      for (let failsAt = 0; ; failsAt += 1) {
        let puts = 0;
        const kv = {
          put: async (...args: Parameters<KVNamespace['put']>) => {
            if (puts++ === failsAt) throw new Error('KV is away');
            await env.SNAPSHOTS.put(...args);
          },
        } as Pick<KVNamespace, 'put'>;
        const publisher = new Publisher(store, { kv, now: Date.now, wait: async () => {}, headGapMs: 0 });
        const failed = await publisher.publish().then(
          () => false,
          () => true,
        );
        const head = (await env.SNAPSHOTS.get<{ revision: string; version: number }>(`site:${site}`, 'json'))!;
        heads.push(`${head.version}`);
        if (!failed) return { heads, tries: failsAt };
      }
    });
    expect(outcome.tries).toBeGreaterThanOrEqual(2);
    expect(outcome.heads).toEqual([...new Array(outcome.tries).fill(String(before.head.version)), String(before.head.version + 1)]);
  });
});
