import { describe, expect, it } from 'vitest';
import { buildIndex } from '../../../edge/recommendations/session-index.ts';
import { DAY_MS, HOUR_MS, learn, NOW_MS, visits } from './shop.ts';

describe('learning from traffic', () => {
  it('knows nothing of a shop without traffic', () => {
    const index = learn([]);
    expect(index.itemIds).toEqual([]);
    expect(index.popular).toHaveLength(0);
  });

  it('learns the same whatever order the visits come in', () => {
    const sessions = visits('lamp bulb', 'bulb shade', 'chair lamp bulb', 'table');
    expect(learn([...sessions].reverse())).toEqual(learn(sessions));
  });

  it('counts a product once a visit, at the last place it was seen', () => {
    const index = learn(visits('lamp bulb lamp lamp'));
    expect(Array.from(index.sessions.items, (item) => index.itemIds[item])).toEqual(['bulb', 'lamp']);
    expect(Array.from(index.sessions.itemSupport)).toEqual([1, 1]);
  });

  it('counts a visit to one product as demand, though it has no company to tell of', () => {
    const index = learn(visits('lamp', 'lamp', 'bulb'));
    expect(index.sessions.size).toBe(0);
    expect(Array.from(index.popular, (item) => index.itemIds[item])).toEqual(['lamp', 'bulb']);
  });

  it('keeps the most recent visits when there are too many, and the last products of a long one', () => {
    const limits = { maxSessions: 2, itemsPerSession: 2 };
    const index = buildIndex({ sessions: visits('old older', 'a b', 'c d e'), baskets: [], nowMs: NOW_MS, limits });
    expect([...index.itemIds].sort()).toEqual(['a', 'b', 'd', 'e']);
  });

  it('keeps the products seen most when there are too many', () => {
    const index = buildIndex({ sessions: visits('a b', 'a b', 'a c'), baskets: [], nowMs: NOW_MS, limits: { maxItems: 2 } });
    expect(index.itemIds).toEqual(['a', 'b']);
  });

  it('finds the most recent visits of a product first, up to the limit', () => {
    const index = buildIndex({ sessions: visits('a b', 'a c', 'a d'), baskets: [], nowMs: NOW_MS, limits: { sessionsPerItem: 2 } });
    const a = index.numberOf.get('a')!;
    expect(Array.from(index.sessions.itemSessions.slice(index.sessions.itemStarts[a], index.sessions.itemStarts[a + 1]))).toEqual([2, 1]);
    expect(index.sessions.itemSupport[a]).toBe(3);
  });

  it('lets demand fade: a look of today outweighs one of half a year ago', () => {
    const old = [1, 2, 3, 4].map(() => ({ items: ['winter-coat'], endedAtMs: NOW_MS - 180 * DAY_MS }));
    const index = learn([...old, { items: ['sandals'], endedAtMs: NOW_MS - HOUR_MS }]);
    expect(index.itemIds[index.popular[0]!]).toBe('sandals');
  });

  it('calls a product trending that rises, though another has always sold more', () => {
    const steady = Array.from({ length: 60 }, (_, day) => ({ items: ['bestseller'], endedAtMs: NOW_MS - day * DAY_MS }));
    const rising = Array.from({ length: 4 }, () => ({ items: ['newcomer'], endedAtMs: NOW_MS - HOUR_MS }));
    const index = learn([...steady, ...rising]);
    expect(index.itemIds[index.popular[0]!]).toBe('bestseller');
    expect(index.itemIds[index.trending[0]!]).toBe('newcomer');
  });

  it('lets a sale weigh more than a look', () => {
    const index = learn(visits('looked', 'looked', 'looked'), visits('bought'));
    expect(index.itemIds[index.popular[0]!]).toBe('bought');
  });

  it('takes a time in the future, from a clock that is wrong, for now', () => {
    const index = learn([
      { items: ['a'], endedAtMs: NOW_MS + 400 * DAY_MS },
      { items: ['b', 'b2'], endedAtMs: NOW_MS },
    ]);
    expect(index.demand.steady[index.numberOf.get('a')!]).toBe(1);
  });

  it('refuses limits and times that make no sense', () => {
    expect(() => buildIndex({ sessions: [], baskets: [], nowMs: NOW_MS, limits: { maxItems: 0 } })).toThrow('maxItems');
    expect(() => learn([{ items: ['a', 'b'], endedAtMs: Number.NaN }])).toThrow('not a time');
  });
});
