import { describe, expect, it } from 'vitest';
import { nextItems, viewedTogether } from '../../../edge/recommendations/next-items.ts';
import { createScorer, DEFAULT_PARAMETERS } from '../../../edge/recommendations/session-knn.ts';
import { learn, visits } from './shop.ts';

const ids = (list: { itemId: string }[]) => list.map(({ itemId }) => itemId);

describe('what is looked at next', () => {
  it('follows the path of people who looked at the same', () => {
    const index = learn(visits('tent stove', 'tent stove', 'tent mat', 'sofa cushion', 'sofa cushion'));
    expect(ids(nextItems(index, ['tent'], 10)).slice(0, 3)).toContain('stove');
    expect(ids(nextItems(index, ['tent'], 10))).not.toContain('cushion');
  });

  it('listens more to the last product than to earlier ones', () => {
    const index = learn(visits('tent stove', 'sofa cushion'));
    const list = ids(nextItems(index, ['sofa', 'tent'], 10));
    expect(list.indexOf('stove')).toBeLessThan(list.indexOf('cushion'));
  });

  it('prefers what came after a product to what came before it', () => {
    const index = learn(visits('before tent after', 'x y', 'z w'));
    const list = ids(nextItems(index, ['tent'], 10));
    expect(list.indexOf('after')).toBeLessThan(list.indexOf('before'));
  });

  it('prefers recent visits to old ones', () => {
    const index = learn(visits('tent old', ...Array.from({ length: 20 }, (_, n) => `filler${n} other${n}`), 'tent new'));
    const list = ids(nextItems(index, ['tent'], 10));
    expect(list.indexOf('new')).toBeLessThan(list.indexOf('old'));
  });

  it('reaches the companions of companions, which no visit joins', () => {
    const index = learn(visits('tent stove', 'stove gas', 'sofa cushion'));
    const list = ids(nextItems(index, ['tent'], 10));
    expect(list).toContain('gas');
    expect(list.indexOf('stove')).toBeLessThan(list.indexOf('gas'));
    expect(list).not.toContain('cushion');
  });

  it('names the product a pick follows from, never the pick itself', () => {
    const index = learn(visits('tent stove', 'tent stove', 'sofa cushion', 'sofa cushion'));
    const because = new Map(nextItems(index, ['sofa', 'tent'], 10).map((next) => [next.itemId, next.becauseOf]));
    expect(because.get('stove')).toBe('tent');
    expect(because.get('cushion')).toBe('sofa');
    expect(because.get('tent')).not.toBe('tent');
  });

  it('has nothing to say of products it never saw, and passes over them beside known ones', () => {
    const index = learn(visits('tent stove'));
    expect(nextItems(index, ['unheard-of'], 5)).toEqual([]);
    expect(nextItems(index, [], 5)).toEqual([]);
    expect(nextItems(learn([]), ['tent'], 5)).toEqual([]);
    expect(ids(nextItems(index, ['tent', 'unheard-of'], 5))).toContain('stove');
  });

  it('answers the same when asked again, whatever was asked between', () => {
    const index = learn(visits('a b c', 'b c d', 'c d e', 'd e f', 'a f', 'b e'));
    const first = nextItems(index, ['a', 'b'], 10);
    for (const id of ['c', 'd', 'e', 'f']) {
      nextItems(index, [id], 10);
      viewedTogether(index, id, 10);
    }
    expect(nextItems(index, ['a', 'b'], 10)).toEqual(first);
  });

  it('keeps the heaviest neighbours when there are more than may vote', () => {
    const index = learn(visits(...Array.from({ length: 2_000 }, (_, n) => `tent thing${n % 7}`), 'tent stove', 'tent stove'));
    expect(ids(nextItems(index, ['tent'], 20))).toContain('stove');
  });

  it('refuses parameters that make no sense', () => {
    const { sessions } = learn(visits('a b'));
    expect(() => createScorer(sessions, { ...DEFAULT_PARAMETERS, lastItems: 0 })).toThrow(RangeError);
    expect(() => createScorer(sessions, { ...DEFAULT_PARAMETERS, neighbours: 0 })).toThrow(RangeError);
  });
});

describe('what is looked at together', () => {
  it('leaves out the product itself', () => {
    const index = learn(visits('tent stove', 'tent mat'));
    expect(ids(viewedTogether(index, 'tent', 10)).sort()).toEqual(['mat', 'stove']);
    expect(viewedTogether(index, 'unheard-of', 10)).toEqual([]);
  });
});
