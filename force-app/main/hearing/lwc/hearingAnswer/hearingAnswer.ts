/** Answers: which input a field gets, and how values travel between controls, drafts and records. No DOM, no platform. */

/** A field's value as records hold it; blank is null. */
export type AnswerValue = string | number | boolean | null;

export type InputKind =
  | 'text'
  | 'longText'
  | 'picklist'
  | 'multiPicklist'
  | 'checkbox'
  | 'date'
  | 'dateTime'
  | 'number'
  | 'currency'
  | 'percent'
  | 'phone'
  | 'email'
  | 'url'
  | 'lookup'
  | 'unsupported';

const KINDS: Readonly<Record<string, InputKind>> = {
  Boolean: 'checkbox',
  Currency: 'currency',
  Date: 'date',
  DateTime: 'dateTime',
  Double: 'number',
  Email: 'email',
  Int: 'number',
  MultiPicklist: 'multiPicklist',
  Percent: 'percent',
  Phone: 'phone',
  Picklist: 'picklist',
  Reference: 'lookup',
  String: 'text',
  TextArea: 'longText',
  Url: 'url'
};

/**
 * Kind of input for a field of object info. Rich text counts as unsupported because a plain input would lose its formatting, a lookup of
 * several objects because the record picker knows one.
 */
export function inputKind(field: {
  readonly dataType: string;
  readonly extraTypeInfo: string | null;
  readonly htmlFormatted?: boolean;
  readonly referenceToInfos?: readonly { readonly apiName: string }[];
}): InputKind {
  if (field.extraTypeInfo === 'RichTextArea') return 'unsupported';
  if (field.dataType === 'Reference' && field.referenceToInfos?.length !== 1) return 'unsupported';
  return KINDS[field.dataType] ?? 'unsupported';
}

const NUMERIC: ReadonlySet<InputKind> = new Set(['number', 'currency', 'percent']);

/**
 * The record value of what a control reports.
 * @param value text of an input, tick of a checkbox, chosen values of a multi-select
 * @returns undefined when the text is no value of this kind
 */
export function toAnswer(kind: InputKind, value: unknown): AnswerValue | undefined {
  if (kind === 'checkbox') return value === true;
  if (kind === 'multiPicklist') return Array.isArray(value) && value.length > 0 ? value.join(';') : null;
  const text = value === null || value === undefined ? '' : String(value);
  if (text === '') return null;
  if (NUMERIC.has(kind)) {
    const number = Number(text);
    return Number.isFinite(number) ? number : undefined;
  }
  if (kind === 'dateTime') {
    const time = Date.parse(text);
    return Number.isNaN(time) ? undefined : new Date(time).toISOString();
  }
  return text;
}

/**
 * A text with an example in it: on a line of its own behind what is written, so that nothing is lost.
 * @returns undefined when the example cannot go in: no text, a single line that is written already, or too long
 */
export function withExample(
  kind: InputKind,
  value: AnswerValue,
  example: string | null,
  maxLength: number | undefined
): string | undefined {
  if (!example || (kind !== 'text' && kind !== 'longText')) return undefined;
  const written = typeof value === 'string' ? value : '';
  if (kind === 'text' && written !== '') return undefined;
  const text = written === '' ? example : `${written.replace(/\n+$/, '')}\n${example}`;
  return maxLength !== undefined && text.length > maxLength ? undefined : text;
}

/** Values of a multi-select. */
export function chosen(value: AnswerValue): string[] {
  return typeof value === 'string' && value !== '' ? value.split(';') : [];
}

/** Do two values mean the same? Order does not matter in a multi-select, notation not in a date with time; blank text is null. */
export function sameAnswer(kind: InputKind, a: AnswerValue, b: AnswerValue): boolean {
  if (kind === 'multiPicklist') return sorted(a) === sorted(b);
  if (kind === 'dateTime' && typeof a === 'string' && typeof b === 'string') return Date.parse(a) === Date.parse(b);
  if (kind === 'checkbox') return (a ?? false) === (b ?? false);
  return blankToNull(a) === blankToNull(b);
}

function sorted(value: AnswerValue): string {
  return chosen(value).sort().join(';');
}

function blankToNull(value: AnswerValue): AnswerValue {
  // Salesforce stores line breaks as it likes.
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n') || null : value;
}

export interface Option {
  readonly label: string;
  readonly value: string;
}

/** A picklist as the UI API describes it. */
export interface PicklistSource {
  readonly controllerValues: Readonly<Record<string, number>>;
  readonly values: readonly (Option & { readonly validFor: readonly number[] })[];
}

/**
 * The options to offer.
 * @param controlling value of the controlling field; undefined when the picklist depends on nothing
 * @param current value of the record: kept on offer even when it is inactive or no longer valid, so that it can be seen
 */
export function optionsFor(picklist: PicklistSource | undefined, current: AnswerValue, controlling?: AnswerValue): Option[] {
  const index = controlling === undefined ? undefined : picklist?.controllerValues[String(controlling)];
  const options = (picklist?.values ?? [])
    .filter(({ validFor }) => controlling === undefined || (index !== undefined && validFor.includes(index)))
    .map(({ label, value }) => ({ label, value }));
  const missing = chosen(current).filter((value) => !options.some((option) => option.value === value));
  return [...options, ...missing.map((value) => ({ label: value, value }))];
}
