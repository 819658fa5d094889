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

describe('one block floats at a time', () => {
  it('the next waits until the first is closed', async () => {
    const { show, frame } = await open('none');
    await show(corner({ on: 'load' }, 'first'), corner({ on: 'load' }, 'second'));
    expect([await frame('first').count(), await frame('second').count()]).toEqual([1, 0]);
    await frame('first').getByRole('button', { name: 'Chiudi' }).click();
    await frame('second').waitFor();
    expect(await frame('first').count()).toBe(0);
  });

  it('none floats above a dialog or consent banner of the page', async () => {
    for (const markup of [
      'dialog',
      'div aria-modal',
      'div alertdialog',
      'div popover',
      'div iubenda-cs-banner',
      'div shopify-pc__banner',
    ]) {
      const { page, show, frame, close } = await open('none');
      await page.evaluate((kind) => {
        const [tag, mark] = kind.split(' ') as [string, string | undefined];
        const own = document.body.appendChild(document.createElement(tag));
        own.append('Cookie?');
        if (own instanceof HTMLDialogElement) own.showModal();
        else if (mark === 'aria-modal') own.setAttribute(mark, 'true');
        else if (mark === 'alertdialog') own.role = mark;
        else if (mark === 'popover') {
          own.popover = 'auto';
          own.showPopover();
        } else own.id = mark!;
        Object.assign(window, {
          closeOwn: () => (own instanceof HTMLDialogElement ? own.close() : own.style.setProperty('display', 'none')),
        });
      }, markup);
      await page.clock.install();
      await show(corner({ on: 'load' }));
      await page.clock.runFor(10_000);
      expect(await frame('message-corner').count(), markup).toBe(0);
      await page.evaluate(() => (window as unknown as { closeOwn(): void }).closeOwn());
      await page.clock.runFor(1_000);
      expect(await frame('message-corner').count(), markup).toBe(1);
      await close();
    }
  });

  it('it stands in the top layer, above any z-index of the page', async () => {
    const { page, show, frame } = await open('none');
    await page.evaluate(() => {
      const cover = document.body.appendChild(document.createElement('div'));
      cover.style.cssText = 'position:fixed;inset:0;z-index:2147483647;background:#fff';
    });
    await show(corner({ on: 'load' }));
    await frame('message-corner').getByRole('button', { name: 'Chiudi' }).click();
    expect(await frame('message-corner').count()).toBe(0);
  });
});

describe('a block waits for its moment', () => {
  /** Asked when what is due has been drawn. */
  const isThere = async () => {
    await gallery.page.evaluate(() => window.gallery.settle([undefined]));
    return gallery.frame('message-corner').count();
  };
  /** … and whoever listens has heard of it, and done what follows. */
  const scrolledTo = (topPx: number) =>
    gallery.page.evaluate(
      (top) =>
        new Promise((done) => {
          addEventListener('scroll', () => setTimeout(done), { once: true });
          scrollTo(0, top);
        }),
      topPx,
    );

  it('a mouse leaving by the top, not by the side', async () => {
    const { page, show } = await open('none');
    await show(corner({ on: 'exit-intent' }));
    const leave = (x: number, y: number) =>
      page.evaluate(([clientX, clientY]) => document.documentElement.dispatchEvent(new MouseEvent('mouseleave', { clientX, clientY })), [
        x,
        y,
      ] as const);
    await leave(-3, 300);
    expect(await isThere()).toBe(0);
    await leave(300, -3);
    expect(await isThere()).toBe(1);
  });

  it('a finger flicking back to the top', async () => {
    const { page, show } = await open('none', { hasTouch: true, isMobile: true, viewport: { width: 390, height: 600 } });
    await makeTall();
    await show(corner({ on: 'exit-intent' }));
    await scrolledTo(4_000);
    expect(await isThere()).toBe(0);
    await page.evaluate(async () => {
      for (const top of [3_900, 3_500, 3_000]) {
        scrollTo(0, top);
        await new Promise(requestAnimationFrame);
      }
    });
    await expect.poll(isThere).toBe(1);
  });

  it('having scrolled so far', async () => {
    const { page, show } = await open('none');
    await makeTall();
    await show(corner({ on: 'scroll', percent: 50 }));
    await scrolledTo(1_000);
    expect(await isThere()).toBe(0);
    await page.evaluate(() => scrollTo(0, 3_500));
    await expect.poll(isThere).toBe(1);
  });

  it('an event the page speaks of, and no other', async () => {
    const { page, show } = await open('none');
    await show(corner({ on: 'event', event: 'add_to_cart' }));
    await page.evaluate(() => window.gallery.renderer.notify('view_cart'));
    expect(await isThere()).toBe(0);
    await page.evaluate(() => window.gallery.renderer.notify('add_to_cart'));
    expect(await isThere()).toBe(1);
  });

  it('quiet, which any movement puts off', async () => {
    const { page, show } = await open('none');
    await page.clock.install();
    await show(corner({ on: 'idle', afterMs: 10_000 }));
    await page.clock.runFor(8_000);
    await page.mouse.move(50, 50);
    await page.clock.runFor(8_000);
    expect(await isThere()).toBe(0);
    await page.clock.runFor(3_000);
    expect(await isThere()).toBe(1);
  });

  it('time spent in the page, or after it opened', async () => {
    for (const on of ['active-time', 'load'] as const) {
      const { page, show, close } = await open('none');
      await page.clock.install();
      await show(corner({ on, afterMs: 20_000 }));
      await page.clock.runFor(19_000);
      expect(await isThere(), on).toBe(0);
      await page.clock.runFor(2_000);
      expect(await isThere(), on).toBe(1);
      await close();
    }
  });

  it('and does not come at all when the next answer has dropped it', async () => {
    const { page, show } = await open('none');
    await show(corner({ on: 'event', event: 'add_to_cart' }));
    await show();
    await page.evaluate(() => window.gallery.renderer.notify('add_to_cart'));
    expect(await isThere()).toBe(0);
  });
});

describe('what floats or waits comes with a second file', () => {
  const OVERLAY_FILE = '**/tappa-overlay-*.js';
  const fetched = () =>
    gallery.page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('tappa-overlay-')).length);
  /** Shows without waiting for anything. */
  const showNow = (...blocks: Block[]) => gallery.page.evaluate((shown) => window.gallery.renderer.show(shown), blocks);
  /** Holds the file back. Returns what lets it go. */
  const hold = async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await gallery.page.route(OVERLAY_FILE, async (route) => {
      await released;
      await route.continue();
    });
    return release;
  };
  const arrival = (release: () => void) => Promise.all([gallery.page.waitForResponse(OVERLAY_FILE), release()]);

  it('which is fetched for the first of them, and not before', async () => {
    const { show, frame } = await open('none');
    await show(sampleBlock('recommendations', 'it'), sampleBlock('message', 'it'));
    expect(await frame('recommendations-inline').isVisible()).toBe(true);
    expect(await fetched()).toBe(0);
    await show(corner({ on: 'load' }));
    await frame('message-corner').waitFor();
    expect(await fetched()).toBe(1);
  });

  it('where it cannot be had the page keeps its blocks, and the next answer tries again', async () => {
    const { page, show, frame, complaints } = await open('none');
    await page.route(OVERLAY_FILE, (route) => route.abort());
    const blocks = [sampleBlock('message', 'it'), sampleBlock('feedback', 'it'), corner({ on: 'load' })];
    await show(...blocks);
    expect(await frame('message-inline').isVisible()).toBe(true);
    expect([await frame('feedback-inline').count(), await frame('message-corner').count()]).toEqual([0, 0]);
    await page.unroute(OVERLAY_FILE);
    await show(...blocks);
    await frame('feedback-inline').waitFor();
    await frame('message-corner').waitFor();
    expect(await complaints()).toEqual([]);
  });

  it('what the page said meanwhile is not lost, and what an answer dropped meanwhile does not come', async () => {
    const { page, frame } = await open('none');
    const release = await hold();
    await showNow(corner({ on: 'event', event: 'add_to_cart' }, 'wanted'), sampleBlock('feedback', 'it'));
    await page.evaluate(() => window.gallery.renderer.notify('add_to_cart'));
    await showNow(corner({ on: 'event', event: 'add_to_cart' }, 'wanted'));
    await arrival(release);
    await frame('wanted').waitFor();
    expect(await frame('feedback-inline').count()).toBe(0);
  });

  it('stopped meanwhile, it does nothing once it is there', async () => {
    const { page, frames, complaints } = await open('none');
    const html = () => page.evaluate(() => document.body.outerHTML);
    const before = await html();
    const release = await hold();
    await showNow(corner({ on: 'load' }), sampleBlock('store-notice', 'it'));
    await page.evaluate(() => window.gallery.renderer.stop());
    await arrival(release);
    await frames();
    expect(await html()).toBe(before);
    expect(await complaints()).toEqual([]);
  });
});
