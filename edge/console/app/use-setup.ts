import type { SiteSetup } from '../../../shared/schemas/site-setup.ts';
import { part } from './api.ts';
import { useApi, useSite } from './context.ts';
import { type Loaded, useLoad } from './use-load.ts';

export interface Draft {
  setup: SiteSetup;
  etag: string;
  /** differs from what is published */
  changed: boolean;
}

/** The draft of the site's set-up, with what guards it against lost changes. */
export function useSetup(): Loaded<Draft> {
  const api = useApi();
  const { id } = useSite();
  return useLoad(id, async () => {
    const { value, headers } = await api.get<SiteSetup>(`/sites/${part(id)}/setup`);
    return draftOf(value, headers);
  });
}

export function draftOf(setup: SiteSetup, headers: Headers): Draft {
  return { setup, etag: headers.get('etag') ?? '*', changed: headers.get('tappa-draft') === 'changed' };
}
