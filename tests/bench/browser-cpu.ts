import type { Block } from '../../shared/schemas/block.ts';
import type { WidgetHost } from '../support/widget-host.ts';
import type { Peer } from './browser-peers.ts';
import type { BareBrowser } from './browser-session.ts';
import { SHOWN, shopPage, tappaTag, threeBlocks } from './browser-shop.ts';
import { type ScriptCost, scriptCost, TRACE_CATEGORIES } from './browser-trace.ts';

/** Slows the page's thread as a telephone of the middle would be slower than this machine. */
const THROTTLE = 4;
const ROUNDS = 5;
/** What a script does later than this after `load` is no part of its start. */
const AFTER_LOAD_MS = 2_000;
/** Time for the page itself to load, slowed down. */
const LOAD_MS = 1_500;
/** An empty page of the shop's, open before. */
const FIRST_PATH = '/first';
/** A person's browser: peers do not start for robots. */
export const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36';

export interface StartCost extends ScriptCost {
  name: string;
  /** `scriptMs` of the best round: what is left when nothing else wanted the machine */
  leastScriptMs: number;
  /** `scriptMs` over that of GrowthBook in the same round, median: 0.4 = four tenths of it */
  ofGrowthBook: number;
  /** `evaluateMs` over GrowthBook's `scriptMs` in the same round, median */
  evaluateOfGrowthBook: number;
}

interface Contender {
  name: string;
  path: string;
  isReady: string;
  blocks: Block[];
  /** where the visitor came from: an arrival has more to find out */
  referer?: string;
}

const ANSWERED = 'window.tappa?.debug?.().answer';

/** Puts every page in its place and says how each is opened. */
function contenders(host: WidgetHost, peers: readonly Peer[]): Contender[] {
  const { edge, pages, shop } = host;
  const tag = tappaTag(edge);
  pages.set(FIRST_PATH, '<!doctype html><title>Shop</title>');
  pages.set('/bare', shopPage(''));
  pages.set('/tappa', shopPage(tag));
  const ours: Contender[] = [
    { name: 'Tappa, on a further page', path: '/tappa', isReady: ANSWERED, blocks: [], referer: `${shop}/` },
    { name: 'Tappa, on arrival', path: '/tappa', isReady: ANSWERED, blocks: [] },
    { name: 'Tappa, on arrival, three blocks', path: '/tappa', isReady: SHOWN(3), blocks: threeBlocks() },
  ];
  const theirs = peers.map(({ name, head, isReady, files }, index) => {
    const path = `/peer-${index}`;
    pages.set(path, shopPage(head(edge)));
    for (const [at, file] of Object.entries(files)) host.files.set(at, file);
    return { name, path, isReady, blocks: [] };
  });
  return [{ name: 'the page alone', path: '/bare', isReady: 'true', blocks: [] }, ...theirs, ...ours];
}

/** One visit with a fresh profile. @throws Error where the script has not started, or not heard from its edge */
async function visit(browser: BareBrowser, host: WidgetHost, { name, path, isReady, blocks, referer }: Contender): Promise<ScriptCost> {
  host.blocks = () => blocks;
  const page = await browser.openPage();
  try {
    // A tab that leaves its first blank page may change its process, and with that lose the throttle for a while.
    await page.go(host.shop + FIRST_PATH);
    await page.slowDown(THROTTLE);
    const url = host.shop + path;
    const events = await page.trace(TRACE_CATEGORIES, async () => {
      await page.go(url, referer);
      await new Promise((resolve) => setTimeout(resolve, LOAD_MS + AFTER_LOAD_MS));
    });
    if (!(await page.evaluate(`Boolean(${isReady})`))) throw new Error(`${name}: did not start within ${AFTER_LOAD_MS} ms of the page`);
    return scriptCost(events, url, AFTER_LOAD_MS);
  } finally {
    await page.close();
  }
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function middle(rounds: ScriptCost[]): ScriptCost {
  const files = new Set(rounds.flatMap(({ byFileMs }) => Object.keys(byFileMs)));
  return {
    scriptMs: median(rounds.map(({ scriptMs }) => scriptMs)),
    evaluateMs: median(rounds.map(({ evaluateMs }) => evaluateMs)),
    forcedLayoutMs: median(rounds.map(({ forcedLayoutMs }) => forcedLayoutMs)),
    longestTaskMs: median(rounds.map(({ longestTaskMs }) => longestTaskMs)),
    pageMs: median(rounds.map(({ pageMs }) => pageMs)),
    byFileMs: Object.fromEntries([...files].map((file) => [file, median(rounds.map(({ byFileMs }) => byFileMs[file] ?? 0))])),
  };
}

/** What it costs a page to start each script, in turns: what slows the machine slows them all. Medians. */
export async function measureStart(
  browser: BareBrowser,
  host: WidgetHost,
  peers: readonly Peer[],
  log: (line: string) => void,
): Promise<StartCost[]> {
  const all = contenders(host, peers);
  const rounds = new Map<Contender, ScriptCost[]>(all.map((one) => [one, []]));
  for (const one of all) await visit(browser, host, one);
  for (let round = 1; round <= ROUNDS; round += 1) {
    log(`Start of scripts, round ${round} of ${ROUNDS} …`);
    // Each round another one goes first, and every second round runs backwards.
    const turned = [...all.slice(round), ...all.slice(0, round)];
    for (const one of round % 2 ? turned : turned.reverse()) rounds.get(one)!.push(await visit(browser, host, one));
  }
  const base = rounds.get(all.find(({ name }) => name === peers[0]?.name)!) ?? [];
  return all.map((one) => {
    const costs = rounds.get(one)!;
    // Round by round: the machine was the same for both.
    const ofBase = (key: 'scriptMs' | 'evaluateMs'): number => median(costs.map((cost, round) => cost[key] / base[round]!.scriptMs));
    return {
      name: one.name,
      ...middle(costs),
      leastScriptMs: Math.min(...costs.map(({ scriptMs }) => scriptMs)),
      ofGrowthBook: ofBase('scriptMs'),
      evaluateOfGrowthBook: ofBase('evaluateMs'),
    };
  });
}
