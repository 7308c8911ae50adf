/**
 * Rows of a list that answer a hearing item, and the chips that show and change them. Pure: no DOM, no platform, no wording; groups and
 * badges are named by keys that the component puts into words.
 */
import type { AnswerValue } from 'c/hearingAnswer';

export interface RowValue {
  readonly value: AnswerValue;
  readonly displayValue: string | null;
}

/** One row with the fields that were asked for; a field that is not there may not be read. Fields of parents as `Parent__r.Name`. */
export interface Row {
  readonly id: string;
  readonly fields: Readonly<Record<string, RowValue | undefined>>;
}

/** What a press on a chip does. `keep`: nothing, because the row says more than the press could take back; its details are opened instead. */
export type RowChange =
  | { readonly kind: 'create'; readonly key: string; readonly fields: Readonly<Record<string, AnswerValue>> }
  | { readonly kind: 'update'; readonly key: string; readonly id: string; readonly fields: Readonly<Record<string, AnswerValue>> }
  | { readonly kind: 'delete'; readonly key: string; readonly id: string }
  | { readonly kind: 'keep'; readonly key: string; readonly id: string };

/** What a chip says beside its name. */
export type BadgeKey = 'both' | 'onlySme' | 'onlyJpo' | 'resolved' | 'closed' | 'unsolved' | 'stalled' | 'addedOnSite';

export interface Chip {
  /** What the chip stands for: unique in its list. */
  readonly key: string;
  readonly label: string;
  /** Since when, or why; '' = nothing to say. */
  readonly note: string;
  /** A warning of the record. */
  readonly caution: string;
  readonly pressed: boolean;
  readonly badges: readonly BadgeKey[];
  /** The row behind the chip, if there is one. */
  readonly row: Row | undefined;
}

/**
 * answered: answers the item; near: a row that does not answer this item yet; primary, secondary: suggested; topics: of the chosen kind;
 * rest: everything else, folded away.
 */
export type GroupKey = 'answered' | 'near' | 'primary' | 'secondary' | 'topics' | 'rest';

export interface ChipGroup {
  readonly key: GroupKey;
  readonly chips: readonly Chip[];
}

/** A list of rows: what it shows for an item and what a press means. */
export interface RowList {
  groups(): ChipGroup[];
  /** What a press on a chip changes. */
  press(key: string): RowChange | undefined;
}

interface Nodes {
  readonly edges: readonly { readonly node: Readonly<Record<string, unknown>> }[];
}

/**
 * The rows of one object in an answer of the GraphQL API.
 * @param data `data` of the answer; anything that is not there gives no rows
 */
export function rowsOf(data: unknown, object: string): Row[] {
  const answer = data as { uiapi?: { query?: Record<string, Nodes | null> } } | undefined;
  return (answer?.uiapi?.query?.[object]?.edges ?? []).map(({ node }) => ({ id: String(node.Id), fields: valuesOf(node) }));
}

function valuesOf(node: Readonly<Record<string, unknown>>, prefix = ''): Record<string, RowValue> {
  const values: Record<string, RowValue> = {};
  for (const [name, part] of Object.entries(node)) {
    if (typeof part !== 'object' || part === null) continue;
    if ('value' in part) {
      const { value, displayValue } = part as { value: AnswerValue; displayValue?: string | null };
      values[prefix + name] = { value, displayValue: displayValue ?? null };
    } else Object.assign(values, valuesOf(part as Record<string, unknown>, `${prefix}${name}.`));
  }
  return values;
}

/** The text of a field; '' for a blank one. */
export function textOf(row: Row | undefined, field: string): string {
  const value = row?.fields[field]?.value;
  return typeof value === 'string' ? value : '';
}

/** What a field shows; '' for a blank one. */
export function shownOf(row: Row | undefined, field: string): string {
  return row?.fields[field]?.displayValue ?? textOf(row, field);
}

/** Is a box ticked? */
export function isTicked(row: Row | undefined, field: string): boolean {
  return row?.fields[field]?.value === true;
}

/** Is there nothing in any of the fields? */
export function isBare(row: Row, fields: readonly string[]): boolean {
  return fields.every((field) => {
    const value = row.fields[field]?.value;
    return value === undefined || value === null || value === '' || value === false;
  });
}

/** The rows as they will be once the changes are saved: a press shows at once. A new row that was read already is not shown twice. */
export function withChanges(rows: readonly Row[], changes: readonly RowChange[]): Row[] {
  return changes.reduce<readonly Row[]>((current, change) => {
    if (change.kind === 'keep') return current;
    if (change.kind === 'delete') return current.filter(({ id }) => id !== change.id);
    const fields = Object.fromEntries(Object.entries(change.fields).map(([field, value]) => [field, { value, displayValue: null }]));
    const has = (row: Row): boolean => Object.entries(change.fields).every(([field, value]) => row.fields[field]?.value === value);
    if (change.kind === 'create') return current.some(has) ? current : [...current, { id: '', fields }];
    return current.map((row) => (row.id === change.id ? { ...row, fields: { ...row.fields, ...fields } } : row));
  }, rows) as Row[];
}

/** By time zone: making one takes as long as rendering an item. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** Today's date in a time zone, as records hold it. */
export function todayIn(timeZone: string, now: Date): string {
  const format =
    dayFormats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  dayFormats.set(timeZone, format);
  const parts = format.formatToParts(now);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** Chips whose name, note or warning contains every word of the text; all for a blank text. */
export function filtered(chips: readonly Chip[], text: string): Chip[] {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return chips.filter(({ label, note }) => {
    const searched = `${label} ${note}`.normalize('NFKC').toLowerCase();
    return words.every((word) => searched.includes(word));
  });
}
