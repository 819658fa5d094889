/** `window.tappa`: a function that takes a command's name and its arguments. */
export interface TappaFunction {
  (...command: unknown[]): unknown;
  /** commands given before the script came: each an `arguments` object */
  q?: Iterable<unknown>[];
  debug?: () => unknown;
  /** the version at work on this page; absent on the page's own stub and after `destroy` */
  live?: string | undefined;
}

export type TappaWindow = Window & { tappa?: TappaFunction };

/**
 * Takes the place of the page's stub, and runs what the stub had queued, in order. A command that fails is reported and never stops the page.
 *
 * @param run one command; what it returns goes back to the page
 * @returns makes it do nothing more, for pages that keep calling
 */
export function takeCommands(
  window: TappaWindow,
  version: string,
  run: (name: unknown, first: unknown, second: unknown) => unknown,
  debug: () => unknown,
  report: (problem: unknown) => void,
): () => void {
  const queued = window.tappa?.q;
  let work = run;
  const tappa: TappaFunction = (name, first, second) => {
    try {
      return work(name, first, second);
    } catch (problem) {
      report(problem);
    }
  };
  tappa.debug = debug;
  tappa.live = version;
  window.tappa = tappa;
  for (const command of queued ?? []) tappa(...command);
  return () => {
    tappa.live = undefined;
    work = () => undefined;
  };
}
