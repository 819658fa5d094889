/** The part of a scrolling list these functions read; plain numbers in CSS pixels. */
interface Row {
  scrollLeft: number;
  clientWidth: number;
  scrollWidth: number;
}

export interface RowEdges {
  overflows: boolean;
  atStart: boolean;
  atEnd: boolean;
}

/** Browsers round scroll positions: within this many pixels an edge counts as reached. */
const EDGE_TOLERANCE_PX = 2;

/** Where the row stands. `scrollLeft` runs negative when the text runs right to left, so its size alone is read. */
export function rowEdges({ scrollLeft, clientWidth, scrollWidth }: Row): RowEdges {
  const past = Math.abs(scrollLeft);
  return {
    overflows: scrollWidth > clientWidth + EDGE_TOLERANCE_PX,
    atStart: past <= EDGE_TOLERANCE_PX,
    atEnd: past + clientWidth >= scrollWidth - EDGE_TOLERANCE_PX,
  };
}

/**
 * Pixels to scroll for one page of whole cards, towards the end of the row: negative where it runs right to left, as the second card
 * then stands left of the first.
 * @param lefts left edges of the cards, in their order
 */
export function rowStep(clientWidth: number, [first = 0, second = first]: number[]): number {
  const pitch = second - first || clientWidth;
  return pitch * Math.max(1, Math.floor(clientWidth / Math.abs(pitch)));
}
