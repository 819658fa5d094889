import type { VisitAnswer } from '../shared/schemas/answer.ts';
import type { VisitEventInput } from '../shared/schemas/event.ts';
import type { Config } from './config.ts';
import type { ConsentNow } from './consent/state.ts';
import type { DeviceRecordKeeper } from './identity/device-record.ts';
import type { MakeId } from './identity/id.ts';
import type { Lifetime } from './lifetime.ts';
import type { SourceName } from './sources/act.ts';
import type { CartMemory } from './tracking/cart.ts';
import type { Visit } from './transport/visit-body.ts';

/** What a visit works with; everything it does to the page goes through `life`. */
export interface VisitMeans {
  window: Window;
  /** `https://EDGE/v1/sites/SITE` */
  address: string;
  config: Config;
  life: Lifetime;
  record: DeviceRecordKeeper;
  makeId: MakeId;
  now(): number;
  consent: ConsentNow;
  /** reads what the page pushed since the last look */
  look(): void;
  /** fetches a chunk by its name */
  load(name: string): Promise<unknown>;
  /** a name that blocks may wait for */
  notify(name: string): void;
  onAnswer(answer: VisitAnswer | null): void;
  report(problem: unknown): void;
}

/** For `tappa.debug()`. */
export interface VisitFacts {
  visitor: string | null;
  page: Visit['page'];
  product: string | null;
  cart: CartMemory['lines'];
  sources: SourceName[];
  /** newest last */
  sent: readonly VisitEventInput[];
}
