import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, it } from 'vitest';
import { BLOCK_KINDS } from '../../shared/schemas/block.ts';
import type { Gallery } from './gallery/open-gallery.ts';
import { sampleBlock } from './gallery/sample-data.ts';
import { useGallery } from './gallery/use-gallery.ts';

const CONTROLS_FILE = '**/tappa-controls-*.js';

let gallery: Gallery;

const open = useGallery((opened) => {
  gallery = opened;
});
const button = (id: string, name: string) => gallery.frame(id).getByRole('button', { name, exact: true });
const askWhy = (id: string) => button(id, 'Perché vedo questo?').click();
const asked = () => gallery.page.evaluate(() => window.gallery.asked);
/** The words of whatever has the focus, inside shadow trees too. */
const focused = () => gallery.page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent ?? '');
const status = (id: string) => gallery.frame(id).locator('.why [role=status]');

describe('behind "why am I seeing this?" a shopper', () => {
  it('finds what they may do about any kind of block, and axe finds nothing', async () => {
    const { page, frame, complaints } = await open('language=it');
    for (const kind of BLOCK_KINDS) {
      await frame(`${kind}-inline`).waitFor();
      await askWhy(`${kind}-inline`);
      await button(`${kind}-inline`, 'Meno contenuti così').waitFor();
      const sizes = await frame(`${kind}-inline`)
        .locator('.control')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
      expect(sizes, kind).toHaveLength(4);
      for (const heightPx of sizes) expect(heightPx, kind).toBeGreaterThanOrEqual(44);
    }
    const { violations } = await new AxeBuilder({ page })
      .include('[data-tappa-block]')
      .setLegacyMode()
      .options({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(await complaints()).toEqual([]);
  });

  it('says "less like this": it is told, the block goes, and nothing of its rule comes back', async () => {
    const { show, frame, events } = await open('none');
    const block = sampleBlock('message', 'it');
    await show(block, sampleBlock('loyalty-prompt', 'it'));
    await askWhy(block.id);
    await button(block.id, 'Meno contenuti così').click();
    expect(await frame(block.id).count()).toBe(0);
    expect((await events('dismiss')).map(({ rule, answer }) => [rule, answer])).toEqual([['show-message', 'less']]);
    await show(block, { ...block, id: 'next-of-the-rule' }, sampleBlock('loyalty-prompt', 'it'));
    expect([await frame(block.id).count(), await frame('next-of-the-rule').count()]).toEqual([0, 0]);
    expect(await frame('loyalty-prompt-inline').isVisible()).toBe(true);
  });

  it('says it of a floating block too, and has the focus back', async () => {
    const { page, show, frame } = await open('none');
    await page.locator('#page-link').focus();
    await show(sampleBlock('message', 'it', { placement: 'modal' }));
    await askWhy('message-modal');
    await button('message-modal', 'Meno contenuti così').click();
    expect(await frame('message-modal').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('page-link');
  });

  it('downloads their data at once, and hears that it is done', async () => {
    await open('language=it&kind=message');
    await askWhy('message-inline');
    await button('message-inline', 'Scarica i miei dati').click();
    await expect.poll(() => status('message-inline').textContent()).toBe('Fatto.');
    expect(await asked()).toEqual(['download']);
    expect(await button('message-inline', 'Meno contenuti così').isVisible()).toBe(true);
  });

  it('is asked once more before anything is deleted; the second "yes" does it, and the focus goes to what says so', async () => {
    await open('language=it&kind=message');
    await askWhy('message-inline');
    await button('message-inline', 'Elimina i miei dati').click();
    expect(await gallery.frame('message-inline').getByText('Vuoi davvero eliminare tutti i tuoi dati?').isVisible()).toBe(true);
    expect(await focused()).toBe('Chiudi');
    expect(await asked()).toEqual([]);
    await button('message-inline', 'Elimina i miei dati').click();
    await expect.poll(focused).toBe('Fatto.');
    expect(await asked()).toEqual(['erase']);
    expect(await button('message-inline', 'Scarica i miei dati').count()).toBe(0);
  });

  it('takes it back, by button or with Esc, and stands where they were; nothing was asked', async () => {
    const { page } = await open('language=it&kind=message');
    await askWhy('message-inline');
    for (const [name, takeBack] of [
      ['Elimina i miei dati', () => gallery.frame('message-inline').locator('.controls').getByRole('button', { name: 'Chiudi' }).click()],
      ['Ricomincia il mio percorso', () => page.keyboard.press('Escape')],
    ] as const) {
      await button('message-inline', name).press('Enter');
      await expect.poll(focused).toBe('Chiudi');
      await takeBack();
      await expect.poll(focused).toBe(name);
    }
    expect(await asked()).toEqual([]);
  });

  it('walks out with Esc step by step: the question, the controls, the block', async () => {
    const { page, show, frame } = await open('none');
    await show(sampleBlock('message', 'it', { placement: 'modal' }));
    await askWhy('message-modal');
    await button('message-modal', 'Elimina i miei dati').click();
    await page.keyboard.press('Escape');
    expect(await button('message-modal', 'Scarica i miei dati').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await button('message-modal', 'Scarica i miei dati').isVisible()).toBe(false);
    expect(await focused()).toBe('Perché vedo questo?');
    await page.keyboard.press('Escape');
    expect(await frame('message-modal').count()).toBe(0);
  });

  it('is told nothing where it could not be done, may try again, and one press counts once', async () => {
    await open('language=it&kind=message');
    await gallery.page.evaluate(() => {
      window.gallery.hooks.privacy = () =>
        new Promise((_, reject) => Object.assign(window, { fail: () => reject(new Error('the edge is away')) }));
    });
    await askWhy('message-inline');
    const download = button('message-inline', 'Scarica i miei dati');
    await download.click();
    await download.dispatchEvent('click');
    await expect.poll(() => download.getAttribute('aria-disabled')).toBe('true');
    await gallery.page.evaluate(() => (window as unknown as { fail(): void }).fail());
    await expect.poll(() => download.getAttribute('aria-disabled')).toBe('false');
    expect(await status('message-inline').textContent()).toBe('');
    expect(await asked()).toEqual(['download']);
    await gallery.page.evaluate(() => {
      window.gallery.hooks.privacy = () => Promise.resolve();
    });
    await download.click();
    await expect.poll(() => status('message-inline').textContent()).toBe('Fatto.');
  });

  it('is offered only what has a word, and nothing about their data where the page does not offer it', async () => {
    const { show, frame } = await open('none&no-privacy');
    await show(sampleBlock('message', 'it'));
    await askWhy('message-inline');
    await button('message-inline', 'Meno contenuti così').waitFor();
    expect(await frame('message-inline').locator('.control').count()).toBe(1);
    await gallery.close();
    await open('none');
    const block = sampleBlock('message', 'it');
    const { less: _, erase: __, ...labels } = block.labels;
    await gallery.show({ ...block, labels });
    await askWhy(block.id);
    await button(block.id, 'Scarica i miei dati').waitFor();
    expect(await gallery.frame(block.id).locator('.control').allTextContents()).toEqual([
      'Ricomincia il mio percorso',
      'Scarica i miei dati',
    ]);
  });

  it('has the file fetched when they ask and not before, once; without it the reason stands alone, and the next to ask gets it', async () => {
    const { page, frame, complaints } = await open('language=it');
    const fetched = () =>
      page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('tappa-controls-')).length);
    expect(await fetched()).toBe(0);
    await page.route(CONTROLS_FILE, (route) => route.abort());
    const failed = page.waitForEvent('requestfailed');
    await askWhy('message-inline');
    await failed;
    expect(await frame('message-inline').getByText('Perché nelle ultime visite').isVisible()).toBe(true);
    expect(await frame('message-inline').locator('.control').count()).toBe(0);
    await page.unroute(CONTROLS_FILE);
    for (const id of ['loyalty-prompt-inline', 'recommendations-inline']) {
      await askWhy(id);
      await button(id, 'Meno contenuti così').waitFor();
    }
    expect(await complaints()).toEqual([]);
  });

  it('may close a block while its controls are still under way', async () => {
    const { page, frame, complaints } = await open('language=it&placement=corner&kind=message');
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(CONTROLS_FILE, async (route) => {
      await released;
      await route.continue();
    });
    await askWhy('message-corner');
    await button('message-corner', 'Chiudi').click();
    await Promise.all([page.waitForResponse(CONTROLS_FILE), release()]);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
    expect(await frame('message-corner').count()).toBe(0);
    expect(await complaints()).toEqual([]);
  });
});

describe('a cart to take along', () => {
  it('has a code that scanners can read in the dark, an address to copy, and says when it was', async () => {
    const { page, frame, events } = await open('language=it&kind=cart-handoff', {
      colorScheme: 'dark',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const block = frame('cart-handoff-inline');
    await block.waitFor();
    const code = await block.locator('.qr').evaluate((svg) => {
      const { fill, backgroundColor } = getComputedStyle(svg);
      return { fill, backgroundColor, viewBox: svg.getAttribute('viewBox') };
    });
    expect(code).toEqual({ fill: 'rgb(0, 0, 0)', backgroundColor: 'rgb(255, 255, 255)', viewBox: '-4 -4 33 33' });
    await button('cart-handoff-inline', 'Copia il link').click();
    await expect.poll(() => block.locator('.handoff [role=status]').textContent()).toBe('Link copiato.');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('https://shop.example/c/7f3k9q');
    expect(await events('click')).toHaveLength(1);
    expect(await block.getByText('Valido fino a domani').isVisible()).toBe(true);
  });

  it('marks the address where pages may not write to the clipboard', async () => {
    const { page, frame } = await open('language=it&kind=cart-handoff');
    await frame('cart-handoff-inline').waitFor();
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await button('cart-handoff-inline', 'Copia il link').click();
    expect(await frame('cart-handoff-inline').locator('.handoff [role=status]').textContent()).toBe('');
    expect(await page.evaluate(() => String(getSelection()))).toContain('shop.example/c/7f3k9q');
  });

  it('goes without a code that is none, and is left out without an address', async () => {
    const { show, frame } = await open('none');
    const block = sampleBlock('cart-handoff', 'it');
    const { content } = block as Extract<typeof block, { kind: 'cart-handoff' }>;
    await show(
      { ...block, content: { ...content, qr: { size: 25, path: 'M0 0"><script>' } } } as typeof block,
      { ...block, id: 'nowhere', slot: 'message', content: { ...content, url: 'javascript:alert(1)' } } as typeof block,
    );
    await frame(block.id).waitFor();
    expect(await frame(block.id).locator('.qr').count()).toBe(0);
    expect(await frame('nowhere').count()).toBe(0);
  });
});
