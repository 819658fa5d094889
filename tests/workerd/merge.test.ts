import { evictDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import fc from 'fast-check';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { personStub, recordVisit } from '../../edge/visitor/client.ts';
import { compareFacts, type Fact } from '../../edge/visitor/facts.ts';
import { mergePeople, unmergePeople } from '../../edge/visitor/merge.ts';
import { profileOf } from '../../edge/visitor/reduce.ts';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import { admin, answerOf, importAll, newSite } from './admin-api.ts';
import { askJourney } from './visit-api.ts';

const SITE = 'merge-test';
const SECRET = 'a-secret-of-at-least-32-bytes-for-merges';
const lamp = { item_id: 'lamp', price: 89.9, quantity: 1 };
const vase = { item_id: 'vase', price: 20, quantity: 2 };
let count = 0;

const customer = (customerId: string) => personStub(env, SITE, { customerId });
const device = (deviceId: string) => personStub(env, SITE, { deviceId });
const change = (verb: 'merge' | 'unmerge', keep: unknown, take: unknown) =>
  admin('POST', `/sites/${SITE}/visitors/${verb}`, { keep, take });
const merge = (keep: string, take: string) => change('merge', { customerId: keep }, { customerId: take });
const unmerge = (keep: string, take: string) => change('unmerge', { customerId: keep }, { customerId: take });

const tokenOf = (customerId: string) =>
  new SignJWT({ user_id: customerId, exp: Math.floor(Date.now() / 1_000) + 300 })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(SECRET));

/** A visit of somebody signed in, on a device of their own. */
async function visit(customerId: string | null, events: Record<string, unknown>[], id: string = crypto.randomUUID()): Promise<VisitAnswer> {
  const response = await askJourney(SITE, {
    protocol: 1,
    visitor: { id },
    session: { id: crypto.randomUUID(), startedAt: new Date().toISOString() },
    consent: { analytics: 'granted', personalization: 'granted' },
    page: { url: 'https://shop.example/', type: 'home', locale: 'it-IT' },
    identity: customerId === null ? undefined : { token: await tokenOf(customerId) },
    events: events.map((event) => ({ id: `merge-${++count}`, at: new Date().toISOString(), ...event })),
  });
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as VisitAnswer;
}
const hasCart = ({ journey }: VisitAnswer) => journey.because.some(({ code }) => code === 'cart-open');
const lines = async (kind: string, id: string) =>
  (await answerOf(await admin('GET', `/sites/${SITE}/${kind}/${id}`))).profile.cart.lines
    .map(({ itemId }: { itemId: string }) => itemId)
    .sort();

beforeAll(async () => {
  await newSite(SITE, { identitySecret: SECRET });
});

describe('two customers who are one', () => {
  it('have one profile under both names, in what is read and in what is answered', async () => {
    await visit('anna', [{ type: 'cart', items: [lamp] }]);
    await visit('anna-old', [{ type: 'cart', items: [vase] }]);
    expect(await answerOf(await merge('anna', 'anna-old'))).toEqual({
      keep: { customerId: 'anna' },
      take: { customerId: 'anna-old' },
      changed: true,
    });
    for (const name of ['anna', 'anna-old']) expect(await lines('customers', name)).toEqual(['lamp', 'vase']);
    await visit('anna-old', [{ type: 'search', search_term: 'tavolo' }]);
    const { profile } = await answerOf(await admin('GET', `/sites/${SITE}/customers/anna`));
    expect(profile.searches).toMatchObject([{ term: 'tavolo' }]);
    await visit('anna', [{ type: 'cart', items: [lamp] }]);
    expect(hasCart(await visit('anna-old', []))).toBe(true);
    const { items } = await answerOf(await admin('GET', `/sites/${SITE}/audit`));
    expect(items[0]).toMatchObject({ action: 'visitors.merge', actor: expect.any(String), detail: { take: { customerId: 'anna-old' } } });
  });

  it('are two again when it was wrong: each has what was told under their name, before and after', async () => {
    const ids = async (name: string) => (await customer(name).inspect())?.facts.filter(({ type }) => type === 'search').map(({ id }) => id);
    const search = (id: string) => [{ id, type: 'search', search_term: id }];
    await visit('bea', search('bea-1'));
    await visit('bruno', search('bruno-1'));
    const views = async () => await Promise.all(['bea', 'bruno'].map((name) => customer(name).inspect()));
    const alone = await views();
    await merge('bea', 'bruno');
    expect(await views()).not.toEqual(alone);
    await unmerge('bea', 'bruno');
    // since when they are in their stage is read anew from the facts
    const stages = (all: typeof alone) => all.map((view) => ({ ...view, stageNote: view?.stageNote?.stage }));
    expect(stages(await views())).toEqual(stages(alone));
    await merge('bea', 'bruno');
    await visit('bea', search('bea-2'));
    await visit('bruno', search('bruno-2'));
    await evictDurableObject(customer('bea'));
    expect(await ids('bea')).toEqual(['bea-1', 'bruno-1', 'bea-2', 'bruno-2']);
    expect((await answerOf(await unmerge('bea', 'bruno'))).changed).toBe(true);
    expect(await ids('bea')).toEqual(['bea-1', 'bea-2']);
    expect(await ids('bruno')).toEqual(['bruno-1', 'bruno-2']);
    expect((await unmerge('bea', 'bruno')).status).toBe(409);
  });

  it('share receipts, which count once', async () => {
    const at = '2026-10-01T10:00:00Z';
    await importAll(SITE, 'purchases', [
      { orderId: 'm1', at, channel: 'pos', total: 20, currency: 'EUR', customerId: 'till' },
      { orderId: 'm2', at, channel: 'pos', total: 30, currency: 'EUR', customerId: 'till-old' },
    ]);
    await merge('till', 'till-old');
    await merge('till', 'till-old');
    const { profile } = await answerOf(await admin('GET', `/sites/${SITE}/customers/till`));
    expect(profile.purchases.map(({ orderId }: { orderId: string }) => orderId)).toEqual(['m1', 'm2']);
  });

  it('are exported and erased together, by either name', async () => {
    for (const [keep, take, named] of [
      ['carla', 'carla-old', 'carla'],
      ['dora', 'dora-old', 'dora-old'],
    ] as const) {
      await visit(keep, [{ type: 'search', search_term: 'a' }]);
      await visit(take, [{ type: 'search', search_term: 'b' }]);
      await merge(keep, take);
      const { events } = await answerOf(await admin('GET', `/sites/${SITE}/customers/${named}/export`));
      expect(events.filter(({ type }: { type: string }) => type === 'search')).toHaveLength(2);
      expect((await admin('DELETE', `/sites/${SITE}/customers/${named}`)).status).toBe(204);
      for (const name of [keep, take]) expect(await customer(name).inspect()).toBeNull();
    }
  });
});

describe('what two names of one person may do themselves', () => {
  const me = async (method: string, { visitor }: VisitAnswer, customerId?: string) =>
    await exports.default.fetch(
      new Request(`https://edge.example/v1/sites/${SITE}/visitors/me`, {
        method,
        headers: {
          origin: 'https://shop.example',
          authorization: `Bearer ${visitor?.id}.${visitor?.key}`,
          ...(customerId === undefined ? {} : { 'tappa-identity': await tokenOf(customerId) }),
        },
      }),
    );
  const searches = async (name: string) =>
    ((await customer(name).inspect())?.facts ?? []).filter(({ type }) => type === 'search').map(({ id }) => id);
  const search = (id: string) => [{ id, type: 'search', search_term: id }];

  it.each(['keep', 'take'] as const)('each is given all of it and may have it erased: by %s', async (by) => {
    const names = { keep: `self-${by}`, take: `self-${by}-old` };
    const answers = { keep: await visit(names.keep, search(`${by}-k`)), take: await visit(names.take, search(`${by}-t`)) };
    await merge(names.keep, names.take);
    const { customer: data } = await answerOf(await me('GET', answers[by], names[by]));
    expect(data.events.map(({ id }: { id: string }) => id).sort()).toEqual([`${by}-k`, `${by}-t`]);
    expect((await me('DELETE', answers[by], names[by])).status).toBe(204);
    for (const name of Object.values(names)) expect(await customer(name).inspect()).toBeNull();
  });

  it('a device alone erases what came from it, under both names, and no more', async () => {
    const own = await visit('kara', search('kara-1'));
    const other = await visit('kara-old', search('kara-2'));
    await merge('kara', 'kara-old');
    expect((await me('DELETE', other)).status).toBe(204);
    expect(await searches('kara')).toEqual(['kara-1']);
    expect((await me('GET', own, 'kara')).status).toBe(200);
  });

  it('a device that was taken without a sign-in does too', async () => {
    const id = crypto.randomUUID();
    const answer = await visit(null, search('lia-2'), id);
    await visit('lia', search('lia-1'));
    await change('merge', { customerId: 'lia' }, { visitorId: id });
    expect((await searches('lia')).sort()).toEqual(['lia-1', 'lia-2']);
    expect((await me('DELETE', answer)).status).toBe(204);
    expect(await searches('lia')).toEqual(['lia-1']);
    expect(await device(id).inspect()).toBeNull();
  });
});

describe('a visitor nobody has signed in as', () => {
  it('is taken by a customer, with what they do next, and given back', async () => {
    const id = crypto.randomUUID();
    await visit(null, [{ type: 'cart', items: [vase] }], id);
    await visit('enzo', [{ type: 'search', search_term: 'x' }]);
    expect((await change('merge', { customerId: 'enzo' }, { visitorId: id })).status).toBe(200);
    expect(await lines('visitors', id)).toEqual(['vase']);
    expect(await lines('customers', 'enzo')).toEqual(['vase']);
    expect((await change('unmerge', { customerId: 'enzo' }, { visitorId: id })).status).toBe(200);
    expect(await lines('customers', 'enzo')).toEqual([]);
    expect(await lines('visitors', id)).toEqual(['vase']);
  });

  it('and signs in as somebody else: what was taken stays with who it was found to be, what comes is theirs', async () => {
    const id = crypto.randomUUID();
    await visit('mara', [{ type: 'page_view' }]);
    const own = { id, sessionId: crypto.randomUUID() };
    const on = (customerId: string | null, facts: Fact[]) =>
      recordVisit(env, {
        siteId: SITE,
        currency: 'EUR',
        deviceId: own.id,
        sessionId: own.sessionId,
        hasKey: true,
        customerId,
        facts,
        receipts: [],
      });
    const search = (term: string): Fact => ({
      id: `mara-${term}`,
      type: 'search',
      atMs: Date.now(),
      sessionId: own.sessionId,
      deviceId: id,
      search_term: term,
    });
    await on(null, [search('before')]);
    await change('merge', { customerId: 'mara' }, { visitorId: id });
    const result = await on('nina', [search('after')]);
    expect(result.profile.searches.map(({ term }) => term)).toEqual(['after']);
    const terms = async () => (await customer('mara').inspect())?.profile.searches.map(({ term }) => term);
    expect(await terms()).toEqual(['before']);
    await change('unmerge', { customerId: 'mara' }, { visitorId: id });
    expect(await terms()).toEqual([]);
  });

  it('whose id somebody merely names tells nothing of the customer', async () => {
    const id = crypto.randomUUID();
    await visit(null, [{ type: 'page_view' }], id);
    await visit('fabio', [{ type: 'cart', items: [lamp] }]);
    await change('merge', { customerId: 'fabio' }, { visitorId: id });
    expect(hasCart(await visit(null, [{ type: 'page_view' }], id))).toBe(false);
  });
});

describe('a merge that makes no sense', () => {
  it.each<[string, number, string, unknown, unknown]>([
    ['of a person with themselves', 422, '/take', { customerId: 'gina' }, { customerId: 'gina' }],
    ['of somebody unknown', 404, '/take', { customerId: 'gina' }, { customerId: 'nobody' }],
    ['into somebody unknown', 404, '/keep', { customerId: 'nobody' }, { customerId: 'gina' }],
    ['of an unknown visitor', 404, '/take', { customerId: 'gina' }, { visitorId: 'nobody' }],
    ['of a name that is none', 422, '/take', { customerId: 'gina' }, { customerId: '' }],
    ['of half a character', 422, '/take', { customerId: 'gina' }, { customerId: '\ud800' }],
    ['of two names at once', 422, '/take', { customerId: 'gina' }, { customerId: 'x', visitorId: 'y' }],
  ])('%s is refused with %i', async (_, status, pointer, keep, take) => {
    await visit('gina', [{ type: 'page_view' }]);
    const response = await change('merge', keep, take);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ pointer: expect.stringContaining(pointer) }] });
  });

  it('into a visitor without a name, of one taken already, or in a circle, is refused and changes nothing; a chain holds', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await visit(`chain-${name}`, [{ id: `chain-${name}`, type: 'search', search_term: name }]);
    const id = crypto.randomUUID();
    await visit(null, [{ type: 'page_view' }], id);
    expect((await change('merge', { visitorId: id }, { customerId: 'chain-a' })).status).toBe(422);
    expect((await merge('chain-b', 'chain-a')).status).toBe(200);
    expect((await merge('chain-a', 'chain-b')).status).toBe(409);
    expect((await merge('chain-c', 'chain-b')).status).toBe(200);
    expect((await merge('chain-a', 'chain-c')).status).toBe(409);
    expect((await merge('chain-d', 'chain-a')).status).toBe(409);
    await visit('chain-a', [{ id: 'chain-late', type: 'search', search_term: 'late' }]);
    const terms = async (name: string) =>
      (await answerOf(await admin('GET', `/sites/${SITE}/customers/chain-${name}`))).profile.searches
        .map(({ term }: { term: string }) => term)
        .sort();
    for (const name of ['a', 'b', 'c']) expect(await terms(name)).toEqual(['a', 'b', 'c', 'late']);
    expect((await unmerge('chain-b', 'chain-a')).status).toBe(200);
    expect(await terms('c')).toEqual(['b', 'c']);
    expect(await terms('a')).toEqual(['a', 'late']);
  });
});

describe('merges made at the same moment', () => {
  const known = async (...names: string[]) => {
    for (const name of names) await visit(name, [{ id: `once-${name}`, type: 'search', search_term: name }]);
  };
  const statuses = async (...merges: Promise<Response>[]) => (await Promise.all(merges)).map(({ status }) => status);

  it('never lead in a circle', async () => {
    await known('p1', 'p2', 'p3');
    expect(await statuses(merge('p1', 'p2'), merge('p2', 'p1'))).toContain(409);
    expect(await statuses(merge('p1', 'p2'), merge('p2', 'p3'), merge('p3', 'p1'))).toContain(409);
    for (const name of ['p1', 'p2', 'p3']) {
      const passed = new Set<string>();
      for (
        let next: string | null | undefined = name;
        next;
        next = (await customer(next).inspect())?.mergedInto?.slice('customer/'.length)
      ) {
        expect(passed.has(next)).toBe(false);
        passed.add(next);
      }
    }
  });

  it('give a person to one of two, and the other nothing to erase', async () => {
    await known('q1', 'q2', 'q3');
    expect((await statuses(merge('q1', 'q3'), merge('q2', 'q3'))).sort()).toEqual([200, 409]);
    const [keep] = (await customer('q3').inspect())!.mergedInto!.split('/').slice(1);
    const other = keep === 'q1' ? 'q2' : 'q1';
    expect((await customer(other).inspect())?.merged).toEqual([]);
    expect((await admin('DELETE', `/sites/${SITE}/customers/${other}`)).status).toBe(204);
    expect(await customer('q3').inspect()).not.toBeNull();
  });

  it('and a circle that was ever left behind is erased like anybody', async () => {
    await known('r1', 'r2');
    for (const [name, other] of [
      ['r1', 'r2'],
      ['r2', 'r1'],
    ] as const) {
      await customer(name).admit(`customer/${other}`);
      await customer(name).setMergedInto(`customer/${other}`);
    }
    expect((await admin('DELETE', `/sites/${SITE}/customers/r1`)).status).toBe(204);
    for (const name of ['r1', 'r2']) expect(await customer(name).inspect()).toBeNull();
  });
});

describe('whatever order facts and merges come in', () => {
  const some = fc.record({
    type: fc.constantFrom<Fact['type']>('page_view', 'cart', 'add_to_cart', 'purchase', 'impression', 'search'),
    atMs: fc.integer({ min: 1, max: 1_000_000 }),
    who: fc.constantFrom('keep', 'take'),
    transaction_id: fc.constantFrom('o1', 'o2'),
    items: fc.constantFrom<NonNullable<Fact['items']>>([lamp], [], [lamp, vase]),
  });
  let run = 0;

  it('the profile of one is that of all facts, and of two that of each one’s', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(some, { minLength: 2, maxLength: 25 }), fc.nat(), fc.nat(), async (list, first, second) => {
        const names = { keep: `any-keep-${++run}`, take: `any-take-${run}` };
        const told = list.map(({ who, ...rest }, index) => {
          const fact: Fact = { ...rest, id: `m${index}`, sessionId: null, deviceId: names[who], rule: 'r' };
          return { who, fact };
        });
        const both = { siteId: SITE, currency: 'EUR', keep: { customerId: names.keep }, take: { customerId: names.take } };
        const record = (who: 'keep' | 'take', facts: Fact[]) =>
          recordVisit(env, {
            siteId: SITE,
            currency: 'EUR',
            deviceId: names[who],
            hasKey: true,
            sessionId: 's',
            customerId: names[who],
            facts,
            receipts: [],
          });
        await record('keep', []);
        await customer(names.keep).record({ facts: [], currency: 'EUR', exists: true });
        await customer(names.take).record({ facts: [], currency: 'EUR', exists: true });
        const [from, to] = [first % told.length, second % told.length];
        for (const [index, { who, fact }] of told.entries()) {
          if (index === from) await mergePeople(env, both);
          if (index === to) await unmergePeople(env, both);
          await record(who, [fact, ...(index > 0 && told[index - 1]!.who === who ? [told[index - 1]!.fact] : [])]);
        }
        await mergePeople(env, both);
        const facts = told.map(({ fact }) => fact);
        const one = (await customer(names.keep).inspect())!;
        expect(one.facts).toEqual([...facts].sort(compareFacts));
        expect(one.profile).toEqual(profileOf(facts, { currency: 'EUR' }));
        await unmergePeople(env, both);
        for (const who of ['keep', 'take'] as const) {
          const own = told.filter((each) => each.who === who).map(({ fact }) => fact);
          expect((await customer(names[who]).inspect())?.profile).toEqual(profileOf(own, { currency: 'EUR' }));
        }
      }),
      { numRuns: 15 },
    );
  });

  it('one that broke off between its two writes is made again', async () => {
    await visit('half', [{ type: 'search', search_term: 'a' }]);
    await visit('half-old', [{ type: 'search', search_term: 'b' }]);
    await customer('half').admit('customer/half-old');
    await evictDurableObject(customer('half'));
    expect((await customer('half').inspect())?.profile.searches).toHaveLength(1);
    await merge('half', 'half-old');
    expect((await customer('half').inspect())?.profile.searches).toHaveLength(2);
    // the other way: told, and not yet let go
    await customer('half-old').setMergedInto(null);
    expect((await unmerge('half', 'half-old')).status).toBe(200);
    expect((await customer('half').inspect())?.profile.searches).toHaveLength(1);
    expect(await device('half').inspect()).toBeNull();
  });
});
