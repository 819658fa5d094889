import type { Block } from '../../shared/schemas/block.ts';
import type { Acts } from './acts.ts';
import { type Child, el } from './dom.ts';
import { icon } from './icon.ts';

/** Screen readers miss what a live region says in the moment it is born: it speaks a little later. */
const ANNOUNCE_AFTER_MS = 300;

/** "Why am I seeing this?": a button and, once pressed, the reason. */
function why(label: string, reason: string): Child {
  const text = el('p', { hidden: true }, reason);
  const onclick = () => {
    text.hidden = !text.hidden;
    button.setAttribute('aria-expanded', String(!text.hidden));
  };
  const button = el('button', { type: 'button', class: 'plain', 'aria-expanded': 'false', onclick }, label);
  return el('div', { class: 'why' }, button, text);
}

/** Says the title once, politely, of a block that appeared by itself and did not take the focus. */
export function announcement(title: string, ending: AbortSignal): HTMLElement {
  const status = el('div', { class: 'unseen', role: 'status' });
  const timer = setTimeout(() => status.append(title), ANNOUNCE_AFTER_MS);
  ending.addEventListener('abort', () => clearTimeout(timer));
  return status;
}

/**
 * What stands around every block: its title, the way out, and why it is here. A modal is a `dialog`, all others a labelled region.
 * A row of products in the page has no way out: it is part of the page, not an interruption.
 */
export function frame({ content, labels, placement, kind, reason }: Block, body: Child[], acts: Acts): HTMLElement {
  const onclick = () => acts.dismiss();
  const isClosable = placement !== 'inline' || kind !== 'recommendations';
  const isModal = placement === 'modal';
  const outer: HTMLElement = el(
    isModal ? 'dialog' : 'section',
    { class: `frame ${placement} ${kind}`, 'aria-labelledby': 'title', tabindex: isModal && -1 },
    el(
      'header',
      {},
      el('h2', { id: 'title' }, content.title),
      isClosable && el('button', { type: 'button', class: 'round', 'aria-label': labels.close, onclick }, icon('close')),
    ),
    el('div', { class: 'body' }, ...body, reason && labels.why && why(labels.why, reason)),
  );
  if (isModal) {
    outer.addEventListener('cancel', (event) => {
      event.preventDefault();
      acts.dismiss();
    });
    // A press on the backdrop is a press on the dialog itself, outside its edges.
    outer.addEventListener('click', (event: MouseEvent) => {
      const { left, right, top, bottom } = outer.getBoundingClientRect();
      const isOutside = event.clientX < left || event.clientX > right || event.clientY < top || event.clientY > bottom;
      if (event.target === outer && isOutside) acts.dismiss();
    });
  }
  return outer;
}
