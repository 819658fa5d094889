import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ID_PATTERN } from '../../../shared/ids.ts';
import { createDeviceRecord } from '../../../widget/identity/device-record.ts';
import { smallUuidV7 } from '../../../widget/identity/id.ts';
import { continueSession, type Session } from '../../../widget/identity/session.ts';
import { recogniseVisitor } from '../../../widget/identity/who.ts';

const fakeStorage = (kept: Record<string, string> = {}) => ({
  kept,
  getItem: (key: string) => kept[key] ?? null,
  setItem: (key: string, value: string) => {
    kept[key] = value;
  },
  removeItem: (key: string) => {
    delete kept[key];
  },
});

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
    expect(storage.kept).toEqual({});
    expect(record.read()).toEqual({});
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

describe('a session', () => {
  const noon = new Date(2026, 10, 20, 12).getTime();
  const minutes = (count: number) => count * 60_000;
  const direct = { campaign: '', channel: 'direct' };
  const makeId = () => 'new';
  const begun: Session = { id: 's1', startedAtMs: noon, lastAtMs: noon, campaign: 'news/email/november', channel: 'email' };

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

  it('ends at midnight', () => {
    const late = { ...begun, startedAtMs: new Date(2026, 10, 20, 23, 55).getTime(), lastAtMs: new Date(2026, 10, 20, 23, 59).getTime() };
    expect(continueSession(late, direct, new Date(2026, 10, 21, 0, 1).getTime(), makeId).id).toBe('new');
  });

  it('ends when another campaign brings the visitor back, not when the same one does', () => {
    expect(continueSession(begun, { campaign: 'google/cpc/', channel: 'paid-search' }, noon + 1, makeId).id).toBe('new');
    expect(continueSession(begun, { campaign: begun.campaign, channel: 'email' }, noon + 1, makeId).id).toBe('s1');
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
