import { ActionLink } from './action-link.tsx';
import type { BodyProps } from './acts.ts';
import { Icon } from './icon.tsx';
import { STAR_PATH } from './icon-paths.ts';

/** Points, tier, what is missing to the next one, and what this cart would earn; for non-members the invitation to join. */
export function LoyaltyPrompt({ content, acts }: BodyProps<'loyalty-prompt'>) {
  const { text, pointsText, tierText, progress, earnText, action } = content;
  return (
    <>
      {(pointsText || tierText) && (
        <p class="standing">
          {pointsText && <strong>{pointsText}</strong>}
          {tierText && <span class="badge">{tierText}</span>}
        </p>
      )}
      {progress && progress.max > 0 && (
        <div class="progress">
          <progress max={progress.max} value={progress.value} aria-label={progress.text} />
          <small aria-hidden="true">{progress.text}</small>
        </div>
      )}
      {text && <p>{text}</p>}
      {earnText && (
        <p class="earn">
          <Icon path={STAR_PATH} />
          {earnText}
        </p>
      )}
      <ActionLink action={action} onClick={() => acts.click()} />
    </>
  );
}
