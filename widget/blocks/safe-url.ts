/** A scheme as RFC 3986 §3.1 writes it, after the white space and control characters a browser would skip. */
const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const LINK_SCHEMES = /^(https?|tel|mailto)$/i;
const IMAGE_SCHEMES = /^https?$/i;

function keep(url: unknown, schemes: RegExp): string | undefined {
  if (typeof url !== 'string') return undefined;
  // Browsers drop tabs, line breaks and leading controls before they read the scheme: "java\nscript:" must not slip through.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is removed here
  const plain = url.replace(/[\u0000-\u0020]+/g, '');
  const scheme = SCHEME.exec(plain);
  return plain && (!scheme || schemes.test(scheme[1]!)) ? url.trim() : undefined;
}

/** The address if a link may lead there — `http(s)`, `tel:`, `mailto:` or relative — else undefined. Takes anything; never throws. */
export const safeLink = (url: unknown): string | undefined => keep(url, LINK_SCHEMES);

/** The address if an image may be loaded from there — `http(s)` or relative — else undefined. Takes anything; never throws. */
export const safeImage = (url: unknown): string | undefined => keep(url, IMAGE_SCHEMES);
