import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildWidget } from '../../.scripts/build.mjs';
import { launchBrowser } from '../support/browser.ts';
import { sampleBlock } from './gallery/sample-data.ts';
import { answerOf, pageHtml, type Sent, type Stage, startStage } from './support-widget.ts';

let stage: Stage;
let browser: Browser;
let page: Page;
/** what the edge was asked about the shopper's own data */
let asked: { method: string; authorization: string | undefined; identity: string | undefined }[];

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tappa-own-data-'));
  try {
    await buildWidget(folder);
    const files = new Map<string, string>();
    for (const name of await readdir(folder)) files.set(`/${name}`, await readFile(join(folder, name), 'utf8'));
    [stage, browser] = await Promise.all([startStage(files), launchBrowser()]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});
beforeEach(async () => {
  stage.reset();
  asked = [];
  stage.reply = (sent: Sent) => ({
    body: JSON.stringify({
      ...answerOf(sent, [sampleBlock('message', 'it')]),
      visitor: sent.visitor && { ...sent.visitor, key: 'the-key' },
    }),
  });
  page = await browser.newPage({ acceptDownloads: true });
  await page.route('**/visitors/me', async (route) => {
    const { authorization, 'tappa-identity': identity } = await route.request().allHeaders();
    asked.push({ method: route.request().method(), authorization, identity });
    await route.fulfill({
      status: 200,
      contentType: 'application/json',
      body: '{"site":"shop"}',
      headers: { 'access-control-allow-origin': '*' },
    });
  });
});
afterEach(() => page.close());

const button = (name: string) => page.locator('[data-tappa-block]').getByRole('button', { name, exact: true });
async function open(head: string): Promise<string> {
  stage.pages.set('/', pageHtml(stage, { head, body: '<div data-tappa-slot="message"></div>' }));
  await page.goto(stage.shop);
  await button('Perché vedo questo?').click();
  return `Bearer ${stage.sent[0]?.visitor?.id}.the-key`;
}

describe('a shopper who is signed in', () => {
  it('downloads and deletes what is kept of the account, on all devices', async () => {
    const authorization = await open(`<script>tappa('identify',{token:'a.b.c'})</script>`);
    const [file] = await Promise.all([page.waitForEvent('download'), button('Scarica i miei dati').click()]);
    expect(file.suggestedFilename()).toBe('tappa-shop.json');
    await button('Elimina i miei dati').click();
    await button('Elimina i miei dati').click();
    await expect
      .poll(() => asked)
      .toEqual([
        { method: 'GET', authorization, identity: 'a.b.c' },
        { method: 'DELETE', authorization, identity: 'a.b.c' },
      ]);
  });
});

describe('a shopper who is not', () => {
  it('asks by the device alone', async () => {
    const authorization = await open('');
    await button('Scarica i miei dati').click();
    await expect.poll(() => asked).toEqual([{ method: 'GET', authorization, identity: undefined }]);
  });

  it('who has signed out on this page does too', async () => {
    const authorization = await open(`<script>tappa('identify',{token:'a.b.c'})</script>`);
    await page.evaluate(`tappa('identify')`);
    await button('Scarica i miei dati').click();
    await expect.poll(() => asked).toEqual([{ method: 'GET', authorization, identity: undefined }]);
  });
});
