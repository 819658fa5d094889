import type { Block } from '../../shared/schemas/block.ts';
import type { Renderer } from '../renderer/seam.ts';

/** Shows answers; fetches the chunk that can do so with the first answer that has something to show. */
export interface BlockShow {
  show(blocks: Block[]): void;
  notify(eventName: string): void;
  stop(): void;
}

/**
 * @param load fetches the chunk and makes a renderer of it; if it fails the page stays as it is, and the next answer tries again
 * @param report receives what went wrong, for `data-debug`
 */
export function createBlockShow(load: () => Promise<Renderer>, report: (problem: unknown) => void): BlockShow {
  let renderer: Renderer | undefined;
  let loading: Promise<Renderer> | undefined;
  let wanted: Block[] | undefined;
  const show = async (): Promise<void> => {
    try {
      loading ??= load();
      renderer = await loading;
    } catch (problem) {
      loading = undefined;
      throw problem;
    }
    // What is wanted may have changed while the chunk was under way.
    if (wanted) renderer.show(wanted);
    else renderer.stop();
  };
  return {
    show(blocks) {
      wanted = blocks;
      if (loading || blocks.length) show().catch(report);
    },
    notify: (eventName) => renderer?.notify?.(eventName),
    stop() {
      wanted = undefined;
      renderer?.stop();
    },
  };
}
