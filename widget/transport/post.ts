/** How a post ended: the HTTP status; 408 where we gave it up, 0 where nothing came back. */
export interface PostResult {
  status: number;
  body: string;
}

/** Browsers let 64 KiB in all outlive a page, and refuse a request that goes beyond. */
const KEEPALIVE_MAX_LENGTH = 60_000;

/**
 * Posts a body as `text/plain`, which is what `fetch` makes of a text and needs no CORS preflight; the edge reads it as JSON. Cookies go to
 * the page's own origin only (`fetch`'s default). The request outlives the page (`keepalive`).
 *
 * @param timeoutMs after this the request is given up
 */
export async function post(fetch: typeof window.fetch, url: string, body: string, timeoutMs: number): Promise<PostResult> {
  const abort = new AbortController();
  const { signal } = abort;
  const timer = setTimeout(() => abort.abort(), timeoutMs);
  try {
    const response = await fetch(url, { method: 'POST', body, keepalive: body.length < KEEPALIVE_MAX_LENGTH, signal });
    return { status: response.status, body: await response.text() };
  } catch {
    return { status: signal.aborted ? 408 : 0, body: '' };
  } finally {
    clearTimeout(timer);
  }
}
