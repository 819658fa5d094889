import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../../shared/schemas/block.ts';
import { KEPT_MAX_LENGTH, type Kept, keep, ownerOf, recall, userOf, written } from '../../../widget/memory/kept.ts';

const NOW_MS = Date.parse('2026-11-20T10:00:00Z');
const HOUR_MS = 3_600_000;
const ANNA = ownerOf(['v1']);
const BRUNO = ownerOf(['v2']);

const block = (id: string, untilMs?: number, title = ''): Block =>
  ({
    id,
    rule: id,
    slot: id,
    content: { title },
    ...(untilMs !== undefined && { validUntil: new Date(untilMs).toISOString() }),
  }) as unknown as Block;
const ids = (blocks: Block[]): string[] => blocks.map(({ id }) => id);
const jwt = (claims: object): string => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;

describe('what a page was last answered', () => {
  const kept = keep([], ANNA, '/a', [block('picks', NOW_MS + HOUR_MS), block('feedback')], NOW_MS);

  it('is shown again as long as it is true, but for what may only be shown when asked for', () => {
    expect(ids(recall(kept, ANNA, '/a', NOW_MS + HOUR_MS - 1))).toEqual(['picks']);
    expect(recall(kept, ANNA, '/a', NOW_MS + HOUR_MS)).toEqual([]);
  });

  it('belongs to its page and to one person', () => {
    expect(recall(kept, ANNA, '/b', NOW_MS)).toEqual([]);
    expect(recall(kept, BRUNO, '/a', NOW_MS)).toEqual([]);
    expect(keep(kept, BRUNO, '/b', [], NOW_MS)).toEqual([]);
  });

  it('gives way to the next answer of that page, and to no other', () => {
    const both = keep(kept, ANNA, '/b', [block('notice', NOW_MS + HOUR_MS)], NOW_MS);
    expect(ids(recall(both, ANNA, '/a', NOW_MS))).toEqual(['picks']);
    expect(recall(keep(both, ANNA, '/a', [], NOW_MS), ANNA, '/a', NOW_MS)).toEqual([]);
    expect(ids(recall(keep(both, ANNA, '/a', [], NOW_MS), ANNA, '/b', NOW_MS))).toEqual(['notice']);
  });

  it('takes no more of the device than it may: the oldest goes, and one that is too large alone is not kept', () => {
    const pages = fc.array(fc.record({ page: fc.webPath(), size: fc.nat(40_000) }), { maxLength: 12 });
    fc.assert(
      fc.property(pages, (visits) => {
        const all = visits.reduce<Kept[]>(
          (before, { page, size }) => keep(before, ANNA, page, [block('x', NOW_MS + HOUR_MS, 'x'.repeat(size))], NOW_MS),
          [],
        );
        const text = written(all, JSON.stringify);
        expect(text.length).toBeLessThanOrEqual(KEPT_MAX_LENGTH);
        const left = text ? (JSON.parse(text) as Kept[]) : [];
        expect(all.slice(all.length - left.length)).toEqual(left);
      }),
    );
    expect(written([], JSON.stringify)).toBe('');
  });
});

describe('whose it is', () => {
  it('goes by the person of a token, not by the token, which changes', () => {
    expect(userOf(jwt({ user_id: 'c1', exp: 1 }))).toBe(userOf(jwt({ user_id: 'c1', exp: 2 })));
    expect(userOf(jwt({ user_id: 'c1' }))).not.toBe(userOf(jwt({ user_id: 'c2' })));
  });

  it.each([undefined, '', 'nonsense', 'a.b.c', 'a.%%.c'])('is no error with the token %j', (token) => {
    expect(userOf(token)).toBe(token);
  });

  it('is another’s as soon as the cart or the shop is another', () => {
    expect(ownerOf(['v1', null, 'A,1,'])).not.toBe(ownerOf(['v1', null, 'A,2,']));
    expect(ownerOf(['v1', undefined])).toBe(ownerOf(['v1', undefined]));
  });
});
