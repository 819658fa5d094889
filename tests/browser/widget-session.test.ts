import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventsSent, expectInAction, pageHtml, type Sent, type Stage, visit } from './support-widget.ts';
import { useStage } from './use-stage.ts';

let stage: Stage;
let context: BrowserContext;
let page: Page;

useStage(
  (open) => {
    ({ stage, context, page } = open);
  },
  {
    options: { timezoneId: 'America/New_York' },
  },
);

/** An evening in New York, ten minutes before midnight there: it is morning in Rome. */
const TEN_TO_MIDNIGHT = new Date('2026-11-24T04:50:00Z');
const startClock = (): Promise<void> => page.clock.install({ time: TEN_TO_MIDNIGHT });
const minutesPass = (minutes: number): Promise<void> => page.clock.fastForward(minutes * 60_000);
const open = (path: string): Promise<Sent> => visit(stage, page, path, pageHtml(stage));
const channels = (): (string | undefined)[] => eventsSent(stage, 'page_view').map(({ channel }) => channel);
const startOf = ({ session }: Sent): number => Date.parse((session as Sent['session'] & { startedAt: string }).startedAt);
/** Somebody keeps a product on the page that is open. */
async function wish(): Promise<Sent> {
  const isWish = ({ events }: Sent): boolean => events.some(({ type }) => type === 'add_to_wishlist');
  const said = await expectInAction(stage, {
    action: () => page.evaluate(`tappa('event', 'add_to_wishlist', { items: [{ item_id: 'A' }] })`),
    expected: [isWish],
  });
  return said.find(isWish)!;
}

describe('a session', () => {
  it('goes on from page to page, and ends with half an hour of silence', async () => {
    await startClock();
    const first = await open('/');
    await minutesPass(29);
    const second = await open('/lampada');
    expect(second.session).toEqual(first.session);
    await minutesPass(31);
    const third = await open('/');
    expect(third.visitor).toEqual(first.visitor);
    expect(third.session.id).not.toBe(first.session.id);
    expect(startOf(third) - startOf(first)).toBeGreaterThanOrEqual(60 * 60_000);
  });

  it('ends with half an hour of silence on a page that stays open, too', async () => {
    await startClock();
    const { session, visitor } = await open('/');
    await minutesPass(31);
    const later = await wish();
    expect(later.visitor).toEqual(visitor);
    expect(later.session.id).not.toBe(session.id);
    expect((await open('/lampada')).session).toEqual(later.session);
  });

  it('goes on for as long as somebody does something, hours if need be', async () => {
    await startClock();
    const { session } = await open('/');
    for (let times = 0; times < 4; times++) {
      await minutesPass(25);
      expect((await wish()).session).toEqual(session);
    }
  });

  it('goes on over midnight where the visitor is, as in GA4', async () => {
    await startClock();
    const { session } = await open('/');
    const dayBefore = await page.evaluate(() => new Date().getDate());
    await minutesPass(15);
    expect(await page.evaluate(() => new Date().getDate())).toBe(dayBefore + 1);
    expect((await wish()).session).toEqual(session);
    expect((await open('/lampada')).session).toEqual(session);
  });

  it('goes on, with the channel it began with, when another campaign brings the visitor back meanwhile, as in GA4', async () => {
    await startClock();
    const { session } = await open('/?utm_source=news&utm_medium=email&utm_campaign=november');
    await minutesPass(5);
    expect((await open('/lampada?utm_source=google&utm_medium=cpc')).session).toEqual(session);
    await minutesPass(31);
    expect((await open('/?utm_source=google&utm_medium=cpc')).session.id).not.toBe(session.id);
    expect(channels()).toEqual(['email', 'email', 'paid-search']);
  });

  it('is the same in a tab opened beside', async () => {
    const { session, visitor } = await open('/');
    const beside = await context.newPage();
    expect(await visit(stage, beside, '/lampada', pageHtml(stage))).toMatchObject({ session, visitor });
  });
});
