/** Longest pattern tried. */
export const PATTERN_MAX_CHARS = 200;
/** Longest text a pattern is tried on. */
export const SUBJECT_MAX_CHARS = 256;
/** `*`, `+` and `{n,}` in one pattern; each multiplies the work by the length of the text. */
const OPEN_REPEATS_MAX = 2;
/** A counted repeat multiplies too. */
const COUNTED_REPEAT_MAX = 50;

/**
 * Why a pattern is not tried, or null where it is harmless (an invalid one is: it matches nothing).
 * Backtracking blows up where a repeat holds another repeat or a choice, or where repeats follow each other; so none of the
 * first and at most two of the second, no back-references and no look-around.
 */
export function regexProblem(pattern: string): string | null {
  if (pattern.length > PATTERN_MAX_CHARS) return `is a pattern of more than ${PATTERN_MAX_CHARS} characters`;
  if (/\\[1-9]|\\k</.test(pattern) || /\(\?<?[=!]/.test(pattern))
    return 'is a pattern with look-around or back-references, which can run without end';
  if (!compiles(pattern)) return null;
  const bare = bareOf(pattern);
  const open = bare.match(/[*+]|\{\d+,\}/g)?.length ?? 0;
  if (open > OPEN_REPEATS_MAX) return `is a pattern with more than ${OPEN_REPEATS_MAX} open repeats, which can run without end`;
  for (const [, from, to] of bare.matchAll(/\{(\d+)(?:,(\d*))?\}/g)) {
    if (Number(from) > COUNTED_REPEAT_MAX || Number(to ?? 0) > COUNTED_REPEAT_MAX)
      return `is a pattern that repeats more than ${COUNTED_REPEAT_MAX} times`;
  }
  return repeatsAGroup(bare) ? 'is a pattern that repeats a group holding a repeat or a choice, which can run without end' : null;
}

/**
 * Steps that a search by backtracking may take at worst on a text, as an upper bound: one for each place it may begin at, times one for each way it may go at
 * each repeat, option and choice. V8 takes ten million of them in 50–150 ms.
 */
export function regexSteps(pattern: string, chars: number): number {
  if (!compiles(pattern)) return 1;
  const bare = bareOf(pattern);
  let steps = bare.startsWith('^') && !bare.includes('|') ? 1 : chars + 1;
  for (const [, from, to] of bare.matchAll(/\{(\d+)(?:,(\d*))?\}/g)) {
    if (to === '') steps *= chars + 1;
    else if (to !== undefined) steps *= Math.min(chars, Number(to) - Number(from)) + 1;
  }
  for (const [index, sign] of [...bare].entries()) {
    if (sign === '*' || sign === '+') steps *= chars + 1;
    else if (sign === '|' || (sign === '?' && bare[index - 1] !== '(')) steps *= 2;
  }
  return steps;
}

/** Structure is what matters: escapes and character classes stand for one sign. */
const bareOf = (pattern: string): string => pattern.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern) instanceof RegExp;
  } catch {
    return false;
  }
}

function repeatsAGroup(bare: string): boolean {
  const risky: boolean[] = [];
  for (let i = 0; i < bare.length; i++) {
    const sign = bare[i]!;
    if (sign === '(') risky.push(false);
    else if (sign === ')') {
      const inner = risky.pop() ?? false;
      if (inner && /^(?:[*+]|\{)/.test(bare.slice(i + 1))) return true;
      if (inner && risky.length > 0) risky[risky.length - 1] = true;
    } else if (/[*+{|]/.test(sign) || (sign === '?' && bare[i - 1] !== '(')) {
      if (risky.length > 0) risky[risky.length - 1] = true;
    }
  }
  return false;
}
