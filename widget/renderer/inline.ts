import type { Block } from '../../shared/schemas/block.ts';
import type { Mount } from './mount.tsx';
import type { Place, PlaceEvents } from './place.ts';
import { findSlot, isOutOfSight, mayFill, reservedHeightPx, whenOutOfSight } from './slots.ts';

/** A framework that keeps throwing a block out wants it gone: after this many returns we let it be. */
const RETURNS_MAX = 20;

interface Item {
  block: Block;
  mount?: Mount;
  returns: number;
  stopWaiting?: () => void;
}

/** Blocks in the slots of the page. */
export function createInline(newMount: () => Mount, events: PlaceEvents): Place {
  const items = new Map<string, Item>();
  /** mounts whose block has just left, by slot: the next block of that slot takes them over without a jump */
  const leaving = new Map<string, Mount>();
  const emptied = new Map<Mount, () => void>();

  const drop = (id: string, mount?: Mount) => {
    items.get(id)?.stopWaiting?.();
    items.delete(id);
    mount?.remove();
    events.gone(id);
  };

  const openMount = (item: Item, slot: HTMLElement): Mount => {
    const { slot: name } = item.block;
    const before = leaving.get(name);
    if (before) {
      leaving.delete(name);
      if (!isOutOfSight(before.host)) before.reserve(before.host.offsetHeight);
      return before;
    }
    const mount = newMount();
    const reserved = reservedHeightPx(slot);
    if (reserved) mount.reserve(reserved);
    return mount;
  };

  const fill = (item: Item) => {
    item.stopWaiting?.();
    const slot = findSlot(item.block.slot);
    if (!slot) return;
    if (!leaving.has(item.block.slot) && !mayFill(slot)) {
      item.stopWaiting = whenOutOfSight(slot, () => fill(item));
      return;
    }
    const mount = openMount(item, slot);
    item.mount = mount;
    if (!mount.host.isConnected) slot.append(mount.host);
    mount.restyle();
    if (!mount.draw(item.block)) return drop(item.block.id, mount);
    events.shown(item.block.id, mount.frame()!);
  };

  /** Leaves an empty place while it is looked at, and closes it once out of sight: what is below does not jump. */
  const empty = (mount: Mount) => {
    if (isOutOfSight(mount.host)) return mount.remove();
    mount.reserve(mount.host.offsetHeight);
    mount.clear();
    const stopWaiting = whenOutOfSight(mount.host, () => {
      emptied.delete(mount);
      mount.remove();
    });
    emptied.set(mount, stopWaiting);
  };

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
      if (!item) return;
      if (item.mount) leaving.set(item.block.slot, item.mount);
      drop(id);
    },
    dismiss: (id) => drop(id, items.get(id)?.mount),
    settle() {
      for (const mount of leaving.values()) empty(mount);
      leaving.clear();
    },
    recheck() {
      for (const item of [...items.values()]) {
        if (!item.mount) fill(item);
        else if (!item.mount.host.isConnected && item.returns < RETURNS_MAX) {
          item.returns++;
          findSlot(item.block.slot)?.append(item.mount.host);
        }
      }
    },
    restyle() {
      for (const item of items.values()) item.mount?.restyle();
    },
    stop() {
      for (const [id, item] of [...items]) drop(id, item.mount);
      for (const [mount, stopWaiting] of emptied) {
        stopWaiting();
        mount.remove();
      }
    },
  };
}
