import type { Block } from '../../shared/schemas/block.ts';
import type { Mount } from './mount.tsx';
import type { Place, PlaceEvents } from './place.ts';
import { enter, findSpot, isOutOfSight, mayFill, namedSlots, RESERVED_MAX_PX, reservedHeightPx, whenOutOfSight } from './slots.ts';

/** A framework that keeps throwing a block out wants it gone: after this many returns we let it be. */
const RETURNS_MAX = 20;

interface Item {
  block: Block;
  mount?: Mount;
  returns: number;
  stopWaiting?: () => void;
}

/** A place without a block, as high as what stood there or is expected to: the next block of its slot takes it over without a jump. */
interface Vacancy {
  mount: Mount;
  stopWaiting?: () => void;
}

/**
 * Blocks in the slots of the page.
 * @param heightOf pixels that the last block of a slot took, where that is known
 */
export function createInline(newMount: () => Mount, events: PlaceEvents, heightOf: (slot: string) => number | undefined): Place {
  const items = new Map<string, Item>();
  /** by slot */
  const vacant = new Map<string, Vacancy>();
  /** slots that were there when we looked: a height is kept free in each once, when it comes */
  const known = new WeakSet<HTMLElement>();

  const drop = (id: string, mount?: Mount) => {
    items.get(id)?.stopWaiting?.();
    items.delete(id);
    mount?.remove();
    events.gone(id);
  };

  const close = (slot: string) => {
    const vacancy = vacant.get(slot);
    vacant.delete(slot);
    vacancy?.stopWaiting?.();
    vacancy?.mount.remove();
  };

  const takeOver = (slot: string): Mount | undefined => {
    const vacancy = vacant.get(slot);
    if (!vacancy) return undefined;
    const { mount, stopWaiting } = vacancy;
    // What a framework threw out with its slot is no place any more.
    if (!mount.host.isConnected) return void close(slot);
    stopWaiting?.();
    vacant.delete(slot);
    if (!isOutOfSight(mount.host)) mount.reserve(mount.host.offsetHeight);
    return mount;
  };

  const fill = (item: Item) => {
    item.stopWaiting?.();
    const { slot, at, id } = item.block;
    const spot = findSpot(slot, at);
    if (!spot) return;
    let mount = takeOver(slot);
    if (!mount) {
      if (!mayFill(spot, at)) {
        item.stopWaiting = whenOutOfSight(spot, () => fill(item));
        return;
      }
      mount = newMount();
      mount.reserve(reservedHeightPx(spot));
      // Before it enters: a page that has just been changed would have to work out its styles once more.
      mount.restyle(spot);
      enter(spot, mount.host, at);
    } else mount.restyle();
    item.mount = mount;
    if (!mount.draw(item.block)) return drop(id, mount);
    events.shown(id, mount.frame()!);
  };

  /** Leaves an empty place while it is looked at, and closes it once out of sight: what is below does not jump. */
  const empty = (slot: string, vacancy: Vacancy) => {
    const { mount } = vacancy;
    if (vacancy.stopWaiting) return;
    if (isOutOfSight(mount.host)) return close(slot);
    mount.reserve(mount.host.offsetHeight);
    mount.clear();
    vacancy.stopWaiting = whenOutOfSight(mount.host, () => close(slot));
  };

  /**
   * Keeps the known height free in slots that have just come, before they are painted, so that nothing moves when their blocks come. One that
   * is looked at already is left alone.
   */
  const reserve = (isLookedAt: (slot: HTMLElement) => boolean) => {
    for (const [name, slot] of namedSlots()) {
      if (known.has(slot)) continue;
      known.add(slot);
      const heightPx = reservedHeightPx(slot) || heightOf(name)!;
      const isTaken = vacant.get(name)?.mount.host.isConnected || [...items.values()].some(({ block }) => block.slot === name);
      if (!(heightPx <= RESERVED_MAX_PX) || isTaken || isLookedAt(slot) || !mayFill(slot)) continue;
      const mount = newMount();
      mount.reserve(heightPx);
      enter(slot, mount.host);
      close(name);
      vacant.set(name, { mount });
    }
  };
  reserve((slot) => !isOutOfSight(slot));

  return {
    add(block) {
      const item: Item = { block, returns: 0 };
      items.set(block.id, item);
      fill(item);
    },
    patch(block) {
      const item = items.get(block.id);
      if (!item) return;
      item.block = block;
      if (item.mount && !item.mount.draw(block)) drop(block.id, item.mount);
    },
    remove(id) {
      const item = items.get(id);
      if (item?.mount) {
        close(item.block.slot);
        vacant.set(item.block.slot, { mount: item.mount });
      }
      drop(id);
      return false;
    },
    dismiss: (id) => drop(id, items.get(id)?.mount),
    settle() {
      for (const [slot, vacancy] of vacant) empty(slot, vacancy);
    },
    recheck() {
      for (const item of [...items.values()]) {
        const { mount, block } = item;
        if (!mount) fill(item);
        else if (!mount.host.isConnected && item.returns < RETURNS_MAX) {
          const spot = findSpot(block.slot, block.at);
          if (spot) {
            item.returns++;
            enter(spot, mount.host, block.at);
          }
        }
      }
      reserve(() => false);
    },
    restyle() {
      for (const item of items.values()) item.mount?.restyle();
    },
    stop() {
      for (const [id, item] of [...items]) drop(id, item.mount);
      for (const slot of [...vacant.keys()]) close(slot);
    },
  };
}
