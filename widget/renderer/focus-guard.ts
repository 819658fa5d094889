/** Space left between what has the focus and what floats. */
const MARGIN_PX = 12;

/**
 * Pixels to scroll so that a focused element does not lie wholly under a floating one (WCAG 2.2, 2.4.11 Focus Not Obscured); 0 if it is
 * in the clear.
 */
export function scrollToClear(focused: DOMRectReadOnly, floating: DOMRectReadOnly): number {
  const isCovered =
    focused.top >= floating.top && focused.bottom <= floating.bottom && focused.left >= floating.left && focused.right <= floating.right;
  return isCovered ? focused.bottom - floating.top + MARGIN_PX : 0;
}
