import type { BrowserContext, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { sampleBlock } from './gallery/sample-data.ts';
import { pageHtml, type Stage, until, widgetFiles } from './support-widget.ts';
import { useStage } from './use-stage.ts';

let stage: Stage;
let context: BrowserContext;
let page: Page;

useStage(
  (open) => {
    ({ stage, context, page } = open);
  },
  { files: widgetFiles },
);

const HOUR_MS = 3_600_000;
const PROMISE = 'Hai 320 punti';
const NEUTRAL = 'Hai punti da usare';

/** A message in the page that says something true for an hour. */
function message(slot: string, otherwise?: string): object {
  const sample = sampleBlock('message', 'it');
  return {
    ...sample,
    id: `${slot}.1`,
    slot,
    placement: 'inline',
    when: { on: 'load' },
    content: { title: PROMISE, text: slot },
    claimsUntil: new Date(Date.now() + HOUR_MS).toISOString(),
    ...(otherwise && { otherwise: { title: otherwise, text: slot } }),
  };
}
const shown = (): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('[data-tappa-block]')].flatMap(
      ({ shadowRoot }) => shadowRoot!.querySelector('.frame')?.textContent ?? [],
    ),
  );
const shows = (test: (texts: string[]) => boolean): Promise<void> =>
  until(
    async () => test(await shown()),
    () => 'expected other words',
  );

describe('a page that stays open past the end of what it was told', () => {
  beforeEach(async () => {
    await page.clock.install();
    stage.pages.set(
      '/',
      pageHtml(stage, { body: '<div data-tappa-slot="one"></div><div data-tappa-slot="two"></div><div data-tappa-slot="three"></div>' }),
    );
    const { claimsUntil, ...plain } = message('three') as { claimsUntil: string };
    stage.reply = (sent) => (sent.path === 'journey' ? { blocks: [message('one', NEUTRAL), message('two'), plain] } : {});
    const part = page.waitForResponse(/tappa-claims/);
    await page.goto(stage.shop);
    await part;
    await shows((texts) => texts.length === 3);
  });

  it('says it neutrally where there are such words, and no more where there are none', async () => {
    expect((await shown()).filter((text) => text.includes(PROMISE))).toHaveLength(3);
    await page.clock.fastForward(HOUR_MS - 60_000);
    expect((await shown()).filter((text) => text.includes(PROMISE))).toHaveLength(3);
    await page.clock.fastForward(120_000);
    await shows((texts) => texts.some((text) => text.includes(NEUTRAL)));
    const texts = await shown();
    expect(texts.filter((text) => text.includes('two'))).toEqual([]);
    expect(texts.filter((text) => text.includes(PROMISE)).every((text) => text.includes('three'))).toBe(true);
  });

  it('leaves nothing behind when it is told to go', async () => {
    await page.evaluate(() => (window as unknown as { tappa(command: string): void }).tappa('destroy'));
    await page.clock.fastForward(2 * HOUR_MS);
    expect(await shown()).toEqual([]);
    expect(context.pages()).toHaveLength(1);
  });
});
