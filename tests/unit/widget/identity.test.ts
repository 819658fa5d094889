import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ID_PATTERN } from '../../../shared/ids.ts';
import { VISIT_EVENTS_MAX } from '../../../shared/protocol.ts';
import type { VisitEventInput } from '../../../shared/schemas/event.ts';
import { createDeviceRecord } from '../../../widget/identity/device-record.ts';
import { smallUuidV7 } from '../../../widget/identity/id.ts';
import { continueSession, type Session } from '../../../widget/identity/session.ts';
import { recogniseVisitor } from '../../../widget/identity/who.ts';

/** As in browsers: entries are the storage's own keys, its methods are not. */
const fakeStorage = (kept: Record<string, string> = {}) =>
  Object.assign(
    Object.create({
      get kept() {
        return { ...this };
      },
      getItem(this: Record<string, string>, key: string) {
        return this[key] ?? null;
      },
      setItem(this: Record<string, string>, key: string, value: string) {
        this[key] = value;
      },
      removeItem(this: Record<string, string>, key: string) {
        delete this[key];
      },
    }),
    kept,
  ) as Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> & { readonly kept: Record<string, string> };

const eventOf = (id: string): VisitEventInput => ({ id, type: 'view_item', at: '2026-11-20T10:00:00.000Z' });

describe('an id', () => {
  it('is a UUID version 7 that tells its time, whatever the chance', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), fc.uint8Array({ minLength: 10, maxLength: 10 }), (nowMs, random) => {
        const id = smallUuidV7(nowMs, random);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(id).toMatch(ID_PATTERN);
        expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(nowMs);
      }),
    );
  });
});

describe('what the device keeps', () => {
  it('is nothing without consent: memory serves the page', () => {
    const storage = fakeStorage();
    const record = createDeviceRecord(
      'tappa.shop',
      () => storage,
      () => false,
    );
    record.write({ store: 'milano' });
    expect(record.read()).toEqual({ store: 'milano' });
    expect(storage.kept).toEqual({});
  });

  it('does not even look at what is there without consent', () => {
    const storage = fakeStorage({ 'tappa.shop': '{"visitor":"v1"}' });
    expect(
      createDeviceRecord(
        'tappa.shop',
        () => storage,
        () => false,
      ).read(),
    ).toEqual({});
  });

  it('is one entry with consent, seen by the next page and by other tabs', () => {
    const storage = fakeStorage();
    const [one, two] = [1, 2].map(() =>
      createDeviceRecord(
        'tappa.shop',
        () => storage,
        () => true,
      ),
    );
    one!.write({ visitor: 'v1' });
    two!.write({ store: 'roma' });
    expect(one!.read()).toEqual({ visitor: 'v1', store: 'roma' });
    expect(Object.keys(storage.kept)).toEqual(['tappa.shop']);
  });

  it('is gone when erased, in memory too', () => {
    const storage = fakeStorage();
    const record = createDeviceRecord(
      'tappa.shop',
      () => storage,
      () => true,
    );
    record.write({ visitor: 'v1' });
    record.erase();
    // To other tabs an entry that is gone is a refusal.
    expect(storage.kept).toEqual({ 'tappa.shop': '{}' });
    expect(record.read()).toEqual({});
  });

  it('leaves no entry when erased where nothing may be kept', () => {
    let isAllowed = true;
    const storage = fakeStorage();
    const record = createDeviceRecord(
      'tappa.shop',
      () => storage,
      () => isAllowed,
    );
    record.write({ visitor: 'v1' });
    isAllowed = false;
    record.erase();
    expect(storage.kept).toEqual({});
    expect(record.read()).toEqual({});
  });

  it('is gone when erased with all that waits there, and what belongs to others stays', () => {
    const others = { 'tappa.shop-2': 'x', 'tappa.shopping': 'x', tappa: 'x', cart: 'x' };
    const storage = fakeStorage({ ...others, 'tappa.shop.kept': '[]' });
    const record = createDeviceRecord(
      'tappa.shop',
      () => storage,
      () => true,
    );
    record.write({ visitor: 'v1' });
    record.layAside([eventOf('e1'), eventOf('e2')]);
    record.erase();
    expect(storage.kept).toEqual({ ...others, 'tappa.shop': '{}' });
    expect(record.takeBack()).toEqual([]);
  });

  it('survives a storage that is full, broken or forbidden', () => {
    const broken = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    const record = createDeviceRecord('tappa.shop', broken, () => true);
    record.write({ visitor: 'v1' });
    expect(record.read()).toEqual({ visitor: 'v1' });
    expect(() => record.erase()).not.toThrow();
    const nonsense = createDeviceRecord(
      'tappa.shop',
      () => fakeStorage({ 'tappa.shop': '{"visitor"' }),
      () => true,
    );
    expect(nonsense.read()).toEqual({});
  });
});

describe('events laid aside', () => {
  const recordOn = (storage: ReturnType<typeof fakeStorage>) =>
    createDeviceRecord(
      'tappa.shop',
      () => storage,
      () => true,
    );

  it('are taken once, oldest first, by whichever page comes', () => {
    const storage = fakeStorage();
    const [one, other, next] = [recordOn(storage), recordOn(storage), recordOn(storage)];
    expect(other.layAside([eventOf('e2'), eventOf('e4')])).toEqual([]);
    expect(one.layAside([eventOf('e1'), eventOf('e3')])).toEqual([]);
    expect(next.takeBack().map(({ id }) => id)).toEqual(['e1', 'e2', 'e3', 'e4']);
    expect(one.takeBack()).toEqual([]);
    expect(storage.kept).toEqual({});
  });

  it('are the newest hundred at most', () => {
    const record = recordOn(fakeStorage());
    const ids = Array.from({ length: VISIT_EVENTS_MAX + 7 }, (_, n) => `e${1000 + n}`);
    for (const id of ids) record.layAside([eventOf(id)]);
    expect(record.takeBack().map(({ id }) => id)).toEqual(ids.slice(7));
  });

  it('stay with who laid them aside where the device has no room, and cost nobody anything where it is closed', () => {
    const full = Object.assign(fakeStorage(), {});
    Object.defineProperty(full, 'setItem', {
      value: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    });
    expect(recordOn(full).layAside([eventOf('e1')])).toEqual([eventOf('e1')]);
    const closed = createDeviceRecord(
      'tappa.shop',
      () => {
        throw new DOMException('denied', 'SecurityError');
      },
      () => true,
    );
    expect(closed.layAside([eventOf('e1')])).toEqual([eventOf('e1')]);
    expect(closed.takeBack()).toEqual([]);
  });

  it('are not held up by what else stands in their place', () => {
    const record = recordOn(fakeStorage({ 'tappa.shop.e.a': '{"id"', 'tappa.shop.event.b': '' }));
    record.layAside([eventOf('e1')]);
    expect(record.takeBack()).toEqual([eventOf('e1')]);
  });

  it('are all there however tabs write and take, and however late each sees what others did; each once where they see it in time', () => {
    const step = fc.record({ tab: fc.nat(2), act: fc.constantFrom('lay aside' as const, 'take' as const, 'see' as const) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40, size: 'max' }), fc.boolean(), (steps, isInTime) => {
        const device = fakeStorage();
        // Each tab looks at a copy of its own; what it changes reaches the device in order, and the others' copies when they look again.
        const copies: Record<string, string>[] = [{}, {}, {}];
        const tabs = copies.map((_, at) =>
          createDeviceRecord(
            'tappa.shop',
            () =>
              Object.assign(
                Object.create({
                  getItem: (key: string) => copies[at]![key] ?? null,
                  setItem(key: string, value: string) {
                    copies[at]![key] = value;
                    device.setItem(key, value);
                  },
                  removeItem(key: string) {
                    delete copies[at]![key];
                    device.removeItem(key);
                  },
                }),
                copies[at],
              ),
            () => true,
          ),
        );
        const laid: string[] = [];
        const taken: string[] = [];
        for (const [n, { tab, act }] of steps.entries()) {
          if (act === 'see' || isInTime) copies[tab] = device.kept;
          if (act === 'lay aside') {
            laid.push(`e${100 + n}`);
            tabs[tab]!.layAside([eventOf(`e${100 + n}`)]);
          }
          if (act === 'take') taken.push(...tabs[tab]!.takeBack().map(({ id }) => id));
        }
        taken.push(
          ...recordOn(device)
            .takeBack()
            .map(({ id }) => id),
        );
        expect([...new Set(taken)].sort()).toEqual(laid);
        if (isInTime) expect(taken).toHaveLength(laid.length);
      }),
    );
  });
});

describe('a session', () => {
  const noon = new Date(2026, 10, 20, 12).getTime();
  const minutes = (count: number) => count * 60_000;
  const direct = { channel: 'direct' };
  const makeId = () => 'new';
  const begun: Session = { id: 's1', startedAtMs: noon, lastAtMs: noon, channel: 'email' };

  it('goes on within half an hour, and keeps the channel it began with', () => {
    expect(continueSession(begun, direct, noon + minutes(29), makeId)).toEqual({ ...begun, lastAtMs: noon + minutes(29) });
  });

  it('ends with half an hour of silence', () => {
    expect(continueSession(begun, direct, noon + minutes(30), makeId)).toMatchObject({
      id: 'new',
      startedAtMs: noon + minutes(30),
      channel: 'direct',
    });
  });

  it('goes on over midnight, and when another campaign brings the visitor back, as in GA4', () => {
    const late = { ...begun, startedAtMs: new Date(2026, 10, 20, 23, 55).getTime(), lastAtMs: new Date(2026, 10, 20, 23, 59).getTime() };
    const after = new Date(2026, 10, 21, 0, 1).getTime();
    expect(continueSession(late, direct, after, makeId)).toEqual({ ...late, lastAtMs: after });
    expect(continueSession(begun, { channel: 'paid-search' }, noon + 1, makeId)).toEqual({ ...begun, lastAtMs: noon + 1 });
  });

  it('is made new from nothing, and from nonsense', () => {
    expect(continueSession(undefined, direct, noon, makeId).id).toBe('new');
    expect(continueSession({} as Session, direct, noon, makeId).id).toBe('new');
  });

  it('belongs to the visitor the device has always been', () => {
    const storage = fakeStorage();
    const record = createDeviceRecord(
      'tappa.shop',
      () => storage,
      () => true,
    );
    const ids = ['s1', 'v1', 's2', 'v2'];
    const first = recogniseVisitor(record, direct, noon, () => ids.shift()!);
    const second = recogniseVisitor(record, direct, noon + minutes(1), () => ids.shift()!);
    expect(second).toEqual({ ...first, session: { ...first.session, lastAtMs: noon + minutes(1) } });
    record.write({ key: 'k' });
    expect(recogniseVisitor(record, direct, noon + minutes(2), () => 'none')).toMatchObject({ visitor: first.visitor, key: 'k' });
    record.write({ visitor: 'not an id, but <nonsense>' });
    expect(recogniseVisitor(record, direct, noon + minutes(2), () => 'v3').visitor).toBe('v3');
  });
});
