import { describe, expect, it } from 'vitest';
import type { Block } from '../../../shared/schemas/block.ts';
import { isFloating, isPlain } from '../../../widget/renderer/later.ts';
import { sampleBlock } from '../../browser/gallery/sample-data.ts';

describe('a block needs the second file', () => {
  it('not where it stands in the page at once', () => {
    for (const kind of ['recommendations', 'message'] as const) expect(isPlain(sampleBlock(kind, 'it'))).toBe(true);
    expect(isPlain(sampleBlock('message', 'it', { when: { on: 'load', afterMs: 0 } }))).toBe(true);
  });

  it('where it floats, waits, or is of a kind that comes with it', () => {
    for (const placement of ['bar', 'corner', 'modal'] as const) {
      const block = sampleBlock('message', 'it', { placement });
      expect([isFloating(block), isPlain(block)]).toEqual([true, false]);
    }
    const moments: Block['when'][] = [{ on: 'load', afterMs: 1 }, { on: 'exit-intent' }, { on: 'scroll', percent: 10 }, { on: 'idle' }];
    for (const when of moments) expect(isPlain(sampleBlock('message', 'it', { when })), when.on).toBe(false);
    for (const kind of ['store-notice', 'loyalty-prompt', 'feedback', 'cart-handoff'] as const)
      expect(isPlain(sampleBlock(kind, 'it'))).toBe(false);
  });

  it('not because an answer says nothing of its moment', () => {
    const silent = { ...sampleBlock('message', 'it'), when: null } as unknown as Block;
    expect(isPlain(silent)).toBe(true);
  });
});
