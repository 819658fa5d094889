/** What one recorded batch tells the rollups and the recommendation index; no visitor id in it. */
export interface EventsMessage {
  site: string;
  /** device session the facts came from */
  sessionId: string;
  facts: QueuedFact[];
  /** a change of stage: at a moment, or with the newest fact */
  stage?: { now: string; before: string | null; atMs?: number };
}

export interface QueuedFact {
  type: string;
  atMs: number;
  itemIds?: string[];
  valueMinor?: number;
  /** of `valueMinor`, where it is not the site's */
  currency?: string;
  rule?: string;
  channel?: string;
  friction?: string;
  orderId?: string;
  /** `web_vitals`: metric and step, as in `LCP<=2000` */
  vital?: string;
}
