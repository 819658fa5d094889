import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/sources.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const wrangler = read('wrangler.toml');
const runtime = read('.scripts/runtime.mjs');

/** Every value of a key in `wrangler.toml`, without its quotes. */
const values = (key: string) =>
  [...wrangler.matchAll(new RegExp(`^${key} = (.+)$`, 'gm'))].map((match) => match[1]!.replaceAll(/["[\]]/g, '').trim());

describe('the runtime of one’s own machine and the deployed one', () => {
  it.each(['compatibility_date', 'compatibility_flags', 'binding', 'class_name', 'queue', 'run_worker_first'])(
    'agree on every %s',
    (key) => {
      const wanted = values(key).flatMap((value) => value.split(/,\s*/));
      expect(wanted).not.toEqual([]);
      expect(wanted.filter((value) => !runtime.includes(value))).toEqual([]);
    },
  );

  it('read their static files from the same folder', () => {
    expect(values('directory')).toEqual(['./dist/assets']);
  });
});
