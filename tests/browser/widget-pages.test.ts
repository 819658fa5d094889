import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventsSent, expectInAction, pageHtml, type Reply, type Sent, type Stage, stayQuiet, typesSent, until } from './support-widget.ts';
import { useStage } from './use-stage.ts';

let stage: Stage;
let context: BrowserContext;
let page: Page;
let problems: string[];

useStage((open) => {
  ({ stage, context, page, problems } = open);
});

const BLOCK = {
  id: 'b1',
  rule: 'welcome',
  variant: 'a',
  slot: 'home-picks',
  kind: 'message',
  placement: 'inline',
  when: { on: 'load' },
  content: {},
};
const asks = (sent: Sent): boolean => sent.path === 'journey';
const open = async (attributes?: string, head = ''): Promise<void> => {
  stage.pages.set('/', pageHtml(stage, { head, ...(attributes !== undefined && { attributes }) }));
  await expectInAction(stage, { action: () => page.goto(stage.shop), expected: [asks] });
};

describe('one page view for each page', () => {
  it('counts paths, not queries, hashes, repeated tags or scripts loaded again', async () => {
    stage.pages.set(
      '/',
      pageHtml(stage, { head: `<script async src="${stage.edge}/tappa.js" data-site="shop" data-consent="granted"></script>` }),
    );
    await page.goto(stage.shop);
    await page.addScriptTag({ url: `${stage.edge}/tappa.js` });
    await page.evaluate(() => {
      history.replaceState({}, '', '/?colore=blu');
      history.pushState({}, '', '/?colore=rosso#sedie');
    });
    await stayQuiet(stage);
    expect(typesSent(stage)).toEqual(['page_view']);
    await page.evaluate(() => history.pushState({}, '', '/sedie'));
    await stayQuiet(stage);
    await page.evaluate(() => history.replaceState({}, '', '/sedie/'));
    await page.evaluate(() => history.back());
    await stayQuiet(stage);
    const paths = eventsSent(stage, 'page_view').map(({ page_location }) => new URL(page_location!).pathname);
    expect(paths).toEqual(['/', '/sedie', '/']);
  });

  it('does so too where the browser has no Navigation API', async () => {
    await context.addInitScript('delete window.navigation');
    await open();
    await expectInAction(stage, {
      action: () => page.evaluate(() => history.pushState({}, '', '/sedie')),
      expected: [(sent) => sent.page.url.endsWith('/sedie')],
    });
    expect(await page.evaluate('history.pushState.toString().includes("native code")')).toBe(true);
  });

  it('does not take what an app left in its head for the product of the next page', async () => {
    await open(undefined, '<script type="application/ld+json">{"@type":"Product","sku":"A"}</script>');
    await page.evaluate(() => history.pushState({}, '', '/sedie'));
    await stayQuiet(stage);
    expect(eventsSent(stage, 'view_item')).toHaveLength(1);
    await page.evaluate(() => {
      history.pushState({}, '', '/sedia-b');
      document.querySelector('script[type*=ld]')!.textContent = '{"@type":"Product","sku":"B"}';
    });
    await stayQuiet(stage);
    expect(eventsSent(stage, 'view_item').map(({ items }) => items?.[0]?.item_id)).toEqual(['A', 'B']);
  });

  it('takes away what was shown for the page before', async () => {
    stage.reply = (sent): Reply => ({ blocks: sent.page.url.endsWith('/') ? [BLOCK] : [] });
    await open();
    await page.waitForSelector('#probe:text("b1")');
    await page.evaluate(() => history.pushState({}, '', '/sedie'));
    await until(
      async () => (await page.textContent('#probe')) === '',
      () => 'the block is still there',
    );
  });
});

describe('the talk with an edge of another origin', () => {
  it('needs no preflight, and loads the chunk of blocks only with a block', async () => {
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await open();
    await stayQuiet(stage);
    expect(loaded).not.toContain('/tappa-blocks-test.js');
    stage.reply = () => ({ blocks: [BLOCK] });
    await page.evaluate(`tappa('store','milano')`);
    await page.waitForSelector('#probe:text("b1")');
    expect(stage.preflights).toBe(0);
    expect(stage.sent.every(({ method, contentType }) => method === 'POST' && /^text\/plain/i.test(contentType))).toBe(true);
    expect(stage.sent.at(-1)).toMatchObject({ store: 'milano' });
  });

  it('tells what is done with a block, to the edge and to the page', async () => {
    stage.reply = () => ({ blocks: [BLOCK] });
    await open(
      undefined,
      `<script>tappa('on','answer',a=>document.title=a.journey.stage);tappa('on','block',b=>document.body.dataset.said=b.type)</script>`,
    );
    await page.waitForSelector('#probe');
    await expectInAction(stage, {
      action: () => page.click('#probe'),
      expected: [(sent) => sent.path === 'events' && sent.events[0]?.type === 'click'],
    });
    expect(eventsSent(stage, 'click')).toMatchObject([{ block: 'b1', rule: 'welcome', slot: 'home-picks' }]);
    expect(await page.title()).toBe('acquisition');
    expect(await page.getAttribute('body', 'data-said')).toBe('click');
  });

  it('works under the strictest content security policy', async () => {
    stage.headers = {
      'Content-Security-Policy': `default-src 'none'; script-src 'nonce-n1' 'strict-dynamic'; connect-src ${stage.edge}; require-trusted-types-for 'script'`,
    };
    stage.reply = () => ({ blocks: [BLOCK] });
    stage.pages.set('/', pageHtml(stage, { attributes: 'data-consent="granted" nonce="n1"' }).replace('<script>', '<script nonce="n1">'));
    await page.goto(stage.shop);
    await page.waitForSelector('#probe:text("b1")');
    expect(problems.filter((problem) => /policy|trusted/i.test(problem))).toEqual([]);
  });

  it('tells who is signed in, and asks again', async () => {
    await open(undefined, `<script>tappa('identify',{token:'a.b.c'})</script>`);
    expect(stage.sent[0]).toMatchObject({ identity: { token: 'a.b.c' } });
    await expectInAction(stage, {
      action: () => page.evaluate(`tappa('event','login',{})`),
      expected: [(sent) => asks(sent) && sent.events.some(({ type }) => type === 'login')],
    });
    await expectInAction(stage, { action: () => page.evaluate(`tappa('identify')`), expected: [(sent) => asks(sent) && !sent.identity] });
  });

  it('goes on as nobody in particular when the identity does not hold, and loses nothing', async () => {
    stage.reply = (sent): Reply => (sent.identity ? { status: 401, body: '{"status":401}' } : { blocks: [BLOCK] });
    await open(undefined, `<script>tappa('identify',{token:'expired'})</script>`);
    await page.waitForSelector('#probe:text("b1")');
    const [refused, taken] = stage.sent;
    expect(refused?.identity).toBeDefined();
    expect(taken).not.toHaveProperty('identity');
    expect(taken?.events.map(({ id }) => id)).toEqual(refused?.events.map(({ id }) => id));
    await expectInAction(stage, { action: () => stayQuiet(stage), expected: [], refuted: [(sent) => sent.identity !== undefined] });
  });

  it('sends what is left when the page goes', async () => {
    await open();
    await page.evaluate(`tappa('event','add_to_wishlist',{items:[{item_id:'A'}]})`);
    await expectInAction(stage, {
      action: () => page.goto('about:blank'),
      expected: [(sent) => sent.path === 'events' && sent.events[0]?.type === 'add_to_wishlist'],
    });
  });
});

describe('an edge in trouble leaves the page as it is', () => {
  const TROUBLE: [string, () => Reply][] = [
    ['slow', () => ({ delayMs: 4_000, blocks: [BLOCK] })],
    ['failing', () => ({ status: 503, body: 'upstream' })],
    ['talking nonsense', () => ({ body: '<html>Accetta i termini del wifi</html>' })],
    ['of another time', () => ({ body: '{"protocol":99,"journey":{"stage":"x"},"blocks":[{}]}' })],
    ['malformed', () => ({ body: '{"protocol":1,"journey":{},"blocks":"many"}' })],
  ];

  it.each(TROUBLE)('%s', async (_, reply) => {
    const still = `<main>${'<p>Negozio</p>'.repeat(3)}<div data-tappa-slot="home-picks"></div></main>`;
    stage.pages.set('/', pageHtml(stage, { body: still }));
    stage.reply = reply;
    await page.goto(stage.shop);
    const before = await page.content();
    await stayQuiet(stage);
    expect(await page.content()).toBe(before);
    expect(problems.filter((problem) => !/Failed to load resource/.test(problem))).toEqual([]);
  });

  it('and what it missed is told later, under the same ids', async () => {
    let troubles = 0;
    stage.reply = () => (troubles++ ? {} : { status: 503 });
    const has = (sent: Sent): boolean => sent.events.some(({ type }) => type === 'page_view');
    await open();
    await expectInAction(stage, {
      action: async () => undefined,
      expected: [(sent) => sent.path === 'events' && has(sent)],
      refuted: [asks],
    });
    expect(new Set(eventsSent(stage, 'page_view').map(({ id }) => id)).size).toBe(1);
  });

  it('gone altogether: no word in the console, no error', async () => {
    stage.pages.set('/', pageHtml(stage, { attributes: 'data-consent="granted" data-endpoint="http://localhost:1"' }));
    await page.goto(stage.shop);
    await until(
      () => page.evaluate('typeof tappa.debug === "function"') as Promise<boolean>,
      () => 'the widget did not start',
    );
    await stayQuiet(stage);
    expect(problems.filter((problem) => !/Failed to load resource|ERR_/.test(problem))).toEqual([]);
  });
});

describe("tappa('destroy')", () => {
  it('leaves no listener, timer or node, and nothing wrapped', async () => {
    await context.addInitScript(() => {
      const open = { listeners: 0, timers: new Set<unknown>() };
      Object.assign(window, { open_: open });
      const { addEventListener } = EventTarget.prototype;
      // Not the page's own, nor those of what drives the browser: only what the widget's script attaches.
      const isOurs = (): boolean => new Error().stack?.includes('/tappa.js') === true;
      EventTarget.prototype.addEventListener = function (this: EventTarget, type, listener, options) {
        if (isOurs() && typeof options === 'object') {
          open.listeners++;
          addEventListener.call(options.signal!, 'abort', () => {
            open.listeners--;
          });
        }
        return addEventListener.call(this ?? window, type, listener, options);
      };
      const { setTimeout: start, clearTimeout: stop, setInterval: repeat } = window;
      Object.assign(window, {
        setTimeout: (run: (...args: unknown[]) => void, ms: number, ...args: unknown[]) => {
          const timer = start(() => {
            open.timers.delete(timer);
            run(...args);
          }, ms);
          open.timers.add(timer);
          return timer;
        },
        setInterval: (...args: Parameters<typeof setInterval>) => {
          const timer = repeat(...args);
          open.timers.add(timer);
          return timer;
        },
        clearTimeout: (timer: number) => {
          open.timers.delete(timer);
          stop(timer);
        },
        clearInterval: (timer: number) => {
          open.timers.delete(timer);
          stop(timer);
        },
      });
    });
    stage.reply = () => ({ blocks: [BLOCK] });
    const globals =
      '[fetch, history.pushState, history.replaceState, XMLHttpRequest.prototype.open, navigator.sendBeacon].every((f) => f.toString().includes("native code"))';
    await open(undefined, '<script>window.dataLayer=[]</script>');
    await page.waitForSelector('#probe');
    expect(await page.evaluate('open_.listeners > 0 && open_.timers.size > 0')).toBe(true);
    expect(await page.evaluate(globals)).toBe(true);
    await page.evaluate(`tappa('event','view_item',{items:[{item_id:'A'}]}); tappa('destroy')`);
    expect(
      await page.evaluate(
        '({listeners: open_.listeners, timers: open_.timers.size, nodes: document.querySelectorAll("#probe").length, wrapped: Object.hasOwn(dataLayer,"push")})',
      ),
    ).toEqual({ listeners: 0, timers: 0, nodes: 0, wrapped: false });
    const later = `tappa('event','add_to_cart',{items:[{item_id:'A'}]}); dataLayer.push({event:'view_item',items:[{item_id:'B'}]}); history.pushState({},'','/x'); typeof tappa.debug()`;
    await expectInAction(stage, { action: () => page.evaluate(later), refuted: [() => true] });
    expect(problems).toEqual([]);
  });
});
