import type { Page } from 'playwright-core';

/** What scripts from an address have attached to a page and not taken away. */
export interface Attached {
  listeners: string[];
  timers: string[];
  observers: string[];
}

declare global {
  interface Window {
    attached: () => Attached;
    /** attached since the page began, whether taken away or not: shows that the count sees anything at all */
    everAttached: Attached;
  }
}

/** Counts from the page's first moment on what scripts whose address holds `origin` attach. To be called before the page is opened. */
export async function countAttached(page: Page, origin: string): Promise<void> {
  await page.addInitScript(wrapPage, origin);
}

/** Runs in the page: puts itself between it and everything that can be attached. */
function wrapPage(origin: string): void {
  Error.stackTraceLimit = 50;
  const isOurs = (): boolean => new Error().stack?.includes(origin) === true;
  const ever: Attached = { listeners: [], timers: [], observers: [] };
  window.everAttached = ever;

  // Listeners: ended by removal, by their signal, by being called once, or with the element they stand on.
  interface Listening {
    target: EventTarget;
    type: string;
    listener: unknown;
    isCapture: boolean;
    signal?: AbortSignal | undefined;
    isSpent: boolean;
  }
  const listening: Listening[] = [];
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const captures = (options: unknown): boolean =>
    typeof options === 'object' ? Boolean((options as AddEventListenerOptions)?.capture) : options === true;
  const nameOf = (target: EventTarget, type: string): string => `${target.constructor.name} ${type}`;
  const isReachable = (target: EventTarget): boolean => {
    if (target instanceof Node) return target.isConnected;
    return !(target instanceof AbortSignal && target.aborted);
  };
  EventTarget.prototype.addEventListener = function (this: EventTarget | undefined, type, listener, options) {
    const target = this ?? window;
    if (listener && isOurs()) {
      const { signal, once } = (typeof options === 'object' ? options : {}) as AddEventListenerOptions;
      const one: Listening = { target, type, listener, isCapture: captures(options), signal, isSpent: false };
      listening.push(one);
      ever.listeners.push(nameOf(target, type));
      const spend = (): void => {
        one.isSpent = true;
      };
      if (once) addEventListener.call(target, type, spend, { once: true, capture: one.isCapture });
    }
    return addEventListener.call(target, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (this: EventTarget | undefined, type, listener, options) {
    const target = this ?? window;
    for (const one of listening) {
      if (one.target === target && one.type === type && one.listener === listener && one.isCapture === captures(options))
        one.isSpent = true;
    }
    return removeEventListener.call(target, type, listener, options);
  };

  // Timers of all four kinds: ended by being cleared, and by running where they run once.
  const pending = new Map<string, string>();
  const wrapTimer = (
    start: 'setTimeout' | 'setInterval' | 'requestAnimationFrame' | 'requestIdleCallback',
    stop: string,
    family: string,
  ): void => {
    const page = window as unknown as Record<string, (...args: unknown[]) => unknown>;
    const begin = page[start]!.bind(window);
    const end = page[stop]!.bind(window);
    page[start] = (run, ...rest) => {
      if (!isOurs() || typeof run !== 'function') return begin(run, ...rest);
      const id = begin(
        (...args: unknown[]) => {
          if (start !== 'setInterval') pending.delete(`${family} ${id}`);
          return run(...args);
        },
        ...rest,
      );
      pending.set(`${family} ${id}`, `${start} ${run.name}`);
      ever.timers.push(start);
      return id;
    };
    page[stop] = (id) => {
      pending.delete(`${family} ${id}`);
      return end(id);
    };
  };
  wrapTimer('setTimeout', 'clearTimeout', 'timer');
  wrapTimer('setInterval', 'clearInterval', 'timer');
  wrapTimer('requestAnimationFrame', 'cancelAnimationFrame', 'frame');
  wrapTimer('requestIdleCallback', 'cancelIdleCallback', 'idle');

  // Observers: ended by `disconnect`, or by letting go of the last element.
  const watching = new Map<object, Set<unknown>>();
  for (const kind of [MutationObserver, IntersectionObserver, ResizeObserver, PerformanceObserver]) {
    const proto = kind.prototype as unknown as Record<string, ((...args: unknown[]) => unknown) | undefined>;
    const { observe, unobserve, disconnect } = proto;
    proto.observe = function (this: object, target, ...rest) {
      if (isOurs()) {
        watching.set(this, (watching.get(this) ?? new Set()).add(target));
        ever.observers.push(kind.name);
      }
      return observe!.call(this, target, ...rest);
    };
    if (unobserve) {
      proto.unobserve = function (this: object, target) {
        watching.get(this)?.delete(target);
        return unobserve.call(this, target);
      };
    }
    proto.disconnect = function (this: object) {
      watching.delete(this);
      return disconnect!.call(this);
    };
  }

  window.attached = () => ({
    listeners: listening
      .filter(({ target, signal, isSpent }) => !isSpent && !signal?.aborted && isReachable(target))
      .map(({ target, type }) => nameOf(target, type)),
    timers: [...pending.values()],
    observers: [...watching].filter(([, targets]) => targets.size).map(([observer]) => observer.constructor.name),
  });
}
