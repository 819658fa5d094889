import { useEffect, useState } from 'preact/hooks';
import { type ApiProblem, part } from './api.ts';
import type { ReplayStanding } from './api-types.ts';
import { useApi, useSite } from './context.ts';
import { asProblem } from './use-load.ts';

/** Enough to tell shares within one in a hundred, and over within seconds. */
const MAX_VISITS = 10_000;
/** Between two looks at how far it is. */
const LOOK_MS = 400;

export interface ReplayState {
  standing: ReplayStanding | null;
  problem: ApiProblem | null;
}

/** Replays the draft as it is saved, and follows it until it ends or the question is closed. */
export function useReplay(): ReplayState {
  const api = useApi();
  const { id } = useSite();
  const [state, setState] = useState<ReplayState>({ standing: null, problem: null });
  useEffect(() => {
    let timer = 0;
    let isOpen = true;
    const path = `/sites/${part(id)}/replay`;
    const follow = async (look: () => Promise<ReplayStanding>): Promise<void> => {
      try {
        const standing = await look();
        if (!isOpen) return;
        setState({ standing, problem: null });
        if (standing.status === 'running' || standing.result === undefined) {
          const next = async () => (await api.get<ReplayStanding>(`${path}/${standing.id}`)).value;
          timer = setTimeout(() => void follow(next), LOOK_MS);
        }
      } catch (error) {
        if (isOpen) setState({ standing: null, problem: asProblem(error) });
      }
    };
    void follow(async () => (await api.send<ReplayStanding>('POST', path, { maxVisits: MAX_VISITS })).value);
    return () => {
      isOpen = false;
      clearTimeout(timer);
    };
  }, [api, id]);
  return state;
}
