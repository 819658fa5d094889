import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { setupText } from '../../edge/setup-file/setup-text.ts';
import { setUps } from '../support/set-ups.ts';
import { admin, answerOf, newSite } from './admin-api.ts';

const SITE = 'round-trip';
const SCHEMA = 'https://edge.example/v1/schemas/site-setup.json';
const pulled = async (version = 'draft') =>
  setupText(await answerOf(await admin('GET', `/sites/${SITE}/setup?version=${version}`)), SCHEMA);
const push = (text: string) => admin('PUT', `/sites/${SITE}/setup`, text);

/** Each run writes and reads the draft twice and publishes; what differs shows within a few. */
const RUNS = 25;

beforeAll(() => newSite(SITE));

describe('a set-up that is pulled, pushed and pulled again', () => {
  it('is the same bytes, whatever somebody wrote, as a draft and published', async () => {
    await fc.assert(
      fc.asyncProperty(setUps, async (written) => {
        expect((await push(JSON.stringify(written))).status).toBe(200);
        const text = await pulled();
        expect((await push(text)).status).toBe(200);
        expect(await pulled()).toBe(text);
        expect((await admin('POST', `/sites/${SITE}/publish`, {})).status).toBe(200);
        expect(await pulled('published')).toBe(text);
      }),
      { numRuns: RUNS },
    );
  });
});
