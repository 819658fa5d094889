import type { PageSpot } from '../../shared/schemas/block.ts';

/** More than this is a mistake in the page, not a height to keep free. */
export const RESERVED_MAX_PX = 4_000;

/** What `position` may say; anything else could be any method of an element. */
const POSITIONS = /^(before|after|prepend|append)$/;

/**
 * Where a block goes: the first slot of that name in the page, `<div data-tappa-slot="NAME">` or `<tappa-slot name="NAME">`, or the element
 * that `at` selects. Null where there is none, and where `at` is no selector or position.
 */
export function findSpot(name: string, at?: PageSpot): HTMLElement | null {
  try {
    const quoted = CSS.escape(name);
    // Not the document's own method, which pages put theirs in the place of.
    return at && !POSITIONS.test(at.position)
      ? null
      : document.documentElement.querySelector(at ? at.selector : `[data-tappa-slot="${quoted}"],tappa-slot[name="${quoted}"]`);
  } catch {
    return null;
  }
}

/** Puts a host there. */
export function enter(spot: HTMLElement, host: HTMLElement, at?: PageSpot): void {
  spot[at ? at.position : 'append'](host);
}

/** All slots of the page with their names. */
export const namedSlots = (): [name: string, slot: HTMLElement][] =>
  // Not `Array.from`: an old Prototype.js puts one of its own in its place, which knows lists alone.
  [...document.documentElement.querySelectorAll<HTMLElement>('[data-tappa-slot],tappa-slot')].map((slot) => [
    slot.dataset.tappaSlot ?? slot.getAttribute('name') ?? '',
    slot,
  ]);

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

/**
 * Whether a block may enter now without moving what a person looks at: the place is out of sight, or ends below the view where the block comes
 * at its end, or is empty (made for this, with or without a height kept free). Beside an element there is no empty place.
 */
export function mayFill(spot: HTMLElement, at?: PageSpot): boolean {
  if (isOutOfSight(spot)) return true;
  const position = at?.position;
  if (position?.startsWith('a') && spot.getBoundingClientRect().bottom >= innerHeight) return true;
  const isBeside = position === 'before' || position === 'after';
  return !isBeside && !spot.textContent?.trim() && !spot.querySelector('img,picture,video,iframe,svg');
}
