import { useTexts } from '../context.ts';
import { type ImportKind, ImportPanel } from '../ui/import-panel.tsx';

const KINDS: readonly ImportKind[] = ['purchases', 'customers', 'loyalty/transactions', 'events'];

/** What joins the journey from elsewhere. */
export function Data() {
  const { data } = useTexts();
  return (
    <>
      <header class="page">
        <div>
          <h1>{data.title}</h1>
          <p class="soft">{data.lead}</p>
        </div>
      </header>
      {KINDS.map((kind) => (
        <ImportPanel key={kind} kind={kind} formats={['tsv', 'csv', 'ndjson', 'json']} />
      ))}
    </>
  );
}
