import { Component } from 'preact';
import type { BodyProps } from './acts.ts';
import { Icon } from './icon.tsx';
import { NEXT_PATH, PREVIOUS_PATH } from './icon-paths.ts';
import { ProductCard } from './product-card.tsx';
import { type RowEdges, rowEdges, rowStep } from './row.ts';
import { safeLink } from './safe-url.ts';

type Props = BodyProps<'recommendations'>;

/** A row of products that snaps while it is swiped; two buttons do the same where it does not fit. */
export class Recommendations extends Component<Props, Partial<RowEdges>> {
  // Declared only: a class field with a value would be longer in the bundle than what it does.
  declare private row: HTMLElement;
  declare private observer: ResizeObserver | undefined;

  override componentDidMount(): void {
    this.observer = new ResizeObserver(() => this.look());
    this.observer.observe(this.row);
  }

  override componentDidUpdate({ content }: Props): void {
    // Not after a change of the buttons alone: the page would be laid out for nothing.
    if (content !== this.props.content) this.look();
  }

  override componentWillUnmount(): void {
    // Absent where the first drawing failed.
    this.observer?.disconnect();
  }

  /** Draws anew only when an end was reached or left: the row scrolls far more often than that. */
  private look(): void {
    const edges = rowEdges(this.row);
    if (`${Object.values(edges)}` !== `${Object.values(this.state)}`) this.setState(edges);
  }

  override render({ content, labels, acts }: Props, { overflows, atStart, atEnd }: Partial<RowEdges>) {
    // A card needs a name and somewhere to lead.
    const items = content.items.filter((item) => item?.item_id && item.title && safeLink(item.url));
    // A title above an empty row is worse than nothing.
    if (!items.length) throw new RangeError('no item to show');
    // Not `disabled`: that would drop the focus of who just pressed it.
    const turn = (name: 'previous' | 'next', isOff: boolean | undefined, direction: 1 | -1) => (
      <button type="button" class="round" aria-label={labels[name]} aria-disabled={isOff} onClick={() => this.turn(direction)}>
        <Icon path={direction > 0 ? NEXT_PATH : PREVIOUS_PATH} />
      </button>
    );
    return (
      <>
        <div class="turn" hidden={!overflows}>
          {turn('previous', atStart, -1)}
          {turn('next', atEnd, 1)}
        </div>
        <ul
          class="row"
          onScroll={() => this.look()}
          ref={(row) => {
            if (row) this.row = row;
          }}
        >
          {items.map((item) => (
            <li key={item.item_id}>
              <ProductCard item={item} acts={acts} />
            </li>
          ))}
        </ul>
      </>
    );
  }

  private turn(direction: 1 | -1): void {
    const { row } = this;
    const lefts = [...(row.children as HTMLCollectionOf<HTMLElement>)].map(({ offsetLeft }) => offsetLeft);
    row.scrollBy({ left: rowStep(row.clientWidth, lefts) * direction });
  }
}
