import type { Block } from '../../shared/schemas/block.ts';

/** Most characters of the entry on the device: what is too much goes, oldest first. */
export const KEPT_MAX_LENGTH = 32_768;

/** A block as a page was last answered it. Blocks of one owner only are kept at a time, oldest first. */
export interface Kept {
  /** `ownerOf` */
  owner: number;
  /** language and address of the page */
  page: string;
  block: Block;
}

/**
 * Short for who somebody is and what they have: other facts, other owner. 32 bits tell one shopper from another on a device, and give away neither.
 *
 * @param facts may not be empty
 */
export function ownerOf(facts: unknown[]): number {
  let hash = 0;
  for (const char of JSON.stringify(facts)) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) | 0;
  return hash;
}

/** Whom an `identify` token speaks for: a page may get another token for the same person each time. Not verified: that is the edge's to do. */
export function userOf(token: string | undefined): unknown {
  try {
    // A JWT is base64url, of which `atob` reads all but two characters.
    return JSON.parse(atob(token!.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/'))).user_id;
  } catch {
    return token;
  }
}

/** When a block ends, Unix ms; NaN where it may never be shown again without asking. */
export const endOf = (block: Block): number => Date.parse(block.validUntil!);

/** With a page's newest answer in the place of the one before. What is another's, was said of another cart, or is true no longer, goes. */
export const keep = (kept: Kept[], owner: number, page: string, blocks: Block[], nowMs: number): Kept[] => [
  ...kept.filter((each) => each.owner === owner && each.page !== page),
  ...blocks.filter((block) => endOf(block) > nowMs).map((block) => ({ owner, page, block })),
];

/** What a page may show again to who looks at it. */
export const recall = (kept: Kept[], owner: number, page: string, nowMs: number): Block[] =>
  kept.flatMap((each) => (each.owner === owner && each.page === page && endOf(each.block) > nowMs ? each.block : []));

/** As it is written; '' = nothing to keep. @param toText writes JSON */
export function written(kept: Kept[], toText: (value: unknown) => string): string {
  const text = toText(kept);
  return text.length > KEPT_MAX_LENGTH ? written(kept.slice(1), toText) : kept[0] ? text : '';
}
