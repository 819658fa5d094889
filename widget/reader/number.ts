/** The first number of a text, and its minus, perhaps before a currency: digits, in threes where spaces group them, then signs and digits. */
const RUN = /([-−](?:[A-Z\p{Sc}]+\s?)?)?(\d+(?:\s\d{3}(?!\d))*(?:[.,'’]\d+)*|^[.,]\d+)/u;
/** Nothing but digits in threes with one kind of sign between them. */
const GROUPS = /^[1-9]\d{0,2}([.,'’\s])\d{3}(\1\d{3})*$/;
/** A number as programs write it: its point is decimal, even before three digits. */
const BARE = /^[\s-]*\d+\.\d+\s*$/;

/**
 * A number as shops write it: `89.9`, `"89,90 €"`, `"1.234,50"`, `"$1,234.50"`, `"1 234,50"`, `"CHF 1'234.50"`, `"da 89,90 € a 99,90 €"`
 * (the first). The last sign is the decimal one, unless all digits stand in threes: then every sign groups. A single point before three
 * digits is decimal in a bare `"1.234"`, as GA4 and schema.org ask, and groups where the text is a person's (`"€ 1.234"`, `"1.234,-"`),
 * also in the few currencies with three decimals, whose shops must write `1.234` bare.
 *
 * @returns undefined when it is none
 */
export function readNumber(written: string | number | undefined): number | undefined {
  const text = `${written}`;
  const [, minus, run] = RUN.exec(text) ?? [];
  if (!run) return;
  const isGrouped = GROUPS.test(run) && !BARE.test(text);
  const [whole, decimals = ''] = run.split(isGrouped ? '-' : /[.,](?=\d+$)/);
  return Number(`${minus ? '-' : ''}${whole!.replace(/\D/g, '')}.${decimals}`);
}
