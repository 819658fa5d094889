import { useState } from 'preact/hooks';
import type { Store } from '../../../../shared/schemas/store.ts';
import { part } from '../api.ts';
import type { Page } from '../api-types.ts';
import { useApi, useLanguage, useSite, useTexts } from '../context.ts';
import { numberText } from '../format.ts';
import { ImportPanel } from '../ui/import-panel.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { hoursWords } from '../words/hours-words.ts';
import { fill } from '../words/texts.ts';

/** Shops with their hours, and the imports of shops and stock. */
export function Stores() {
  const texts = useTexts();
  const words = texts.stores;
  const language = useLanguage();
  const api = useApi();
  const site = useSite();
  const [turn, setTurn] = useState(0);
  const load = async (cursor: string | null) =>
    (await api.get<Page<Store>>(`/sites/${part(site.id)}/stores?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)).value;
  const again = () => setTurn((before) => before + 1);
  const counts = { count: numberText(site.counts.stores, language), lines: numberText(site.counts.inventoryLines, language) };
  return (
    <>
      <header class="page">
        <div>
          <h1>{words.title}</h1>
          <p class="soft">{words.lead}</p>
        </div>
        <span class="badge">{fill(words.count, counts)}</span>
      </header>
      <section class="card">
        <PagedList
          key={turn}
          load={load}
          empty={words.empty}
          head={
            <tr>
              <th scope="col">{words.store}</th>
              <th scope="col">{words.address}</th>
              <th scope="col">{words.hours}</th>
            </tr>
          }
          row={(store: Store) => (
            <tr key={store.storeCode}>
              <th scope="row">
                {store.name}
                <small>{store.storeCode}</small>
              </th>
              <td>
                {store.address.streetAddress}
                <small>{[store.address.postalCode, store.address.addressLocality].filter(Boolean).join(' ')}</small>
              </td>
              <td>
                {hoursWords(store.openingHours, language, words.allDay).map((line) => (
                  <span key={line} class="line">
                    {line}
                  </span>
                ))}
              </td>
            </tr>
          )}
        />
      </section>
      <ImportPanel kind="stores" formats={['tsv', 'csv', 'ndjson', 'json']} full onDone={again} />
      <ImportPanel kind="inventory" formats={['tsv', 'csv', 'ndjson', 'json']} full onDone={again} />
    </>
  );
}
