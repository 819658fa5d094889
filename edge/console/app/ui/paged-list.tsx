import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ApiProblem } from '../api.ts';
import type { Page } from '../api-types.ts';
import { useTexts } from '../context.ts';
import { asProblem } from '../use-load.ts';
import { ProblemNotice, Waiting } from './notice.tsx';

interface Props<T> {
  load: (cursor: string | null) => Promise<Page<T>>;
  head: ComponentChildren;
  row: (item: T) => ComponentChildren;
  /** said where there is nothing */
  empty: string;
}

/** A table that grows page by page. A new `key` begins it anew. */
export function PagedList<T>({ load, head, row, empty }: Props<T>) {
  const texts = useTexts();
  const [items, setItems] = useState<T[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [turn, setTurn] = useState<{ cursor: string | null }>({ cursor: null });
  useEffect(() => {
    let current = true;
    load(turn.cursor).then(
      (page) => {
        if (!current) return;
        setItems((before) => [...(turn.cursor ? (before ?? []) : []), ...page.items]);
        setNext(page.next);
        setProblem(null);
      },
      (error: unknown) => current && setProblem(asProblem(error)),
    );
    return () => {
      current = false;
    };
  }, [turn]);
  if (problem) return <ProblemNotice problem={problem} retry={() => setTurn({ ...turn })} />;
  if (!items) return <Waiting />;
  if (items.length === 0) return <p class="soft empty">{empty}</p>;
  return (
    <>
      <table class="stackable">
        <thead>{head}</thead>
        <tbody>{items.map(row)}</tbody>
      </table>
      {next && (
        <button type="button" onClick={() => setTurn({ cursor: next })}>
          {texts.more}
        </button>
      )}
    </>
  );
}
