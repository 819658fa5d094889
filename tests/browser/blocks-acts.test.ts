import { describe, expect, it } from 'vitest';
import type { Gallery } from './gallery/open-gallery.ts';
import { choiceFeedback, sampleBlock } from './gallery/sample-data.ts';
import { useGallery } from './gallery/use-gallery.ts';

let gallery: Gallery;

const open = useGallery((opened) => {
  gallery = opened;
});
/** Links of the samples lead nowhere: a click must not leave the page the test looks at. */
const stay = () => gallery.page.evaluate(() => addEventListener('click', (event) => event.preventDefault()));

describe('what a person does with a block is told', () => {
  it('seen: once, when half of it was in view for a second, and not again when the same block comes with the next answer', async () => {
    const { page, show, events, frame } = await open('none');
    await page.setViewportSize({ width: 1280, height: 600 });
    const block = sampleBlock('message', 'it');
    await page.locator('[data-tappa-slot=message]').evaluate((slot) => {
      slot.before(Object.assign(document.createElement('div'), { id: 'spacer' }));
      document.getElementById('spacer')!.style.height = '2000px';
    });
    await show(block);
    await show(block, sampleBlock('loyalty-prompt', 'it'));
    expect((await events('impression')).filter((event) => event.block === block.id)).toEqual([]);
    await frame(block.id).scrollIntoViewIfNeeded();
    const seen = async () => (await events('impression')).filter((event) => event.block === block.id);
    await expect
      .poll(seen)
      .toEqual([{ type: 'impression', block: 'message-inline', rule: 'show-message', variant: 'control', slot: 'message' }]);
    await page.evaluate(() => scrollTo(0, 0));
    // Beside it a block that is new: when that was seen, the other was in view as long.
    await show(sampleBlock('message', 'en'), sampleBlock('cart-handoff', 'en'));
    await frame(block.id).scrollIntoViewIfNeeded();
    await expect.poll(async () => (await events('impression')).map((event) => event.block)).toContain('cart-handoff-inline');
    expect(await frame(block.id).evaluate((element) => element.getBoundingClientRect().bottom <= innerHeight)).toBe(true);
    expect(await seen()).toHaveLength(1);
  });

  it('clicked: which product, by the names other tools use', async () => {
    const { frame, events } = await open('language=it&kind=recommendations');
    await stay();
    await frame('recommendations-inline').getByText('Vaso Onda').click();
    expect(await events('click')).toEqual([
      {
        type: 'click',
        block: 'recommendations-inline',
        rule: 'show-recommendations',
        variant: 'control',
        slot: 'recommendations',
        items: [{ item_id: 'vase-onda', item_name: 'Vaso Onda', item_brand: 'Terra Cotta' }],
      },
    ]);
  });

  it('clicked: the way on of a message, and the shop to call', async () => {
    const { frame, events } = await open('language=it');
    await stay();
    await frame('message-inline').getByRole('link', { name: 'Scopri come' }).click();
    await frame('store-notice-inline').getByRole('link', { name: 'Chiama' }).click();
    expect((await events('click')).map(({ block, items }) => [block, items])).toEqual([
      ['message-inline', undefined],
      ['store-notice-inline', undefined],
    ]);
  });

  it('sent away: once, and it stays away although the next answer has it again', async () => {
    const { frame, events, show } = await open('none');
    const block = sampleBlock('message', 'it', { placement: 'corner' });
    await show(block);
    await frame(block.id).getByRole('button', { name: 'Chiudi' }).click();
    await show(block);
    expect(await frame(block.id).count()).toBe(0);
    expect((await events('dismiss')).map((event) => event.block)).toEqual([block.id]);
  });

  it('answered on a scale with a comment, each part as it is given; closing it then is no refusal', async () => {
    const { frame, events } = await open('language=it&placement=corner&kind=feedback');
    const card = frame('feedback-corner');
    await card.getByRole('button', { name: '0', exact: true }).click();
    await card.getByRole('textbox', { name: 'Vuoi dirci perché?' }).fill('  Troppo lontano  ');
    await card.getByRole('button', { name: 'Invia' }).click();
    const thanks = card.getByText('Grazie, ci aiuti a fare meglio.');
    expect(await thanks.evaluate((words) => (words.getRootNode() as ShadowRoot).activeElement === words)).toBe(true);
    await card.getByRole('button', { name: 'Chiudi' }).click();
    const about = {
      type: 'feedback',
      block: 'feedback-corner',
      rule: 'show-feedback',
      variant: 'control',
      slot: 'overlay',
      question: 'nps',
      transaction_id: 'order-77',
    };
    expect(await events('feedback')).toEqual([
      { ...about, score: 0 },
      { ...about, text: 'Troppo lontano' },
    ]);
    expect(await events('dismiss')).toEqual([]);
  });

  it('answered by choice, with no comment asked and none sent', async () => {
    const { frame, events, show } = await open('none');
    await show(sampleBlock('feedback', 'en', { content: choiceFeedback('en') }));
    await frame('feedback-inline').getByRole('button', { name: 'The cost of shipping' }).click();
    expect(await frame('feedback-inline').getByText('Thank you for telling us.').isVisible()).toBe(true);
    expect((await events('feedback')).map(({ question, answer, score, text }) => ({ question, answer, score, text }))).toEqual([
      { question: 'leaving', answer: 'shipping', score: undefined, text: undefined },
    ]);
  });

  it('once answered, a question is not asked again because the next answer words it differently', async () => {
    const { page, frame, show } = await open('language=it&kind=feedback');
    await frame('feedback-inline').getByRole('button', { name: '9', exact: true }).click();
    await frame('feedback-inline').getByRole('button', { name: 'Invia' }).click();
    await page.locator('#page-link').focus();
    await show(sampleBlock('feedback', 'en'));
    expect(await frame('feedback-inline').getByText('Thank you, you help us do better.').isVisible()).toBe(true);
    expect(await frame('feedback-inline').getByRole('button', { name: '9', exact: true }).count()).toBe(0);
  });

  it('an empty comment is thanked for and not sent', async () => {
    const { frame, events } = await open('language=en&kind=feedback');
    await frame('feedback-inline').getByRole('button', { name: '9', exact: true }).click();
    await frame('feedback-inline').getByRole('button', { name: 'Send' }).click();
    expect((await events('feedback')).map(({ score, text }) => [score, text])).toEqual([[9, undefined]]);
  });
});

describe('a person can', () => {
  it('read why a block is there, and put the reason away again', async () => {
    const { frame } = await open('language=it&kind=message');
    const button = frame('message-inline').getByRole('button', { name: 'Perché vedo questo?' });
    const reason = frame('message-inline').getByText('Perché nelle ultime visite');
    expect([await reason.isVisible(), await button.getAttribute('aria-expanded')]).toEqual([false, 'false']);
    await button.click();
    expect([await reason.isVisible(), await button.getAttribute('aria-expanded')]).toEqual([true, 'true']);
    await button.press('Enter');
    expect(await reason.isVisible()).toBe(false);
  });

  it('open the other shops', async () => {
    const { frame } = await open('language=it&kind=store-notice');
    const shop = frame('store-notice-inline').getByText('Monza Centro');
    expect(await shop.isVisible()).toBe(false);
    await frame('store-notice-inline').getByText('Altri negozi vicini').click();
    expect(await shop.isVisible()).toBe(true);
  });

  it('use a modal by keyboard: focus goes in, stays in, Esc closes it and gives the focus back', async () => {
    const { page, show, frame, events } = await open('none');
    await page.locator('#page-link').focus();
    await show(sampleBlock('message', 'it', { placement: 'modal' }));
    const focused = () =>
      page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent ?? document.activeElement?.id ?? '');
    await frame('message-modal').waitFor();
    for (let presses = 0; presses < 6; presses++) {
      await page.keyboard.press('Tab');
      expect(await focused()).not.toBe('page-link');
    }
    await page.keyboard.press('Escape');
    expect(await frame('message-modal').count()).toBe(0);
    expect(await focused()).toBe('page-link');
    expect(await events('dismiss')).toHaveLength(1);
  });

  it('close a modal by pressing beside it, not by pressing in it', async () => {
    const { page, frame } = await open('language=it&placement=modal&kind=message');
    await frame('message-modal').click({ position: { x: 8, y: 8 } });
    expect(await frame('message-modal').isVisible()).toBe(true);
    await page.mouse.click(5, 5);
    expect(await frame('message-modal').count()).toBe(0);
  });

  it('close a corner card with Esc, and keep Esc for a field of the page', async () => {
    const { page, frame } = await open('language=it&placement=corner&kind=message');
    await frame('message-corner').waitFor();
    await page.locator('#page-link').focus();
    await page.keyboard.press('Escape');
    expect(await frame('message-corner').isVisible()).toBe(true);
    await page.locator('#page-link').blur();
    await page.keyboard.press('Escape');
    expect(await frame('message-corner').count()).toBe(0);
  });

  it('hear that a card appeared, and is not torn from what they were doing', async () => {
    const { page } = await open('language=it&placement=corner&kind=message');
    await expect.poll(() => page.locator('[role=status]').textContent()).toBe('Reso gratuito in negozio');
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  });

  it('tab to a link under a floating bar and see it', async () => {
    const { page, show, frame } = await open('none');
    await page.setViewportSize({ width: 800, height: 500 });
    await page.locator('#page-link').evaluate((link) => {
      link.style.cssText = 'position:absolute;top:440px';
      document.body.style.height = '3000px';
    });
    await show(sampleBlock('message', 'it', { placement: 'bar' }));
    await frame('message-bar').waitFor();
    await page.locator('#page-link').focus();
    await expect
      .poll(async () => (await page.locator('#page-link').boundingBox())!.y < (await frame('message-bar').boundingBox())!.y)
      .toBe(true);
  });
});
