/**
 * The lazy chunk: everything a visitor sees. The core loads it with the first block, calls `createRenderer` once, and `show` for every answer.
 */
import { Component, h } from 'preact';
import type { Block } from '../../shared/schemas/block.ts';
import { ActionLink } from '../blocks/action-link.tsx';
import type { Acts } from '../blocks/acts.ts';
import { refuseMangledTexts } from '../blocks/boundary.tsx';
import { Icon } from '../blocks/icon.tsx';
import type { Bodies } from '../blocks/kit.ts';
import { Message } from '../blocks/message.tsx';
import { Picture } from '../blocks/picture.tsx';
import { Recommendations } from '../blocks/recommendations.tsx';
import { safeLink } from '../blocks/safe-url.ts';
import { createImpressions } from './impressions.ts';
import { createInline } from './inline.ts';
import { isFloating, isKnownKind, isPlain, loadControlsChunk, loadOverlayChunk, type OverlayChunk } from './later.ts';
import { createMount } from './mount.tsx';
import { watchPage } from './page-watch.ts';
import type { Place, PlaceEvents } from './place.ts';
import type { BlockEvent, Renderer, RendererHost } from './seam.ts';
import { createSheet } from './styles/sheet.ts';
import type { Armed } from './triggers.ts';

interface Entry {
  block: Block;
  isPlaced?: true;
  /** undefined while the second chunk, which it waits for, is under way */
  armed?: Armed;
  /** what the page said meanwhile */
  heard: Set<string>;
}

const isSamePlace = (a: Block, b: Block) => a.placement === b.placement && a.slot === b.slot;

export function createRenderer(host: RendererHost): Renderer {
  const entries = new Map<string, Entry>();
  /** blocks sent away by the person, and rules they want less of: they stay away until the page is left */
  const dismissed = new Set<string>();
  const unwanted = new Set<string>();
  /** answered: closing it afterwards is no refusal */
  const answered = new Set<string>();

  /**
   * What a block's events say about it; it is remembered after the block has gone, as its last event may come with its end. One that is in use
   * stays, though no answer has it any more, and still has things to say.
   */
  const named = new Map<string, Omit<BlockEvent, 'type'>>();
  const gone: string[] = [];
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
    dismiss(answer) {
      if (dismissed.has(id)) return;
      dismissed.add(id);
      if (answer) unwanted.add(named.get(id)!.rule);
      if (answer || !answered.has(id)) say(id, { type: 'dismiss', ...(answer && { answer }) });
      for (const place of places) place.dismiss(id);
    },
    controls() {
      controls ??= loadControlsChunk().then(({ CONTROLS_CSS, createControls }) => {
        sheet.add(CONTROLS_CSS);
        return createControls({ h, Component }, host.privacy);
      });
      // If it cannot be had, the next one who asks tries again.
      controls.catch(() => {
        controls = undefined;
      });
      return controls;
    },
  });

  /** What was looked at in each slot was so high, in pixels: the same is kept free there on the next page of this document. */
  const heights = new Map<string, number>();
  const impressions = createImpressions((id, frame) => {
    const { slot } = named.get(id)!;
    if (frame.matches('.inline')) {
      heights.set(slot, frame.offsetHeight);
      host.heights?.write(slot, frame.offsetHeight);
    }
    say(id, { type: 'impression' });
  });
  const events: PlaceEvents = { shown: impressions.watch, gone: impressions.unwatch };
  const sheet = createSheet(host.nonce);
  const bodies: Bodies = { recommendations: Recommendations, message: Message };
  const openMount = () => createMount({ dress: sheet.dress, bodies, actsFor, locale: host.locale });
  const inline = createInline(openMount, events, (slot) => heights.get(slot) ?? host.heights?.read(slot));
  const places = [inline];
  let overlay: Place | undefined;
  let later: OverlayChunk | undefined;
  let controls: ReturnType<Acts['controls']> | undefined;
  let isLoading = false;
  let isStopped = false;

  const placeOf = (block: Block) => (isFloating(block) ? overlay : inline);
  const place = (entry: Entry) => {
    entry.isPlaced = true;
    placeOf(entry.block)?.add(entry.block);
  };
  /** Blocks that may be drawn now, one a task, so that none of ours holds up the page for long. */
  const due: Entry[] = [];
  let isDrawing = false;
  /** Places that no block of the newest answer has taken over are given up when all of them stand. */
  const settle = () => {
    if (!isDrawing) for (const place of places) place.settle();
  };
  const drawNext = () => {
    const entry = due.shift();
    isDrawing = !!due[0];
    if (isDrawing) drawSoon();
    // It may have gone, or made room for another, while it waited.
    if (entry && entries.get(entry.block.id) === entry && !entry.isPlaced) place(entry);
    settle();
  };
  /** Just after a frame, when the page is laid out: a place asked where it stands before that would have it laid out once more. */
  const drawSoon = () => {
    const inTask = () => setTimeout(drawNext);
    // Frames come to pages that are seen.
    document.hidden ? inTask() : requestAnimationFrame(inTask);
  };
  const placeSoon = (entry: Entry) => {
    due.push(entry);
    if (!isDrawing) drawSoon();
    isDrawing = true;
  };
  const begin = (entry: Entry) => {
    if (isPlain(entry.block)) return placeSoon(entry);
    if (!later) {
      if (isLoading) return;
      isLoading = true;
      // If it cannot be had, the next answer tries again; what is in the page stands without it.
      loadOverlayChunk().then(beginLater, () => {
        isLoading = false;
      });
      return;
    }
    entry.armed = later.arm(entry.block.when ?? { on: 'load' }, () => placeSoon(entry));
    for (const name of entry.heard) entry.armed.event(name);
  };
  const beginLater = (chunk: OverlayChunk) => {
    if (isStopped) return;
    later = chunk;
    sheet.add(chunk.OVERLAY_CHUNK_CSS);
    Object.assign(bodies, chunk.createLaterBodies({ h, Component, Icon, Picture, ActionLink, safeLink }));
    overlay = chunk.createOverlay({ openMount, actsFor }, events);
    places.push(overlay);
    for (const entry of entries.values()) if (!entry.isPlaced) begin(entry);
  };

  const add = (block: Block) => {
    const { id, rule, variant, slot } = block;
    named.set(id, { block: id, rule, variant, slot });
    const entry: Entry = { block, heard: new Set() };
    entries.set(id, entry);
    begin(entry);
  };
  const remove = (id: string, { block, armed }: Entry) => {
    armed?.disarm();
    if (!placeOf(block)?.remove(id)) gone.push(id);
    entries.delete(id);
  };

  refuseMangledTexts();
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
      // What went before the last answer has said its last.
      for (const id of gone.splice(0)) if (!entries.has(id)) named.delete(id);
      const isWanted = (block: Block) =>
        isKnownKind(block) && typeof block.id === 'string' && !dismissed.has(block.id) && !unwanted.has(block.rule);
      const wanted = new Map(blocks.filter(isWanted).map((block) => [block.id, block]));
      for (const [id, entry] of [...entries]) if (!wanted.has(id)) remove(id, entry);
      for (const [id, block] of wanted) {
        const entry = entries.get(id);
        if (entry && isSamePlace(entry.block, block)) {
          entry.block = block;
          if (entry.isPlaced) placeOf(block)?.patch(block);
          else if (!entry.armed) begin(entry);
        } else {
          if (entry) remove(id, entry);
          add(block);
        }
      }
      settle();
    },
    notify(eventName) {
      for (const { armed, heard } of [...entries.values()]) {
        if (armed) armed.event(eventName);
        else heard.add(eventName);
      }
    },
    stop() {
      isStopped = true;
      stopWatching();
      for (const { armed } of entries.values()) armed?.disarm();
      entries.clear();
      for (const place of places) place.stop();
      impressions.stop();
    },
  };
}
