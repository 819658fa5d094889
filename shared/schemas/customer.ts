/** A loyalty member or account. Balances are the merchant's truth as of `asOfMs`. Personal data stays hashed: we keep no name, address or number. */
export interface Customer {
  customerId: string;
  loyaltyCard?: string;
  emailSha256?: string;
  phoneSha256?: string;
  points?: number;
  pending?: number;
  tier?: string;
  joinedAtMs?: number;
  channelPreference?: 'email' | 'sms' | 'none';
  asOfMs: number;
}
