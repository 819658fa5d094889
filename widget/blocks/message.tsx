import { ActionLink } from './action-link.tsx';
import type { BodyProps } from './acts.ts';

/** A few words and, if the marketer gave one, a way on. */
export function Message({ content: { text, action }, acts }: BodyProps<'message'>) {
  return (
    <>
      {text && <p>{text}</p>}
      <ActionLink action={action} onClick={() => acts.click()} />
    </>
  );
}
