/** The token lives as long as the tab; language and colours as long as the browser. Where storage is refused, as long as the page. */
const TOKEN = 'tappa-token';
const memory = new Map<string, string>();

export type Language = 'it' | 'en';
export type Theme = 'system' | 'light' | 'dark';

function read(kind: 'session' | 'local', key: string): string | null {
  try {
    return (kind === 'session' ? sessionStorage : localStorage).getItem(key);
  } catch {
    return memory.get(key) ?? null;
  }
}

function write(kind: 'session' | 'local', key: string, value: string | null): void {
  try {
    const storage = kind === 'session' ? sessionStorage : localStorage;
    if (value === null) storage.removeItem(key);
    else storage.setItem(key, value);
  } catch {
    if (value === null) memory.delete(key);
    else memory.set(key, value);
  }
}

export const keptToken = (): string | null => read('session', TOKEN);
export const keepToken = (token: string | null): void => write('session', TOKEN, token);

export function keptLanguage(): Language {
  const kept = read('local', 'tappa-language');
  if (kept === 'it' || kept === 'en') return kept;
  const preferred = navigator.languages.find((language) => /^(it|en)\b/i.test(language));
  return preferred?.toLowerCase().startsWith('en') ? 'en' : 'it';
}
export const keepLanguage = (language: Language): void => write('local', 'tappa-language', language);

export function keptTheme(): Theme {
  const kept = read('local', 'tappa-theme');
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}
export const keepTheme = (theme: Theme): void => write('local', 'tappa-theme', theme);
