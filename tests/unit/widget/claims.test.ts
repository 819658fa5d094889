import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../../shared/schemas/block.ts';
import { firstEnd, sayable } from '../../../widget/claims/index.ts';

const NOW_MS = Date.parse('2026-11-20T10:00:00Z');
const HOUR_MS = 3_600_000;
const block = (id: string, claimsUntil?: string, otherwise?: object): Block =>
  ({ id, content: { title: 'Solo oggi 89 €' }, ...(claimsUntil && { claimsUntil }), ...(otherwise && { otherwise }) }) as unknown as Block;
const at = (ms: number): string => new Date(ms).toISOString();

describe('a page that stays open', () => {
  it('keeps what claims nothing, and what may still be said', () => {
    const blocks = [block('plain'), block('price', at(NOW_MS + HOUR_MS), { title: 'Da vedere' })];
    expect(sayable(blocks, NOW_MS + HOUR_MS - 1)).toMatchObject(blocks);
  });

  it('says it neutrally from its end on, and drops what cannot be said otherwise', () => {
    const blocks = [block('price', at(NOW_MS), { title: 'Da vedere' }), block('notice', at(NOW_MS))];
    expect(sayable(blocks, NOW_MS)).toEqual([{ id: 'price', content: { title: 'Da vedere' } }]);
  });

  it('looks again at the first end, and at none where none is told or what is told is no moment', () => {
    expect(firstEnd([block('a', at(NOW_MS + 5)), block('b'), block('c', at(NOW_MS + 3))])).toBe(NOW_MS + 3);
    expect(firstEnd([block('a', 'soon'), block('b')])).toBe(Number.POSITIVE_INFINITY);
    expect(sayable([block('a', 'soon')], NOW_MS)).toHaveLength(1);
  });

  it('never says a claim at or past its end, however often it looks', () => {
    const claims = fc.record({ endMs: fc.integer({ min: -5, max: 5 }), hasWords: fc.boolean() });
    fc.assert(
      fc.property(fc.array(claims), fc.array(fc.nat(10)), (given, looks) => {
        let blocks = given.map(({ endMs, hasWords }, id) =>
          block(`${id}`, at(NOW_MS + endMs), hasWords ? { title: 'Da vedere' } : undefined),
        );
        for (const ms of looks.sort((a, b) => a - b)) {
          blocks = sayable(blocks, NOW_MS + ms);
          const priced = blocks.filter(({ content }) => JSON.stringify(content).includes('€'));
          expect(priced.every(({ id }) => given[Number(id)]!.endMs > ms)).toBe(true);
        }
      }),
    );
  });
});
