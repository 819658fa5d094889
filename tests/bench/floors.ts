import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { guardRuntime } from '../../.scripts/runtime-guard.mjs';

export interface Floors {
  emptyUrl: string;
  objectUrl: string;
  dispose(): Promise<void>;
}

/** Starts the Worker of `floor-worker.mjs` on a runtime of its own, reached without anything in front, as the product is. */
export async function startFloors(stateDir: string): Promise<Floors> {
  const contents = await readFile(new URL('./floor-worker.mjs', import.meta.url), 'utf8');
  const unguard = await guardRuntime(stateDir);
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      cf: false,
      log: new Log(LogLevel.ERROR),
      telemetry: { enabled: false },
      resourcePersistencePath: stateDir,
      name: 'floor',
      modules: [{ type: 'ESModule', path: join(stateDir, 'floor.mjs'), contents }],
      modulesRoot: stateDir,
      compatibilityDate: '2026-10-01',
      durableObjects: { FLOOR: { className: 'Floor', useSQLite: true } },
      unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
    }),
  );
  await miniflare.ready;
  const { origin } = await miniflare.unsafeGetDirectURL('floor');
  const dispose = async () => {
    await miniflare.dispose();
    await unguard();
  };
  return { emptyUrl: `${origin}/empty`, objectUrl: `${origin}/object`, dispose };
}
