import { build } from 'esbuild';
import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Choice, ConsentToolName } from '../support/consent-tools.ts';
import { expectInAction, pageHtml, type Sent, type Stage, storedBy, until } from './support-widget.ts';
import { useStage } from './use-stage.ts';

let stage: Stage;
let context: BrowserContext;
let page: Page;
/** the stand-ins of the consent tools, for a page */
let standIns: string;

const STAND_INS = `
import { CONSENT_TOOLS } from './tests/support/consent-tools.ts';
window.tools = {};
window.toolNamed = (name) => (window.tools[name] ??= CONSENT_TOOLS[name](window));
`;

useStage((open) => {
  ({ stage, context, page } = open);
});
beforeAll(async () => {
  const resolveDir = new URL('../../', import.meta.url).pathname;
  const result = await build({ stdin: { contents: STAND_INS, resolveDir }, bundle: true, minify: true, format: 'iife', write: false });
  standIns = result.outputFiles[0]!.text;
});

const YES: Choice = { analytics: true, personalization: true };
const NO: Choice = { analytics: false, personalization: false };
const NOTHING = { local: [], session: [], cookies: [], databases: 0 };
/** Their other set-ups are tried beside a page. */
const TOOLS: ConsentToolName[] = ['tcf', 'iubenda', 'Cookiebot', 'OneTrust', 'Shopify', 'Consent Mode'];

const asks = (sent: Sent): boolean => sent.path === 'journey';
const isKnown = (sent: Sent): boolean => sent.visitor !== null;
const says =
  (state: string) =>
  ({ consent }: Sent): boolean =>
    consent.analytics === state && consent.personalization === state;

/** A page of the shop on which tools are announced, and some have already come with what they know. */
function setPage(path: string, head: string): void {
  stage.pages.set(path, pageHtml(stage, { attributes: '', head: `<script>${standIns}</script><script>${head}</script>` }));
}
const act = (name: ConsentToolName, what: string): string => `toolNamed(${JSON.stringify(name)}).${what};`;
const load = (name: ConsentToolName, known: Choice | null, isFree = false): string => act(name, `load(${JSON.stringify(known)},${isFree})`);
const choose = (name: ConsentToolName, choice: Choice): string => act(name, `choose(${JSON.stringify(choice)})`);
const announce = (name: ConsentToolName): string => act(name, 'announce()');

/** Waits until the core knows. */
const known = (state: string): Promise<void> =>
  until(
    () => page.evaluate(`Object.values(tappa.debug?.().consent ?? {}).every((one) => one === '${state}') && tappa.debug !== undefined`),
    () => `consent is not ${state}`,
  );

describe.each(TOOLS)('%s', (name) => {
  it('nothing is stored, and nobody known, before a choice and after a no, however late the tool comes', async () => {
    setPage('/', announce(name));
    await expectInAction(stage, {
      action: async () => {
        await page.goto(stage.shop);
        await until(
          () => stage.sent.some(asks),
          () => 'nothing was asked',
        );
        await page.evaluate(load(name, null));
        await page.evaluate("history.pushState({}, '', '/b')");
        await page.evaluate(choose(name, NO));
        await known('denied');
        await page.evaluate("history.pushState({}, '', '/c')");
      },
      expected: [says('pending'), (sent) => says('denied')(sent) && sent.page.url.endsWith('/c')],
      refuted: [isKnown, says('granted')],
    });
    expect(await storedBy(page, context)).toEqual(NOTHING);
  });

  it('a yes makes the visitor known, and a withdrawal forgets all, without saying who', async () => {
    setPage('/', announce(name) + load(name, null));
    await page.goto(stage.shop);
    await expectInAction(stage, {
      action: () => page.evaluate(choose(name, YES)),
      expected: [(sent) => isKnown(sent) && says('granted')(sent)],
    });
    const { visitor, session } = stage.sent.find(isKnown)!;
    await expectInAction(stage, {
      action: () => page.evaluate(choose(name, NO)),
      expected: [(sent) => asks(sent) && says('denied')(sent)],
      refuted: [isKnown, ({ text }) => text.includes(visitor!.id), ({ text }) => text.includes(session.id)],
    });
    expect(await storedBy(page, context)).toEqual(NOTHING);
  });

  it('who agreed on an earlier page stays the same person', async () => {
    setPage('/', announce(name) + load(name, YES));
    setPage('/b', announce(name));
    await expectInAction(stage, { action: () => page.goto(stage.shop), expected: [isKnown] });
    await expectInAction(stage, {
      action: async () => {
        await page.goto(`${stage.shop}/b`);
        await page.evaluate(load(name, YES));
      },
      expected: [(sent) => isKnown(sent) && sent.page.url.endsWith('/b')],
    });
    expect(stage.sent.some(says('denied'))).toBe(false);
    expect(new Set(stage.sent.filter(isKnown).map(({ visitor }) => visitor?.id)).size).toBe(1);
  });
});

describe('several tools on one page', () => {
  const visit = async (state: string): Promise<void> => {
    await page.goto(stage.shop);
    await known(state);
    await page.evaluate("history.pushState({}, '', '/b')");
  };
  const asksAgain = (sent: Sent): boolean => asks(sent) && sent.page.url.endsWith('/b');

  it("a tool's refusal holds against a Consent Mode that lags behind", async () => {
    setPage('/', announce('Consent Mode') + announce('Cookiebot') + load('Consent Mode', YES) + load('Cookiebot', NO));
    await expectInAction(stage, { action: () => visit('denied'), expected: [asksAgain], refuted: [isKnown, says('granted')] });
    expect(await storedBy(page, context)).toEqual(NOTHING);
  });

  it('of two tools that disagree the refusal holds', async () => {
    setPage('/', announce('iubenda') + load('iubenda', YES) + load('Shopify', NO));
    await expectInAction(stage, { action: () => visit('denied'), expected: [asksAgain], refuted: [isKnown, says('granted')] });
  });

  it('where the GDPR does not apply, a tool that asks all the same is waited for', async () => {
    setPage('/', announce('tcf') + announce('OneTrust') + load('tcf', null, true) + load('OneTrust', null));
    await expectInAction(stage, { action: () => visit('pending'), expected: [asksAgain], refuted: [isKnown, says('granted')] });
  });

  it('where nobody has to be asked the visitor is known', async () => {
    setPage('/', announce('tcf') + announce('iubenda'));
    // The tools come to a page whose first question was asked: what reads them is at work.
    await expectInAction(stage, { action: () => page.goto(stage.shop), expected: [asks] });
    await expectInAction(stage, {
      action: () => page.evaluate(load('tcf', null, true) + load('iubenda', null, true)),
      expected: [isKnown],
    });
  });
});

it("destroy takes every listener and callback away, and the page's own stay", async () => {
  setPage('/', announce('tcf') + announce('iubenda') + announce('Cookiebot') + load('tcf', null));
  const callback = '_iub.csConfiguration.callback.onPreferenceExpressedOrNotNeeded';
  await expectInAction(stage, { action: () => page.goto(stage.shop), expected: [asks] });
  await until(
    () => page.evaluate('tcfListeners() === 1'),
    () => 'the part does not listen',
  );
  await expectInAction(stage, {
    action: async () => {
      await page.evaluate("tappa('destroy')");
      await page.evaluate(load('iubenda', YES) + load('Cookiebot', YES) + choose('tcf', YES));
    },
    refuted: [isKnown],
  });
  expect(await page.evaluate('tcfListeners()')).toBe(0);
  expect(await page.evaluate('iubendaHeard.length')).toBe(1);
  expect(await page.evaluate(`${callback}.toString()`)).toContain('iubendaHeard');
  expect(await storedBy(page, context)).toEqual(NOTHING);
});
