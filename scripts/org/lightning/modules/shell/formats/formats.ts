/** Dates, numbers and field values as a Japanese org shows them, always in the org's time zone. No DOM. */

export const TIME_ZONE = 'Asia/Tokyo';

const dateTimeParts = new Intl.DateTimeFormat('ja-JP', {
  timeZone: TIME_ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h23'
});

function parts(date: Date): Record<string, string> {
  return Object.fromEntries(dateTimeParts.formatToParts(date).map((part) => [part.type, part.value]));
}

function toDate(value: string | Date): Date | undefined {
  // The REST API writes `+0000`, which some engines do not parse.
  const date = typeof value === 'string' ? new Date(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')) : value;
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** `2026/12/10 9:05`; '' for what is no time. */
export function formatDateTime(value: string | Date): string {
  const date = toDate(value);
  if (!date) return '';
  const { year, month, day, hour, minute } = parts(date);
  return `${year}/${month}/${day} ${Number(hour)}:${minute}`;
}

/** `9:05`; '' for what is no time. */
export function formatTime(value: string | Date): string {
  return formatDateTime(value).split(' ')[1] ?? '';
}

/** A date without time, `2026-12-10` → `2026/12/10`; no time zone applies. '' for anything else. */
export function formatDate(value: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(value);
  return match ? `${match[1]}/${match[2]}/${match[3]}` : '';
}

/** The heading of a dashboard: `2026/12/10 9:05 現在`. */
export function asOf(value: string | Date): string {
  const text = formatDateTime(value);
  return text ? `${text} 現在` : '';
}

export interface NumberStyle {
  /** -1 or undefined: as many decimals as the number has, two at most. */
  decimals?: number;
  /** Salesforce's displayUnits, in any case. */
  units?: string;
  prefix?: string;
  suffix?: string;
}

const UNITS: Record<string, { divisor: number; suffix: string }> = {
  hundreds: { divisor: 1e2, suffix: ' 百' },
  thousands: { divisor: 1e3, suffix: ' 千' },
  millions: { divisor: 1e6, suffix: ' 百万' },
  billions: { divisor: 1e9, suffix: ' 十億' },
  trillions: { divisor: 1e12, suffix: ' 兆' }
};

/** `12,345`, `¥1.2 百万`. Null and what is no number become ''. */
export function formatNumber(value: number | null | undefined, style: NumberStyle = {}): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '';
  const units = (style.units ?? '').toLowerCase();
  const unit = UNITS[units];
  const scaled = unit ? value / unit.divisor : value;
  const decimals = units === 'integer' ? 0 : style.decimals;
  const fixed = decimals !== undefined && decimals >= 0;
  const text = scaled.toLocaleString('ja-JP', { minimumFractionDigits: fixed ? decimals : 0, maximumFractionDigits: fixed ? decimals : 2 });
  return `${style.prefix ?? ''}${text}${unit?.suffix ?? ''}${style.suffix ?? ''}`;
}

/** Share of a total, `33%`; one decimal below 10 %; '' when there is no total. */
export function formatShare(value: number | null | undefined, total: number): string {
  if (value === null || value === undefined || !(total > 0)) return '';
  const percent = (value / total) * 100;
  return `${percent.toLocaleString('ja-JP', { maximumFractionDigits: percent > 0 && percent < 10 ? 1 : 0 })}%`;
}

/** A checkbox in words. */
export function tickText(ticked: boolean): string {
  return ticked ? 'チェックあり' : 'チェックなし';
}

/**
 * Text of a field of the UI API.
 * @param dataType the UI API's word (`Date`, `DateTime`, `Currency`, `Boolean` …)
 */
export function formatFieldValue(dataType: string, value: unknown, displayValue: unknown): string {
  if (dataType === 'Boolean') return value === true ? 'はい' : value === false ? 'いいえ' : '';
  if (value === null || value === undefined || value === '') return typeof displayValue === 'string' ? displayValue : '';
  if (dataType === 'Date' && typeof value === 'string') return formatDate(value);
  if (dataType === 'DateTime' && typeof value === 'string') return formatDateTime(value);
  if (dataType === 'MultiPicklist' && typeof value === 'string') return String(displayValue ?? value).replaceAll(';', '、');
  if (typeof displayValue === 'string' && displayValue !== '') return displayValue;
  if (dataType === 'Currency' && typeof value === 'number') return formatNumber(value, { prefix: '¥' });
  if (dataType === 'Percent' && typeof value === 'number') return formatNumber(value, { suffix: '%' });
  if (typeof value === 'number') return formatNumber(value);
  return String(value);
}
