import type { Block } from '../../shared/schemas/block.ts';
import type { RuleTrace } from '../decisioning/types.ts';
import type { ReplayedVisit } from './replay-visit.ts';

/** What stands in a slot, before or after. `otherwise`: what becomes of its rule on the other side. */
export interface Occupant {
  rule: string;
  variant: string;
  /** `absent`: the other set-up has no such rule */
  otherwise: RuleTrace['outcome'] | 'absent';
}

/** A slot that would show something else. Both sides are of the same rule and variant where only the content differs. */
export interface SlotChange {
  slot: string;
  before: Occupant | null;
  after: Occupant | null;
}

/** The slots whose block would be another, be it by a word. In whatever order rules were tried. */
export function slotChanges({ before, after }: ReplayedVisit): SlotChange[] {
  const was = bySlot(before.blocks);
  const is = bySlot(after.blocks);
  const changes: SlotChange[] = [];
  for (const slot of new Set([...was.keys(), ...is.keys()])) {
    const old = was.get(slot);
    const fresh = is.get(slot);
    if (old && fresh && sameBlock(old, fresh)) continue;
    changes.push({ slot, before: occupant(old, after.trace), after: occupant(fresh, before.trace) });
  }
  return changes;
}

const bySlot = (blocks: readonly Block[]): ReadonlyMap<string, Block> => new Map(blocks.map((block) => [block.slot, block]));

// Both are made by the same builders from the same visit: the same content has its members in the same order.
const sameBlock = (one: Block, other: Block): boolean => one.id === other.id && JSON.stringify(one) === JSON.stringify(other);

function occupant(block: Block | undefined, otherTrace: readonly RuleTrace[]): Occupant | null {
  if (!block) return null;
  const { rule, variant } = block;
  return { rule, variant, otherwise: otherTrace.find((each) => each.rule === rule)?.outcome ?? 'absent' };
}
