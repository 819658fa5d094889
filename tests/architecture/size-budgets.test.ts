import { describe, expect, it } from 'vitest';
import { measureSizes } from '../../.scripts/sizes.mjs';

describe('what is served and deployed', () => {
  it('keeps to the sizes of tests/bench/size-budgets.json', async () => {
    const sizes = await measureSizes();
    expect(sizes.map(({ name }) => name)).toContain('tappa.js');
    expect(sizes.flatMap(({ over }) => over)).toEqual([]);
  });
});
