import { Component, type ComponentChildren, type ComponentType } from 'preact';
import type { Block } from '../../shared/schemas/block.ts';
import type { Acts, ControlsProps } from './acts.ts';
import { Icon } from './icon.tsx';
import { CLOSE_PATH } from './icon-paths.ts';

interface WhyProps extends ControlsProps {
  reason: string;
}

interface WhyState {
  isOpen?: boolean;
  Controls?: ComponentType<ControlsProps>;
}

/** "Why am I seeing this?": a button and, once pressed, the reason and what the shopper may do about it. */
class Why extends Component<WhyProps, WhyState> {
  override render({ labels, acts, reason }: WhyProps, { isOpen = false, Controls }: WhyState) {
    const onClick = () => {
      this.setState({ isOpen: !isOpen });
      // If it cannot be had, the reason stands alone.
      if (!Controls) acts.controls().then((Controls) => this.setState({ Controls }), Boolean);
    };
    return (
      <div class="why">
        <button type="button" class="plain" aria-expanded={isOpen} onClick={onClick}>
          {labels.why}
        </button>
        <div hidden={!isOpen}>
          <p>{reason}</p>
          {Controls && <Controls labels={labels} acts={acts} />}
        </div>
      </div>
    );
  }
}

interface Props {
  block: Block;
  acts: Acts;
  children: ComponentChildren;
}

/**
 * What stands around every block: its title, the way out, and why it is here. A modal is a `dialog`, all others a labelled region; what
 * makes it float is the overlay's affair. A row of products in the page has no way out: it is part of the page, not an interruption.
 */
export function Frame({ block: { content, labels, placement, kind, reason }, acts, children }: Props) {
  const Outer = placement === 'modal' ? 'dialog' : 'section';
  return (
    <Outer class={`frame ${placement} ${kind}`} aria-labelledby="title">
      <header>
        <h2 id="title">{content.title}</h2>
        {(placement !== 'inline' || kind !== 'recommendations') && (
          <button type="button" class="round" aria-label={labels.close} onClick={() => acts.dismiss()}>
            <Icon path={CLOSE_PATH} />
          </button>
        )}
      </header>
      <div class="body">
        {children}
        {reason && labels.why && <Why labels={labels} acts={acts} reason={reason} />}
      </div>
    </Outer>
  );
}
