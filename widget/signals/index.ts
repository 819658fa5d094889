/**
 * What stops a person, and how fast the page is: a part that the core loads when the browser is idle, and only where analytics are consented to.
 * Nothing is done on loading but to listen and to observe.
 */
import type { StartPart } from '../parts/seam.ts';
import { watchClicks } from './clicks.ts';
import { tellErrorPage } from './error-page.ts';
import { watchForms } from './form-abandoned.ts';
import { measure } from './gauge.ts';
import { createSelfBudget } from './self-budget.ts';
import { watchShipping } from './shipping-step.ts';
import { createVitals } from './web-vitals.ts';

export const start: StartPart = (host) => {
  tellErrorPage(host);
  watchClicks(host);
  watchForms(host);
  watchShipping(host);
  measure(host, createVitals());
  measure(host, createSelfBudget());
};
