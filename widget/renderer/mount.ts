import type { Block } from '../../shared/schemas/block.ts';
import type { Acts } from '../blocks/acts.ts';
import { blockView } from '../blocks/block-view.ts';
import { schemeBehind } from './scheme.ts';

/** What every mount of one renderer shares. */
export interface MountTools {
  dress(root: ShadowRoot): void;
  actsFor(blockId: string): Acts;
  locale: string;
}

/** A host element in the page with a shadow root that shows one block. */
export interface Mount {
  readonly host: HTMLElement;
  /** The block's outermost element; undefined before it is drawn. */
  frame(): HTMLElement | undefined;
  /** Draws, or patches what has changed; false when the block cannot be drawn. */
  draw(block: Block): boolean;
  /** Follows the page's light or dark. */
  restyle(): void;
  /** Whether the person's focus is in it. */
  isBusy(): boolean;
  /** Keeps at least this height (pixels), so that nothing below moves. */
  reserve(heightPx: number): void;
  /** Takes the block out and leaves the host where it is. */
  clear(): void;
  /** Takes everything out. */
  remove(): void;
}

/** @param floats whether the block stands above the page: its host then takes no room in it */
export function createMount(tools: MountTools, floats: boolean): Mount {
  const host = document.createElement('div');
  host.lang = tools.locale;
  host.toggleAttribute('data-float', floats);
  const root = host.attachShadow({ mode: 'open' });
  tools.dress(root);
  let drawn: HTMLElement[] = [];
  let shown = '';
  let ending = new AbortController();

  const clear = () => {
    ending.abort();
    for (const node of drawn) node.remove();
    drawn = [];
    shown = '';
  };
  return {
    host,
    frame: () => drawn[0],
    draw(block) {
      const wanted = JSON.stringify(block);
      const isSame = host.dataset.tappaBlock === block.id;
      // What a person is using is not redrawn under their hands; the next answer will do.
      if (wanted === shown || (isSame && root.activeElement)) return true;
      const next = new AbortController();
      try {
        const [frame, ...rest] = blockView(block, tools.actsFor(block.id), next.signal);
        if (isSame && drawn[0]?.className === frame.className) {
          // The frame stays: it may be open above the page, and it is what impressions watch.
          drawn[0].replaceChildren(...frame.childNodes);
          ending.abort();
        } else {
          clear();
          drawn = [frame, ...rest];
          root.append(...drawn);
        }
      } catch {
        next.abort();
        return false;
      }
      ending = next;
      shown = wanted;
      host.dataset.tappaBlock = block.id;
      return true;
    },
    restyle() {
      const scheme = schemeBehind(host.parentElement);
      if (scheme) host.dataset.scheme = scheme;
      else delete host.dataset.scheme;
    },
    isBusy: () => root.activeElement !== null,
    reserve: (heightPx) => host.style.setProperty('--tappa-reserve', `${heightPx}px`),
    clear,
    remove() {
      clear();
      host.remove();
    },
  };
}
