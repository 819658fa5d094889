import type { Block } from '../../shared/schemas/block.ts';
import type { Preview } from '../../shared/schemas/preview.ts';
import { element } from './dom.ts';
import type { Words } from './words.ts';

/** The element of a slot: where the page names it, or where the set-up places it. */
export function slotOf(name: string, block?: Block): Element | null {
  try {
    const quoted = CSS.escape(name);
    const shown = block && document.querySelector(`[data-tappa-block="${CSS.escape(block.id)}"]`);
    return shown || document.querySelector(`[data-tappa-slot="${quoted}"],tappa-slot[name="${quoted}"]`);
  } catch {
    return null;
  }
}

/** Frames with badges over the slots of the page, which follow them. */
export function createSpots(root: ShadowRoot) {
  let marks: [mark: HTMLElement, name: string, block: Block | undefined][] = [];
  let frame = 0;
  const place = (): void => {
    frame = 0;
    for (const [mark, name, block] of marks) {
      const box = slotOf(name, block)?.getBoundingClientRect();
      mark.hidden = !box;
      if (!box) continue;
      const { style } = mark;
      style.left = `${box.left}px`;
      style.top = `${box.top}px`;
      style.width = `${box.width}px`;
      // An empty slot has no height of its own: its badge does.
      style.height = `${Math.max(box.height, 22)}px`;
    }
  };
  const follow = (): void => {
    frame ||= requestAnimationFrame(place);
  };
  const life = new AbortController();
  for (const type of ['scroll', 'resize', 'transitionend', 'load'])
    addEventListener(type, follow, { capture: true, passive: true, signal: life.signal });
  const sizes = new ResizeObserver(follow);
  const tree = new MutationObserver(follow);
  sizes.observe(document.documentElement);
  tree.observe(document.documentElement, { childList: true, subtree: true });
  return {
    show({ slots, trace }: Preview, blocks: readonly Block[], words: Words): void {
      for (const [mark] of marks) mark.remove();
      marks = slots.map(({ slot, rule }) => {
        const told = trace.find((each) => each.slot === slot);
        const block = blocks.find((each) => each.slot === slot);
        const text =
          rule === null ? `${slot} · ${words.empty}` : [told?.name ?? rule, told?.variant, block?.reason].filter(Boolean).join(' · ');
        // What it says stands in the panel's list too.
        const mark = element('div', { className: rule === null ? 'spot' : 'spot shown', 'aria-hidden': true }, element('span', {}, text));
        root.prepend(mark);
        return [mark, slot, block];
      });
      place();
    },
    stop(): void {
      life.abort();
      sizes.disconnect();
      tree.disconnect();
      cancelAnimationFrame(frame);
    },
  };
}
