import type { Language } from '../kept.ts';
import { EN } from './texts-en.ts';
import { IT } from './texts-it.ts';

/** All words of the console; Italian is the source, English must have the same. */
export type Texts = typeof IT;
export const TEXTS: Readonly<Record<Language, Texts>> = { it: IT, en: EN };

/** Puts values where `{name}` stands. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}
