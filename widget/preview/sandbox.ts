import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import { toText } from '../text.ts';
import type { Kept } from './kept.ts';

/** How a question ended: the answer, or what was wrong. `status` 0: nothing came back. */
export type Heard = { answer: VisitAnswer } | { status: number; detail: string };

interface Body {
  page: { url: string };
  events: { id: string }[];
}

/** Storage of the page's own, which ends with it. Other names than ours are read from the device: carts of platforms are there. */
class PageStorage {
  readonly #device: () => Storage;
  [name: string]: unknown;
  constructor(device: () => Storage) {
    this.#device = device;
  }
  getItem(name: string): string | null {
    return (this[name] as string | undefined) ?? (name.startsWith('tappa.') ? null : this.#device().getItem(name));
  }
  setItem(name: string, text: string): void {
    this[name] = text;
  }
  removeItem(name: string): void {
    delete this[name];
  }
}

/**
 * The window as the widget sees it in a preview: it asks with the preview's token and as nobody, tells no events, and stores nothing. All else is
 * the page's own window.
 *
 * @param address `https://EDGE/v1/sites/SITE`
 * @param kept asked for each question
 */
export function sandboxOf(window: Window, address: string, kept: () => Kept, onHeard: (heard: Heard) => void): Window {
  const storage = new PageStorage(() => window.localStorage);
  let told = new Map<string, unknown>();
  let url = '';
  const fetch = async (to: string, init: RequestInit): Promise<Response> => {
    if (!`${to}`.startsWith(`${address}/`)) return await window.fetch(to, init);
    // What happened is told to nobody, and counts as told.
    if (!to.endsWith('/journey')) return new Response('{}', { status: 202 });
    const body = JSON.parse(init.body as string) as Body;
    // Nobody remembers the page, so each question tells it whole.
    if (body.page.url !== url) told = new Map();
    url = body.page.url;
    for (const event of body.events) told.set(event.id, event);
    const asked = { ...body, ...nobody(kept()), events: [...told.values()].slice(-100) };
    try {
      const response = await window.fetch(to, { ...init, body: toText(asked) });
      const said = JSON.parse(await response.clone().text()) as VisitAnswer & { detail?: string };
      onHeard(response.ok ? { answer: said } : { status: response.status, detail: `${said.detail ?? ''}` });
      return response;
    } catch (problem) {
      onHeard({ status: 0, detail: '' });
      throw problem;
    }
  };
  // Its name is another: by that of the tab the core would find the preview again.
  const own: Record<PropertyKey, unknown> = { fetch, localStorage: storage, sessionStorage: undefined, name: '' };
  return new Proxy(window, {
    get(target, name) {
      if (name in own) return own[name as string];
      const value: unknown = Reflect.get(target, name);
      // Methods of the browser want their own window; functions of the page are to stay the same.
      return typeof value === 'function' && name in EventTarget.prototype ? (value.bind(target) as unknown) : value;
    },
    set: (target, name, value) => Reflect.set(target, name, value),
  });
}

const nobody = ({ token, force }: Kept) => ({
  visitor: null,
  identity: undefined,
  consent: { analytics: 'denied', personalization: 'denied' },
  preview: { token, force },
});

/** Asks nothing but whether the link holds. @returns the status, 0 where nothing came back */
export async function tryLink(window: Window, address: string, kept: Kept): Promise<number> {
  const id = `${Math.random()}`;
  const body = {
    ...nobody({ token: kept.token }),
    protocol: 1,
    session: { id, startedAt: new Date().toISOString() },
    page: { url: window.location.origin },
  };
  try {
    return (await window.fetch(`${address}/journey`, { method: 'POST', body: toText(body) })).status;
  } catch {
    return 0;
  }
}
