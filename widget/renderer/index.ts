/**
 * The lazy chunk: everything a visitor sees. The core loads it with the first block, calls `createRenderer` once, and `show` for every answer.
 */
import type { Block } from '../../shared/schemas/block.ts';
import type { Acts } from '../blocks/acts.ts';
import { isKnown } from '../blocks/block-view.ts';
import { createImpressions } from './impressions.ts';
import { createInline } from './inline.ts';
import { createOverlay } from './overlay.ts';
import { watchPage } from './page-watch.ts';
import type { PlaceEvents } from './place.ts';
import type { BlockEvent, Renderer, RendererHost } from './seam.ts';
import { createDresser } from './styles/sheet.ts';
import { type Armed, arm } from './triggers.ts';

interface Entry {
  block: Block;
  armed: Armed;
  isPlaced: boolean;
}

const isSamePlace = (a: Block, b: Block) => a.placement === b.placement && a.slot === b.slot;

const FLOATING = ['bar', 'corner', 'modal'];

export function createRenderer(host: RendererHost): Renderer {
  const entries = new Map<string, Entry>();
  /** sent away by the person: stays away until the page is left */
  const dismissed = new Set<string>();
  /** answered: closing it afterwards is no refusal */
  const answered = new Set<string>();

  /** What a block's events say about it; it is remembered after the block has gone, as its last event may come with its end. */
  const named = new Map<string, Omit<BlockEvent, 'type'>>();
  const say = (id: string, event: Pick<BlockEvent, 'type'> & Partial<BlockEvent>) => {
    const names = named.get(id);
    if (names) host.emit({ ...event, ...names });
  };

  const actsFor = (id: string): Acts => ({
    click: (item) => say(id, { type: 'click', ...(item?.item_id && { items: [item] }) }),
    feedback(given) {
      answered.add(id);
      say(id, { type: 'feedback', ...given });
    },
    dismiss() {
      if (dismissed.has(id)) return;
      dismissed.add(id);
      if (!answered.has(id)) say(id, { type: 'dismiss' });
      for (const place of places) place.dismiss(id);
    },
  });

  const impressions = createImpressions((id) => say(id, { type: 'impression' }));
  const events: PlaceEvents = { shown: impressions.watch, gone: impressions.unwatch };
  const tools = { dress: createDresser(host.nonce), actsFor, locale: host.locale };
  const inline = createInline(tools, events);
  const overlay = createOverlay(tools, events);
  const places = [inline, overlay];
  const placeOf = ({ placement }: Block) => (FLOATING.includes(placement) ? overlay : inline);

  const add = (block: Block) => {
    const { id, rule, variant, slot } = block;
    named.set(id, { block: id, rule, variant, slot });
    const entry: Entry = { block, isPlaced: false, armed: NEVER };
    entries.set(id, entry);
    entry.armed = arm(block.when ?? { on: 'load' }, () => {
      entry.isPlaced = true;
      placeOf(entry.block).add(entry.block);
    });
  };
  const remove = (id: string, { block, armed }: Entry) => {
    armed.disarm();
    placeOf(block).remove(id);
    entries.delete(id);
  };

  const stopWatching = watchPage(
    () => {
      for (const place of places) place.recheck();
    },
    () => {
      for (const place of places) place.restyle();
    },
  );

  return {
    show(blocks) {
      const wanted = new Map(blocks.filter((block) => isKnown(block) && !dismissed.has(block.id)).map((block) => [block.id, block]));
      for (const [id, entry] of [...entries]) if (!wanted.has(id)) remove(id, entry);
      for (const [id, block] of wanted) {
        const entry = entries.get(id);
        if (entry && isSamePlace(entry.block, block)) {
          entry.block = block;
          if (entry.isPlaced) placeOf(block).patch(block);
        } else {
          if (entry) remove(id, entry);
          add(block);
        }
      }
      for (const place of places) place.settle();
    },
    notify(eventName) {
      for (const { armed } of [...entries.values()]) armed.event(eventName);
    },
    stop() {
      stopWatching();
      for (const { armed } of entries.values()) armed.disarm();
      entries.clear();
      for (const place of places) place.stop();
      impressions.stop();
    },
  };
}

/** Stands in until a trigger is armed: a `load` fires while it is being armed. */
const NEVER: Armed = { event: () => {}, disarm: () => {} };
