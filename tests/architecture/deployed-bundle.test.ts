import { beforeAll, describe, expect, it } from 'vitest';
import { bundleWorker } from '../../.scripts/worker-bundle.mjs';

/** What exists for trying things out on one's own machine, and nowhere else. */
const LOCAL_ONLY = ['tappa_demo_place', 'tappa_demo_at', 'DEMO_SHOP_SECRET'];

describe('the Worker that is deployed', () => {
  let deployed: Awaited<ReturnType<typeof bundleWorker>>;
  beforeAll(async () => {
    deployed = await bundleWorker({ local: false });
  });

  it('has nothing in it that lets a visitor choose place or time', () => {
    expect(LOCAL_ONLY.filter((name) => deployed.code.includes(name))).toEqual([]);
  });

  it('has no demo shop in it', () => {
    expect(deployed.inputs.filter((path) => path.startsWith('edge/demo-shop/'))).toEqual([]);
  });

  it('the local one has both, so that the two tests above look for the right things', async () => {
    const local = await bundleWorker({ local: true });
    expect(local.code).toContain('tappa_demo_place');
    expect(local.inputs.some((path) => path.startsWith('edge/demo-shop/'))).toBe(true);
  });
});
