type Handler = (news: unknown) => void;

/** Handlers of `tappa('on', name, fn)`. */
export interface Subscriptions {
  /** A page that comes late still gets the last news of that name. @returns takes the handler away again */
  on(name: string, handler: Handler): () => void;
  emit(name: string, news: unknown): void;
}

/** @param report receives what a handler throws: the page's errors are not ours, and must not stop us */
export function createSubscriptions(report: (problem: unknown) => void): Subscriptions {
  const handlers = new Map<Handler, string>();
  const last = new Map<string, unknown>();
  const call = (handler: Handler, news: unknown): void => {
    try {
      handler(news);
    } catch (problem) {
      report(problem);
    }
  };
  return {
    on(name, handler) {
      handlers.set(handler, name);
      if (last.has(name)) call(handler, last.get(name));
      return () => {
        handlers.delete(handler);
      };
    },
    emit(name, news) {
      last.set(name, news);
      handlers.forEach((wanted, handler) => {
        if (wanted === name) call(handler, news);
      });
    },
  };
}
