import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { BLOCK_KINDS } from '../../shared/schemas/block.ts';
import { sampleBlock } from './gallery/sample-data.ts';
import { type Json, oddBlocks, oddRest } from './hostile/answers.ts';
import { answerOf, pageHtml, type Stage, until, widgetFiles } from './support-widget.ts';
import { useStage } from './use-stage.ts';

const ANSWERS = 200;
/** Five times what they take on two shared cores; never waited for when all is well. */
const ANSWERS_TIMEOUT_MS = 200_000;
/** Every so many answers the page becomes another without being loaded again, as in an app. */
const ANSWERS_PER_PAGE = 10;

let stage: Stage;
let page: Page;
let problems: string[];

useStage(
  (open) => {
    ({ stage, page, problems } = open);
  },
  { files: widgetFiles, options: { viewport: { width: 390, height: 700 }, reducedMotion: 'reduce' } },
);

/** What the page says of itself to the test, after an answer. */
interface Seen {
  /** of the page's own: its markup and where each element stands */
  own: string;
  /** what a block is not made of, or must not have */
  faults: string[];
  ran: boolean;
}

/** Counts as drawn what these are made of; what is in none of them no block has. */
const ELEMENTS =
  'a b button details dialog div fieldset form h2 header img label legend li p path progress s section small span strong style summary svg textarea ul';

/** Runs in the page: looks at all that is shown and at the page around it. */
function look({ kinds, elements }: { kinds: readonly string[]; elements: string }): Seen {
  const faults: string[] = [];
  const allowed = new Set(elements.split(' '));
  const blocks = [...document.querySelectorAll('[data-tappa-block]')];
  for (const { shadowRoot } of blocks) {
    for (const frame of shadowRoot!.querySelectorAll('.frame'))
      if (!kinds.some((kind) => frame.classList.contains(kind))) faults.push(`kind ${frame.className}`);
    for (const element of shadowRoot!.querySelectorAll<HTMLElement>('*')) {
      if (!allowed.has(element.localName)) faults.push(`element ${element.localName}`);
      for (const { name } of element.attributes) if (/^on|^style$|^srcdoc$/.test(name)) faults.push(`${element.localName} with ${name}`);
      if (element instanceof HTMLAnchorElement && element.href && !/^(https?|tel|mailto):$/.test(element.protocol)) {
        // What the browser cannot read as an address leads nowhere; it has no scheme then.
        if (element.protocol !== ':') faults.push(`link to ${element.getAttribute('href')}`);
      }
      if (element instanceof HTMLImageElement && element.src && /^(?!https?:)[a-z]+:/i.test(element.src.trim()))
        faults.push(`image from ${element.src}`);
    }
  }
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push(`the page has become ${root.scrollWidth} pixels wide`);
  const own = [...document.querySelectorAll<HTMLElement>('.own, .own *')].map((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return `${element.outerHTML} ${[left + scrollX, top + scrollY, width, height].join()}`;
  });
  return { own: own.join('\n'), faults, ran: 'ran' in window || 'polluted' in {} };
}

const seen = (): Promise<Seen> => page.evaluate(look, { kinds: BLOCK_KINDS, elements: ELEMENTS });

/** Presses all that can be pressed in the blocks, but for what sends a block away or asks for less of it for good. */
const pressAll = (isLeft: boolean): Promise<void> =>
  page.evaluate((isLeft) => {
    for (const { shadowRoot } of document.querySelectorAll('[data-tappa-block]'))
      for (const one of shadowRoot!.querySelectorAll<HTMLElement>('a, button:not(.control, header .round), summary')) one.click();
    // What is in use stays, and nothing else floats meanwhile.
    if (isLeft) (document.activeElement?.shadowRoot?.activeElement as HTMLElement | null)?.blur();
  }, isLeft);

/** What the browser itself says of a picture or address that is not there is not about us. */
const ours = (): string[] => problems.filter((problem) => !/Failed to load resource|ERR_/.test(problem));

const SLOTS = [...BLOCK_KINDS, 'end'].map((name) => `<div data-tappa-slot="${name}"></div>`).join('');
const BODY = `<header class="own"><h1>Negozio</h1><nav><a href="/lampade">Lampade</a> <a href="/vasi">Vasi</a></nav></header>
<article class="own"><p>Lampade, vasi e tappeti, scelti uno a uno.</p><button>Aggiungi al carrello</button></article>${SLOTS}`;
/** Links are pressed, but nobody leaves. */
const STAY = `<script>addEventListener('click', (event) => event.target.closest?.('[data-tappa-block]') && event.composedPath().some(({ localName }) => localName === 'a') && event.preventDefault())</script>`;

describe('an answer that is not as it should be', () => {
  let count = 0;
  let blocks: Json[] = [];
  let rest: Record<string, Json> = {};

  afterEach(() => page.unrouteAll({ behavior: 'ignoreErrors' }));

  /** The next answer has these, and at its end a block as it should be: once that is there, all before it were drawn or left out. */
  async function answerWith(odd: Json[], oddly: Record<string, Json>): Promise<void> {
    count++;
    [blocks, rest] = [odd, oddly];
    const id = `good-${count}`;
    await page.evaluate(
      ([number, isNewPage]) => {
        if (isNewPage) history.pushState({}, '', `/pagina-${number}`);
        else (window as unknown as { tappa(...command: unknown[]): void }).tappa('store', `milano-${number}`);
      },
      [count, count % ANSWERS_PER_PAGE === 0] as const,
    );
    await page.locator(`[data-tappa-block="${id}"] .frame`).waitFor();
  }

  it(
    'costs itself and nothing else: no error, no script, no odd link, and the page stays as it is',
    async () => {
      await page.route(
        (url) => !['127.0.0.1', 'localhost'].includes(url.hostname) && !url.hostname.endsWith('.localhost'),
        (route) => route.abort(),
      );
      stage.reply = (sent) => {
        if (sent.path !== 'journey') return {};
        const good = sampleBlock('message', 'it', { id: `good-${count}`, slot: 'end' });
        return { body: JSON.stringify({ ...answerOf(sent, [...blocks, good]), ...rest }) };
      };
      stage.pages.set('/', pageHtml(stage, { head: STAY, body: BODY }));
      await page.goto(stage.shop);
      await until(
        async () => (await page.locator('[data-tappa-block=good-0]').count()) === 1,
        () => 'nothing was shown',
      );
      const before = await seen();
      expect(before).toMatchObject({ faults: [], ran: false });

      await fc.assert(
        fc.asyncProperty(oddBlocks, oddRest, async (odd, oddly) => {
          problems.length = 0;
          await answerWith(odd, oddly);
          expect(await seen()).toEqual(before);
          await pressAll(count % 3 > 0);
          expect(await seen()).toEqual(before);
          expect(ours()).toEqual([]);
        }),
        { numRuns: ANSWERS },
      );
    },
    ANSWERS_TIMEOUT_MS,
  );
});
