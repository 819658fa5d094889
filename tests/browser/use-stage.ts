import type { Browser, BrowserContext, BrowserContextOptions, LaunchOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type Stage, startStage } from './support-widget.ts';

/** What a test of the widget works with. */
export interface OpenStage {
  stage: Stage;
  browser: Browser;
  /** each test has its own, with nothing stored */
  context: BrowserContext;
  page: Page;
  /** what the console and the uncaught errors of all pages of this test said */
  problems: string[];
}

/**
 * Opens the stage and a browser for the tests of a file, and before each test a context with one page; closes all of it afterwards.
 *
 * @param give is told before each test what there is now
 * @param files of the edge, where a test wants others than the widget with a stand-in for its blocks
 */
export function useStage(
  give: (open: OpenStage) => void,
  { files, launch, options }: { files?: () => Promise<Map<string, string>>; launch?: LaunchOptions; options?: BrowserContextOptions } = {},
): void {
  let stage: Stage;
  let browser: Browser;
  let context: BrowserContext;
  beforeAll(async () => {
    stage = await startStage(await files?.());
    browser = await launchBrowser(launch);
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });
  beforeEach(async () => {
    stage.reset();
    context = await browser.newContext(options);
    const problems: string[] = [];
    context.on('console', (message) => problems.push(message.text()));
    context.on('weberror', (problem) => problems.push(String(problem.error())));
    give({ stage, browser, context, page: await context.newPage(), problems });
  });
  afterEach(() => context?.close());
}
