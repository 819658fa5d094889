import { useEffect, useState } from 'preact/hooks';

export const PAGES = ['overview', 'rules', 'visitors', 'catalog', 'stores', 'data', 'install'] as const;
export type PageName = (typeof PAGES)[number];

/** Where the reader is: `#/SITE/PAGE?…`. After the `#`, so that the console is one static file. */
export interface Route {
  site: string | null;
  page: PageName;
  query: URLSearchParams;
}

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [site = '', page = ''] = path.split('/').map(decoded);
  return { site: site || null, page: PAGES.find((name) => name === page) ?? 'overview', query: new URLSearchParams(query) };
}

export function hrefOf(site: string, page: PageName, query: Record<string, string> = {}): string {
  const search = new URLSearchParams(query).toString();
  return `#/${encodeURIComponent(site)}/${page}${search ? `?${search}` : ''}`;
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const follow = () => setRoute(parseRoute(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return route;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
