/** One hearing item: what stands above it (c-hearing-head) and the input that fits the field. */
import { chosen, sameAnswer, toAnswer, withExample } from 'c/hearingAnswer';
import type { AnswerValue, InputKind, Option } from 'c/hearingAnswer';
import type { FieldView } from 'c/hearingView';
import { formatText } from 'c/textFormat';
import { LightningElement, api } from 'lwc';
import { labels } from './labels';

/** Detail of the `answerchange` event. */
export interface AnswerChange {
  readonly field: string;
  readonly value: AnswerValue;
  /** False while the control holds something that is no value of the field. */
  readonly valid: boolean;
}

/** The part of the base components that this component uses. */
interface Control extends HTMLElement {
  value?: unknown;
  checkValidity?(): boolean;
  reportValidity?(): boolean;
  setCustomValidity?(message: string): void;
}

const INPUT_TYPES: Readonly<Partial<Record<InputKind, string>>> = {
  currency: 'number',
  date: 'date',
  dateTime: 'datetime',
  email: 'email',
  number: 'number',
  percent: 'number',
  phone: 'tel',
  url: 'url'
};
/** Where the change event of a control carries its answer, if not in `value`. */
const RAW: Readonly<Partial<Record<InputKind, 'checked' | 'recordId'>>> = { checkbox: 'checked', lookup: 'recordId' };
const FORMATTERS: Readonly<Partial<Record<InputKind, string>>> = { currency: 'currency', percent: 'percent-fixed' };

export default class HearingField extends LightningElement {
  @api recordId: string | undefined;
  @api item!: FieldView;

  labels = labels;
  /**
   * What was typed and the answer it made: a control must get back its own text, not our normalised value. Inside an object, so that a key
   * does not render the item anew: the control shows it already.
   */
  private readonly memory: { typed?: { readonly control: unknown; readonly answer: AnswerValue } } = {};
  private shownError = '';
  /** The answer before an example was put into it, and the one that this made. */
  private inserted: { before: AnswerValue; after: AnswerValue } | undefined;

  /** Puts the focus into the input, or on the text of a field that cannot be edited. */
  @api
  focus(): void {
    this.control?.focus();
    this.uncover();
  }

  /** Scrolls the item out from under the docked bar (its margin does it); not between press and release: that would spoil the click. */
  @api
  uncover(): void {
    this.template?.host.scrollIntoView({ block: 'nearest' });
  }

  renderedCallback(): void {
    const { error } = this.item;
    if (error === this.shownError) return;
    this.shownError = error;
    this.control?.setCustomValidity?.(error);
    this.control?.reportValidity?.();
  }

  get control(): Control | null {
    return this.template?.querySelector<Control>('[data-control]') ?? null;
  }

  get isStatic(): boolean {
    return this.item.mode !== 'edit' && !this.isLookup;
  }
  get isLookup(): boolean {
    const { kind, mode } = this.item;
    // The control knows the name of the record that the answer points to: also of an answer that cannot be changed.
    return kind === 'lookup' && (mode === 'edit' || mode === 'readOnly');
  }
  get isReadOnly(): boolean {
    return this.item.mode === 'readOnly';
  }
  get isLongText(): boolean {
    return this.item.kind === 'longText';
  }
  get isPicklist(): boolean {
    return this.item.kind === 'picklist';
  }
  get isMultiPicklist(): boolean {
    return this.item.kind === 'multiPicklist';
  }
  get isCheckbox(): boolean {
    return this.item.kind === 'checkbox';
  }

  get inputType(): string {
    return INPUT_TYPES[this.item.kind] ?? 'text';
  }
  /** The base component ties the visible label of its time to nothing: without a name of its own the input of the time has none. */
  get namesOfParts(): Record<string, string> {
    return this.item.kind === 'dateTime' ? { timeAriaLabel: formatText(labels.timeOf, this.item.label) } : {};
  }
  get formatter(): string | undefined {
    return FORMATTERS[this.item.kind];
  }

  get controlValue(): unknown {
    const { kind, value } = this.item;
    const { typed } = this.memory;
    if (typed && sameAnswer(kind, typed.answer, value)) return typed.control;
    return value ?? '';
  }
  get checked(): boolean {
    return this.item.value === true;
  }
  get chosenValues(): string[] {
    return chosen(this.item.value);
  }
  get picklistOptions(): Option[] {
    return [{ label: labels.none, value: '' }, ...this.item.options];
  }

  get staticText(): string {
    const { mode, kind, value, displayValue } = this.item;
    if (mode === 'hidden') return '';
    if (mode === 'rows') return formatText(labels.rowCount, Number(value));
    if (kind === 'checkbox') return value === true ? labels.answerYes : labels.answerNo;
    if (value === null || value === '') return labels.blank;
    return displayValue ?? String(value);
  }
  get staticNote(): string {
    const { mode, rows } = this.item;
    if (mode === 'hidden') return labels.hiddenField;
    if (rows !== null) return formatText(labels.rowsField, rows);
    return mode === 'unsupported' ? labels.unsupportedField : labels.readOnlyField;
  }

  /** Fields of a row carry no tier of their own: nothing stands above them. */
  get hasHead(): boolean {
    return !this.item.plain;
  }
  get isInsertable(): boolean {
    return this.withExample(this.item.value) !== undefined;
  }
  get isUndoable(): boolean {
    return this.inserted !== undefined && sameAnswer(this.item.kind, this.inserted.after, this.item.value);
  }
  /** An answer with the example in it; undefined when it cannot go in. */
  private withExample(answer: AnswerValue): string | undefined {
    const { mode, kind, example, maxLength } = this.item;
    return mode === 'edit' ? withExample(kind, answer, example, maxLength) : undefined;
  }

  handleInsert(): void {
    const { kind, value } = this.item;
    // What stands in the control: the item is worked out anew only some moments after a key.
    const before = this.control ? (toAnswer(kind, this.control.value) ?? null) : value;
    const after = this.withExample(before);
    if (after === undefined) return;
    this.inserted = { before, after };
    this.put(after);
    this.control?.focus();
  }

  handleUndo(): void {
    const { inserted } = this;
    this.inserted = undefined;
    if (inserted) this.put(inserted.before);
    this.control?.focus();
  }

  private put(value: AnswerValue): void {
    const { field } = this.item;
    if (field === null) return;
    delete this.memory.typed;
    // At once: the item may come back as it was rendered last, which would leave in the control what was typed since.
    if (this.control) this.control.value = value ?? '';
    this.report({ field, value, valid: true });
  }

  private report(detail: AnswerChange): void {
    this.dispatchEvent(new CustomEvent<AnswerChange>('answerchange', { detail, bubbles: true, composed: true }));
  }

  handleChange(event: CustomEvent<{ value?: unknown; checked?: boolean; recordId?: string | null }>): void {
    const { field, kind } = this.item;
    if (field === null) return;
    const control = event.currentTarget as unknown as Control;
    // The message of the last save must not make the corrected value look invalid.
    if (this.shownError !== '') control.setCustomValidity?.('');
    const raw = event.detail[RAW[kind] ?? 'value'];
    const answer = toAnswer(kind, raw);
    const valid = answer !== undefined && control.checkValidity?.() !== false;
    const value = answer ?? null;
    this.memory.typed = { control: raw, answer: value };
    this.report({ field, value, valid });
  }

  handleKeydown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    // A date reports what was typed only when the focus leaves it: a save by keyboard must not miss it.
    if (
      event.key.toLowerCase() === 's' &&
      (event.ctrlKey || event.metaKey) &&
      (this.item.kind === 'date' || this.item.kind === 'dateTime')
    ) {
      this.control?.blur();
      this.control?.focus();
    }
  }

  handleKeyup(event: KeyboardEvent): void {
    if (event.key === 'Tab') this.uncover();
  }
}
