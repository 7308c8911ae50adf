/**
 * How values look to a user of a Japanese org (ja_JP, JPY, Asia/Tokyo): the `displayValue` of the UI API
 * and the `label` of the Analytics API.
 */
import type { FieldDef } from '../metadata/catalog.ts';
import { LOCALE, TIME_ZONE } from '../org.ts';
import type { FieldValue } from '../records/values.ts';

const dateTimeParts = new Intl.DateTimeFormat(LOCALE, {
  timeZone: TIME_ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: 'numeric',
  minute: '2-digit',
  hour12: false
});

/** `2026-11-23` → `2026/11/23`. */
export function formatDate(value: string): string {
  return value.slice(0, 10).replaceAll('-', '/');
}

/** A UTC datetime → `2026/11/23 9:05` in the org's time zone. */
export function formatDateTime(value: string): string {
  const parts = new Map(dateTimeParts.formatToParts(new Date(value)).map((part) => [part.type, part.value]));
  const hour = Number(parts.get('hour')) % 24;
  return `${parts.get('year')}/${parts.get('month')}/${parts.get('day')} ${hour}:${parts.get('minute')}`;
}

/** A number with separators and exactly `scale` decimals. */
export function formatNumber(value: number, scale: number): string {
  return value.toLocaleString(LOCALE, { minimumFractionDigits: scale, maximumFractionDigits: scale });
}

/** `¥1,000`, negative amounts as `-¥1,000`: the yen has no decimals, whatever the field's scale. */
export function formatCurrency(value: number): string {
  return `${value < 0 ? '-' : ''}¥${formatNumber(Math.abs(value), 0)}`;
}

/** Label of one picklist value; a value that is in no list any more shows as it is stored. */
export function picklistLabel(field: FieldDef, value: string): string {
  return field.picklist?.values.find((entry) => entry.value === value)?.label ?? value;
}

/**
 * Text shown for a value of a field, for every type.
 * @returns '' for blank; booleans as 0/1 are the caller's business (UI API has none, reports print true/false)
 */
export function displayText(field: FieldDef, value: FieldValue): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return displayNumber(field, value);
  switch (field.type) {
    case 'date':
      return formatDate(value);
    case 'datetime':
      return formatDateTime(value);
    case 'time':
      return value.slice(0, 5).replace(/^0/, '');
    case 'picklist':
      return picklistLabel(field, value);
    case 'multipicklist':
      return value
        .split(';')
        .map((part) => picklistLabel(field, part))
        .join(';');
    default:
      return value;
  }
}

function displayNumber(field: FieldDef, value: number): string {
  const scale = field.scale ?? 0;
  if (field.type === 'currency') return formatCurrency(value);
  if (field.type === 'percent') return `${formatNumber(value, scale)}%`;
  return formatNumber(value, scale);
}

const TYPES_WITH_DISPLAY_VALUE = new Set(['date', 'datetime', 'time', 'picklist', 'multipicklist', 'currency', 'percent', 'double', 'int']);

/**
 * `displayValue` of the UI API: text for types whose look differs from the value, else null.
 * Source: User Interface API Developer Guide, "Field Value".
 */
export function displayValue(field: FieldDef, value: FieldValue): string | null {
  if (value === null || !TYPES_WITH_DISPLAY_VALUE.has(field.type)) return null;
  return displayText(field, value);
}
