/** What one recorded batch tells the rollups and the recommendation index; no visitor id in it. */
export interface EventsMessage {
  site: string;
  /** device session the facts came from */
  sessionId: string;
  facts: QueuedFact[];
  /** stage the visitor is in after this batch, and the one before if it changed */
  stage?: { now: string; before: string | null };
}

export interface QueuedFact {
  type: string;
  atMs: number;
  itemIds?: string[];
  valueMinor?: number;
  rule?: string;
  channel?: string;
  friction?: string;
  orderId?: string;
}
