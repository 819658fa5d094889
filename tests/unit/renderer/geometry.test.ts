import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowEdges, rowStep } from '../../../widget/blocks/row.ts';
import { scaleValues } from '../../../widget/blocks/scale.ts';
import { scrollToClear } from '../../../widget/renderer/focus-guard.ts';
import { isViewed } from '../../../widget/renderer/impressions.ts';
import { schemeOf } from '../../../widget/renderer/scheme.ts';
import { scrolledPercent } from '../../../widget/renderer/triggers.ts';

const box = (left: number, top: number, width: number, height: number): DOMRectReadOnly =>
  ({ left, top, right: left + width, bottom: top + height, width, height }) as DOMRectReadOnly;

describe('a row of products', () => {
  it('knows its two ends, also where text runs right to left', () => {
    expect(rowEdges({ scrollLeft: 0, clientWidth: 300, scrollWidth: 900 })).toEqual({ overflows: true, atStart: true, atEnd: false });
    expect(rowEdges({ scrollLeft: 599.5, clientWidth: 300, scrollWidth: 900 })).toEqual({ overflows: true, atStart: false, atEnd: true });
    expect(rowEdges({ scrollLeft: -600, clientWidth: 300, scrollWidth: 900 })).toEqual({ overflows: true, atStart: false, atEnd: true });
  });

  it('that fits has nowhere to go', () => {
    expect(rowEdges({ scrollLeft: 0, clientWidth: 300, scrollWidth: 301 })).toEqual({ overflows: false, atStart: true, atEnd: true });
  });

  it('turns by whole cards, at least one, in the direction it runs', () => {
    expect(rowStep(500, [0, 160, 320])).toBe(480);
    expect(rowStep(500, [400, 240, 80])).toBe(-480);
    expect(rowStep(100, [0, 160])).toBe(160);
    expect(rowStep(300, [0])).toBe(300);
    expect(rowStep(300, [])).toBe(300);
  });
});

describe('a scale', () => {
  it('counts from its first to its last number', () => {
    expect(scaleValues(0, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(scaleValues(1, 5)).toEqual([1, 2, 3, 4, 5]);
  });

  it.each([
    [5, 1],
    [1, 1],
    [0, 100],
    [0.5, 3],
    [Number.NaN, 5],
    [0, Number.POSITIVE_INFINITY],
  ])('is refused from %s to %s', (min, max) => expect(() => scaleValues(min, max)).toThrow(RangeError));
});

describe('what counts as seen', () => {
  it('is half of the block, or half of the screen when the block is taller than that', () => {
    expect(isViewed({ ratio: 0.5, heightPx: 100 }, 800)).toBe(true);
    expect(isViewed({ ratio: 0.49, heightPx: 100 }, 800)).toBe(false);
    expect(isViewed({ ratio: 0.2, heightPx: 400 }, 800)).toBe(true);
  });

  it('of a page is how far down a person came; a page without scrolling is seen whole', () => {
    expect(scrolledPercent(0, 800, 2_400)).toBe(0);
    expect(scrolledPercent(800, 800, 2_400)).toBe(50);
    expect(scrolledPercent(1_700, 800, 2_400)).toBe(100);
    expect(scrolledPercent(0, 800, 600)).toBe(100);
  });
});

describe('focus under a floating block', () => {
  it('is scrolled out from under it', () => expect(scrollToClear(box(10, 700, 80, 20), box(0, 640, 400, 160))).toBe(92));
  it('is left where a part of it shows', () => expect(scrollToClear(box(10, 630, 80, 20), box(0, 640, 400, 160))).toBe(0));
  it('is left where it is beside it', () => expect(scrollToClear(box(500, 700, 80, 20), box(0, 640, 400, 160))).toBe(0));
});

describe('the page behind a block', () => {
  it('is light or dark by what its background reflects', () => {
    expect(schemeOf('rgb(255, 255, 255)')).toBe('light');
    expect(schemeOf('rgb(18, 18, 20)')).toBe('dark');
    expect(schemeOf('rgb(200, 30, 60)')).toBe('dark');
    expect(schemeOf('rgba(250, 240, 230, 0.9)')).toBe('light');
  });

  it('stays unknown where the background lets through or is written otherwise', () => {
    for (const color of ['rgba(0, 0, 0, 0)', 'rgba(0, 0, 0, 0.2)', 'oklch(0.2 0 0)', '']) expect(schemeOf(color)).toBeUndefined();
  });

  it('has the text colour that contrasts at least 4.5 to 1, black on light and white on dark', () => {
    const channel = fc.integer({ min: 0, max: 255 });
    const linear = (value: number) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    fc.assert(
      fc.property(channel, channel, channel, (red, green, blue) => {
        const luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
        const contrast = schemeOf(`rgb(${red}, ${green}, ${blue})`) === 'dark' ? 1.05 / (luminance + 0.05) : (luminance + 0.05) / 0.05;
        expect(contrast).toBeGreaterThan(4.4);
      }),
    );
  });
});
