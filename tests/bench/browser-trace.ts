/** An event of Chromium's trace, as far as it is read here. Times in microseconds. */
export interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  /** by the clock */
  dur?: number;
  /** by the thread's own processor time: what other programs of the machine take is not in it, what throttling burns is */
  tdur?: number;
  args?: { data?: { url?: string } };
}

export interface ScriptCost {
  /** processor time of a page's main thread inside scripts that are not the page's own, with all they call */
  scriptMs: number;
  /** of it, running scripts from their first line to their last: what they do at once, without what they do later */
  evaluateMs: number;
  /** style and layout within `scriptMs`: what a script made the page work out before its time */
  forcedLayoutMs: number;
  /** the longest task of which such scripts took a good part */
  longestTaskMs: number;
  /** `scriptMs` by the file that was entered; '' = promise jobs and module bodies, which the trace does not name */
  byFileMs: Record<string, number>;
  /** processor time of all tasks of the page's main thread, whosever they are */
  pageMs: number;
}

/** Events that mean: a script is read or runs. What lies within one of them belongs to it. */
const SCRIPT_EVENTS = new Set(['EvaluateScript', 'FunctionCall', 'v8.compile', 'v8.compileModule', 'v8.evaluateModule', 'RunMicrotasks']);

const LAYOUT_EVENTS = new Set(['Layout', 'UpdateLayoutTree']);

/** A task in which a script had less than this share is somebody else's. */
const OWN_TASK_MIN_SHARE = 0.1;

export const TRACE_CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8', 'v8.execute'];

/**
 * Adds up what scripts cost a page until so long after its `load` event.
 *
 * @param pageUrl address of the document: its own inline scripts are not counted
 * @throws Error where the trace has no loaded page
 */
export function scriptCost(events: readonly TraceEvent[], pageUrl: string, untilAfterLoadMs: number): ScriptCost {
  // The browser's own pages are loaded, too; this one has a script of its own in it.
  const document = events.find(({ name, args }) => name === 'EvaluateScript' && args?.data?.url === pageUrl);
  const load = events.find(({ name, pid, tid }) => name === 'MarkLoad' && pid === document?.pid && tid === document.tid);
  if (!load) throw new Error('The trace has no page that was loaded');
  const endUs = load.ts + untilAfterLoadMs * 1_000;
  const thread = events
    .filter(({ ph, pid, tid, ts }) => ph === 'X' && pid === load.pid && tid === load.tid && ts < endUs)
    // Of two that begin together the longer is around the other.
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const cost: ScriptCost = { scriptMs: 0, evaluateMs: 0, forcedLayoutMs: 0, longestTaskMs: 0, byFileMs: {}, pageMs: 0 };
  let task: { endUs: number; tookMs: number; scriptMs: number } | undefined;
  let scriptEndUs = 0;
  let layoutEndUs = 0;
  const endTask = (): void => {
    if (task && task.scriptMs >= task.tookMs * OWN_TASK_MIN_SHARE) cost.longestTaskMs = Math.max(cost.longestTaskMs, task.tookMs);
    task = undefined;
  };
  for (const event of thread) {
    const tookMs = (event.tdur ?? 0) / 1_000;
    if (event.name === 'RunTask') {
      if (task && event.ts < task.endUs) continue;
      endTask();
      task = { endUs: endOf(event), tookMs, scriptMs: 0 };
      cost.pageMs += tookMs;
    } else if (SCRIPT_EVENTS.has(event.name) && event.ts >= scriptEndUs) {
      scriptEndUs = endOf(event);
      const url = event.args?.data?.url ?? '';
      if (url === pageUrl) continue;
      const file = url.slice(url.lastIndexOf('/') + 1);
      cost.scriptMs += tookMs;
      if (event.name === 'EvaluateScript') cost.evaluateMs += tookMs;
      cost.byFileMs[file] = (cost.byFileMs[file] ?? 0) + tookMs;
      if (task && event.ts < task.endUs) task.scriptMs += tookMs;
    } else if (LAYOUT_EVENTS.has(event.name) && event.ts < scriptEndUs && event.ts >= layoutEndUs) {
      layoutEndUs = endOf(event);
      cost.forcedLayoutMs += tookMs;
    }
  }
  endTask();
  return cost;
}

const endOf = ({ ts, dur = 0 }: TraceEvent): number => ts + dur;
