import { NONCE, TRAITS, type Trait } from './traits.ts';

export interface HostilePage {
  name: string;
  headers: Record<string, string>;
  /** The page, with this markup for a tag or without any. */
  html(tag: string): string;
}

/** Numbers from 0 to 1 that are the same in each run: a linear congruential generator (Numerical Recipes' constants). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const fits = (trait: Trait, chosen: Trait[]): boolean =>
  chosen.every(({ name, not = [] }) => name !== trait.name && !not.includes(trait.name) && !trait.not?.includes(name));

function compose(traits: Trait[]): HostilePage {
  const all = (part: 'css' | 'script' | 'body' | 'tail' | 'head') => traits.flatMap((trait) => trait[part] ?? []).join('\n');
  const text = '<p>Lampade, vasi e tappeti, scelti uno a uno.</p>';
  const doctype = traits.some(({ isQuirky }) => isQuirky) ? '' : '<!DOCTYPE html>';
  const direction = traits.some(({ isRightToLeft }) => isRightToLeft) ? 'rtl' : 'ltr';
  // Well-formed as XML too; scripts are marked as text for it.
  const head = `<meta charset="utf-8"/><meta name="viewport" content="width=device-width"/><title>Negozio</title><style nonce="${NONCE}">${all('css')}</style>${all('head')}<script nonce="${NONCE}">//<![CDATA[
${all('script')}
//]]></script>`;
  const body = `<header><h1>Negozio</h1></header>${all('body')}<main>${text}<tappa-slot name="picks" data-tappa-slot="picks"></tappa-slot>${text}</main>${all('tail')}<footer>Via Torino 12, Milano</footer>`;
  return {
    name: traits.map(({ name }) => name).join(', '),
    headers: Object.assign({}, ...traits.map(({ headers }) => headers)),
    html: (tag) =>
      `${doctype}<html xmlns="http://www.w3.org/1999/xhtml" lang="it" dir="${direction}"><head>${head}${tag}</head><body>${body}</body></html>`,
  };
}

/** Pages of two to four traits each; every trait is in at least two of them. */
export function hostilePages(count: number): HostilePage[] {
  const random = createRandom(7);
  let rest: Trait[] = [];
  const take = (chosen: Trait[]): Trait => {
    if (!rest.some((trait) => fits(trait, chosen))) rest = [...rest, ...TRAITS];
    const choice = rest.filter((trait) => fits(trait, chosen));
    const trait = choice[Math.floor(random() * choice.length)]!;
    rest.splice(rest.indexOf(trait), 1);
    return trait;
  };
  return Array.from({ length: count }, () => {
    const chosen: Trait[] = [];
    const size = 2 + Math.floor(random() * 3);
    while (chosen.length < size) chosen.push(take(chosen));
    return compose(chosen);
  });
}
