export type Scheme = 'light' | 'dark';

/** Relative luminance at which black and white text contrast equally: √(0.05 · 1.05) − 0.05 (WCAG 2.2, contrast ratio). */
const MIDDLE_LUMINANCE = 0.179;

/**
 * Whether a computed background colour is light or dark; undefined where it lets most of what is behind it through, or is written in a
 * form other than `rgb()`/`rgba()`. Luminance as WCAG 2.2 defines it, with the plain 2.2 power for the transfer curve.
 */
export function schemeOf(color: string): Scheme | undefined {
  if (!color.startsWith('rgb')) return undefined;
  const [red = 0, green = 0, blue = 0, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
  if (alpha < 0.5) return undefined;
  const luminance = 0.2126 * (red / 255) ** 2.2 + 0.7152 * (green / 255) ** 2.2 + 0.0722 * (blue / 255) ** 2.2;
  return luminance < MIDDLE_LUMINANCE ? 'dark' : 'light';
}

/** Light or dark of the first background behind an element; undefined where the page paints none and `color-scheme` decides. */
export function schemeBehind(element: Element | null): Scheme | undefined {
  for (let at = element; at; at = at.parentElement) {
    const scheme = schemeOf(getComputedStyle(at).backgroundColor);
    if (scheme) return scheme;
  }
  return undefined;
}
