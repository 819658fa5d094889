/** Crawlers, link previews, page testers. `bot` needs a letter other than "u" before it: Cubot is a telephone. */
const PROGRAM = /[^u]bot\b|crawl|spider|^whatsapp|facebookext|preview|headless|lighthouse/i;

/** Names that only exist on a developer's own machine or network (RFC 6761, RFC 6762), and loopback. */
const OWN_MACHINE = /^(localhost$|127\.|\[::1)|\.(localhost|test|local)$/;

/**
 * Whether a person is looking. Robots that drive a browser (`webdriver`) are none either, except where a developer tries things out:
 * on their own machine, or with `data-debug` on the tag.
 */
export function isPerson(browser: Pick<Navigator, 'userAgent' | 'webdriver'>, hostname: string, isDebug: boolean): boolean {
  return isDebug || OWN_MACHINE.test(hostname) || !(browser.webdriver || PROGRAM.test(browser.userAgent));
}
