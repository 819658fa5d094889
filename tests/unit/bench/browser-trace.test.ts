import { describe, expect, it } from 'vitest';
import { scriptCost, type TraceEvent } from '../../bench/browser-trace.ts';

const PAGE = 'https://shop.example/p';
const THREAD = { pid: 1, tid: 2, ph: 'X' };

/** Times in milliseconds; the thread works half of the time that passes. */
const event = (name: string, fromMs: number, tookMs: number, url?: string): TraceEvent => ({
  ...THREAD,
  name,
  ts: fromMs * 1_000,
  dur: tookMs * 1_000,
  tdur: tookMs * 500,
  args: { data: url === undefined ? {} : { url } },
});

const pageOf = (...events: TraceEvent[]): TraceEvent[] => [
  event('RunTask', 0, 10),
  event('EvaluateScript', 1, 8, PAGE),
  { ...event('MarkLoad', 100, 0), ph: 'I' },
  ...events,
];

const cost = (...events: TraceEvent[]) => scriptCost(pageOf(...events), PAGE, 2_000);

describe('what a trace says a script costs', () => {
  it('the scripts of the page itself are not counted, its tasks are', () => {
    expect(cost()).toEqual({ scriptMs: 0, evaluateMs: 0, forcedLayoutMs: 0, longestTaskMs: 0, byFileMs: {}, pageMs: 5 });
  });

  it('what a script calls is in its own time, once', () => {
    const { scriptMs, byFileMs } = cost(
      event('EvaluateScript', 20, 10, 'https://edge.example/tappa.js'),
      event('v8.compile', 21, 4, 'https://edge.example/tappa.js'),
      event('FunctionCall', 26, 2, 'https://edge.example/other.js'),
    );
    expect(scriptMs).toBe(5);
    expect(byFileMs).toEqual({ 'tappa.js': 5 });
  });

  it('promise jobs count, which name no file', () => {
    expect(cost(event('RunMicrotasks', 200, 6)).byFileMs).toEqual({ '': 3 });
  });

  it('layout counts where a script forced it, not where the browser came to it', () => {
    const call = event('FunctionCall', 20, 10, 'https://edge.example/tappa.js');
    expect(cost(call, event('Layout', 22, 4), event('UpdateLayoutTree', 23, 1), event('Layout', 40, 8)).forcedLayoutMs).toBe(2);
  });

  it('the longest task is the longest of those in which a script had a good part', () => {
    const call = (fromMs: number, tookMs: number) => event('FunctionCall', fromMs, tookMs, 'https://edge.example/tappa.js');
    const { longestTaskMs } = cost(event('RunTask', 20, 30), call(25, 20), event('RunTask', 60, 200), call(61, 1));
    expect(longestTaskMs).toBe(15);
  });

  it('what comes later than asked for, or on another thread, does not count', () => {
    const late = event('FunctionCall', 2_200, 10, 'https://edge.example/tappa.js');
    const elsewhere = { ...event('FunctionCall', 30, 10, 'https://edge.example/tappa.js'), tid: 3 };
    expect(cost(late, elsewhere).scriptMs).toBe(0);
  });

  it('a trace without the page is refused', () => {
    expect(() => scriptCost([], PAGE, 2_000)).toThrow('no page');
  });
});
