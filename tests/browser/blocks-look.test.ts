import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { BLOCK_KINDS } from '../../shared/schemas/block.ts';
import type { Gallery } from './gallery/open-gallery.ts';
import { sampleBlock } from './gallery/sample-data.ts';
import { useGallery } from './gallery/use-gallery.ts';

let gallery: Gallery;

const openAt = useGallery((opened) => {
  gallery = opened;
});
const open = async (query: string, options?: BrowserContextOptions) => {
  await openAt(query, options);
  await gallery.page.locator('.frame').first().waitFor();
  return gallery;
};
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 } };
/** 1280 pixels at 400 % zoom. */
const ZOOMED: BrowserContextOptions = { viewport: { width: 320, height: 256 } };

async function axeFindings({ page }: Gallery): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .include('[data-tappa-block]')
    .setLegacyMode()
    .options({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

describe('blocks in the page', () => {
  it('show every kind in Italian and in English, with no complaint from the strictest content security policy', async () => {
    for (const [language, words] of [
      ['it', ['Scelti per te', 'Milano Buenos Aires', '320 punti', 'Per niente', 'Scopri come']],
      ['en', ['Picked for you', 'open until 19:30', '320 points', 'Not at all', 'See how']],
    ] as const) {
      const { page, complaints, close } = await open(`language=${language}`);
      for (const word of words) expect(await page.getByText(word).first().isVisible(), word).toBe(true);
      expect(await page.locator('[data-tappa-block]').first().getAttribute('lang')).toBe(language);
      expect(await complaints()).toEqual([]);
      expect(await page.locator('[data-tappa-block] [style]').count()).toBe(0);
      await close();
    }
  });

  it.each([
    ['light', {}],
    ['dark, on a phone', { ...PHONE, colorScheme: 'dark' }],
  ] as const)('satisfy axe: %s', async (_, options) => {
    expect(await axeFindings(await open('language=it', options))).toEqual([]);
  });

  it('satisfy axe in the shop’s own colours, whatever accent it chose', async () => {
    for (const [accent, surface] of [
      ['#ffd400', '#fff8e6'],
      ['#7f7f7f', '#101820'],
    ]) {
      const style = `:root{--tappa-accent:${accent};--tappa-surface:${surface}}`;
      expect(await axeFindings(await open(`language=it&style=${encodeURIComponent(style)}`)), `${accent} on ${surface}`).toEqual([]);
      await gallery.close();
    }
  });

  it('are really looked into by axe: it finds a text colour too pale to read', async () => {
    const style = encodeURIComponent(':root{--tappa-text:#ccc}');
    expect((await axeFindings(await open(`language=it&kind=message&style=${style}`))).join()).toContain('color-contrast');
  });

  it('never make the page scroll sideways, down to 320 pixels, from left to right and from right to left', async () => {
    for (const query of ['language=it', 'language=en&direction=rtl']) {
      const { page, close } = await open(query, ZOOMED);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
      await close();
    }
  });

  it('keep the page’s styles out and their own in', async () => {
    const hostile =
      '*{color:red!important;display:none;text-transform:uppercase;letter-spacing:9px} html,head,body,main,main>*,.pair>*{display:block} .frame,h2,button{background:red}';
    const { page, frame } = await open(`language=it&kind=message&style=${encodeURIComponent(hostile)}`);
    expect(await frame('message-inline').isVisible()).toBe(true);
    const look = await frame('message-inline')
      .locator('h2')
      .evaluate((title) => {
        const { color, textTransform, letterSpacing } = getComputedStyle(title);
        return { isRed: color === 'rgb(255, 0, 0)', textTransform, isWide: letterSpacing === '9px' };
      });
    expect(look).toEqual({ isRed: false, textTransform: 'none', isWide: false });
    expect(await page.evaluate(() => document.styleSheets.length + document.adoptedStyleSheets.length)).toBe(1);
  });

  it('wear their styles, also those of the second file, in browsers that cannot share a sheet between shadow trees', async () => {
    await openAt('none');
    const { page, show, frame, complaints } = gallery;
    await page.evaluate(() => {
      window.gallery.renderer.stop();
      Reflect.deleteProperty(Document.prototype, 'adoptedStyleSheets');
      const renderer = window.gallery.createRenderer({ emit: () => {}, locale: 'it', nonce: 'gallery' });
      Object.assign(window.gallery, { renderer });
    });
    await show(sampleBlock('message', 'it'));
    await show(
      sampleBlock('message', 'en'),
      sampleBlock('feedback', 'en'),
      sampleBlock('message', 'it', { placement: 'corner', id: 'card' }),
    );
    const display = (id: string, part: string) =>
      frame(id)
        .locator(part)
        .evaluate((element) => getComputedStyle(element).display);
    expect(await display('message-inline', 'header')).toBe('flex');
    expect(await display('feedback-inline', '.scale')).toBe('grid');
    expect(await frame('card').evaluate((element) => getComputedStyle(element).position)).toBe('fixed');
    expect(await page.locator('[data-tappa-block=message-inline] style').count()).toBe(1);
    expect(await complaints()).toEqual([]);
  });

  it('follow a dark page that says nothing of colour schemes, and a light one in a dark system', async () => {
    const surfaceOf = () => gallery.frame('message-inline').evaluate((frame) => getComputedStyle(frame).backgroundColor);
    await open(`language=it&kind=message&scheme=light&style=${encodeURIComponent('body{background:#101014;color:#eee}')}`);
    expect(await surfaceOf()).toBe('rgb(28, 29, 33)');
    await gallery.close();
    await open('language=it&kind=message&scheme=light', { colorScheme: 'dark' });
    expect(await surfaceOf()).toBe('rgb(255, 255, 255)');
  });

  it('show a neutral box for a picture that is missing', async () => {
    const { frame } = await open('language=it&kind=store-notice');
    const boxes = frame('store-notice-inline').locator('.lines .picture');
    await boxes.nth(2).locator('svg').waitFor();
    expect(await boxes.locator('img').count()).toBe(2);
  });

  it('turn the row of products by button, and say when its end is reached', async () => {
    const { frame } = await open('language=it&kind=recommendations', PHONE);
    const row = frame('recommendations-inline');
    const [back, on] = [row.getByRole('button', { name: 'Prodotti precedenti' }), row.getByRole('button', { name: 'Prodotti successivi' })];
    expect(await back.getAttribute('aria-disabled')).toBe('true');
    await on.click();
    await expect.poll(() => row.locator('.row').evaluate((list) => list.scrollLeft)).toBeGreaterThan(200);
    await expect.poll(() => back.getAttribute('aria-disabled')).toBe('false');
    for (let page = 0; page < 4; page++) await on.dispatchEvent('click');
    await expect.poll(() => on.getAttribute('aria-disabled')).toBe('true');
  });

  it('turn it the other way round where text runs right to left', async () => {
    const { frame } = await open('language=en&kind=recommendations&direction=rtl', PHONE);
    await frame('recommendations-inline').getByRole('button', { name: 'Next products' }).click();
    await expect
      .poll(() =>
        frame('recommendations-inline')
          .locator('.row')
          .evaluate((list) => list.scrollLeft),
      )
      .toBeLessThan(-200);
  });

  it('have nothing to press that is smaller than 24 pixels', async () => {
    const { page } = await open('language=it', ZOOMED);
    await page.locator('summary').click();
    const small = await page
      .locator('button:visible, a.button:visible, summary:visible, a.card')
      .evaluateAll((all) =>
        all
          .map((one) => ({ text: one.textContent, box: one.getBoundingClientRect() }))
          .filter(({ box }) => box.width < 24 || box.height < 24),
      );
    expect(small).toEqual([]);
  });
});

describe('blocks above the page', () => {
  it.each([
    ['bar', 'message', {}],
    ['corner', 'store-notice', { ...PHONE, colorScheme: 'dark' }],
    ['corner', 'recommendations', {}],
    ['corner', 'cart-handoff', { ...PHONE, colorScheme: 'dark' }],
    ['modal', 'cart-handoff', {}],
    ['modal', 'feedback', {}],
    ['modal', 'loyalty-prompt', { ...PHONE, colorScheme: 'dark' }],
  ] as const)('satisfy axe: %s, %s', async (placement, kind, options) => {
    expect(await axeFindings(await open(`language=it&placement=${placement}&kind=${kind}`, options))).toEqual([]);
  });

  it.each(['bar', 'corner', 'modal'] as const)('fit the screen, whatever its size and whatever the block: %s', async (placement) => {
    await openAt('none');
    const { page, show, frame, complaints } = gallery;
    const sizes = [{ width: 1280, height: 800 }, PHONE.viewport!, ZOOMED.viewport!];
    for (const kind of BLOCK_KINDS) {
      await show(sampleBlock(kind, 'it', { placement }));
      await frame(`${kind}-${placement}`).waitFor();
      for (const size of sizes) {
        await page.setViewportSize(size);
        const { x, y, width, height } = (await frame(`${kind}-${placement}`).boundingBox())!;
        expect(Math.min(x, y), kind).toBeGreaterThanOrEqual(0);
        expect(x + width, kind).toBeLessThanOrEqual(size.width);
        expect(y + height, kind).toBeLessThanOrEqual(size.height);
      }
      // A new renderer: the old one would rest a while before its next floating block.
      await page.evaluate(() => {
        const { renderer, createRenderer } = window.gallery;
        renderer.stop();
        Object.assign(window.gallery, { renderer: createRenderer({ emit: () => {}, locale: 'it', nonce: 'gallery' }) });
      });
    }
    expect(await complaints()).toEqual([]);
  });
});
