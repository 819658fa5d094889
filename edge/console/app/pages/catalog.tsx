import { useEffect, useState } from 'preact/hooks';
import { part } from '../api.ts';
import type { Page, ProductRow } from '../api-types.ts';
import { useApi, useLanguage, useSite, useTexts } from '../context.ts';
import { numberText, priceText } from '../format.ts';
import { ImportPanel } from '../ui/import-panel.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { fill } from '../words/texts.ts';

/** A pause in typing that asks the server: long enough for a word, short enough to feel at once. */
const TYPING_PAUSE_MS = 250;

/** Products: search and import. */
export function Catalog() {
  const texts = useTexts();
  const words = texts.catalog;
  const language = useLanguage();
  const api = useApi();
  const site = useSite();
  const [typed, setTyped] = useState('');
  const [query, setQuery] = useState('');
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setQuery(typed.trim()), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const load = async (cursor: string | null) => {
    const search = new URLSearchParams({ limit: '50', ...(query ? { query } : {}), ...(cursor ? { cursor } : {}) });
    return (await api.get<Page<ProductRow>>(`/sites/${part(site.id)}/catalog?${search}`)).value;
  };
  return (
    <>
      <header class="page">
        <div>
          <h1>{words.title}</h1>
          <p class="soft">{words.lead}</p>
        </div>
        <span class="badge">{fill(words.count, { count: numberText(site.counts.products, language) })}</span>
      </header>
      <section class="card">
        <label>
          <span class="hidden">{words.search}</span>
          <input type="search" placeholder={words.search} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
        </label>
        <PagedList
          key={`${query} ${turn}`}
          load={load}
          empty={query ? words.nothing : words.empty}
          head={
            <tr>
              <th scope="col">{words.product}</th>
              <th scope="col" class="number">
                {words.price}
              </th>
              <th scope="col">{words.state}</th>
              <th scope="col" class="wide-only">
                {words.category}
              </th>
            </tr>
          }
          row={(product: ProductRow) => (
            <tr key={product.id}>
              <th scope="row">
                <span class="product">
                  {product.image_link ? (
                    <img src={product.image_link} alt="" loading="lazy" width="44" height="44" referrerpolicy="no-referrer" />
                  ) : (
                    <span class="no-image" />
                  )}
                  <span>
                    {product.title}
                    <small>{[product.brand, product.id].filter(Boolean).join(' · ')}</small>
                  </span>
                </span>
              </th>
              <td class="number">
                {product.sale_price ? (
                  <>
                    <s class="soft">{priceText(product.price, language)}</s> <b>{priceText(product.sale_price, language)}</b>
                  </>
                ) : (
                  priceText(product.price, language)
                )}
              </td>
              <td>
                <span class={product.availability === 'in_stock' ? 'badge good' : 'badge'}>
                  {words.availability[product.availability as keyof typeof words.availability] ?? product.availability}
                </span>
              </td>
              <td class="soft wide-only">{product.product_type}</td>
            </tr>
          )}
        />
      </section>
      <ImportPanel kind="catalog" formats={['xml', 'tsv', 'csv', 'ndjson', 'json']} full onDone={() => setTurn((before) => before + 1)} />
    </>
  );
}
