import { VISIT_EVENTS_MAX } from '../../shared/protocol.ts';
import type { VisitEventInput } from '../../shared/schemas/event.ts';
import { toText } from '../text.ts';
import type { CartMemory } from '../tracking/cart.ts';
import type { Session } from './session.ts';

/** What is kept on the device of a visitor in one entry, and only with consent; events that wait have entries of their own. */
export interface DeviceRecord {
  visitor?: string | undefined;
  /** with `visitor`, the secret for what the edge keeps of them; the edge tells it once */
  key?: string;
  session?: Session;
  cart?: CartMemory;
  /** orders already counted, newest last */
  orders?: string[];
  /** shop the shopper chose */
  store?: string | undefined;
  /** shipping cost the checkout last asked for, while no payment followed; major units */
  shipping?: number;
  /** CSS pixels of what last stood in each slot */
  heights?: Record<string, number>;
  /** whether the second entry holds answers to show again (`widget/memory`) */
  kept?: boolean;
}

export interface DeviceRecordKeeper {
  read(): DeviceRecord;
  write(change: DeviceRecord): void;
  /**
   * Lays events aside on the device until any page takes them; beyond `VISIT_EVENTS_MAX` the oldest go.
   *
   * @returns those the device does not take
   */
  layAside(events: VisitEventInput[]): VisitEventInput[];
  /** Takes what was laid aside, oldest first, away from the device. Not checked: the device may hold anything. */
  takeBack(): VisitEventInput[];
  /** Empties the memory of this page; what the device keeps stays. */
  forget(): void;
  /** Forgets everything, on the device and in memory. */
  erase(): void;
}

/**
 * Each event that waits is an entry by its id, written once and never changed: tabs that write and take at the same time, each knowing of the
 * others only later, then overwrite nothing. At worst two take the same event, which counts once by its id.
 *
 * Without consent it is plain memory that ends with the page and never touches the device. Storage that is full, switched off or forbidden
 * (private windows, sandboxed frames: even naming `localStorage` may throw) leaves it at memory too.
 *
 * @param storage called at each use, may throw
 * @param isAllowed whether consent allows to keep anything, asked at each use
 */
export function createDeviceRecord(
  key: string,
  storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  isAllowed: () => boolean,
): DeviceRecordKeeper {
  const aside = `${key}.e.`;
  let memory: DeviceRecord = {};
  /** what stood on the device when it was last looked at: read again only where it has changed */
  let text: string | null = null;
  const forget = (): void => {
    memory = {};
    text = null;
  };
  /** @returns true where it failed: then memory has it */
  const fails = (use: () => void): true | undefined => {
    try {
      use();
    } catch {
      return true;
    }
  };
  const remove = (name: string): void => storage().removeItem(name);
  /** Our entries' names of this beginning, oldest first. */
  const namesFrom = (start: string): string[] => {
    try {
      return Object.keys(storage())
        .filter((name) => `${name}.`.startsWith(start))
        .sort();
    } catch {
      return [];
    }
  };
  const read = (): DeviceRecord => {
    // Another tab may have written since: the device knows better than this page's memory.
    if (isAllowed()) {
      fails(() => {
        const now = storage().getItem(key);
        if (now !== text) memory = { ...memory, ...JSON.parse(now!) };
        text = now;
      });
    }
    return memory;
  };
  return {
    read,
    write(change) {
      memory = { ...read(), ...change };
      if (isAllowed()) {
        fails(() => {
          const next = toText(memory);
          storage().setItem(key, next);
          text = next;
        });
      }
    },
    layAside(events) {
      const left = events.filter((event) => fails(() => storage().setItem(aside + event.id, toText(event))));
      if (events[0]) namesFrom(aside).slice(0, -VISIT_EVENTS_MAX).forEach(remove);
      return left;
    },
    takeBack() {
      const taken: VisitEventInput[] = [];
      for (const name of namesFrom(aside)) {
        fails(() => taken.push(JSON.parse(storage().getItem(name)!)));
        remove(name);
      }
      return taken;
    },
    forget,
    erase() {
      forget();
      // Where it may be kept it begins anew: to other tabs, an entry that is gone is a refusal.
      for (const name of namesFrom(`${key}.`)) {
        if (name === key && isAllowed()) storage().setItem(name, '{}');
        else remove(name);
      }
    },
  };
}
