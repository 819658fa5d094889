import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measureSizes } from '../../.scripts/sizes.mjs';
import { measureDecisions } from './decisions.ts';
import { measureThroughput } from './throughput.ts';

const DEFAULT_ROUND_SECONDS = 5;

/** Runs every benchmark, prints tables, and writes the figures to a file where one is asked for. */
export async function bench(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { json: { type: 'string' }, seconds: { type: 'string' } } });
  const seconds = Number(values.seconds ?? DEFAULT_ROUND_SECONDS);
  if (!Number.isInteger(seconds) || seconds < 1) throw new Error('--seconds must be a whole number of seconds');
  const sizes = await measureSizes();
  print(
    'Sizes (bytes)',
    ['file', 'raw', 'gzip', 'brotli'],
    sizes.map((size) => [size.file, size.rawBytes, size.gzipBytes, size.brotliBytes]),
  );
  const decisions = measureDecisions(Date.now());
  print(
    'Decisions on the demo shop (one thread, recommendations included)',
    ['visit', 'p50 µs', 'p99 µs', 'blocks'],
    decisions.map(({ name, p50Us, p99Us, blocks }) => [name, p50Us.toFixed(0), p99Us.toFixed(0), blocks]),
  );
  const throughput = await measureThroughput(seconds, say);
  const base = throughput.targets.map(({ requestsPerSecond }) => requestsPerSecond);
  print(
    `Requests (32 connections, median of 3 rounds of ${seconds} s, by ${throughput.generator}, state on ${throughput.stateOn})`,
    ['target', 'per second', 'of empty', 'of object', 'p50 ms', 'p99 ms', 'errors'],
    throughput.targets.map(({ name, requestsPerSecond, p50Ms, p99Ms, errors }) => [
      name,
      Math.round(requestsPerSecond),
      ratio(requestsPerSecond, base[0]),
      ratio(requestsPerSecond, base[1]),
      p50Ms.toFixed(2),
      p99Ms.toFixed(2),
      errors,
    ]),
  );
  if (values.json === undefined) return;
  const machine = { cores: cpus().length, cpu: cpus()[0]?.model ?? 'unknown', node: process.versions.node, at: new Date().toISOString() };
  await writeFile(values.json, `${JSON.stringify({ machine, sizes, decisions, throughput }, null, 2)}\n`);
  say(`Figures written to ${values.json}`);
}

const ratio = (value: number, of: number | undefined): string => (of ? `${((100 * value) / of).toFixed(0)} %` : '–');

function print(title: string, head: string[], rows: (string | number)[][]): void {
  const table = [head, ...rows.map((row) => row.map(String))];
  const widths = head.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  say(`\n${title}`);
  for (const row of table)
    say(row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
