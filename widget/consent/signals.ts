/**
 * Whether the browser itself asks not to be tracked: Global Privacy Control, or Do Not Track where it is still sent.
 * Both read as a refusal that only an explicit choice on this shop outweighs.
 */
export function browserRefuses(browser: { globalPrivacyControl?: unknown; doNotTrack?: unknown }): boolean {
  return (browser.globalPrivacyControl || browser.doNotTrack === '1') as boolean;
}
