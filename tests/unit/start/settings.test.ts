import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkPlace, keptSecret, lockState, readSettings } from '../../../.scripts/start-settings.mjs';

const folder = mkdtempSync(join(tmpdir(), 'tappa-settings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('what a person may set for npm start', () => {
  it('serves on port 8787 and keeps its state in .tappa when nothing is said', () => {
    const { port, stateDir, adminToken } = readSettings({});
    expect(port).toBe(8787);
    expect(stateDir.endsWith('/.tappa')).toBe(true);
    expect(adminToken).toBeUndefined();
  });

  it.each(['abc', '0', '65536', '80.5', '-1', '', '8787x'])('refuses the port "%s" in one sentence that names it', (PORT) => {
    expect(() => readSettings({ PORT })).toThrow(`PORT must be a number from 1 to 65535, not "${PORT}".`);
  });

  it('refuses an admin token that is too short or could not be sent', () => {
    expect(() => readSettings({ TAPPA_ADMIN_TOKEN: 'short' })).toThrow('at least 8');
    expect(() => readSettings({ TAPPA_ADMIN_TOKEN: 'with a space in it' })).toThrow('without spaces');
    expect(readSettings({ TAPPA_ADMIN_TOKEN: 'long-enough' }).adminToken).toBe('long-enough');
  });
});

describe('the place it runs in', () => {
  it('says which port is taken and how to use another', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(checkPlace({ port, stateDir: join(folder, 'a') })).rejects.toThrow(
      `Port ${port} is taken by another program. PORT=${port + 1} npm start`,
    );
    await new Promise((resolve) => server.close(resolve));
    await expect(checkPlace({ port, stateDir: join(folder, 'a') })).resolves.toBeUndefined();
  });

  it('says when the state folder cannot be written', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    await expect(checkPlace({ port: 1, stateDir: file })).rejects.toThrow(`The state folder ${file} cannot be written`);
    await expect(checkPlace({ port: 1, stateDir: join(file, 'below') })).rejects.toThrow('cannot be written');
  });

  it('refuses a second start on the same state, and takes over from one that is gone', () => {
    const lock = join(folder, 'lock');
    writeFileSync(lock, '999999999');
    const unlock = lockState(folder);
    expect(readFileSync(lock, 'utf8')).toBe(String(process.pid));
    unlock();
    expect(() => statSync(lock)).toThrow();
  });

  it('makes a secret once, long enough to sign with, and lets only its owner read it', () => {
    const first = keptSecret(folder, 'secret');
    expect(Buffer.byteLength(first)).toBeGreaterThanOrEqual(32);
    expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
    expect(keptSecret(folder, 'secret')).toBe(first);
    chmodSync(join(folder, 'secret'), 0o600);
    expect(keptSecret(folder, 'other')).not.toBe(first);
  });
});
