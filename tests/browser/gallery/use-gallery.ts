import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { type Gallery, openGallery } from './open-gallery.ts';
import { serveGallery } from './serve-gallery.ts';

/**
 * Serves the gallery to a browser for the tests of a file, and closes after each test what it opened.
 *
 * @param give is told what was opened last
 * @returns opens it; the query is without `?`
 */
export function useGallery(give: (gallery: Gallery) => void): (query: string, options?: BrowserContextOptions) => Promise<Gallery> {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serveGallery>>;
  let gallery: Gallery | undefined;

  beforeAll(async () => {
    [browser, server] = await Promise.all([launchBrowser(), serveGallery()]);
  });
  afterEach(() => gallery?.close());
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  return async (query, options) => {
    gallery = await openGallery(browser, server.url, query, options);
    give(gallery);
    return gallery;
  };
}
