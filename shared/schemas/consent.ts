import * as v from 'valibot';

/** Per purpose: asked and given, asked and refused, or not yet asked. Only `granted` allows anything. */
export const ConsentStateSchema = v.picklist(['granted', 'denied', 'pending']);
export const ConsentSchema = v.object({ analytics: ConsentStateSchema, personalization: ConsentStateSchema });

export type ConsentState = v.InferOutput<typeof ConsentStateSchema>;
export type Consent = v.InferOutput<typeof ConsentSchema>;
