/** The first number of a text: digits in threes (or twos and threes, as in India), then perhaps a decimal sign and more digits. */
const RUN = /([-−](?:\p{Sc}\s?)?)?(\d+(?:[.,'’\s](?:\d{3}(?!\d)|\d\d(?=,\d)))*(?:[.,]\d+)?|^[.,]\d+)/u;
/** Nothing but digits in threes with one kind of sign between them. */
const GROUPS = /^[1-9]\d{0,2}([.,'’\s])\d{3}(\1\d{3})*$/;
/** Currencies with three decimals: after one sign, three digits are decimals. */
const THREE_DECIMALS = /(BH|IQ|JO|KW|LY|TN)D|OMR/;

/**
 * A number as shops write it: `89.9`, `"89,90 €"`, `"1.234,50"`, `"$1,234.50"`, `"1 234,50"`, `"CHF 1'234.50"`, `"da 89,90 € a 99,90 €"`
 * (the first). The last sign is the decimal one, unless all digits stand in threes: then every sign groups. A single point before three
 * digits is decimal in a bare `"1.234"`, as GA4 and schema.org ask, and groups where the text is a person's (`"€ 1.234"`, `"1.234,-"`).
 *
 * @returns undefined when it is none
 */
export function readNumber(written: string | number | undefined): number | undefined {
  const text = `${written}`;
  const [, minus, run] = RUN.exec(text) ?? [];
  if (!run) return;
  const [, sign, more] = GROUPS.exec(run) ?? [];
  const isGrouped = sign && (more || (!THREE_DECIMALS.test(text) && (sign !== '.' || /[^\d\s.,-]|,-/.test(text))));
  const [whole, decimals = ''] = isGrouped ? [run] : run.split(/[.,](?=\d*$)/);
  return Number(`${minus ? '-' : ''}${whole!.replace(/\D/g, '')}.${decimals}`);
}
