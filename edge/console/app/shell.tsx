import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { part } from './api.ts';
import type { Page, Site, SiteSummary } from './api-types.ts';
import { SiteContext, useApi, useTexts } from './context.ts';
import { Catalog } from './pages/catalog.tsx';
import { Data } from './pages/data.tsx';
import { Install } from './pages/install.tsx';
import { NewSite } from './pages/new-site.tsx';
import { Overview } from './pages/overview.tsx';
import { Rules } from './pages/rules.tsx';
import { Stores } from './pages/stores.tsx';
import { Visitors } from './pages/visitors.tsx';
import { hrefOf, PAGES, type PageName, useRoute } from './route.ts';
import { Icon, Mark } from './ui/icons.tsx';
import { ProblemNotice, Waiting } from './ui/notice.tsx';
import { useLoad } from './use-load.ts';

const VIEWS: Readonly<Record<PageName, () => ComponentChildren>> = {
  overview: () => <Overview />,
  rules: () => <Rules />,
  visitors: () => <Visitors />,
  catalog: () => <Catalog />,
  stores: () => <Stores />,
  data: () => <Data />,
  install: () => <Install />,
};

/** Navigation around the pages of one site. */
export function Shell({ onSignOut, preferences }: { onSignOut: () => void; preferences: ComponentChildren }) {
  const texts = useTexts();
  const api = useApi();
  const route = useRoute();
  const sites = useLoad('sites', async () => (await api.get<Page<SiteSummary>>('/sites?limit=1000')).value.items);
  const [creating, setCreating] = useState(false);
  const chosen = route.site ?? sites.value?.[0]?.id ?? null;
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${texts.pages[route.page]} · Tappa`;
  }, [texts, route.page]);
  const current = useRef<HTMLAnchorElement>(null);
  // On a phone the pages are more than fit side by side.
  useEffect(() => {
    if (chosen !== null) current.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [chosen, route.page]);
  const moveTo = (site: string) => {
    location.hash = hrefOf(site, route.page);
  };
  return (
    <div class="shell">
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        {texts.skip}
      </button>
      <header class="side">
        <p class="logo">
          <Mark /> Tappa
        </p>
        {sites.value && sites.value.length > 0 && (
          <label class="site-picker">
            <span class="hidden">{texts.site}</span>
            <select value={chosen ?? ''} onChange={(event) => moveTo(event.currentTarget.value)}>
              {sites.value.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
              {chosen !== null && !sites.value.some(({ id }) => id === chosen) && <option value={chosen}>{chosen}</option>}
            </select>
          </label>
        )}
        {chosen !== null && (
          <nav aria-label={texts.menu}>
            {PAGES.map((page) => (
              <a
                key={page}
                href={hrefOf(chosen, page)}
                aria-current={page === route.page ? 'page' : undefined}
                ref={page === route.page ? current : null}
              >
                <Icon name={page} />
                {texts.pages[page]}
              </a>
            ))}
          </nav>
        )}
        <div class="foot">
          <button type="button" class="quiet" onClick={() => setCreating(true)}>
            <Icon name="plus" />
            <span class="side-words">{texts.newSite}</span>
          </button>
          {preferences}
          <button type="button" class="quiet" onClick={onSignOut}>
            <Icon name="out" />
            <span class="side-words">{texts.signOut}</span>
          </button>
        </div>
      </header>
      <main id="content" ref={main} tabIndex={-1}>
        {sites.problem && <ProblemNotice problem={sites.problem} retry={sites.reload} />}
        {sites.loading && !sites.value && <Waiting />}
        {sites.value && chosen === null && <NewSite first onDone={sites.reload} />}
        {chosen !== null && <SiteRoom key={chosen} id={chosen} page={route.page} />}
      </main>
      {creating && <NewSite onDone={sites.reload} onClose={() => setCreating(false)} />}
    </div>
  );
}

function SiteRoom({ id, page }: { id: string; page: PageName }) {
  const api = useApi();
  const site = useLoad(id, async () => (await api.get<Site>(`/sites/${part(id)}`)).value);
  if (site.problem) return <ProblemNotice problem={site.problem} retry={site.reload} />;
  if (!site.value) return <Waiting />;
  return <SiteContext.Provider value={site.value}>{VIEWS[page]()}</SiteContext.Provider>;
}
