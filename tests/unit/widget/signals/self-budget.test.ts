import { describe, expect, it } from 'vitest';
import { isOurShift } from '../../../../widget/signals/self-budget.ts';

const moved = (...byPx: number[]) => ({
  value: 0.1,
  hadRecentInput: false,
  sources: byPx.map((px) => ({ previousRect: { top: 100 }, currentRect: { top: 100 + px } })),
});

describe('a shift of the page', () => {
  it('is ours when something moved by what our blocks grew or shrank', () => {
    expect(isOurShift(moved(12, 240), 240)).toBe(true);
    expect(isOurShift(moved(239.6), 240)).toBe(true);
    expect(isOurShift(moved(256), 240)).toBe(true);
    expect(isOurShift(moved(-80), -80)).toBe(true);
  });

  it("is the page's own when our blocks stayed as they were, or it moved otherwise", () => {
    expect(isOurShift(moved(240), 0)).toBe(false);
    expect(isOurShift(moved(0.5), 0)).toBe(false);
    expect(isOurShift(moved(60), 240)).toBe(false);
    expect(isOurShift(moved(), 240)).toBe(false);
    expect(isOurShift({ ...moved(240), hadRecentInput: true }, 240)).toBe(false);
  });
});
