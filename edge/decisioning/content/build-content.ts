import type { BlockContents } from '../../../shared/schemas/block.ts';
import type { BlockTemplate } from '../../../shared/schemas/rule.ts';
import type { ContentContext } from './context.ts';
import type { DraftKind } from './drafts.ts';
import { feedbackContent } from './feedback.ts';
import { loyaltyPromptContent } from './loyalty-prompt.ts';
import { messageContent } from './message.ts';
import { recommendationsContent } from './recommendations.ts';
import { storeNoticeContent } from './store-notice.ts';
import { type Draft, type Told, toldOf } from './told.ts';

/** The part of a block that depends on its kind, and the end of what it says. */
export type BlockPart = { [K in DraftKind]: { kind: K } & Told<BlockContents[K]> }[DraftKind];

/** What a rule's template becomes for this person; null where there is nothing true or useful to show. */
export function buildContent(template: BlockTemplate, context: ContentContext): BlockPart | null {
  const { nowMs } = context.input;
  switch (template.kind) {
    case 'recommendations':
      return part('recommendations', recommendationsContent(template, context), nowMs);
    case 'store-notice':
      return part('store-notice', storeNoticeContent(template, context), nowMs);
    case 'loyalty-prompt':
      return part('loyalty-prompt', loyaltyPromptContent(template, context), nowMs);
    case 'feedback':
      return part('feedback', feedbackContent(template, context), nowMs);
    case 'message':
      return part('message', messageContent(template, context), nowMs);
  }
}

function part<K extends DraftKind>(kind: K, draft: Draft<K> | null, nowMs: number): ({ kind: K } & Told<BlockContents[K]>) | null {
  const told = draft && toldOf(draft, nowMs);
  return told && { kind, ...told };
}
