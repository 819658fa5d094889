const DAY_MS = 86_400_000;

/** Two weeks hold every day of the week twice: enough to see what a draft would have answered, and to look into a complaint. */
const DECISIONS_KEPT_DAYS = 14;

/** How long decisions are kept, and what was published when they were made; less where the site keeps everything for less. */
export function decisionsKeptMs({ retentionDays }: { retentionDays?: number | undefined }): number {
  return Math.min(DECISIONS_KEPT_DAYS, retentionDays ?? DECISIONS_KEPT_DAYS) * DAY_MS;
}
