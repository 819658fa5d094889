import { startCart } from './cart.ts';
import { startCheckout } from './checkout.ts';
import { startConsent } from './consent.ts';
import { startDemoBar } from './demo-bar.ts';
import { startLists } from './lists.ts';

startConsent();
startLists();
startCart();
startCheckout();
startDemoBar();
