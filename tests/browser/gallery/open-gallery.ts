import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { Block } from '../../../shared/schemas/block.ts';
import type { BlockEvent, CreateRenderer, PrivacyAct, Renderer } from '../../../widget/renderer/seam.ts';

declare global {
  interface Window {
    gallery: {
      events: BlockEvent[];
      /** what the shopper asked about their own data */
      asked: PrivacyAct[];
      /** heights in pixels that the device remembers, by slot */
      heights: Record<string, number>;
      /** what answers them */
      hooks: { privacy(act: PrivacyAct): Promise<void> };
      renderer: Required<Renderer>;
      createRenderer: CreateRenderer;
      /** Waits until the chunk that these blocks need has come. */
      settle(blocks: (Block | undefined)[]): Promise<void>;
    };
    /** what the content security policy or the page complained about */
    complaints: string[];
  }
}

/** What the page's own tasks hand to one another before a block stands, several times over. */
const FRAMES = 12;

export interface Gallery {
  page: Page;
  /** A block's outermost element, inside its shadow tree. */
  frame(id: string): Locator;
  /** Shows them and waits for all that is loaded to show them. */
  show(...blocks: Block[]): Promise<void>;
  events(type?: BlockEvent['type']): Promise<BlockEvent[]>;
  complaints(): Promise<string[]>;
  /** Lets the page draw some frames, with all that follows from each: whatever was on its way has come then. Counted, not by the clock. */
  frames(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the gallery; `query` without `?`. Fades are off, unless the options say otherwise: they change colours while one looks. */
export async function openGallery(browser: Browser, url: string, query: string, options: BrowserContextOptions = {}): Promise<Gallery> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.complaints = [];
    addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) =>
      window.complaints.push(`${violatedDirective} ${sample}`),
    );
    addEventListener('error', (event) => event instanceof ErrorEvent && window.complaints.push(event.message));
    addEventListener('unhandledrejection', ({ reason }) => window.complaints.push(String(reason)));
  });
  await page.goto(`${url}?${query}`);
  await page.waitForFunction(() => window.gallery);
  return {
    page,
    frame: (id) => page.locator(`[data-tappa-block="${id}"] .frame`),
    show: (...blocks) =>
      page.evaluate((shown) => {
        window.gallery.renderer.show(shown);
        return window.gallery.settle(shown);
      }, blocks),
    events: (type) => page.evaluate((wanted) => window.gallery.events.filter((event) => !wanted || event.type === wanted), type),
    complaints: () => page.evaluate(() => window.complaints),
    frames: () =>
      page.evaluate(async (count) => {
        for (let drawn = 0; drawn < count; drawn++) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      }, FRAMES),
    close: () => context.close(),
  };
}
