/** More than this is a mistake in the page, not a height to keep free. */
const RESERVED_MAX_PX = 4_000;

/** The first place of that name in the page: `<div data-tappa-slot="NAME">`, or the element `<tappa-slot name="NAME">`. */
export function findSlot(name: string): HTMLElement | null {
  const quoted = CSS.escape(name);
  // Not the document's own method, which pages put theirs in the place of.
  return document.documentElement.querySelector<HTMLElement>(`[data-tappa-slot="${quoted}"],tappa-slot[name="${quoted}"]`);
}

/** Pixels the shop keeps free for a slot by `data-tappa-height`; 0 if it says nothing sensible. */
export function reservedHeightPx(slot: HTMLElement): number {
  const height = Number(slot.dataset.tappaHeight);
  return height > 0 && height <= RESERVED_MAX_PX ? height : 0;
}

const anchorsScroll = () => CSS.supports('overflow-anchor:auto');

/**
 * Whether the element may change its height without moving what a person looks at: it is below the view, or above it in a browser that
 * anchors the scroll position.
 */
export function isOutOfSight(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= innerHeight || (bottom <= 0 && anchorsScroll());
}

/** Calls back once when the element is out of sight in the sense above; returns how to stop waiting. */
export function whenOutOfSight(element: Element, callback: () => void): () => void {
  // Where scrolling is not anchored, all that lies above the view counts as seen.
  const rootMargin = anchorsScroll() ? '0px' : '9999999px 0px 0px';
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries[entries.length - 1]?.isIntersecting) return;
      observer.disconnect();
      callback();
    },
    { rootMargin },
  );
  observer.observe(element);
  return () => observer.disconnect();
}

/** Whether a block may enter the slot now: the slot is empty (made for this, with or without a height kept free), or out of sight. */
export function mayFill(slot: HTMLElement): boolean {
  const isEmpty = !slot.textContent?.trim() && !slot.querySelector('img,picture,video,iframe,svg');
  return isEmpty || isOutOfSight(slot);
}
