import * as v from 'valibot';

/** ISO 4217. */
export const CurrencySchema = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'is not an ISO 4217 code such as EUR'));

/** BCP 47. */
export const LocaleSchema = v.pipe(
  v.string(),
  v.maxLength(35),
  v.check((value) => {
    try {
      return Intl.getCanonicalLocales(value).length === 1;
    } catch {
      return false;
    }
  }, 'is not a BCP 47 language tag such as it-IT'),
);

/** IANA. */
export const TimeZoneSchema = v.pipe(
  v.string(),
  v.maxLength(60),
  v.check((value) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: value });
      return true;
    } catch {
      return false;
    }
  }, 'is not an IANA time zone such as Europe/Rome'),
);
