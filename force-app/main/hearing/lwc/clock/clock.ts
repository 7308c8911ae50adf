/** Moments in the words of the user: in the language and the time zone of the platform, not of the browser. */
import locale from '@salesforce/i18n/locale';
import timeZone from '@salesforce/i18n/timeZone';

// Made once: making one takes as long as rendering an item, and the state of saving is told at every key.
const TIME = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone });
const DATE_AND_TIME = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone });

/** The time of day of a moment (milliseconds since 1970), such as 9:05. */
export function clockTime(moment: number): string {
  return TIME.format(moment);
}

/** Day and time of a moment (milliseconds since 1970), such as 2026年4月1日 9:05. */
export function dateAndTime(moment: number): string {
  return DATE_AND_TIME.format(moment);
}
