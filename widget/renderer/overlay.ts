import type { Block } from '../../shared/schemas/block.ts';
import { scrollToClear } from './focus-guard.ts';
import { hasOpenDialog } from './host-dialogs.ts';
import type { Mount, MountTools } from './mount.tsx';
import type { Place, PlaceEvents } from './place.ts';

/** How often a waiting block looks whether the page's own dialog has closed. */
const DIALOG_POLL_MS = 500;
/** Rest between two floating blocks: one sent away is not answered by another in the same breath. */
const REST_MS = 1_000;

/** Screen readers miss what a live region says in the moment it is born: it speaks a little later. */
const ANNOUNCE_AFTER_MS = 300;

/** What this chunk takes from the first one. */
export interface OverlayTools {
  openMount(): Mount;
  actsFor: MountTools['actsFor'];
}

interface Current {
  block: Block;
  mount: Mount;
  /** pending announcement */
  timer: ReturnType<typeof setTimeout> | undefined;
  /** what had the focus before, to give it back */
  before: Element | null;
}

/** Says the title once, politely, of a block that appeared by itself and did not take the focus. */
function announce(root: ShadowRoot, title: string): ReturnType<typeof setTimeout> {
  const status = document.createElement('div');
  status.className = 'unseen';
  status.setAttribute('role', 'status');
  root.append(status);
  return setTimeout(() => status.append(title), ANNOUNCE_AFTER_MS);
}

/** What a dialog needs besides being opened: Esc, and a press beside it, send the block away. */
function makeModal(frame: HTMLElement, dismiss: () => void): void {
  frame.tabIndex = -1;
  frame.addEventListener('cancel', (event) => {
    event.preventDefault();
    dismiss();
  });
  // A press on the backdrop is a press on the dialog itself, outside its edges.
  frame.addEventListener('click', ({ target, clientX, clientY }) => {
    const { left, right, top, bottom } = frame.getBoundingClientRect();
    const isOutside = clientX < left || clientX > right || clientY < top || clientY > bottom;
    if (target === frame && isOutside) dismiss();
  });
}

/** Lifts the frame above the page: a modal `dialog`, else a manual popover, else (older browsers) its fixed position alone. */
function raise(frame: HTMLElement): void {
  if (frame instanceof HTMLDialogElement) {
    // Put back by a framework, it is open but no longer modal.
    if (frame.open) frame.close();
    frame.showModal();
    frame.focus();
  } else if ('showPopover' in frame) {
    frame.popover = 'manual';
    frame.showPopover();
  }
}

/** Blocks that float above the page: one at a time, and never over the page's own dialogs. */
export function createOverlay({ openMount, actsFor }: OverlayTools, events: PlaceEvents): Place {
  const queue: Block[] = [];
  let current: Current | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listening = new AbortController();

  const close = () => {
    if (!current) return;
    const { block, mount, before, timer: announcing } = current;
    clearTimeout(announcing);
    const frame = mount.frame();
    const held = mount.isBusy();
    current = undefined;
    if (frame instanceof HTMLDialogElement) frame.close();
    mount.remove();
    if (held && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    events.gone(block.id);
    wait(REST_MS);
  };

  const open = () => {
    timer = undefined;
    if (current || !queue.length) return;
    if (hasOpenDialog()) return wait(DIALOG_POLL_MS);
    const block = queue.shift()!;
    const mount = openMount();
    mount.host.dataset.float = '';
    const before = document.activeElement;
    document.body.append(mount.host);
    mount.restyle();
    if (!mount.draw(block)) {
      mount.remove();
      return open();
    }
    const frame = mount.frame()!;
    const isModal = block.placement === 'modal';
    if (isModal) makeModal(frame, actsFor(block.id).dismiss);
    current = { block, mount, before, timer: isModal ? undefined : announce(mount.root, block.content.title) };
    raise(frame);
    events.shown(block.id, frame);
  };

  const wait = (delayMs: number) => {
    if (queue.length) timer ??= setTimeout(open, delayMs);
  };

  const dismiss = (id: string) => {
    if (current?.block.id === id) close();
  };

  const patch = (block: Block) => {
    const index = queue.findIndex(({ id }) => id === block.id);
    if (index >= 0) queue[index] = block;
    else if (current?.block.id === block.id) {
      current.block = block;
      if (!current.mount.draw(block)) close();
    }
  };

  const onKey = (event: KeyboardEvent) => {
    // A modal has the browser's own Esc. Elsewhere Esc belongs to whoever has the focus: to us, or to nobody.
    if (event.key !== 'Escape' || event.defaultPrevented || !current || current.block.placement === 'modal') return;
    if (current.mount.isBusy() || document.activeElement === document.body) actsFor(current.block.id).dismiss();
  };

  const onFocus = (event: FocusEvent) => {
    const frame = current?.mount.frame();
    if (!frame || event.target === current?.mount.host || !(event.target instanceof Element)) return;
    const distancePx = scrollToClear(event.target.getBoundingClientRect(), frame.getBoundingClientRect());
    if (distancePx) scrollBy(0, distancePx);
  };
  addEventListener('keydown', onKey, listening);
  addEventListener('focusin', onFocus, listening);

  return {
    add(block) {
      // Left open while it was in use, though an answer had dropped it.
      if (current?.block.id === block.id) return patch(block);
      queue.push(block);
      if (!timer) open();
    },
    patch,
    remove(id) {
      const index = queue.findIndex((block) => block.id === id);
      if (index >= 0) queue.splice(index, 1);
      // What a person is using is not pulled from under their hands; they close it themselves.
      const isInUse = current?.block.id === id && current.mount.isBusy();
      if (!isInUse) dismiss(id);
      return isInUse;
    },
    dismiss,
    settle: () => {},
    recheck() {
      if (!current || current.mount.host.isConnected) return;
      document.body.append(current.mount.host);
      const frame = current.mount.frame();
      if (frame) raise(frame);
    },
    restyle: () => current?.mount.restyle(),
    stop() {
      listening.abort();
      queue.length = 0;
      close();
      clearTimeout(timer);
    },
  };
}
