import { describe, expect, it } from 'vitest';
import { subjectKind } from '../../../edge/console/app/pages/segment-row-fields.tsx';
import { conditionOf, idFrom, rowsOf } from '../../../edge/console/app/segment-rows.ts';
import { messageWords } from '../../../edge/console/app/words/message-words.ts';
import { sizeWords } from '../../../edge/console/app/words/size-words.ts';
import { defaultSetup } from '../../../edge/decisioning/default-setup.ts';
import { checkSetup } from '../../../edge/decisioning/setup-check.ts';

const row = { relation: 'gte', days: 30, category: '', value: '2' } as const;

describe('a condition as rows', () => {
  it.each([
    { 'past.days30.productViews': { $gte: 2 } },
    { 'past.days90.categories': { $elemMatch: { category: 'Lampade', purchases: { $gte: 1 } } } },
    { 'purchases.daysSinceLast': { $exists: true, $lte: 30 } },
    { 'purchases.count': { $eq: 3 }, 'cart.open': true, stage: { $ne: 'recovery' } },
    { $or: [{ 'loyalty.member': false }, { $savedGroup: { id: 'a' } }, { $not: { $savedGroup: { id: 'b' } } }] },
    { $and: [{ 'visits.count': { $gte: 2 } }, { 'visits.count': { $lte: 5 } }] },
  ])('comes back as it was: %j', (condition) => {
    const rows = rowsOf(condition, subjectKind);
    expect(rows).not.toBeNull();
    expect(conditionOf(rows!, subjectKind)).toEqual(condition);
    const segments = ['a', 'b'].map((id) => ({ id, name: { it: id, en: id }, condition: { pageViews: { $gte: 1 } } }));
    const tried = { id: 'tried', name: { it: 'Prova', en: 'Try' }, condition };
    expect(checkSetup({ ...defaultSetup(), segments: [...segments, tried] }).errors).toEqual([]);
  });
  it.each([
    { 'cart.items': { $in: ['lamp'] } },
    { 'purchases.count': { $gte: 1, $lte: 3 } },
    { $nor: [{ 'cart.open': true }] },
    { 'past.days30.categories': { $size: 0 } },
  ])('is left as it is where rows cannot say it: %j', (condition) => {
    expect(rowsOf(condition, subjectKind)).toBeNull();
  });
  it('leaves out what is not filled in yet', () => {
    const rows = [
      { ...row, subject: 'past:sessions', value: '' },
      { ...row, subject: 'category:views' },
      { ...row, subject: 'segment', relation: 'is', value: '' } as const,
      { ...row, subject: 'purchases.total', value: '12,5' },
    ];
    expect(conditionOf({ joint: 'all', rows }, subjectKind)).toEqual({ 'purchases.total': { $gte: 12.5 } });
  });
  it('is named by an id that nobody has yet', () => {
    expect(idFrom('Amanti delle lampàde!', [])).toBe('amanti-delle-lampade');
    expect(idFrom('Amanti', ['amanti', 'amanti-2'])).toBe('amanti-3');
    expect(idFrom('…', [])).toBe('segment');
  });
});

describe('a size in words', () => {
  const size = {
    matched: 344,
    of: 2_864,
    share: 0.12,
    interval: [0.102, 0.141] as [number, number],
    basis: 'sample' as const,
    asked: 1_432,
    seenWithinDays: 30,
    asOf: '2026-11-20T09:00:00.000Z',
  };
  it('says about how many, of whom, and how sure that is', () => {
    expect(sizeWords(size, 'it')).toBe('Circa 340 persone, il 12% di chi si è visto negli ultimi 30 giorni: tra il 10% e il 14%.');
    expect(sizeWords(size, 'en')).toBe('About 340 people, 12% of those seen in the last 30 days: between 10% and 14%.');
  });
  it('says exactly how many where everybody was asked, and that nobody was seen', () => {
    const one = { ...size, matched: 1, of: 2, share: 0.5, interval: [0.5, 0.5] as [number, number], basis: 'everybody' as const };
    expect(sizeWords(one, 'en')).toBe('1 person, 50% of those seen in the last 30 days.');
    expect(sizeWords({ ...one, matched: 0, of: 0, share: null, interval: null }, 'it')).toMatch(/^Nessuno visto/);
  });
  it('says what is wrong in Italian too', () => {
    for (const message of ['can never hold: nobody would be of this segment', 'there is no segment "a"', 'leads back to itself: a → b → a'])
      expect(messageWords(message, 'it')).not.toBe(message);
  });
});
