import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleBlock } from './gallery/sample-data.ts';
import { eventsSent, pageHtml, type Reply, type Stage, startStage, until, widgetFiles } from './support-widget.ts';
import { useStage } from './use-stage.ts';

let stage: Stage;
let context: BrowserContext;
let page: Page;

useStage((open) => {
  ({ stage, context, page } = open);
});

const HOUR_MS = 3_600_000;
const block = (id: string, validMs: number | null = HOUR_MS) => ({
  id,
  rule: `${id}-rule`,
  variant: 'a',
  slot: id,
  kind: 'message',
  placement: 'inline',
  content: {},
  ...(validMs !== null && { validUntil: new Date(Date.now() + validMs).toISOString() }),
});
const GONE: Reply = { status: 503, body: 'down' };
const shown = async (): Promise<string> => (await page.textContent('#probe', { timeout: 200 }).catch(() => null)) ?? '';
const shows = (text: string): Promise<void> =>
  until(
    async () => (await shown()) === text,
    () => `expected to see ${text}`,
  );
const kept = (): Promise<string | null> => page.evaluate(() => localStorage.getItem('tappa.shop.kept'));
/** The question of the page at hand has come to nothing, and all that follows from it has been done: the part that remembers is there. */
const failed = async (questions: number): Promise<void> => {
  await until(
    () => stage.sent.filter(({ path }) => path === 'journey').length >= questions,
    () => 'expected a question',
  );
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('tappa-memory')));
  // Once around the page's own tasks: what the part does when it has come is done.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
};
/** A page whose answer is kept, as a shopper sees it who stays a moment. */
async function visit(path: string, blocks: unknown[], attributes = 'data-consent="granted"', head = ''): Promise<void> {
  stage.pages.set(path, pageHtml(stage, { attributes, head }));
  stage.reply = (sent) => (sent.path === 'journey' ? { blocks } : {});
  await page.goto(stage.shop + path);
  await until(
    async () => (await kept()) !== null,
    () => 'expected the answer to be kept',
  );
}
/** The same page again with an edge that is out of order. */
async function comeBack(path: string, head?: string): Promise<void> {
  if (head !== undefined) stage.pages.set(path, pageHtml(stage, { head }));
  const before = stage.sent.filter(({ path: route }) => route === 'journey').length;
  stage.reply = () => GONE;
  await page.goto(stage.shop + path);
  await failed(before + 1);
}

describe('an edge that does not answer', () => {
  it('leaves the page with what it was last answered, as far as that is still true', async () => {
    await visit('/', [block('picks'), block('feedback', null)]);
    await comeBack('/');
    await shows('picks');
  });

  it('changes nothing on a first visit', async () => {
    stage.pages.set('/', pageHtml(stage));
    stage.reply = () => GONE;
    const before = page.goto(stage.shop).then(() => page.content());
    await until(
      () => stage.sent.length > 0,
      () => 'expected a question',
    );
    await page.waitForLoadState('networkidle');
    expect(await page.content()).toBe(await before);
    expect(await kept()).toBeNull();
  });

  it('brings nothing of another page', async () => {
    await visit('/', [block('picks')]);
    stage.pages.set('/altra', pageHtml(stage));
    await comeBack('/altra');
    expect(await shown()).toBe('');
  });

  it('brings nothing whose time is over', async () => {
    await visit('/', [block('picks')]);
    await page.evaluate(() => {
      const entry = localStorage.getItem('tappa.shop.kept')!;
      localStorage.setItem('tappa.shop.kept', entry.replace(/("validUntil":")[^"]*/, '$12026-01-01T00:00:00Z'));
    });
    await comeBack('/');
    expect(await shown()).toBe('');
  });

  it('brings nothing that was said of another cart', async () => {
    await visit('/', [block('notice')]);
    stage.reply = () => GONE;
    await page.evaluate(() => {
      const { dataLayer = [] } = window as { dataLayer?: unknown[] };
      Object.assign(window, { dataLayer });
      dataLayer.push({ event: 'add_to_cart', ecommerce: { currency: 'EUR', items: [{ item_id: 'A', price: 10 }] } });
    });
    await until(
      () => eventsSent(stage, 'cart').length > 0,
      () => 'expected the cart to be told',
    );
    await comeBack('/');
    expect(await shown()).toBe('');
  });

  it('brings nothing back that the shopper sent away', async () => {
    await visit('/', [block('picks'), block('news')]);
    await page.click('#probe', { button: 'right' });
    await until(
      async () => !(await kept())?.includes('"picks"'),
      () => 'expected the block to be forgotten',
    );
    await comeBack('/');
    await shows('news');
  });

  it('brings nothing back that was sent away before anything was kept, whatever was done afterwards', async () => {
    let letThrough = (): void => {};
    const gate = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    await context.route(/tappa-memory/, async (route) => {
      await gate;
      await route.continue();
    });
    stage.pages.set('/', pageHtml(stage));
    stage.reply = (sent) => (sent.path === 'journey' ? { blocks: [block('picks'), block('news')] } : {});
    await page.goto(stage.shop);
    await shows('picks,news');
    await page.click('#probe', { button: 'right' });
    await page.click('#probe');
    expect(await kept()).toBeNull();
    letThrough();
    await until(
      async () => (await kept()) !== null,
      () => 'expected the answer to be kept',
    );
    await until(
      async () => !(await kept())?.includes('"picks"'),
      () => 'expected the block to be forgotten',
    );
    await comeBack('/');
    await shows('news');
  });

  it('brings nothing that was said to who has signed out since, or to somebody else', async () => {
    const head = (id: string) =>
      `<script>tappa('identify',{token:'e30.${Buffer.from(JSON.stringify({ user_id: id, iat: Date.now() })).toString('base64url')}.x'})</script>`;
    await visit('/', [block('points')], 'data-consent="granted"', head('ada'));
    await comeBack('/', head('ada'));
    await shows('points');
    await comeBack('/', head('eva'));
    expect(await shown()).toBe('');
    await comeBack('/', '');
    expect(await shown()).toBe('');
  });

  it('may be out of reach altogether, and hears later what was done with what was shown meanwhile', async () => {
    await visit('/', [block('picks')]);
    await context.route(/\/(journey|events)$/, (route) => route.abort('connectionrefused'));
    await page.goto(stage.shop);
    await shows('picks');
    await page.click('#probe');
    await context.unroute(/\/(journey|events)$/);
    stage.reply = () => ({});
    await page.goto(stage.shop);
    await until(
      () => eventsSent(stage, 'click').some((event) => event.block === 'picks' && event.rule === 'picks-rule'),
      () => 'expected the click to be told',
    );
  });

  it('gives way to the edge as soon as that answers again', async () => {
    await visit('/', [block('picks')]);
    await comeBack('/');
    await shows('picks');
    stage.reply = (sent) => (sent.path === 'journey' ? { blocks: [block('fresh')] } : {});
    await page.goto(stage.shop);
    await shows('fresh');
  });
});

describe('what is kept', () => {
  it('goes with consent, at once', async () => {
    await visit('/', [block('picks')]);
    await page.evaluate(() =>
      (window as unknown as { tappa(...command: unknown[]): void }).tappa('consent', { analytics: false, personalization: false }),
    );
    await until(
      async () => (await page.evaluate(() => Object.keys(localStorage).length)) === 0,
      () => 'expected nothing on the device',
    );
  });

  it('is nothing where only analytics is agreed to', async () => {
    const stub = '<script>tappa("consent",{analytics:true,personalization:false})</script>';
    stage.pages.set('/', pageHtml(stage, { attributes: 'data-consent="manual"', head: stub }));
    stage.reply = (sent) => (sent.path === 'journey' ? { blocks: [block('picks')] } : {});
    await page.goto(stage.shop);
    await shows('picks');
    await failed(1);
    expect(await kept()).toBeNull();
  });
});

describe('the page', () => {
  let real: Stage;
  beforeAll(async () => {
    real = await startStage(await widgetFiles());
  });
  afterAll(() => real?.close());

  it('does not move when what was kept comes back into a slot whose height the shop keeps free', async () => {
    const head = `<script>window.shifts=[];new PerformanceObserver((seen)=>{for(const {value} of seen.getEntries())shifts.push(value)}).observe({type:'layout-shift',buffered:true})</script>`;
    const body = '<h1>Negozio</h1><div data-tappa-slot="picks" style="min-height:640px"></div><p>Spedizione in due giorni</p>';
    real.pages.set('/', pageHtml(real, { head, body }));
    const picks = sampleBlock('recommendations', 'it', { id: 'picks', slot: 'picks' });
    const validUntil = new Date(Date.now() + HOUR_MS).toISOString();
    real.reply = (sent) => (sent.path === 'journey' ? { blocks: [{ ...picks, validUntil }] } : {});
    await page.goto(real.shop);
    await until(
      async () => (await kept()) !== null,
      () => 'expected the answer to be kept',
    );
    real.reply = () => GONE;
    await page.goto(real.shop);
    await page.locator('[data-tappa-block=picks] h2').waitFor();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0)))));
    expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
  });
});
