/**
 * A part for whoever installs the tag with `data-debug`: says in the browser's console, in words, what is understood of the page, who told it, and
 * what is missing. Shoppers never load it.
 */
import type { StartPart } from '../parts/seam.ts';
import type { SourceName } from '../sources/act.ts';
import { type Debug, explain } from './explain.ts';

/** How often it looks whether there is something new to say. */
const LOOK_EVERY_MS = 1_000;

export const start: StartPart = ({ window, life, onAct, onPage }) => {
  const told = new Map<string, Set<SourceName>>();
  let said = '';
  onPage(() => told.clear());
  onAct(({ type }, source) => {
    told.set(type, (told.get(type) ?? new Set()).add(source));
  });
  const { tappa, navigator, console } = window as Window & typeof globalThis & { tappa?: { debug?(): unknown } };
  const look = (): void => {
    const text = explain(tappa?.debug?.() as Debug, told, /^it/i.test(navigator.language)).join('\n');
    if (text !== said) console.info(`[tappa] ${text}`);
    said = text;
  };
  life.every(LOOK_EVERY_MS, look);
};
