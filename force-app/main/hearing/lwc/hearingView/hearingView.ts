/** What the form's components show: items, object info, picklists and answers put together. No DOM, no platform, no wording. */
import { inputKind, optionsFor } from 'c/hearingAnswer';
import type { AnswerValue, InputKind, Option, PicklistSource } from 'c/hearingAnswer';
import { isAnswered } from 'c/hearingFigures';
import { tierOf } from 'c/hearingModel';
import type { HearingItem, ItemMark, Tier, TierProgress } from 'c/hearingModel';

/** A field as object info describes it. */
export interface FieldInfo {
  readonly label: string;
  readonly dataType: string;
  readonly extraTypeInfo: string | null;
  readonly htmlFormatted?: boolean;
  readonly inlineHelpText: string | null;
  readonly length: number;
  readonly scale: number;
  readonly updateable: boolean;
  readonly controllerName: string | null;
  /** The platform refuses a blank value. */
  readonly required?: boolean;
  readonly referenceToInfos?: readonly { readonly apiName: string }[];
}

/**
 * edit: an input; rows: answered by the rows of a list; readOnly: no edit access or a calculated field; hidden: no read access;
 * unsupported: no input for this type.
 */
export type FieldMode = 'edit' | 'rows' | 'readOnly' | 'hidden' | 'unsupported';

export type { ItemMark };

/** Detail of the `itemstate` event (bubbles, composed): the user states a mark of an item, or takes it back (null). */
export interface ItemStateChange {
  /** developerName of the item. */
  readonly item: string;
  readonly state: ItemMark | null;
}

/** One item ready to be shown by `hearingField`. */
export interface FieldView {
  /** developerName of the item. */
  readonly key: string;
  readonly field: string | null;
  readonly label: string;
  readonly help: string;
  readonly tier: Tier;
  /** True when the next phase waits for this answer. */
  readonly due: boolean;
  readonly mode: FieldMode;
  /** The list whose rows answer the item. */
  readonly rows: string | null;
  readonly kind: InputKind;
  readonly value: AnswerValue;
  readonly displayValue: string | null;
  readonly options: readonly Option[];
  readonly maxLength: number | undefined;
  readonly step: string | undefined;
  /** The platform refuses a blank value. */
  readonly required?: boolean;
  /** Object that a lookup points to. */
  readonly target?: string | undefined;
  /** A field of a row: no tier, no hints of its own. */
  readonly plain?: boolean;
  /** Message of a refused save. */
  readonly error: string;
  /** What is stated instead of an answer. */
  readonly mark: ItemMark | null;
  /** What may be stated of it now; nothing once it is answered. */
  readonly marks: readonly ItemMark[];
  /** Message of a refused mark. */
  readonly markError: string;
  readonly question: string | null;
  readonly hint: string | null;
  readonly example: string | null;
}

export interface SectionView {
  readonly key: string;
  readonly name: string;
  readonly progress: readonly TierProgress[];
  readonly fields: readonly FieldView[];
  /** How many of its items are mounted at once; the others when they come near the screen. */
  readonly eager?: number;
}

/** The answers of one record: what is stored, overlaid by what was typed. */
export interface Answers {
  /** Undefined for a field that did not come with the record: no access. */
  value(field: string): AnswerValue | undefined;
  display(field: string): string | null;
}

export interface FieldSource {
  readonly fields: Readonly<Record<string, FieldInfo>>;
  readonly picklists: Readonly<Record<string, PicklistSource>>;
  /** False when this user may not edit the object at all. */
  readonly editable: boolean;
  readonly answers: Answers;
}

/** developerName of the items that have an answer, and of those whose field the user may not see. */
export function answerSets(items: readonly HearingItem[], { fields, answers }: FieldSource): { filled: Set<string>; hidden: Set<string> } {
  const filled = new Set<string>();
  const hidden = new Set<string>();
  for (const { developerName, fieldApiName, rows } of items) {
    const info = fieldApiName === null ? undefined : fields[fieldApiName];
    const value = fieldApiName === null || !info ? undefined : answers.value(fieldApiName);
    if (!info || value === undefined) hidden.add(developerName);
    else if (isAnswered({ ...info, countsRows: rows !== null }, value)) filled.add(developerName);
  }
  return { filled, hidden };
}

/** What a view shows of an item besides its field. */
export interface ItemStatus {
  readonly due: boolean;
  readonly error: string;
  readonly mark?: ItemMark | null;
  readonly marks?: readonly ItemMark[];
  readonly markError?: string;
}

/** Puts one item together. */
export function fieldView(item: HearingItem, source: FieldSource, status: ItemStatus): FieldView {
  const field = item.fieldApiName;
  const info = field === null ? undefined : source.fields[field];
  const value = field === null || !info ? undefined : source.answers.value(field);
  const kind = info ? inputKind(info) : 'unsupported';
  const text = {
    key: item.developerName,
    field,
    tier: tierOf(item),
    rows: item.rows,
    question: item.question,
    hint: item.hint,
    example: item.example,
    mark: null,
    marks: [],
    markError: '',
    ...status
  };
  if (field === null || !info || value === undefined) {
    return {
      ...text,
      label: labelOf(item, info),
      help: '',
      mode: 'hidden',
      kind,
      value: null,
      displayValue: null,
      options: [],
      maxLength: undefined,
      step: undefined
    };
  }
  return {
    ...text,
    label: labelOf(item, info),
    help: info.inlineHelpText ?? '',
    mode: item.rows === null ? modeOf(kind, info, source) : 'rows',
    kind,
    value,
    displayValue: source.answers.display(field),
    options: isPicklist(kind) ? optionsFor(source.picklists[field], value, controlling(info, source.answers)) : [],
    maxLength: info.length > 0 ? info.length : undefined,
    step: isNumeric(kind) ? (10 ** -info.scale).toFixed(info.scale) : undefined,
    required: info.required === true,
    target: kind === 'lookup' ? info.referenceToInfos?.[0]?.apiName : undefined
  };
}

/** A field that counts rows is called after what it counts, not after the item. */
export function labelOf({ label, rows }: Pick<HearingItem, 'label' | 'rows'>, info: Pick<FieldInfo, 'label'> | undefined): string {
  return rows === null ? (info?.label ?? label) : label;
}

function modeOf(kind: InputKind, info: FieldInfo, { editable }: FieldSource): FieldMode {
  if (!editable || !info.updateable) return 'readOnly';
  return kind === 'unsupported' ? 'unsupported' : 'edit';
}

function controlling({ controllerName }: FieldInfo, answers: Answers): AnswerValue | undefined {
  return controllerName === null ? undefined : (answers.value(controllerName) ?? '');
}

function isPicklist(kind: InputKind): boolean {
  return kind === 'picklist' || kind === 'multiPicklist';
}

function isNumeric(kind: InputKind): boolean {
  return kind === 'number' || kind === 'currency' || kind === 'percent';
}

/**
 * Gives back the earlier view where nothing in it changed, so that a key press re-renders one field and not the whole form.
 * @param earlier views by key, from the last time
 */
export function reuse<V extends { readonly key: string }>(views: readonly V[], earlier: ReadonlyMap<string, V>): V[] {
  return views.map((view) => {
    const last = earlier.get(view.key);
    return last && sameShape(view, last) ? last : view;
  });
}

function sameShape(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => sameShape((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  );
}
