/** How a post ended: the HTTP status; 408 where we gave it up, 0 where nothing came back. */
export interface PostResult {
  status: number;
  body: string;
}

/**
 * Posts a body as `text/plain`, which is what `fetch` makes of a text and needs no CORS preflight; the edge reads it as JSON. Cookies go to
 * the page's own origin only (`fetch`'s default). The request outlives the page: browsers let 64 KiB in all do so, and refuse what goes beyond.
 *
 * @param timeoutMs after this the request is given up, where the browser can do so by itself (all since 2022): no timer of ours that could be left
 */
export async function post(fetch: typeof window.fetch, url: string, body: string, timeoutMs: number): Promise<PostResult> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      keepalive: true,
      // `null` and not `undefined`: an old Safari takes no other for "none".
      signal: AbortSignal.timeout?.(timeoutMs) ?? null,
    });
    return { status: response.status, body: await response.text() };
  } catch (problem) {
    // A page that goes is told that its requests came to nothing, though they go on without it. It lives for no timer more.
    await new Promise((lives) => setTimeout(lives));
    return { status: (problem as Error)?.name === 'TimeoutError' ? 408 : 0, body: '' };
  }
}
