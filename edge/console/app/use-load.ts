import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiProblem } from './api.ts';

export interface Loaded<T> {
  value: T | null;
  problem: ApiProblem | null;
  loading: boolean;
  reload: () => void;
}

/** Loads when `key` changes or on request; an answer that was overtaken by a newer question is dropped. */
export function useLoad<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ key: string; value: T | null; problem: ApiProblem | null; loading: boolean }>({
    key,
    value: null,
    problem: null,
    loading: true,
  });
  const [turn, setTurn] = useState(0);
  const latest = useRef(0);
  const loader = useRef(load);
  loader.current = load;
  useEffect(() => {
    latest.current += 1;
    const mine = latest.current;
    setState((before) => ({ key, value: before.key === key ? before.value : null, problem: null, loading: true }));
    loader.current().then(
      (value) => mine === latest.current && setState({ key, value, problem: null, loading: false }),
      (error: unknown) => mine === latest.current && setState({ key, value: null, problem: asProblem(error), loading: false }),
    );
    return () => {
      latest.current += 1;
    };
  }, [key, turn]);
  return {
    value: state.value,
    problem: state.problem,
    loading: state.loading,
    reload: useCallback(() => setTurn((before) => before + 1), []),
  };
}

export function asProblem(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : new ApiProblem(-1, error instanceof Error ? error.message : String(error));
}
