import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createExitScroll } from '../../../widget/renderer/exit-scroll.ts';

const SCREEN_PX = 800;

/** Whether any of the movements `[ms since the last, position]` is taken for leaving. */
function leaves(moves: readonly (readonly [number, number])[]): boolean {
  const isFlick = createExitScroll(SCREEN_PX);
  let atMs = 0;
  return moves.some(([afterMs, topPx]) => {
    atMs += afterMs;
    return isFlick({ atMs, topPx });
  });
}

describe('leaving by finger', () => {
  it('is a flick back to the top from deep in the page', () => {
    expect(
      leaves([
        [0, 2_000],
        [16, 1_900],
        [16, 1_750],
        [16, 1_600],
        [100, 1_500],
      ]),
    ).toBe(true);
  });

  it('is not reading back slowly', () => {
    expect(leaves(Array.from({ length: 100 }, (_, index) => [16, 2_000 - index * 8] as const))).toBe(false);
  });

  it('is not a flick near the top, where a menu is reached anyway', () => {
    expect(
      leaves([
        [0, 600],
        [16, 400],
        [16, 200],
        [16, 0],
      ]),
    ).toBe(false);
  });

  it('is not two small movements with a pause between them', () => {
    expect(
      leaves([
        [0, 2_000],
        [16, 1_800],
        [900, 1_790],
        [16, 1_600],
      ]),
    ).toBe(false);
  });

  it('never happens on the way down', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(200), fc.nat(5_000))), (moves) => {
        const down = moves.map(([afterMs, topPx]) => [afterMs, topPx] as const).sort((a, b) => a[1] - b[1]);
        expect(leaves(down)).toBe(false);
      }),
    );
  });
});
