import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { mergeSamePeople } from '../../edge/visits/merge-same-people.ts';
import { admin, answerOf, importAll, newSite } from './admin-api.ts';

const SITE = 'same-people';
const AT = new Date(Date.now() - 86_400_000).toISOString();
const hash = (letter: string) => letter.repeat(64);

const customers = (...rows: Record<string, unknown>[]) => importAll(SITE, 'customers', rows);
const receipt = (orderId: string, more: Record<string, unknown>) => ({
  orderId,
  at: AT,
  channel: 'pos',
  total: 10,
  currency: 'EUR',
  ...more,
});
const ordersOf = async (customerId: string, site = SITE): Promise<string[]> => {
  const response = await admin('GET', `/sites/${site}/customers/${customerId}/export`);
  const { purchases } = await answerOf(response);
  return (purchases ?? []).map(({ orderId }: { orderId: string }) => orderId).sort();
};
const soon = { timeout: 20_000 };
const orders = (customerId: string) => expect.poll(() => ordersOf(customerId), soon);
/** All that waits at a site has been looked at. */
const settled = async (site = SITE) => {
  while (await mergeSamePeople(env, site));
};
const audit = async (site = SITE) => (await answerOf(await admin('GET', `/sites/${site}/audit`))).items;
const change = (verb: 'merge' | 'unmerge', keep: string, take: string) =>
  admin('POST', `/sites/${SITE}/visitors/${verb}`, { keep: { customerId: keep }, take: { customerId: take } });

beforeAll(async () => {
  await newSite(SITE);
});

describe('member records of one person', () => {
  it('become one by themselves: with one card, all receipts are found under both', async () => {
    await importAll(SITE, 'purchases', [receipt('a1', { customerId: 'anna' }), receipt('a2', { customerId: 'anna-old' })]);
    await customers({ customerId: 'anna', loyaltyCard: 'K1' }, { customerId: 'anna-old', loyaltyCard: 'K1' });
    await orders('anna').toEqual(['a1', 'a2']);
    expect(await ordersOf('anna-old')).toEqual(['a1', 'a2']);
  });

  it('and it is written down who did it, and why', async () => {
    await expect
      .poll(async () => (await audit()).find(({ action }: { action: string }) => action === 'visitors.merge'), soon)
      .toMatchObject({
        actor: 'system',
        detail: { keep: { customerId: 'anna' }, take: { customerId: 'anna-old' }, sharedBy: 'loyaltyCard' },
      });
  });

  it('also where a receipt matches one by card and another by e-mail, whichever comes first', async () => {
    await customers({ customerId: 'bea-card', loyaltyCard: 'K2' }, { customerId: 'bea-mail', emailSha256: hash('b') });
    await importAll(SITE, 'purchases', [
      receipt('b1', { customerId: 'bea-card' }),
      receipt('b2', { customerId: 'bea-mail' }),
      receipt('b3', { loyaltyCard: 'K2', emailSha256: hash('b') }),
      receipt('c1', { loyaltyCard: 'K3', phoneSha256: hash('c') }),
    ]);
    await orders('bea-mail').toEqual(['b1', 'b2', 'b3']);
    await customers({ customerId: 'cora-1', phoneSha256: hash('c') }, { customerId: 'cora-2', loyaltyCard: 'K3' });
    await orders('cora-1').toEqual(['c1']);
    expect((await ordersOf('cora-2')).length).toBe(1);
  });

  it('however many there are, and whatever leads in a circle: one profile, once', async () => {
    await importAll(
      SITE,
      'purchases',
      [1, 2, 3].map((number) => receipt(`d${number}`, { customerId: `dora-${number}` })),
    );
    await customers(
      { customerId: 'dora-1', loyaltyCard: 'K4', emailSha256: hash('d') },
      { customerId: 'dora-2', loyaltyCard: 'K4', phoneSha256: hash('e') },
      { customerId: 'dora-3', phoneSha256: hash('e'), emailSha256: hash('d') },
    );
    await Promise.all([settled(), settled(), settled()]);
    for (const name of ['dora-1', 'dora-2', 'dora-3']) await orders(name).toEqual(['d1', 'd2', 'd3']);
    const merges = (await audit()).filter(({ detail }: { detail: { take?: { customerId: string } } }) =>
      detail.take?.customerId.startsWith('dora'),
    );
    expect(merges.length).toBe(2);
  });

  it('are two again when somebody says so, and stay two', async () => {
    expect((await change('unmerge', 'anna', 'anna-old')).status).toBe(200);
    expect(await ordersOf('anna')).toEqual(['a1']);
    await customers({ customerId: 'anna-old', loyaltyCard: 'K1', tier: 'gold' }, { customerId: 'anna', loyaltyCard: 'K1', tier: 'gold' });
    await settled();
    expect(await ordersOf('anna')).toEqual(['a1']);
    expect(await ordersOf('anna-old')).toEqual(['a2']);
    // By hand they are one again.
    expect((await change('merge', 'anna', 'anna-old')).status).toBe(200);
    expect(await ordersOf('anna')).toEqual(['a1', 'a2']);
  });

  it('parted from one are not brought back by way of another', async () => {
    expect((await change('unmerge', 'dora-1', 'dora-3')).status).toBe(200);
    await customers(
      { customerId: 'dora-3', phoneSha256: hash('e'), tier: 'gold' },
      { customerId: 'dora-2', phoneSha256: hash('e'), tier: 'gold' },
    );
    await settled();
    expect(await ordersOf('dora-3')).toEqual(['d3']);
    expect(await ordersOf('dora-2')).toEqual(['d1', 'd2']);
  });
});

describe('who was merged and is erased', () => {
  it('is gone under both names, and no note of the merge names them', async () => {
    await importAll(SITE, 'purchases', [receipt('g1', { customerId: 'zelda-1' }), receipt('g2', { customerId: 'zelda-2' })]);
    await customers({ customerId: 'zelda-1', loyaltyCard: 'G' }, { customerId: 'zelda-2', loyaltyCard: 'G' });
    await settled();
    await orders('zelda-1').toEqual(['g1', 'g2']);
    expect((await admin('DELETE', `/sites/${SITE}/customers/zelda-1`)).status).toBe(204);
    for (const id of ['zelda-1', 'zelda-2']) expect((await admin('GET', `/sites/${SITE}/customers/${id}`)).status).toBe(404);
    const kept = await runInDurableObject(env.SITES.getByName(SITE), (_, { storage }) =>
      storage.sql
        .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'")
        .toArray()
        .flatMap(({ name }) => storage.sql.exec(`SELECT * FROM "${name}"`).toArray()),
    );
    expect(JSON.stringify(kept)).not.toContain('zelda');
  });
});

describe('member records that only look alike', () => {
  it.each<[string, Record<string, unknown>[]]>([
    [
      'of a family with one card',
      [
        { loyaltyCard: 'F1', emailSha256: hash('1') },
        { loyaltyCard: 'F1', emailSha256: hash('2') },
      ],
    ],
    [
      'of a card whose third name says that two are meant',
      [{ loyaltyCard: 'F2', emailSha256: hash('3') }, { loyaltyCard: 'F2', emailSha256: hash('4') }, { loyaltyCard: 'F2' }],
    ],
    [
      'of a home with one telephone',
      [
        { loyaltyCard: 'F3', phoneSha256: hash('5') },
        { loyaltyCard: 'F4', phoneSha256: hash('5') },
      ],
    ],
    ['of the till’s own card', Array.from({ length: 6 }, () => ({ loyaltyCard: 'TILL' }))],
  ])('%s stay apart', async (name, rows) => {
    const ids = rows.map((_, index) => `${name.replaceAll(/\W/g, '-')}-${index}`);
    await importAll(
      SITE,
      'purchases',
      ids.map((customerId) => receipt(`o-${customerId}`, { customerId })),
    );
    await customers(...rows.map((row, index) => ({ ...row, customerId: ids[index] })));
    await settled();
    for (const id of ids) expect(await ordersOf(id)).toEqual([`o-${id}`]);
  });

  it('are merged where the set-up says that a card is one person’s', async () => {
    const site = 'same-people-personal';
    await newSite(site);
    const setup = await answerOf(await admin('GET', `/sites/${site}/setup`));
    const loyalty = { name: { it: 'Carta', en: 'Card' }, pointsPerUnit: 1, tiers: [], sharedCards: 'person' };
    const saved = await admin('PUT', `/sites/${site}/setup`, { ...setup, loyalty });
    expect(saved.status, await saved.clone().text()).toBe(200);
    expect((await admin('POST', `/sites/${site}/publish`)).status).toBe(200);
    await importAll(site, 'purchases', [receipt('p1', { customerId: 'p-1' }), receipt('p2', { customerId: 'p-2' })]);
    await importAll(site, 'customers', [
      { customerId: 'p-1', loyaltyCard: 'P', emailSha256: hash('6') },
      { customerId: 'p-2', loyaltyCard: 'P', emailSha256: hash('7') },
    ]);
    await settled(site);
    expect(await ordersOf('p-1', site)).toEqual(['p1', 'p2']);
  });
});
