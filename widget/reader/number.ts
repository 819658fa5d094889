/**
 * A number as shops write it: `89.9`, `"89.90"`, `"89,90 €"`, `"1.234,50"`, `"1,234.50"`.
 * The last sign is the decimal one, unless it is a comma before exactly three digits (`"1,234"` = 1234).
 * A single point is always decimal, as GA4 and schema.org ask.
 *
 * @returns undefined when it is none
 */
export function readNumber(value: unknown): number | undefined {
  const text = `${typeof value === 'number' || typeof value === 'string' ? value : ''}`
    .replace(/[^\d.,-]/g, '')
    .replace(/,(\d{3})(?!\d)/g, '$1')
    // Every sign but the last groups digits.
    .replace(/[.,](?=.*[.,])/g, '')
    .replace(',', '.');
  const number = Number.parseFloat(text);
  return Number.isFinite(number) ? number : undefined;
}
