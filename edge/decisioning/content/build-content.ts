import type { BlockContents, BlockKind } from '../../../shared/schemas/block.ts';
import type { BlockTemplate } from '../../../shared/schemas/rule.ts';
import type { ContentContext } from './context.ts';
import { feedbackContent } from './feedback.ts';
import { loyaltyPromptContent } from './loyalty-prompt.ts';
import { messageContent } from './message.ts';
import { recommendationsContent } from './recommendations.ts';
import { storeNoticeContent } from './store-notice.ts';
import type { Told } from './validity.ts';

/** The part of a block that depends on its kind, and the end of what it says. */
export type BlockPart = { [K in BlockKind]: { kind: K } & Told<BlockContents[K]> }[BlockKind];

/** What a rule's template becomes for this person; null where there is nothing true or useful to show. */
export function buildContent(template: BlockTemplate, context: ContentContext): BlockPart | null {
  switch (template.kind) {
    case 'recommendations':
      return part('recommendations', recommendationsContent(template, context));
    case 'store-notice':
      return part('store-notice', storeNoticeContent(template, context));
    case 'loyalty-prompt':
      return part('loyalty-prompt', loyaltyPromptContent(template, context));
    case 'feedback':
      return part('feedback', feedbackContent(template, context));
    case 'message':
      return part('message', messageContent(template, context));
  }
}

function part<K extends BlockKind>(kind: K, told: Told<BlockContents[K]> | null): ({ kind: K } & Told<BlockContents[K]>) | null {
  return told && { kind, ...told };
}
