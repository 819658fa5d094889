/**
 * The chunk of a preview: somebody who looks after the site opened a page with a signed link. The ordinary widget runs in a sandbox that tells no
 * events and stores nothing, and a panel says what each slot shows and why. It is fetched only in such tabs.
 */
import type { Forced } from '../../shared/schemas/preview.ts';
import type { TappaWindow } from '../command-queue.ts';
import { keep, takeKept } from './kept.ts';
import { createPanel } from './panel.ts';
import { type Heard, sandboxOf, tryLink } from './sandbox.ts';
import type { StartPreview } from './seam.ts';

/** @param startWidget the core, which has done nothing on this page yet */
export const start: StartPreview = async (window, config, startWidget) => {
  const { document, navigator } = window;
  const locale = config.locale ?? (document.documentElement.lang || navigator.language);
  const address = `${config.endpoint}/v1/sites/${config.site}`;
  let kept = takeKept(window);
  const status = kept && (await tryLink(window, address, kept));
  if (!kept || status === 401 || status === 403) {
    keep(window, null);
    startWidget(window, config);
    if (kept) {
      const panel = createPanel(
        config.nonce,
        locale,
        () => undefined,
        () => panel.remove(),
      );
      panel.show({ blocks: [], problem: (words) => words.expired });
    }
    return;
  }
  let last: Heard | undefined;
  const onHeard = (heard: Heard): void => {
    if ('answer' in heard) {
      last = heard;
      panel.show({ preview: heard.answer.preview, blocks: heard.answer.blocks });
    } else {
      const before = last && 'answer' in last ? last.answer : undefined;
      panel.show({
        preview: before?.preview,
        blocks: before?.blocks ?? [],
        problem: (words) => (heard.status === 401 ? words.over : heard.detail || words.unreachable),
      });
    }
  };
  const onForce = (force: Forced): void => {
    kept = { ...kept!, force };
    keep(window, kept);
    // Who it is matters to no preview, and the core asks again.
    window.tappa?.('identify', {});
  };
  const onEnd = (): void => {
    keep(window, null);
    window.tappa?.('destroy');
    panel.remove();
  };
  const panel = createPanel(config.nonce, locale, onForce, onEnd);
  startWidget(sandboxOf(window, address, () => kept!, onHeard) as TappaWindow, { ...config, consentMode: 'denied' });
};
