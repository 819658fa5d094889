import { Component, type ComponentChildren, options } from 'preact';

interface Props {
  onBroken(): void;
  children: ComponentChildren;
}

/** Keeps a block that cannot be drawn from taking others down: it becomes nothing, and whoever mounted it is told in that very render. */
export class Boundary extends Component<Props, { isBroken?: true }> {
  override componentDidCatch(): void {
    this.setState({ isBroken: true });
    this.props.onBroken();
  }

  override render({ children }: Props, { isBroken }: { isBroken?: true }) {
    return !isBroken && children;
  }
}

/**
 * Makes every element refuse children that are objects out of JSON: Preact draws nothing for them, and a block with holes where an answer
 * was mangled is worse than none. Holds for this chunk's own copy of Preact and no other.
 */
export function refuseMangledTexts(): void {
  options.vnode = ({ props }) => {
    for (const child of [(props as { children?: unknown } | null)?.children].flat(2))
      if ((child as object | undefined)?.constructor === Object) throw new TypeError('not a text');
  };
}
