/** A line drawing (`icon-paths.ts`). Decoration only: the words beside it carry the meaning. */
export function Icon({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
