import { useEffect, useState } from 'preact/hooks';
import type { Segment } from '../../../shared/schemas/site-setup.ts';
import { part } from './api.ts';
import type { SegmentSize } from './api-types.ts';
import { useApi, useSite } from './context.ts';
import { type Loaded, useLoad } from './use-load.ts';

/** How many people a condition holds for, asked again when it changes. */
export function useSize(condition: object, segments: readonly Segment[], seenWithinDays: number): Loaded<SegmentSize> {
  const api = useApi();
  const site = useSite();
  const body = { condition, segments, seenWithinDays };
  return useLoad(
    JSON.stringify(body),
    async () => (await api.send<SegmentSize>('POST', `/sites/${part(site.id)}/segments/estimate`, body)).value,
  );
}

/** The value as it was when nobody had changed it for a moment: so that not each key typed asks the server. */
export function useSettled<T>(value: T, ms = 350): T {
  const [settled, setSettled] = useState(value);
  const key = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [key, ms]);
  return settled;
}
