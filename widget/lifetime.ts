/**
 * Everything the widget attaches to a page goes through one `Lifetime`, so that `tappa('destroy')` can take all of it away again,
 * in reverse order, and so that no error of ours ever reaches the page.
 */
export interface Lifetime {
  /** Listens until the end. Errors of the handler are reported, never thrown. */
  on(target: EventTarget, type: string, handler: (event: Event) => void): void;
  /** Runs once after `ms`. There is one timer of each name: a new one takes the place of the old. */
  soon(name: string, ms: number, run: () => void): void;
  /** Runs every `ms` until the end. */
  every(ms: number, run: () => void): void;
  /** Something to undo at the end. */
  onEnd(undo: () => void): void;
  /** Runs now, unless all is over; an error is reported and swallowed. */
  safely(run: () => void): void;
  end(): void;
}

/** @param report receives every error that was kept from the page (shown with `data-debug`) */
export function createLifetime(report: (problem: unknown) => void): Lifetime {
  const undos: (() => void)[] = [];
  const timers: Record<string, ReturnType<typeof setTimeout>> = {};
  const life = new AbortController();
  const { signal } = life;
  const attempt = (run: () => void): void => {
    try {
      run();
    } catch (problem) {
      report(problem);
    }
  };
  const safely = (run: () => void): void => {
    if (!signal.aborted) attempt(run);
  };
  const cancel = (name: string): void => clearTimeout(timers[name]);
  const onEnd = (undo: () => void): void => {
    undos.push(undo);
  };
  return {
    safely,
    onEnd,
    on(target, type, handler) {
      // In the capture phase: a page that stops an event on its way must not blind us.
      target.addEventListener(type, (event) => safely(() => handler(event)), { capture: true, signal });
    },
    soon(name, ms, run) {
      cancel(name);
      // Something still under way at the end may ask for a timer after it.
      if (!signal.aborted) timers[name] = setTimeout(safely, ms, run);
    },
    every(ms, run) {
      const timer = setInterval(safely, ms, run);
      onEnd(() => clearInterval(timer));
    },
    end() {
      life.abort();
      Object.keys(timers).forEach(cancel);
      while (undos.length) attempt(undos.pop()!);
    },
  };
}
