import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { sampleBlock } from './gallery/sample-data.ts';
import { type HostilePage, hostilePages } from './hostile/pages.ts';
import { NONCE, TRAITS } from './hostile/traits.ts';
import { type Sent, type Stage, until, widgetFiles } from './support-widget.ts';
import { useStage } from './use-stage.ts';

const PAGES = 30;
const UUID_V7 = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

let stage: Stage;
let context: BrowserContext;
let page: Page;
/** what the page's console and its uncaught errors said */
let problems: string[];

useStage(
  (open) => {
    ({ stage, context, page, problems } = open);
  },
  { files: widgetFiles, options: { viewport: { width: 900, height: 700 }, reducedMotion: 'reduce' } },
);

/** Looks at the page from a world of its own, whose globals no page has touched. */
async function look<T>(expression: string): Promise<T> {
  const session = await context.newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression,
    contextId,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as T;
}

const tag = () => `<script async="" src="${stage.edge}/tappa.js" data-site="shop" data-consent="granted" nonce="${NONCE}"></script>`;

async function open({ headers, html }: HostilePage, markup: string): Promise<void> {
  stage.headers = headers;
  stage.pages.set('/', html(markup));
  stage.pages.set('/favicon.ico', '');
  await page.goto(stage.shop);
}

async function picture(): Promise<string> {
  await look('document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0)))))');
  return (await page.screenshot({ animations: 'disabled', caret: 'hide' })).toString('base64');
}

interface Look {
  title: string;
  widthPx: number;
  heightPx: number;
  isVisible: boolean;
  isOnTop: boolean;
  fontPx: number;
  transform: string;
  isLegible: boolean;
}

/** How a block looks to who sits in front of the page; null where there is none. */
const lookAt = (id: string): Promise<Look | null> =>
  look(`(() => {
    const host = document.querySelector('[data-tappa-block="${id}"]');
    const frame = host?.shadowRoot.querySelector('.frame');
    const title = frame?.querySelector('h2');
    if (!title) return null;
    const { width, height } = frame.getBoundingClientRect();
    const { color, fontSize, textTransform } = getComputedStyle(title);
    const at = title.getBoundingClientRect();
    return {
      title: title.textContent,
      widthPx: width,
      heightPx: height,
      isVisible: title.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }),
      isOnTop: document.elementFromPoint(at.left + 4, at.top + at.height / 2) === host,
      fontPx: parseFloat(fontSize),
      transform: textTransform,
      isLegible: color !== getComputedStyle(frame).backgroundColor,
    };
  })()`);

const READABLE = { isVisible: true, isOnTop: true, transform: 'none', isLegible: true };

describe('a page that is hostile to all who come to it', () => {
  it('is one of thirty, in which every kind of hostility is met at least twice, and they are the same each time', () => {
    const names = hostilePages(PAGES).map(({ name }) => name);
    for (const { name } of TRAITS) expect(names.filter((all) => all.split(', ').includes(name)).length, name).toBeGreaterThan(1);
    expect(hostilePages(PAGES).map(({ name }) => name)).toEqual(names);
    expect(new Set(names).size).toBe(PAGES);
  });

  it.each(hostilePages(PAGES))('$name', async (hostile) => {
    await open(hostile, '');
    const before = { picture: await picture(), problems: [...problems] };

    problems = [];
    await Promise.all([page.waitForResponse(/\/journey$/), open(hostile, tag())]);
    expect(await picture()).toBe(before.picture);
    expect(problems).toEqual(before.problems);
    // What the page did to the language did not reach what the edge is told.
    const { visitor, slots, events, page: told } = stage.sent.find(({ path }) => path === 'journey') as Sent;
    expect([slots, events.map(({ type }) => type), told.type]).toEqual([['picks'], ['page_view'], 'home']);
    for (const id of [visitor?.id, events[0]?.id]) expect(id).toMatch(UUID_V7);

    problems = [];
    const inline = sampleBlock('message', 'it', { slot: 'picks', id: 'inline' });
    const corner = sampleBlock('loyalty-prompt', 'it', { placement: 'corner', id: 'corner' });
    stage.reply = () => ({ blocks: [inline, corner] });
    await open(hostile, tag());
    await until(
      async () => (await lookAt('inline')) !== null && (await lookAt('corner')) !== null,
      () => `a block is missing; the console said: ${problems.join()}`,
    );
    for (const id of ['inline', 'corner']) {
      if (id === 'inline') await look(`document.querySelector('[data-tappa-block=inline]').scrollIntoView({ block: 'center' })`);
      const seen = (await lookAt(id))!;
      expect(seen, id).toMatchObject(READABLE);
      expect(seen.fontPx, id).toBeGreaterThan(15);
      expect(Math.min(seen.widthPx, seen.heightPx), id).toBeGreaterThan(80);
    }
    expect(problems).toEqual(before.problems);
    await page.locator('[data-tappa-block=corner] .round').click();
    await until(
      async () => (await lookAt('corner')) === null,
      () => 'the block sent away is still there',
    );
    expect(problems).toEqual(before.problems);
  });
});
