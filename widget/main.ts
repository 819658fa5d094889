/**
 * The widget's entry: one script tag, nothing else. Starts its parts in order, stops them in reverse, and lets no error reach the page.
 */
import type { TappaWindow } from './command-queue.ts';
import { readConfig } from './config.ts';
import { isPerson } from './tracking/people.ts';
import { startWidget } from './widget.ts';

function boot(window: TappaWindow): void {
  const { document, navigator, location } = window;
  // `currentScript` is only there while the script runs for the first time, and not where a loader runs it in its own way.
  const script = (document.currentScript ?? document.querySelector('script[data-site][src]')) as HTMLScriptElement;
  const config = readConfig(script, location.href);
  if (!config || !isPerson(navigator, location.hostname, config.debug)) return;
  const start = (): void => {
    // A second tag, or the script loaded twice, has nothing to do.
    if (!window.tappa?.live) startWidget(window, config);
  };
  // A page prepared in advance is nobody's visit until it is shown.
  if ((document as Document & { prerendering?: boolean }).prerendering) document.addEventListener('prerenderingchange', start);
  else start();
}

try {
  boot(window);
} catch {
  // A page we cannot work on stays as it is.
}
