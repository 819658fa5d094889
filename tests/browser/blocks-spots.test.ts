import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { PageSpot } from '../../shared/schemas/block.ts';
import type { Gallery } from './gallery/open-gallery.ts';
import { sampleBlock } from './gallery/sample-data.ts';
import { useGallery } from './gallery/use-gallery.ts';

let gallery: Gallery;

const VIEW: BrowserContextOptions = { viewport: { width: 1280, height: 600 } };
const openAt = useGallery((opened) => {
  gallery = opened;
});
const open = (query: string, options: BrowserContextOptions = VIEW) => openAt(query, options);
/** An article below the view, for blocks to stand beside or inside. */
const addArticle = () =>
  gallery.page.evaluate(() => {
    const spacer = document.body.appendChild(document.createElement('div'));
    spacer.style.height = '2000px';
    const article = document.body.appendChild(document.createElement('article'));
    article.append(Object.assign(document.createElement('p'), { textContent: 'Una lampada' }));
    article.after(Object.assign(document.createElement('footer'), { textContent: 'Milano' }));
  });
const placed = (at: PageSpot) => ({ ...sampleBlock('message', 'it', { slot: 'nowhere' }), at });
/** The tags around the block: its parent, what stands before it, what stands after. */
const around = () =>
  gallery.page.locator('[data-tappa-block]').evaluate((host) => {
    const name = (element: Element | null) => element?.localName ?? '';
    return [host.parentElement, host.previousElementSibling, host.nextElementSibling].map(name).join(' ');
  });

describe('a block stands where the marketer pointed', () => {
  it.each([
    ['before', 'body div article'],
    ['after', 'body article footer'],
    ['prepend', 'article  p'],
    ['append', 'article p '],
  ] as const)('%s an element', async (position, expected) => {
    const { show } = await open('none');
    await addArticle();
    await show(placed({ selector: 'body > article', position }));
    expect(await around()).toBe(expected);
  });

  it('not where the words are no selector, no position, or find nothing; and nothing else suffers', async () => {
    const { page, show, frame, complaints } = await open('none');
    await addArticle();
    const odd = [
      { selector: 'article[', position: 'after' },
      { selector: 'article', position: 'remove' },
      { selector: '#nothing', position: 'before' },
      { selector: '', position: 'append' },
      { position: 'append' },
    ] as PageSpot[];
    await show(...odd.map((at, index) => ({ ...placed(at), id: `odd-${index}` })), sampleBlock('message', 'it'));
    expect(await frame('message-inline').isVisible()).toBe(true);
    expect(await page.locator('[data-tappa-block]').count()).toBe(1);
    expect(await page.locator('article > p').count()).toBe(1);
    expect(await complaints()).toEqual([]);
  });

  it('never while somebody looks at the place: it comes once that is out of view, and at the end of what goes on below', async () => {
    const { page, show, frame } = await open('none');
    await addArticle();
    await page.locator('footer').scrollIntoViewIfNeeded();
    await show(placed({ selector: 'article', position: 'before' }));
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(await frame('message-inline').count()).toBe(0);
    await page.evaluate(() => scrollTo(0, 0));
    await expect.poll(() => frame('message-inline').count()).toBe(1);
    await gallery.close();
    await open('none');
    await addArticle();
    await gallery.show(placed({ selector: 'body', position: 'append' }));
    expect(await around()).toBe('body footer ');
  });

  it('again where a framework drew the place anew, and at last where it came late', async () => {
    const { page, show, frame } = await open('none');
    await show(placed({ selector: 'article', position: 'append' }));
    expect(await frame('message-inline').count()).toBe(0);
    await addArticle();
    await frame('message-inline').waitFor({ state: 'attached' });
    await page.evaluate(() => {
      const fresh = document.createElement('article');
      fresh.append(document.createElement('h2'));
      document.querySelector('article')!.replaceWith(fresh);
    });
    await expect.poll(around).toBe('article h2 ');
  });

  it('in the element <tappa-slot> too, and again when it is drawn anew', async () => {
    const { page, show, frame } = await open('none');
    const drawSlot = () =>
      page.evaluate(() => {
        document.querySelector('tappa-slot')?.remove();
        const slot = document.createElement('tappa-slot');
        slot.setAttribute('name', 'picks "of" the day');
        document.querySelector('main')!.append(slot);
      });
    await drawSlot();
    await show(sampleBlock('message', 'it', { slot: 'picks "of" the day' }));
    await frame('message-inline').waitFor();
    await drawSlot();
    await frame('message-inline').waitFor();
    expect(await around()).toBe('tappa-slot  ');
  });
});

describe('a slot keeps free what its last block took', () => {
  const remembered = () => gallery.page.evaluate(() => window.gallery.heights);
  /** The next page of an app without reloads: new slots, with text below. Returns whether anything moved before the next answer is in. */
  const goOn = (names: string[]) =>
    gallery.page.evaluate(async (slots) => {
      const main = document.createElement('main');
      for (const name of slots) {
        const slot = main.appendChild(document.createElement('div'));
        slot.dataset.tappaSlot = name;
        main.append(Object.assign(document.createElement('p'), { textContent: `Sotto ${name}`, id: `below-${name}` }));
      }
      document.querySelector('main')!.replaceWith(main);
      const topPx = () => Math.round(document.getElementById(`below-${slots[0]}`)!.getBoundingClientRect().top);
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      Object.assign(window, { topPx });
      return topPx();
    }, names);
  const topPx = () => gallery.page.evaluate(() => (window as unknown as { topPx(): number }).topPx());
  const shifts = () => gallery.page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
  const countShifts = () =>
    gallery.page.evaluate(() => {
      const seen: number[] = [];
      Object.assign(window, { shifts: seen });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.push((entry as PerformanceEntry & { value: number }).value);
      }).observe({ type: 'layout-shift' });
    });

  it('told to the device once it was looked at, by slot', async () => {
    const { show, frame } = await open('none');
    await show(sampleBlock('message', 'it'), sampleBlock('message', 'it', { placement: 'corner' }));
    await expect.poll(remembered).toEqual({ message: await frame('message-inline').evaluate((one) => (one as HTMLElement).offsetHeight) });
  });

  it('on the next page without a reload, where nothing moves when the block comes', async () => {
    const { page, show, events } = await open('none');
    await show(sampleBlock('message', 'it'));
    await expect.poll(() => events('impression')).toHaveLength(1);
    await show();
    await countShifts();
    const beforePx = await goOn(['message']);
    expect(beforePx).toBeGreaterThan(100);
    await show(sampleBlock('message', 'it', { id: 'next' }));
    await page.locator('[data-tappa-block=next]').waitFor();
    expect(await topPx()).toBe(beforePx);
    expect(await page.locator('[data-tappa-slot] > *').count()).toBe(1);
    // A layout shift is told with the frame it happened in.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(await shifts()).toEqual([]);
  });

  it('as the device remembers it; a slot that gets nothing closes only out of view', async () => {
    const { page, show } = await open('none');
    await page.evaluate(() => Object.assign(window.gallery.heights, { empty: 300, full: 99_999 }));
    expect(await goOn(['empty', 'full'])).toBeGreaterThanOrEqual(300);
    await show();
    const keptPx = () => page.locator('[data-tappa-slot=empty]').evaluate((slot) => (slot as HTMLElement).offsetHeight);
    expect(await keptPx()).toBe(300);
    expect(await page.locator('[data-tappa-slot=full] > *').count()).toBe(0);
    await page.evaluate(() => {
      document.body.style.height = '5000px';
      scrollTo(0, 3_000);
    });
    await expect.poll(keptPx).toBe(0);
  });

  it('not where the shop wrote something, nor in a slot that was there and is looked at', async () => {
    const { page } = await open('none');
    await page.evaluate(() => Object.assign(window.gallery.heights, { message: 300, own: 300 }));
    await page.evaluate(() => {
      const { renderer, createRenderer, heights } = window.gallery;
      renderer.stop();
      const own = document.createElement('div');
      own.dataset.tappaSlot = 'own';
      own.append('I nostri consigli');
      const host = { emit: () => {}, locale: 'it', nonce: undefined, heights: { read: (slot: string) => heights[slot], write: () => {} } };
      Object.assign(window.gallery, { renderer: createRenderer(host) });
      document.querySelector('main')!.append(own);
    });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(await page.locator('[data-tappa-slot=own] > *').count()).toBe(0);
    expect(await page.locator('[data-tappa-slot=message] > *').count()).toBe(0);
  });

  it('and leaves nothing behind when the widget is taken out', async () => {
    const { page } = await open('none');
    await page.evaluate(() => Object.assign(window.gallery.heights, { next: 300 }));
    await goOn(['next']);
    expect(await page.locator('[data-tappa-slot=next] > *').count()).toBe(1);
    await page.evaluate(() => window.gallery.renderer.stop());
    expect(await page.locator('[data-tappa-slot=next] > *').count()).toBe(0);
  });
});
