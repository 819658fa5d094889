import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { runBrowser } from '../support/browser.ts';
import {
  asksOf,
  eventsSent,
  expectInAction,
  pageHtml,
  type Sent,
  type Stage,
  stayQuiet,
  typesSent,
  until,
  visit,
} from './support-widget.ts';
import { useStage } from './use-stage.ts';

const BLOCK = { id: 'b1', rule: 'welcome', variant: 'a', slot: 'home-picks', kind: 'message', when: { on: 'load' }, content: {} };

let stage: Stage;
let context: BrowserContext;
let page: Page;
let problems: string[];

// What drives a browser switches off the memory of pages; these tests are about it.
useStage(
  (open) => {
    ({ stage, context, page, problems } = open);
  },
  { launch: { ignoreDefaultArgs: ['--disable-back-forward-cache'] } },
);

describe('a page that the browser prepares before it is asked for', () => {
  /** Prepares `/lampada` in the background, and goes there as soon as the shop has a page `/via`. */
  const PREPARING = `<!doctype html><title>Negozio</title>
    <script type="speculationrules">{"prerender":[{"urls":["/lampada"],"eagerness":"immediate"}]}</script>
    <script>setInterval(async () => { if ((await fetch('/via')).ok) location.href = '/lampada'; }, 100)</script>`;
  /** Says when all of the page is there, whether it was then seen by somebody, and what the device holds. */
  const SAYS = `<script>addEventListener('load', () => fetch('/pronta-' + document.prerendering + '-' + localStorage.length))</script>`;

  it('says and keeps nothing until somebody looks at it, and then is one page view', async () => {
    stage.pages.set('/', PREPARING);
    stage.pages.set('/lampada', pageHtml(stage, { head: SAYS }));
    const end = await runBrowser(stage.shop);
    try {
      await until(
        () => stage.asked.some((path) => path.startsWith('/pronta')),
        () => 'the page was not prepared',
      );
      await stayQuiet(stage);
      expect(stage.asked.filter((path) => path.startsWith('/pronta'))).toEqual(['/pronta-true-0']);
      expect(stage.sent).toEqual([]);
      await expectInAction(stage, { action: async () => stage.pages.set('/via', ''), expected: [asksOf('/lampada')] });
      await stayQuiet(stage);
      expect(typesSent(stage)).toEqual(['page_view']);
      expect(stage.asked.filter((path) => path === '/lampada')).toHaveLength(1);
    } finally {
      await end();
    }
  });
});

describe('a page that comes back as it was left', () => {
  const RETURNS = `<script>addEventListener('pageshow', ({ persisted }) => persisted && fetch('/tornata'))</script>`;
  const open = (path: string): Promise<Sent> => visit(stage, page, path, pageHtml(stage, { head: RETURNS }));
  /** Back to the page before, from the browser's memory. */
  const goBack = async (): Promise<void> => {
    await page.goBack({ waitUntil: 'commit' });
    await until(
      () => stage.asked.includes('/tornata'),
      () => 'the page did not come back from memory: it was loaded again',
    );
  };

  it('is one page view more, of the same visitor and session', async () => {
    const { visitor, session } = await open('/');
    await open('/lampada');
    stage.sent.length = 0;
    await expectInAction(stage, { action: goBack, expected: [asksOf('/')] });
    await stayQuiet(stage);
    expect(eventsSent(stage, 'page_view').map(({ page_location }) => page_location)).toEqual([`${stage.shop}/`]);
    expect(stage.sent.filter(({ path }) => path === 'journey')).toHaveLength(1);
    for (const sent of stage.sent) expect(sent).toMatchObject({ visitor, session: { id: session.id } });
    expect(problems.filter((problem) => !/Failed to load resource/.test(problem))).toEqual([]);
  });

  it('counts again each time, and is told what to show anew', async () => {
    stage.reply = () => ({ blocks: [BLOCK] });
    await open('/');
    await open('/lampada');
    await expectInAction(stage, { action: goBack, expected: [asksOf('/')] });
    await page.waitForSelector('#probe:text("b1")');
    stage.asked.length = 0;
    await expectInAction(stage, { action: () => page.goForward({ waitUntil: 'commit' }), expected: [asksOf('/lampada')] });
    await stayQuiet(stage);
    const paths = eventsSent(stage, 'page_view').map(({ page_location }) => new URL(page_location!).pathname);
    expect(paths).toEqual(['/', '/lampada', '/', '/lampada']);
    const ids = stage.sent.flatMap(({ events }) => events.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is nobody any more where consent was withdrawn on the page after it', async () => {
    const { visitor } = await open('/');
    await open('/lampada');
    await page.evaluate(`tappa('consent',{analytics:false,personalization:false})`);
    await stayQuiet(stage);
    stage.sent.length = 0;
    await expectInAction(stage, { action: goBack, expected: [asksOf('/')] });
    await stayQuiet(stage);
    expect(JSON.stringify(stage.sent)).not.toContain(visitor!.id);
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  });

  it('what could not be sent before is sent then, once', async () => {
    await open('/');
    await context.setOffline(true);
    await page.evaluate(`tappa('event','add_to_wishlist',{items:[{item_id:'A'}]})`);
    await page.goto('about:blank');
    await context.setOffline(false);
    await goBack();
    // Whether the page tried in vain on leaving, or knew better: at the latest the next page brings it.
    stage.pages.set('/lampada', pageHtml(stage));
    await expectInAction(stage, {
      action: () => page.goto(`${stage.shop}/lampada`),
      expected: [() => eventsSent(stage, 'add_to_wishlist').length > 0],
    });
    await stayQuiet(stage);
    expect(eventsSent(stage, 'add_to_wishlist')).toHaveLength(1);
  });

  it('is kept by the browser although the edge has not yet answered what was said on leaving', async () => {
    await open('/');
    stage.reply = ({ path }) => (path === 'events' ? { delayMs: 1_500 } : {});
    await page.evaluate(`tappa('event','add_to_wishlist',{items:[{item_id:'A'}]})`);
    stage.pages.set('/lampada', pageHtml(stage));
    await page.goto(`${stage.shop}/lampada`);
    await goBack();
    await stayQuiet(stage);
    expect(eventsSent(stage, 'add_to_wishlist')).toHaveLength(1);
  });
});
