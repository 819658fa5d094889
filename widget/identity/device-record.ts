import type { VisitEventInput } from '../../shared/schemas/event.ts';
import { toText } from '../text.ts';
import type { CartMemory } from '../tracking/cart.ts';
import type { Session } from './session.ts';

/** All that is kept on the device of a visitor, in one entry, and only with consent. */
export interface DeviceRecord {
  visitor?: string;
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
  /** events that could not be delivered yet, oldest first */
  queue?: VisitEventInput[];
  /** whether the second entry holds answers to show again (`widget/memory`) */
  kept?: boolean;
}

export interface DeviceRecordKeeper {
  read(): DeviceRecord;
  write(change: DeviceRecord): void;
  /** Empties the memory of this page; what the device keeps stays. */
  forget(): void;
  /** Forgets everything, on the device and in memory. */
  erase(): void;
}

/**
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
  let memory: DeviceRecord = {};
  /** what stood on the device when it was last looked at: read again only where it has changed */
  let text: string | null = null;
  const forget = (): void => {
    memory = {};
    text = null;
  };
  const attempt = (use: () => void): void => {
    try {
      use();
    } catch {
      // Memory has it.
    }
  };
  const read = (): DeviceRecord => {
    // Another tab may have written since: the device knows better than this page's memory.
    if (isAllowed()) {
      attempt(() => {
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
        attempt(() => {
          const next = toText(memory);
          storage().setItem(key, next);
          text = next;
        });
      }
    },
    forget,
    erase() {
      forget();
      attempt(() => {
        storage().removeItem(key);
        storage().removeItem(`${key}.kept`);
      });
    },
  };
}
