import type { ComponentChildren } from 'preact';

/** A wide table in a narrow place: it scrolls by itself, with the keyboard too. */
export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable without a pointer
    <section class="scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
