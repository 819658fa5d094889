import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Api } from './api.ts';
import type { Site } from './api-types.ts';
import type { Language } from './kept.ts';
import { TEXTS, type Texts } from './words/texts.ts';

interface Reader {
  language: Language;
}

export const ReaderContext = createContext<Reader>({ language: 'it' });
export const ApiContext = createContext<Api | null>(null);
export const SiteContext = createContext<Site | null>(null);

export function useLanguage(): Language {
  return useContext(ReaderContext).language;
}

/** The console's words in the reader's language. */
export function useTexts(): Texts {
  return TEXTS[useLanguage()];
}

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) throw new Error('There is no API above this component');
  return api;
}

export function useSite(): Site {
  const site = useContext(SiteContext);
  if (!site) throw new Error('There is no site above this component');
  return site;
}
