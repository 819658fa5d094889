import type { BlockAction } from '../../shared/schemas/block.ts';
import { Icon } from './icon.tsx';
import { safeLink } from './safe-url.ts';

interface Props {
  action: BlockAction | undefined;
  /** an icon before the words */
  path?: string;
  look?: 'button' | 'button quiet';
  onClick(): void;
}

/** A link that looks like a button; nothing at all when its address is not one a link may lead to. */
export function ActionLink({ action, path, look = 'button', onClick }: Props) {
  const href = safeLink(action?.url);
  if (!href || !action?.label) return null;
  return (
    <a class={look} href={href} onClick={onClick}>
      {path && <Icon path={path} />}
      {action.label}
    </a>
  );
}
