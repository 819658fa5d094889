import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectPerson, personStub, recordVisit } from '../../edge/visitor/client.ts';
import { compareFacts, type Fact } from '../../edge/visitor/facts.ts';
import { profileOf } from '../../edge/visitor/reduce.ts';

const SITE = 'visitor-object-test';
const START = Date.UTC(2026, 10, 16, 9);
const lamp = { item_id: 'lamp', price: 89.9, quantity: 1 };

function fact(id: string, type: Fact['type'], second: number, more: Partial<Fact> = {}): Fact {
  return { id, type, atMs: START + second * 1_000, sessionId: 's1', deviceId: 'phone', ...more };
}
const device = (deviceId: string) => personStub(env, SITE, { deviceId });
const customer = (customerId: string) => personStub(env, SITE, { customerId });
const visit = (deviceId: string, customerId: string | null, facts: Fact[]) =>
  recordVisit(env, { siteId: SITE, currency: 'EUR', deviceId, hasKey: true, sessionId: 's1', customerId, facts, receipts: [] });

describe('a person', () => {
  it('counts an event once, however often and in whatever batch it comes', async () => {
    const facts = [fact('a', 'page_view', 0), fact('b', 'view_item', 1, { items: [lamp] })];
    const first = await device('once').record({ facts: [...facts, facts[0]!], currency: 'EUR' });
    const second = await device('once').record({ facts: [...facts, fact('c', 'page_view', 2)], currency: 'EUR' });
    expect(first.acceptedIds).toEqual(['a', 'b']);
    expect(second.acceptedIds).toEqual(['c']);
    expect(second.profile.eventCounts).toEqual({ page_view: 2, view_item: 1 });
  });

  it('reads late events where they belong', async () => {
    await device('late').record({ facts: [fact('p', 'purchase', 10, { transaction_id: 'o1', value: 20 })], currency: 'EUR' });
    const { profile } = await device('late').record({ facts: [fact('c', 'cart', 5, { items: [lamp] })], currency: 'EUR' });
    expect(profile.cart.lines).toEqual([]);
    expect(profile.firstSeenAtMs).toBe(START + 5_000);
  });

  it('has lost nothing of what was acknowledged when the object is gone from memory', async () => {
    const stub = device('evicted');
    await stub.record({ facts: [fact('a', 'cart', 0, { items: [lamp] })], currency: 'EUR' });
    await stub.noteStage({ stage: 'experimentation', sinceMs: START });
    await evictDurableObject(stub);
    const again = await device('evicted').record({ facts: [fact('a', 'cart', 0, { items: [lamp] })], currency: 'EUR' });
    expect(again.acceptedIds).toEqual([]);
    expect(again.stageNote).toEqual({ stage: 'experimentation', sinceMs: START });
    expect(again.profile.cart.lines).toMatchObject([{ itemId: 'lamp', priceMinor: 8990 }]);
  });

  it('leaves nothing behind when only asked for', async () => {
    expect(await inspectPerson(env, SITE, { deviceId: 'never-seen' })).toBeNull();
  });

  it('is gone when erased, and may come again', async () => {
    await device('erased').record({ facts: [fact('a', 'page_view', 0)], currency: 'EUR' });
    await device('erased').erase();
    expect(await inspectPerson(env, SITE, { deviceId: 'erased' })).toBeNull();
    const again = await device('erased').record({ facts: [fact('a', 'page_view', 0)], currency: 'EUR' });
    expect(again.acceptedIds).toEqual(['a']);
  });
});

describe('a customer on several devices', () => {
  it('has one cart, and each device brings its past along once', async () => {
    await visit('phone-1', null, [fact('p1', 'cart', 0, { items: [lamp], deviceId: 'phone-1' })]);
    const signedIn = await visit('phone-1', 'anna', [fact('p2', 'login', 1, { deviceId: 'phone-1' })]);
    expect(signedIn.profile.cart.lines).toMatchObject([{ itemId: 'lamp' }]);
    const laptop = await visit('laptop-1', 'anna', [fact('l1', 'cart', 2, { items: [], deviceId: 'laptop-1' })]);
    expect(laptop.profile.cart.lines).toMatchObject([{ itemId: 'lamp', quantity: 1 }]);
    const later = await visit('phone-1', 'anna', [fact('p3', 'page_view', 3, { deviceId: 'phone-1' })]);
    expect(later.profile.eventCounts).toEqual({ cart: 2, login: 1, page_view: 1 });
  });

  it('is separate again from who uses the device after sign-out', async () => {
    await visit('shared', null, [fact('s1', 'cart', 0, { items: [lamp], deviceId: 'shared' })]);
    await visit('shared', 'bruno', []);
    const stranger = await visit('shared', null, [fact('s2', 'page_view', 5, { deviceId: 'shared' })]);
    expect(stranger.profile.cart.lines).toEqual([]);
    expect(stranger.profile.eventCounts).toEqual({ page_view: 1 });
    expect((await customer('bruno').inspect())?.profile.eventCounts).toEqual({ cart: 1 });
  });

  it('brings along what the device did between two sign-ins, and to whoever signs in then', async () => {
    const at = (id: string, second: number) => fact(id, 'search', second, { deviceId: 'kitchen' });
    await visit('kitchen', 'gaia', [at('g1', 0)]);
    await visit('kitchen', null, [at('g2', 1)]);
    await visit('kitchen', 'gaia', [at('g3', 2)]);
    expect((await customer('gaia').inspect())?.facts.map(({ id }) => id)).toEqual(['g1', 'g2', 'g3']);
    await visit('kitchen', null, [at('h1', 3)]);
    await visit('kitchen', 'hugo', [at('h2', 4)]);
    expect((await customer('hugo').inspect())?.facts.map(({ id }) => id)).toEqual(['h1', 'h2']);
    await visit('kitchen', null, [at('g4', 5)]);
    await visit('kitchen', 'gaia', [at('g5', 6)]);
    expect((await customer('gaia').inspect())?.facts.map(({ id }) => id)).toEqual(['g1', 'g2', 'g3', 'g4', 'g5']);
    expect((await customer('hugo').inspect())?.facts).toHaveLength(2);
  });

  it('has receipts as the merchant states them now: late, put right, and taken back', async () => {
    const state = (...receipts: Fact[]) => customer('rosa').record({ facts: [], receipts, currency: 'EUR' });
    const receipt = (order: string, second: number, value: number) =>
      fact(`receipt:${order}`, 'purchase', second, {
        transaction_id: order,
        value,
        purchaseChannel: 'pos',
        sessionId: null,
        deviceId: null,
      });
    const totals = (profile: { purchases: { orderId: string; totalMinor: number }[] }) =>
      profile.purchases.map(({ orderId, totalMinor }) => [orderId, totalMinor]);
    expect(totals((await state(receipt('o2', 9, 20))).profile)).toEqual([['o2', 2000]]);
    expect(totals((await state(receipt('o2', 9, 20), receipt('o1', 3, 10))).profile)).toEqual([
      ['o1', 1000],
      ['o2', 2000],
    ]);
    expect(totals((await state(receipt('o1', 3, 15))).profile)).toEqual([['o1', 1500]]);
    expect(totals((await customer('rosa').record({ facts: [], currency: 'EUR' })).profile)).toEqual([['o1', 1500]]);
    expect(totals((await state()).profile)).toEqual([]);
  });

  it('is not counted twice when a batch from before sign-in is sent again after it', async () => {
    const before = fact('r1', 'page_view', 0, { deviceId: 'retry' });
    await visit('retry', null, [before]);
    await visit('retry', 'carla', [before]);
    await visit('retry', null, [before]);
    expect((await customer('carla').inspect())?.profile.eventCounts).toEqual({ page_view: 1 });
    expect((await device('retry').inspect())?.profile.eventCounts).toEqual({});
  });

  it('can not be reached by a device that calls itself like one', async () => {
    await visit('x', 'diana', [fact('d1', 'page_view', 0)]);
    const impostor = await device('customer/diana').inspect();
    expect(impostor).toBeNull();
  });
});

describe('a crash while the past of a device goes to its customer', () => {
  const search = (id: string, second: number, deviceId: string) => fact(id, 'search', second, { deviceId, search_term: id });
  const ids = async (name: string) => (await customer(name).inspect())?.facts.map(({ id }) => id);
  /** The steps of a sign-in up to some, and then everything in memory is gone. */
  async function signInUpTo(step: 'letGo' | 'adopt' | 'again', deviceId: string, customerId: string): Promise<void> {
    const proof = { deviceId, sessionId: 's1', hasKey: true };
    await customer(customerId).record({ facts: [], receipts: [], currency: 'EUR', deviceId, sessionId: 's1' });
    await device(deviceId).letGo(customerId, proof, 'EUR');
    if (step === 'again') await device(deviceId).letGo(customerId, proof, 'EUR');
    if (step !== 'letGo') await customer(customerId).adopt(deviceId, await device(deviceId).owed(customerId, deviceId), 'EUR');
    await evictDurableObject(customer(customerId));
    await evictDurableObject(device(deviceId));
  }

  it.each(['letGo', 'adopt', 'again'] as const)(
    'after %s: who uses the device next sees nothing of it, and it arrives, once',
    async (step) => {
      const [phone, name] = [`crash-${step}`, `crash-customer-${step}`];
      await visit(phone, null, [search('c1', 0, phone), fact('c2', 'cart', 1, { items: [lamp], deviceId: phone })]);
      await signInUpTo(step, phone, name);
      const next = await visit(phone, null, [search('n1', 2, phone)]);
      expect(next.profile.cart.lines).toEqual([]);
      expect(next.profile.searches.map(({ term }) => term)).toEqual(['n1']);
      expect(await ids(name)).toEqual(['c1', 'c2']);
      expect((await customer(name).inspect())?.profile.eventCounts).toEqual({ search: 1, cart: 1 });
      expect(await device(phone).owed(name, phone)).toMatchObject({ facts: [] });
    },
  );

  it.each(['letGo', 'adopt', 'again'] as const)('after %s: the customer who comes again has all of it, once', async (step) => {
    const [phone, name] = [`retry-${step}`, `retry-customer-${step}`];
    await visit(phone, null, [search('c1', 0, phone)]);
    await signInUpTo(step, phone, name);
    for (const second of [2, 3]) await visit(phone, name, [search(`r${second}`, second, phone)]);
    expect(await ids(name)).toEqual(['c1', 'r2', 'r3']);
  });

  it('and a second customer on the device: each gets theirs', async () => {
    await visit('crash-two', null, [search('a1', 0, 'crash-two')]);
    await signInUpTo('letGo', 'crash-two', 'crash-anna');
    await visit('crash-two', 'crash-bea', [search('b1', 1, 'crash-two')]);
    await visit('crash-two', null, [search('n1', 2, 'crash-two')]);
    expect([await ids('crash-anna'), await ids('crash-bea')]).toEqual([['a1'], ['b1']]);
  });
});

describe('whatever order facts come in, and in whatever batches', () => {
  const some = fc.record({
    type: fc.constantFrom<Fact['type']>('page_view', 'view_item', 'cart', 'add_to_cart', 'purchase', 'refund', 'impression', 'search'),
    second: fc.integer({ min: 0, max: 100_000 }),
    deviceId: fc.constantFrom('phone', 'laptop'),
    sessionId: fc.constantFrom('s1', 's2', null),
    transaction_id: fc.constantFrom('o1', 'o2'),
    currency: fc.constantFrom('EUR', 'CHF'),
    value: fc.constantFrom(10, 89.9),
    items: fc.constantFrom<NonNullable<Fact['items']>>([lamp], [], [lamp, { item_id: 'vase', quantity: 2 }]),
  });
  let run = 0;

  it('the profile is the one of all of them, also with the object gone from memory between two batches', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(some, { minLength: 1, maxLength: 1_500, size: 'max' }),
        fc.infiniteStream(fc.nat()),
        async (list, random) => {
          const name = `any-order-${++run}`;
          const facts = list.map(({ second, ...rest }, index) => fact(`f${index}`, rest.type, second, rest));
          const pick = (below: number) => random.next().value! % below;
          const mixed = facts
            .map((one) => [pick(1e6), one] as const)
            .sort((a, b) => a[0] - b[0])
            .map(([, one]) => one);
          let accepted = 0;
          for (let start = 0; start < mixed.length; ) {
            const end = start + 1 + pick(400);
            const again = mixed.slice(Math.max(0, start - pick(30)), end);
            const result = await device(name).record({ facts: again, currency: 'EUR' });
            accepted += result.acceptedIds.length;
            if (pick(3) === 0) await evictDurableObject(device(name));
            start = end;
          }
          const kept = (await device(name).inspect())!;
          expect(accepted).toBe(facts.length);
          expect(kept.facts).toEqual([...facts].sort(compareFacts));
          expect(kept.profile).toEqual(profileOf(facts, { currency: 'EUR' }));
        },
      ),
      { numRuns: 25 },
    );
  });
});
