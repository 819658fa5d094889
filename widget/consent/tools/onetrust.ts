import { COMING, chosen, type Word, type Words } from './words.ts';

/** `OptanonWrapper` stands in the page's own code, before OneTrust has loaded. */
export interface OneTrustPage {
  OptanonWrapper?: unknown;
  OneTrust?: { IsAlertBoxClosed?: () => unknown };
  /** `,C0001,C0002,` */
  OnetrustActiveGroups?: string;
}

/**
 * OneTrust: C0002 (performance) is our analytics, C0003 (functionality and personalisation) our personalization; older set-ups write 2 and 3.
 * A group is on or off before anybody chose, too: on, where the shop lets people of this region opt out, is free; off is not yet asked.
 */
export function readOneTrust({ OptanonWrapper, OneTrust, OnetrustActiveGroups: groups }: OneTrustPage): Words {
  if (!OptanonWrapper && !OneTrust) return [];
  if (!groups) return COMING;
  const isChosen = OneTrust?.IsAlertBoxClosed?.();
  const read = (group: number): Word => {
    const isOn = RegExp(`(^|,)(C000)?${group}(,|$)`, 'i').test(groups);
    return isChosen ? chosen(isOn) : isOn ? 'free' : 'pending';
  };
  return [read(2), read(3)];
}
