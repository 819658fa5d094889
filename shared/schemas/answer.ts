import type { StageId } from '../stages.ts';
import type { Block } from './block.ts';
import type { Preview } from './preview.ts';

/** A reason for a stage: a stable code, and words a shopper could read. */
export interface StageReason {
  code: string;
  text: string;
}

export interface JourneyState {
  stage: StageId;
  /** ISO 8601 */
  since: string;
  /** 0..1: how sure the stage is */
  confidence: number;
  because: StageReason[];
}

/** The answer of `POST /v1/sites/{site}/journey`. */
export interface VisitAnswer {
  protocol: number;
  /** null where consent does not allow one */
  visitor: {
    id: string;
    /** with the id, the device's secret for its own data (`…/visitors/me`): told in the session the edge first met the device in, then no more */
    key?: string;
  } | null;
  journey: JourneyState;
  blocks: Block[];
  /** signed summary of the decision */
  receipt: string;
  /** only where a preview was asked for */
  preview?: Preview;
}
