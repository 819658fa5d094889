/** `#rrggbb` → 0 … 255 each */
function channels(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** A colour `share` (0 … 1) of the way from one to another, both `#rrggbb`. */
export function mix(from: string, to: string, share: number): string {
  const a = channels(from);
  const b = channels(to);
  return `#${a
    .map((value, i) =>
      Math.round(value + (b[i]! - value) * share)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** Towards a warm white: light of a window, not of a lamp. */
export function lighter(hex: string, share: number): string {
  return mix(hex, '#fffaf0', share);
}

/** Towards a warm black: shadows indoors are brown. */
export function darker(hex: string, share: number): string {
  return mix(hex, '#20160f', share);
}

/** Relative luminance, 0 … 1 (WCAG 2, without the linear part's toe, which decides nothing here). */
export function luminance(hex: string): number {
  const [r, g, b] = channels(hex).map((value) => (value / 255) ** 2.2) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
