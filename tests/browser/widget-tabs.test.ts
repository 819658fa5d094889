import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventsSent, pageHtml, type Stage, stayQuiet, storedBy, until, visit } from './support-widget.ts';
import { useStage } from './use-stage.ts';

let stage: Stage;
let context: BrowserContext;
let problems: string[];

useStage((open) => {
  ({ stage, context, problems } = open);
});

async function newTab(path = '/'): Promise<Page> {
  const tab = await context.newPage();
  await visit(stage, tab, path, pageHtml(stage));
  return tab;
}
/** What the browser itself says of a request that failed is not ours to prevent. */
const ourProblems = (): string[] => problems.filter((problem) => !/Failed to load resource|ERR_/.test(problem));
const wish = (tab: Page, ...ids: string[]): Promise<unknown> =>
  tab.evaluate(`${JSON.stringify(ids)}.forEach((item_id) => tappa('event', 'add_to_wishlist', { items: [{ item_id }] }))`);
const numbered = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
/** Products on the wish list by what the edge was sent; one sent twice is there twice. */
const wished = (): string[] =>
  eventsSent(stage, 'add_to_wishlist')
    .map(({ items }) => items![0]!.item_id)
    .sort();
const untilOnDevice = (tab: Page, id: string): Promise<void> =>
  until(
    () => tab.evaluate((text) => Object.values(localStorage).some((value) => value.includes(text)), `"${id}"`),
    () => `${id} does not wait on the device`,
  );
/** The moment a tab is left, while nothing else of it is. */
const hide = (tab: Page): Promise<unknown> => tab.evaluate(() => window.dispatchEvent(new Event('pagehide')));

describe('several tabs without a network', () => {
  it('do not overwrite what another keeps: the next page tells all of it, once', async () => {
    const tabs = [await newTab('/a'), await newTab('/b'), await newTab('/c')];
    await context.setOffline(true);
    // As close to one another as can be: each looks at the device before the others have been heard of.
    await Promise.all(
      tabs.map((tab, at) =>
        tab.evaluate((prefix) => {
          const { tappa } = window as unknown as { tappa(...command: unknown[]): void };
          for (let n = 0; n < 20; n++) {
            tappa('event', 'add_to_wishlist', { items: [{ item_id: prefix + n }] });
            window.dispatchEvent(new Event('pagehide'));
          }
        }, 'ABC'[at]!),
      ),
    );
    for (const [at, tab] of tabs.entries()) await untilOnDevice(tab, `${'ABC'[at]}19`);
    for (const tab of tabs) await tab.goto('about:blank');
    await context.setOffline(false);
    await newTab('/d');
    expect(wished()).toEqual([...numbered('A', 20), ...numbered('B', 20), ...numbered('C', 20)].sort());
    await newTab('/e');
    expect(wished()).toHaveLength(60);
    expect(ourProblems()).toEqual([]);
  });

  it('lose nothing while one of them collects what waits and another puts more there', async () => {
    const writer = await newTab('/a');
    await context.setOffline(true);
    await wish(writer, 'A');
    await untilOnDevice(writer, 'A');
    await context.setOffline(false);
    // Offline by its own account: the tab goes on keeping while the others already tell.
    await writer.evaluate(() => Object.defineProperty(navigator, 'onLine', { value: false }));
    for (const id of ['B', 'C', 'D']) {
      await Promise.all([wish(writer, id).then(() => hide(writer)), newTab(`/${id}`)]);
    }
    await newTab('/z');
    expect(wished()).toEqual(['A', 'B', 'C', 'D']);
    expect(ourProblems()).toEqual([]);
  });

  it('leave what they kept to others when one of them crashes', async () => {
    const [crashing, other] = [await newTab('/a'), await newTab('/b')];
    await context.setOffline(true);
    await wish(crashing, 'A');
    await wish(other, 'B');
    await untilOnDevice(other, 'A');
    const crashed = crashing.waitForEvent('crash');
    await crashing.goto('chrome://crash').catch(() => {});
    await crashed;
    await crashing.close();
    await context.setOffline(false);
    await newTab('/c');
    expect(wished()).toEqual(['A', 'B']);
    await other.close();
    await newTab('/d');
    expect(wished()).toEqual(['A', 'B']);
  });

  it('leave nothing on the device when consent is withdrawn in one of them', async () => {
    const [one, other] = [await newTab('/a'), await newTab('/b')];
    await context.setOffline(true);
    await wish(one, 'A');
    await wish(other, 'B');
    await untilOnDevice(one, 'A');
    await untilOnDevice(one, 'B');
    await one.evaluate(`localStorage['tappa.shop-2'] = localStorage['di.altri'] = 'x'`);
    await other.evaluate(`tappa('consent', { analytics: false, personalization: false })`);
    expect((await storedBy(other, context)).local.sort()).toEqual(['di.altri', 'tappa.shop-2']);
    await one.close();
    await context.setOffline(false);
    await stayQuiet(stage);
    expect(wished()).toEqual([]);
  });
});

describe('what one tab does with the visitor', () => {
  const tappa = (tab: Page, ...said: unknown[]): Promise<unknown> =>
    tab.evaluate((command) => (window as unknown as { tappa(...said: unknown[]): unknown }).tappa(...command), said);
  const consentOf = async (tab: Page): Promise<string> =>
    ((await tab.evaluate('tappa.debug()')) as { consent: { analytics: string } }).consent.analytics;

  it('is done in the others: who refuses in one is nobody in all, and is not written there again', async () => {
    const [one, other] = [await newTab('/a'), await newTab('/b')];
    const who = stage.sent.at(-1)!.visitor!.id;
    await tappa(one, 'consent', { analytics: false, personalization: false });
    await until(
      async () => (await consentOf(other)) === 'denied',
      () => 'the other tab goes on',
    );
    await stayQuiet(stage);
    const before = stage.sent.length;
    await wish(other, 'A');
    await hide(other);
    await tappa(other, 'store', 'milano');
    await stayQuiet(stage);
    expect((await storedBy(other, context)).local).toEqual([]);
    expect(JSON.stringify(stage.sent.slice(before))).not.toContain(who);
    expect(ourProblems()).toEqual([]);
  });

  it('is none of theirs where the host empties its storage, or another site of ours is refused', async () => {
    const [one, other] = [await newTab('/a'), await newTab('/b')];
    await one.evaluate(() => localStorage.clear());
    await wish(other, 'A');
    await until(
      () => wished().length === 1,
      () => 'the other tab has stopped',
    );
    expect(await consentOf(other)).toBe('granted');
  });
});

describe('several tabs with a network', () => {
  it('are one visitor and one session, and tell what each saw, once', async () => {
    const tabs = [await newTab('/a'), await newTab('/b')];
    await Promise.all(tabs.map((tab, at) => wish(tab, `${at}`)));
    await until(
      () => wished().length === 2,
      () => `told: ${wished()}`,
    );
    await stayQuiet(stage);
    expect(wished()).toEqual(['0', '1']);
    expect(new Set(stage.sent.map(({ visitor }) => visitor!.id)).size).toBe(1);
    expect(new Set(stage.sent.map(({ session }) => session.id)).size).toBe(1);
    const ids = stage.sent.flatMap(({ events }) => events.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ourProblems()).toEqual([]);
  });
});
