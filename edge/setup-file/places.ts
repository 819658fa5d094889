import { pointerTo } from './finding.ts';

/** Where something stands in a text; both count from 1, columns in UTF-16 units as editors count them. */
export interface Place {
  line: number;
  column: number;
}

/** Texts, signs, and what is neither: numbers, true, false, null. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** An object or list whose inside is being read, and which of its values: by name or by number. */
interface Frame {
  isList: boolean;
  at: string | number;
  /** where the name stands; a list's values have none */
  nameOffset: number | null;
  awaitsName: boolean;
}

/**
 * Where the values of a JSON text stand, by JSON pointer: at their name, where they have one.
 * @param text must be JSON, each name in an object once
 * @returns of what is not there (a text in a language that is missing), the place of what it should stand in
 */
export function placesIn(text: string): (pointer: string) => Place {
  const offsets = offsetsIn(text);
  return (pointer) => {
    let known = pointer;
    while (!offsets.has(known) && known !== '') known = known.slice(0, known.lastIndexOf('/'));
    const before = text.slice(0, offsets.get(known) ?? 0).split('\n');
    return { line: before.length, column: before.at(-1)!.length + 1 };
  };
}

function offsetsIn(text: string): Map<string, number> {
  const offsets = new Map<string, number>();
  const frames: Frame[] = [];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const frame = frames.at(-1);
    if (token === '}' || token === ']') frames.pop();
    else if (token === ',') {
      if (frame?.isList) frame.at = Number(frame.at) + 1;
      else if (frame) frame.awaitsName = true;
    } else if (token === ':') continue;
    else if (frame?.awaitsName) {
      Object.assign(frame, { at: String(JSON.parse(token)), nameOffset: index, awaitsName: false });
    } else {
      offsets.set(pointerTo(...frames.map(({ at }) => at)), frame?.nameOffset ?? index);
      if (token === '{') frames.push({ isList: false, at: '', nameOffset: null, awaitsName: true });
      if (token === '[') frames.push({ isList: true, at: 0, nameOffset: null, awaitsName: false });
    }
  }
  return offsets;
}
