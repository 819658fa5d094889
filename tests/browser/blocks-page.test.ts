import { describe, expect, it } from 'vitest';
import type { Block } from '../../shared/schemas/block.ts';
import type { Gallery } from './gallery/open-gallery.ts';
import { sampleBlock } from './gallery/sample-data.ts';
import { useGallery } from './gallery/use-gallery.ts';

let gallery: Gallery;

const open = useGallery((opened) => {
  gallery = opened;
});
const corner = (when: Block['when'], id = 'message-corner') => sampleBlock('message', 'it', { placement: 'corner', when, id });
const makeTall = () => gallery.page.evaluate(() => document.body.style.setProperty('height', '6000px'));

describe('the page stays as it is', () => {
  it('nothing moves when a block enters a slot whose height the shop keeps free', async () => {
    const style = encodeURIComponent('[data-tappa-slot=recommendations]{min-height:480px}[data-tappa-slot]{min-height:560px}');
    const { page, show, frames } = await open(`none&style=${style}`, {
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'no-preference',
    });
    await page.evaluate(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((seen) => {
        for (const entry of seen.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    /** Everything has come, faded in and been painted. */
    const drawn = async () => {
      await frames();
      await page.evaluate(async () => {
        for (const { shadowRoot } of document.querySelectorAll('[data-tappa-block]'))
          await Promise.all((shadowRoot?.getAnimations() ?? []).map(({ finished }) => finished));
      });
      await frames();
    };
    await show(sampleBlock('recommendations', 'it'), sampleBlock('store-notice', 'it'), sampleBlock('loyalty-prompt', 'it'));
    await drawn();
    // The next answer has fewer: what leaves keeps its place while it is looked at.
    await show(sampleBlock('loyalty-prompt', 'it'));
    await drawn();
    expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
  });

  it('what the shop itself wrote into a slot is not pushed while it is looked at, only once out of view', async () => {
    const { page, show, frame, frames } = await open('none', { viewport: { width: 1280, height: 600 } });
    await makeTall();
    await page.locator('[data-tappa-slot=message]').evaluate((slot) => slot.append('I nostri consigli'));
    await show(sampleBlock('message', 'it'));
    await frames();
    expect(await frame('message-inline').count()).toBe(0);
    await page.evaluate(() => scrollTo(0, 3_000));
    await expect.poll(() => frame('message-inline').count()).toBe(1);
    expect(await page.getByText('I nostri consigli').count()).toBe(1);
  });

  it('a slot keeps the height it asks for', async () => {
    const { page, show } = await open('none');
    await page.locator('[data-tappa-slot=message]').evaluate((slot) => slot.setAttribute('data-tappa-height', '420'));
    await show(sampleBlock('message', 'it'));
    expect((await page.locator('[data-tappa-slot=message]').boundingBox())!.height).toBeGreaterThanOrEqual(420);
  });

  it('everything is gone after stop: nodes, listeners, timers', async () => {
    const { page, show } = await open('none');
    await page.clock.install();
    const session = await page.context().newCDPSession(page);
    const listeners = async () => {
      const counts = [];
      for (const expression of ['window', 'document', 'document.documentElement']) {
        const { result } = await session.send('Runtime.evaluate', { expression });
        counts.push((await session.send('DOMDebugger.getEventListeners', { objectId: result.objectId! })).listeners.length);
      }
      return counts;
    };
    const html = () => page.evaluate(() => document.body.outerHTML);
    await page.evaluate(() => window.gallery.renderer.stop());
    await makeTall();
    const [before, htmlBefore] = [await listeners(), await html()];
    await page.evaluate(() => {
      const { createRenderer, events } = window.gallery;
      window.gallery.renderer = createRenderer({
        emit: (event) => events.push(event),
        locale: 'it',
        nonce: undefined,
      }) as typeof window.gallery.renderer;
    });
    const triggers: Block['when'][] = [
      { on: 'exit-intent' },
      { on: 'idle', afterMs: 200 },
      { on: 'scroll', percent: 90 },
      { on: 'active-time', afterMs: 200 },
      { on: 'event', event: 'x' },
      { on: 'load', afterMs: 200 },
    ];
    await show(
      sampleBlock('recommendations', 'it'),
      sampleBlock('message', 'it', { placement: 'modal' }),
      ...triggers.map((when, index) => corner(when, `waiting-${index}`)),
    );
    await page.evaluate(() => window.gallery.renderer.stop());
    expect(await listeners()).toEqual(before);
    await page.clock.runFor(60_000);
    await page.evaluate(() => window.gallery.renderer.notify('x'));
    await page.evaluate(() => document.body.append(document.createElement('i')));
    await page.clock.runFor(1_000);
    await page.evaluate(() => document.querySelector('body > i')!.remove());
    expect(await html()).toBe(htmlBefore);
    expect(await page.evaluate(() => window.gallery.events)).toEqual([]);
  });
});

describe('blocks come and go with the answers', () => {
  it('the same block is patched where it stands, vanished ones leave, new ones come', async () => {
    const { show, frame } = await open('none');
    await show(sampleBlock('message', 'it'), sampleBlock('loyalty-prompt', 'it'));
    await frame('message-inline').evaluate((element) => element.setAttribute('data-mark', 'first'));
    await show(sampleBlock('message', 'en'), sampleBlock('feedback', 'en'));
    expect(await frame('message-inline').locator('h2').textContent()).toBe('Free returns in our shops');
    expect(await frame('message-inline').getAttribute('data-mark')).toBe('first');
    expect(await frame('loyalty-prompt-inline').count()).toBe(0);
    expect(await frame('feedback-inline').isVisible()).toBe(true);
  });

  it('an open card is patched without closing, a card in use is not pulled away', async () => {
    const { show, frame } = await open('none');
    await show(sampleBlock('feedback', 'it', { placement: 'corner' }));
    await frame('feedback-corner').getByRole('button', { name: '3', exact: true }).click();
    await frame('feedback-corner').getByRole('textbox').fill('Stavo scri');
    await show();
    expect(await frame('feedback-corner').getByRole('textbox').inputValue()).toBe('Stavo scri');
    await show(sampleBlock('feedback', 'en', { placement: 'corner' }));
    expect(await frame('feedback-corner').getByRole('textbox').inputValue()).toBe('Stavo scri');
  });

  it('a card in use still tells what is done in it, though no answer has it any more', async () => {
    const { show, frame, events } = await open('none');
    await show(sampleBlock('feedback', 'it', { placement: 'corner' }));
    await frame('feedback-corner').getByRole('button', { name: '3', exact: true }).click();
    await frame('feedback-corner').getByRole('textbox').fill('Troppo caro');
    await show();
    await show();
    await frame('feedback-corner').getByRole('button', { name: 'Invia' }).click();
    expect((await events('feedback')).map(({ block, text }) => [block, text])).toEqual([
      ['feedback-corner', undefined],
      ['feedback-corner', 'Troppo caro'],
    ]);
  });

  it('a block follows its slot when a framework draws the page anew, and fills one that appears later', async () => {
    const { page, show, frame, events } = await open('none');
    await show(sampleBlock('message', 'it'), sampleBlock('loyalty-prompt', 'it', { slot: 'later' }));
    await expect.poll(() => events('impression')).toHaveLength(1);
    await page.evaluate(() => {
      const main = document.querySelector('main')!;
      const next = document.createElement('main');
      for (const name of ['message', 'later']) next.appendChild(document.createElement('div')).setAttribute('data-tappa-slot', name);
      main.replaceWith(next);
    });
    await frame('message-inline').waitFor();
    await frame('loyalty-prompt-inline').waitFor();
    await expect.poll(() => events('impression')).toHaveLength(2);
    expect((await events('impression')).map(({ block }) => block)).toEqual(['message-inline', 'loyalty-prompt-inline']);
  });

  it('an overlay thrown out with the body’s children comes back above the page', async () => {
    const { page, frame } = await open('language=it&placement=modal&kind=message');
    await page.evaluate(() => document.querySelector('body > [data-tappa-block]')!.remove());
    await expect.poll(() => frame('message-modal').count()).toBe(1);
    expect(await frame('message-modal').evaluate((dialog) => dialog.matches(':modal'))).toBe(true);
  });

  it('what cannot be drawn is left out and takes nothing else along', async () => {
    const { page, show, frame, complaints } = await open('none');
    const odd = [
      { ...sampleBlock('message', 'it'), id: 'unknown', kind: 'hologram' },
      { ...sampleBlock('recommendations', 'it'), id: 'no-items', content: { title: 'x' } },
      {
        ...sampleBlock('recommendations', 'it'),
        id: 'bad-items',
        content: { title: 'x', items: [null, { item_id: 'a', title: 'a', url: 'javascript:alert(1)' }] },
      },
      {
        ...sampleBlock('feedback', 'it'),
        id: 'bad-scale',
        content: { title: 'x', question: 'y', input: { type: 'scale', min: 0, max: 1e9 } },
      },
      { ...sampleBlock('store-notice', 'it'), id: 'no-shop', content: { title: 'x' } },
      { ...sampleBlock('message', 'it'), id: 'no-text', content: { title: { toString: 1 } } },
      { ...sampleBlock('message', 'it'), id: 'kind-of-every-object', kind: 'constructor' },
      { ...sampleBlock('message', 'it'), id: 'no-kind', kind: { toString: 1 } },
      { ...sampleBlock('message', 'it', { placement: 'corner' }), id: undefined },
      { ...sampleBlock('message', 'it'), id: 'no-slot', slot: { toString: 1 } },
      { ...sampleBlock('message', 'it'), id: 'never', slot: 'nowhere', when: { on: 'load', afterMs: { toString: 1, valueOf: null } } },
      { ...sampleBlock('message', 'it'), id: 'no-when', slot: 'nowhere', when: null },
      { ...sampleBlock('message', 'it', { placement: 'modal' }), id: 'no-labels', labels: null },
      { ...sampleBlock('message', 'it'), id: 'nothing', content: null },
      null,
    ] as unknown as Block[];
    await show(...odd, sampleBlock('message', 'it'));
    expect(await frame('message-inline').isVisible()).toBe(true);
    expect(await page.locator('.frame').count()).toBe(1);
    expect(await complaints()).toEqual([]);
  });

  it('what the next answer mangles goes, and the others stay', async () => {
    const { show, frame, complaints } = await open('none');
    const [message, loyalty, picks] = [
      sampleBlock('message', 'it'),
      sampleBlock('loyalty-prompt', 'it'),
      sampleBlock('recommendations', 'it'),
    ];
    const card = sampleBlock('message', 'it', { placement: 'corner' });
    await show(message, loyalty, picks, card);
    await frame('message-corner').waitFor();
    const mangled = [
      { ...loyalty, content: { ...loyalty.content, text: { it: 'Ciao' } } },
      { ...picks, content: { ...picks.content, items: [] } },
      { ...card, content: { title: ['Ciao', {}] } },
    ] as unknown as Block[];
    await show(sampleBlock('message', 'en'), ...mangled);
    expect(await frame('message-inline').locator('h2').textContent()).toBe('Free returns in our shops');
    for (const { id } of mangled) expect(await frame(id).count(), id).toBe(0);
    expect(await complaints()).toEqual([]);
  });

  it('words from outside are words: markup in them is shown, never run', async () => {
    const { show, frame, complaints } = await open('none');
    await show(
      sampleBlock('message', 'it', {
        content: { title: '<img src=x onerror=alert(1)>', text: '<b>1</b>', action: { label: 'x', url: ' javascript:alert(1)' } },
      }),
    );
    expect(await frame('message-inline').locator('h2').textContent()).toBe('<img src=x onerror=alert(1)>');
    expect(await frame('message-inline').locator('img, b, a').count()).toBe(0);
    expect(await complaints()).toEqual([]);
  });
});
