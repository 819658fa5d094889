import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { BLOCK_KINDS } from '../../shared/schemas/block.ts';
import type { Gallery } from './gallery/open-gallery.ts';
import { sampleBlock } from './gallery/sample-data.ts';
import { useGallery } from './gallery/use-gallery.ts';

let gallery: Gallery;

const open = useGallery((opened) => {
  gallery = opened;
});
/** 1280 × 1024 pixels at 400 % zoom. */
const ZOOMED: BrowserContextOptions = { viewport: { width: 320, height: 256 } };
/** A renderer without a past: the old one would rest a while before its next floating block. */
const startAnew = () =>
  gallery.page.evaluate(() => {
    const { renderer, createRenderer } = window.gallery;
    renderer.stop();
    Object.assign(window.gallery, { renderer: createRenderer({ emit: () => {}, locale: 'it', nonce: 'gallery' }) });
  });
/** A computed value of the first element that matches, inside the shadow tree of a block. */
const styleOf = (id: string, selector: string, property: string) =>
  gallery
    .frame(id)
    .locator(selector)
    .first()
    .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);

describe('on paper', () => {
  it('a block is its words: dark on light, nothing to press, every product', async () => {
    const { page, frame } = await open('language=it', { colorScheme: 'dark' });
    await frame('cart-handoff-inline').waitFor();
    await page.emulateMedia({ media: 'print' });
    for (const kind of ['message', 'loyalty-prompt', 'store-notice', 'recommendations'] as const) {
      expect(await frame(`${kind}-inline`).isVisible(), kind).toBe(true);
      expect(await frame(`${kind}-inline`).locator('button:visible, .why:visible').count(), kind).toBe(0);
    }
    const { color, surface } = await frame('message-inline').evaluate((one) => ({
      color: getComputedStyle(one).color,
      surface: getComputedStyle(one).backgroundColor,
    }));
    expect([color, surface]).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    const row = await frame('recommendations-inline')
      .locator('.row')
      .evaluate((list) => ({ scroll: list.scrollWidth - list.clientWidth, cards: list.children.length }));
    expect(row).toEqual({ scroll: 0, cards: 8 });
    // A question that cannot be answered is not asked.
    expect(await frame('feedback-inline').isVisible()).toBe(false);
  });

  it.each(['bar', 'corner', 'modal'] as const)('nothing floats: %s', async (placement) => {
    const { page, frame } = await open(`language=it&placement=${placement}&kind=message`);
    await frame(`message-${placement}`).waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await frame(`message-${placement}`).isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    expect(await frame(`message-${placement}`).isVisible()).toBe(true);
  });
});

describe('at 400 % zoom', () => {
  it.each(['bar', 'corner', 'modal'] as const)(
    'all of a floating block can be reached and its way out is in view: %s',
    async (placement) => {
      const { page, show, frame } = await open('none', ZOOMED);
      for (const kind of BLOCK_KINDS) {
        const id = `${kind}-${placement}`;
        await show(sampleBlock(kind, 'it', { placement }));
        await frame(id).waitFor();
        const reach = await frame(id).evaluate((one) => {
          const inView = (element: Element | null) => {
            const { top, bottom, left, right } = element!.getBoundingClientRect();
            return top >= 0 && left >= 0 && bottom <= innerHeight + 1 && right <= innerWidth + 1;
          };
          const body = one.querySelector('.body')!;
          const close = inView(one.querySelector('header .round'));
          const roomPx = body.clientHeight;
          one.querySelector('.why > button')!.scrollIntoView({ block: 'nearest' });
          return {
            close,
            roomPx,
            end: inView(one.querySelector('.why > button')),
            whole: inView(one),
            sideways: body.scrollWidth - body.clientWidth,
          };
        });
        expect(reach, id).toMatchObject({ close: true, end: true, whole: true, sideways: 0 });
        expect(reach.roomPx, id).toBeGreaterThan(64);
        await startAnew();
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    },
  );

  it('what shops have in stock is named in full, and no number breaks in two', async () => {
    const { frame } = await open('language=it', ZOOMED);
    await frame('store-notice-inline').waitFor();
    const cut = await frame('store-notice-inline')
      .locator('.lines .name')
      .evaluateAll((names) => names.filter((name) => name.scrollHeight > name.clientHeight + 1).map((name) => name.textContent));
    expect(cut).toEqual([]);
    const heights = await frame('feedback-inline')
      .locator('.option')
      .evaluateAll((steps) => new Set(steps.map((step) => step.getBoundingClientRect().height)).size);
    expect(heights).toBe(1);
  });
});

describe('for people who set their system to their needs', () => {
  it('with forced colours, frames and buttons have edges, progress shows, and the code can be scanned', async () => {
    const { page, frame } = await open('language=it', { forcedColors: 'active' });
    await frame('cart-handoff-inline').waitFor();
    expect(await page.evaluate(() => matchMedia('(forced-colors:active)').matches)).toBe(true);
    for (const kind of BLOCK_KINDS) {
      const [widthPx, edge, surface] = await frame(`${kind}-inline`).evaluate((one) => {
        const { borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(one);
        return [borderTopWidth, borderTopColor, backgroundColor];
      });
      expect(widthPx, kind).toBe('1px');
      expect(edge, kind).not.toBe(surface);
    }
    expect(await styleOf('loyalty-prompt-inline', '.button', 'border-top-width')).toBe('1px');
    expect(await styleOf('loyalty-prompt-inline', 'progress', 'border-top-width')).toBe('1px');
    expect(await styleOf('cart-handoff-inline', '.qr', 'background-color')).toBe('rgb(255, 255, 255)');
    expect(await styleOf('cart-handoff-inline', '.qr', 'fill')).toBe('rgb(0, 0, 0)');
  });

  it('with less motion nothing fades or glides; without that wish it does', async () => {
    for (const [reducedMotion, animation, behavior] of [
      ['reduce', 'none', 'auto'],
      ['no-preference', 'appear', 'smooth'],
    ] as const) {
      const { frame, close } = await open('language=it&kind=recommendations', { reducedMotion });
      expect(await frame('recommendations-inline').evaluate((one) => getComputedStyle(one).animationName)).toBe(animation);
      expect(await styleOf('recommendations-inline', '.row', 'scroll-behavior')).toBe(behavior);
      await close();
    }
  });

  it.each(['bar', 'corner', 'modal'] as const)(
    'where text runs right to left, a block floats and closes on the other side: %s',
    async (placement) => {
      const { frame } = await open(`language=en&direction=rtl&placement=${placement}&kind=message`);
      const block = frame(`message-${placement}`);
      await block.waitFor();
      const { title, close, box, viewPx } = await block.evaluate((one) => {
        const left = (element: Element) => element.getBoundingClientRect().left;
        return { title: left(one.querySelector('h2')!), close: left(one.querySelector('.round')!), box: left(one), viewPx: innerWidth };
      });
      expect(close).toBeLessThan(title);
      if (placement === 'corner') expect(box).toBeLessThan(viewPx / 4);
    },
  );
});

describe('by keyboard alone', () => {
  it.each(BLOCK_KINDS)('everything of a block can be reached, in the order it is read, and the focus is seen: %s', async (kind) => {
    const { page, frame } = await open(`language=it&kind=${kind}`);
    const block = frame(`${kind}-inline`);
    await block.waitFor();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const wanted = await block.evaluate((one) =>
      [...one.querySelectorAll<HTMLElement>('a, button, summary, textarea')]
        .filter((element) => element.checkVisibility())
        .map((element) => element.getAttribute('aria-label') ?? element.textContent),
    );
    const walked: (string | null)[] = [];
    for (let step = 0; step < wanted.length; step++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const inside = document.activeElement?.shadowRoot?.activeElement;
        if (!inside) return null;
        const { outlineStyle, outlineWidth } = getComputedStyle(inside);
        return { name: inside.getAttribute('aria-label') ?? inside.textContent, outline: `${outlineStyle} ${outlineWidth}` };
      });
      if (at?.name === undefined) continue;
      walked.push(at.name);
      expect(at.outline, at.name ?? '').toBe('solid 2px');
    }
    expect(walked).toEqual(wanted);
  });
});
