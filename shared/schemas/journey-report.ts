/** The answer of `GET …/reports/journey`. Money in major units of the currency named beside it. */
export interface JourneyReport {
  /** YYYY-MM-DD in the site's time zone, inclusive */
  from: string;
  to: string;
  timeZone: string;
  /** of the site; `totals` and `days` count sales in this one only */
  currency: string;
  totals: DayFigures;
  /** every day, also those without traffic, oldest first */
  days: (DayFigures & { day: string })[];
  /** acts by event type, most first */
  events: { type: string; count: number }[];
  /** people by the stage they were last seen in, and who came and went in these days */
  stages: { stage: string; now: number; entered: number; left: number }[];
  changes: { from: string; to: string; count: number }[];
  /** sessions by channel of arrival */
  arrivals: { channel: string; sessions: number }[];
  /** by channel of purchase and currency */
  sales: {
    channel: string;
    currency: string;
    purchases: number;
    refunds: number;
    revenue: number;
    refunded: number;
    averageTicket: number | null;
  }[];
  rules: { rule: string; impressions: number; clicks: number; dismissals: number; feedback: number }[];
  friction: { kind: string; count: number }[];
}

export interface DayFigures {
  sessions: number;
  productViews: number;
  cartAdds: number;
  checkouts: number;
  purchases: number;
  refunds: number;
  /** major units of the report's currency */
  revenue: number;
  refunded: number;
}
