/** Answers as no edge of ours gives them: valid ones, damaged in a few places. Plain JSON, for fast-check. */
import fc from 'fast-check';
import { BLOCK_KINDS } from '../../../shared/schemas/block.ts';
import { choiceFeedback, sampleBlock } from '../gallery/sample-data.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Path = readonly (string | number)[];

/** What would tell that a script ran. */
const RUN = 'window.ran=1';
const nested = (depth: number, wrap: (inner: Json) => Json): Json => (depth ? wrap(nested(depth - 1, wrap)) : 'deep');

/** Addresses that no link of ours may have. */
const ADDRESSES = [
  `javascript:${RUN}`,
  ` JavaScript:${RUN}`,
  `java\nscript:${RUN}`,
  `\u0001javascript:${RUN}`,
  `data:text/html,<script>${RUN}</script>`,
  `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="${RUN}"/>`,
  'vbscript:x',
  'blob:http://shop.example/1',
  'file:///etc/passwd',
  'about:blank',
  'intent://scan/#Intent;scheme=zxing;end',
  '//other.example/lamp',
  'http://[',
  'https:',
];
const TEXTS = [
  '',
  ' ',
  'W'.repeat(2_000),
  'Geschwindigkeitsbegrenzung '.repeat(400),
  '\u202eotnematropmoc',
  '\ud800',
  '😀'.repeat(200),
  `<img src=x onerror="${RUN}">`,
  `<script>${RUN}</script>`,
  '</style><b>',
  `{{constructor.constructor("${RUN}")()}}`,
  '__proto__',
  'constructor',
  '"] , body, [x="',
];
const VALUES: Json[] = [
  null,
  true,
  false,
  0,
  -1,
  0.1,
  1e308,
  [],
  {},
  [null, 'x', [1]],
  nested(300, (inner) => [inner]),
  nested(300, (inner) => ({ text: inner })),
  { toString: 1, valueOf: null, constructor: null },
  {
    type: 'img',
    props: { src: 'x', onerror: RUN, dangerouslySetInnerHTML: { __html: `<img src=x onerror=${RUN}>` } },
    key: null,
    ref: null,
  },
  JSON.parse('{"__proto__":{"polluted":1},"title":"x"}') as Json,
];

/** Every place in it, from the outside inwards. */
function placesIn(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, Array.isArray(value) ? Number(key) : key]))];
}

interface Damage {
  /** which of the places, as a part of all */
  where: number;
  how: 'replace' | 'leave-out' | 'repeat' | 'wrap';
  value: Json;
}

/** The same with one place damaged; the whole is never replaced. */
function damaged(whole: Json, { where, how, value }: Damage): Json {
  const places = placesIn(whole).slice(1);
  const path = places[Math.floor(where * places.length)];
  if (!path) return whole;
  const copy = structuredClone(whole);
  const last = path[path.length - 1]!;
  let parent = copy as Record<string | number, Json>;
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<string | number, Json>;
  const old = parent[last]!;
  if (how === 'replace') parent[last] = value;
  else if (how === 'wrap') parent[last] = { text: old };
  else if (how === 'repeat')
    parent[last] = Array.isArray(old) ? Array.from({ length: 40 }, (_, index) => old[index % old.length] ?? value) : [old, old];
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return copy;
}

const value = fc.oneof(fc.constantFrom<Json>(...ADDRESSES), fc.constantFrom<Json>(...TEXTS), fc.constantFrom<Json>(...VALUES));
const damage: fc.Arbitrary<Damage> = fc.record({
  where: fc.double({ min: 0, max: 0.999, noNaN: true }),
  how: fc.constantFrom('replace', 'replace', 'replace', 'leave-out', 'repeat', 'wrap'),
  value,
});

/** A block of a known kind in some place, or of an unknown kind. */
const block: fc.Arbitrary<Json> = fc
  .record({
    kind: fc.constantFrom(...BLOCK_KINDS),
    language: fc.constantFrom('it', 'en'),
    placement: fc.constantFrom('inline', 'inline', 'inline', 'inline', 'bar', 'corner', 'modal'),
    isChoice: fc.boolean(),
    id: fc.constantFrom('a', 'b', 'c', '__proto__'),
    other: fc.option(fc.constantFrom('hologram', 'constructor', '__proto__', 'Message', 'script'), { freq: 10 }),
    at: fc.option(
      fc.constantFrom(
        { selector: '][', position: 'after' },
        { selector: '#nowhere', position: 'append' },
        { selector: 'main', position: 'remove' },
      ),
      {
        freq: 10,
      },
    ),
    damages: fc.array(damage, { maxLength: 4 }),
  })
  .map(({ kind, language, placement, isChoice, id, other, at, damages }) => {
    const content = kind === 'feedback' && isChoice ? { content: choiceFeedback(language) } : {};
    const whole = { ...sampleBlock(kind, language, { placement, id, ...content }), ...(other && { kind: other }), ...(at && { at }) };
    return damages.reduce<Json>(damaged, JSON.parse(JSON.stringify(whole)));
  });

/** The blocks of an answer: some damaged, some twice in a slot or under one id, some no blocks at all. */
export const oddBlocks: fc.Arbitrary<Json[]> = fc.array(fc.oneof({ weight: 12, arbitrary: block }, { weight: 1, arbitrary: value }), {
  minLength: 1,
  maxLength: 5,
});

/** What an answer says besides its blocks, which nothing on the page depends on being so. */
export const oddRest: fc.Arbitrary<Record<string, Json>> = fc
  .tuple(fc.constantFrom('receipt', 'extra', 'visitor'), value)
  .map(([name, odd]) => ({ [name]: odd }));
