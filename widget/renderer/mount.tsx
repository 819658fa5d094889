import { render } from 'preact';
import type { Block } from '../../shared/schemas/block.ts';
import type { Acts } from '../blocks/acts.ts';
import { BlockView } from '../blocks/block-view.tsx';
import type { Bodies } from '../blocks/kit.ts';
import { schemeBehind } from './scheme.ts';

/** What every mount of one renderer shares. */
export interface MountTools {
  /** Puts the style sheet of all blocks into a shadow root. */
  dress(root: ShadowRoot): void;
  bodies: Bodies;
  actsFor(blockId: string): Acts;
  locale: string;
}

/** A host element in the page with a shadow root that shows one block. */
export interface Mount {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  /** The block's outermost element; null before it is drawn. */
  frame(): HTMLElement | null;
  /** Draws, or patches what has changed; false when the block cannot be drawn. */
  draw(block: Block): boolean;
  /** Follows the page's light or dark. @param around the element it stands in, or is about to */
  restyle(around?: Element | null): void;
  /** Whether the person's focus is in it. */
  isBusy(): boolean;
  /** Keeps at least this height (pixels), so that nothing below moves. */
  reserve(heightPx: number): void;
  /** Takes the block out and leaves the host where it is. */
  clear(): void;
  /** Takes everything out. */
  remove(): void;
}

export function createMount({ dress, bodies, actsFor, locale }: MountTools): Mount {
  const host = document.createElement('div');
  host.lang = locale;
  const root = host.attachShadow({ mode: 'open' });
  let shown = '';

  const clear = () => {
    render(null, root);
    shown = '';
  };
  // Preact takes what stands in a place it draws to for the first time as its own: the style sheet's element comes after that.
  clear();
  dress(root);
  return {
    host,
    root,
    frame: () => root.querySelector<HTMLElement>('.frame'),
    draw(block) {
      const wanted = JSON.stringify(block);
      // What a person is using is not redrawn under their hands; the next answer will do.
      if (wanted === shown || (host.dataset.tappaBlock === block.id && root.activeElement)) return true;
      let isWhole = true;
      const onBroken = () => {
        isWhole = false;
      };
      render(<BlockView block={block} bodies={bodies} acts={actsFor(block.id)} onBroken={onBroken} />, root);
      shown = wanted;
      host.dataset.tappaBlock = block.id;
      return isWhole;
    },
    restyle(around = host.parentElement) {
      const scheme = schemeBehind(around);
      if (scheme) host.dataset.scheme = scheme;
      else delete host.dataset.scheme;
    },
    isBusy: () => root.activeElement !== null,
    reserve: (heightPx) => host.style.setProperty('--tappa-reserve', `${heightPx}px`),
    clear,
    remove() {
      clear();
      // Libraries of old put their own `remove` on all elements.
      host.parentNode?.removeChild(host);
    },
  };
}
