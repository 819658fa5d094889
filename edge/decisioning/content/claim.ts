/**
 * Something that is said of stock, prices, points or opening hours: a value, the moment it was true, and until when it may be said. Contents
 * take such values in this form alone (`drafts.ts`), so that nothing of the kind is said without its datum, nor past its end.
 */
export class Claim<const T> {
  /** private, so that nothing else has this type and nobody reads the value without its end */
  readonly #value: T;
  readonly asOfMs: number;
  readonly untilMs: number;

  /**
   * @param asOfMs Unix ms of the datum; of several, of the oldest
   * @param untilMs Unix ms from which it is said no more
   */
  constructor(value: T, asOfMs: number, untilMs: number) {
    this.#value = value;
    this.asOfMs = asOfMs;
    this.untilMs = untilMs;
  }

  /** The same datum, worded or worked out. */
  map<U>(change: (value: T) => U): Claim<U> {
    return new Claim(change(this.#value), this.asOfMs, this.untilMs);
  }

  /** Worked out of two data: said as long as both may be. */
  with<O, U>(other: Claim<O>, make: (value: T, other: O) => U): Claim<U> {
    return joined([this, other], make(this.#value, other.#value));
  }

  /** The value, while it may be said; null from its end on. */
  at(nowMs: number): { value: T } | null {
    return nowMs < this.untilMs ? { value: this.#value } : null;
  }
}

/** Something that rests on several data: as old as the oldest, and said as long as each of them may be. */
export function joined<T>(claims: readonly Claim<unknown>[], value: T): Claim<T> {
  const asOfMs = Math.min(...claims.map((claim) => claim.asOfMs));
  return new Claim(value, asOfMs, Math.min(...claims.map((claim) => claim.untilMs)));
}
