/** One hearing item: its tier, its question on demand and the input that fits the field. */
import { chosen, sameAnswer, toAnswer } from 'c/hearingAnswer';
import type { AnswerValue, InputKind, Option } from 'c/hearingAnswer';
import type { Tier } from 'c/hearingModel';
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
  checkValidity?(): boolean;
  reportValidity?(): boolean;
  setCustomValidity?(message: string): void;
}

const TIER_ICONS: Readonly<Record<Tier, string>> = { 必須: 'utility:priority', 推奨: 'utility:favorite', 任意: 'utility:dash' };
const TIER_CLASSES: Readonly<Record<Tier, string>> = { 必須: 'mark required', 推奨: 'mark recommended', 任意: 'mark optional' };
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
const FORMATTERS: Readonly<Partial<Record<InputKind, string>>> = { currency: 'currency', percent: 'percent-fixed' };

export default class HearingField extends LightningElement {
  @api recordId: string | undefined;
  @api item!: FieldView;

  labels = labels;
  hintOpen = false;
  /** What was typed and the answer it made: a control must get back its own text, not our normalised value. */
  private typed: { control: unknown; answer: AnswerValue } | undefined;
  private shownError = '';

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
    return this.item.mode !== 'edit';
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

  get tierIcon(): string {
    return TIER_ICONS[this.item.tier];
  }
  get tierClass(): string {
    return TIER_CLASSES[this.item.tier];
  }
  get inputType(): string {
    return INPUT_TYPES[this.item.kind] ?? 'text';
  }
  get formatter(): string | undefined {
    return FORMATTERS[this.item.kind];
  }

  get controlValue(): unknown {
    const { kind, value } = this.item;
    if (this.typed && sameAnswer(kind, this.typed.answer, value)) return this.typed.control;
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

  get hasHint(): boolean {
    return Boolean(this.item.question || this.item.hint || this.item.example);
  }
  get hintExpanded(): string {
    return String(this.hintOpen);
  }
  get hintClass(): string {
    return this.hintOpen ? 'hint-panel' : 'hint-panel slds-hide';
  }

  handleChange(event: CustomEvent<{ value?: unknown; checked?: boolean }>): void {
    const { field, kind } = this.item;
    if (field === null) return;
    const control = event.currentTarget as unknown as Control;
    // The message of the last save must not make the corrected value look invalid.
    control.setCustomValidity?.('');
    const raw = kind === 'checkbox' ? event.detail.checked : event.detail.value;
    const answer = toAnswer(kind, raw);
    const valid = answer !== undefined && control.checkValidity?.() !== false;
    const value = answer ?? null;
    this.typed = { control: raw, answer: value };
    this.dispatchEvent(new CustomEvent<AnswerChange>('answerchange', { detail: { field, value, valid }, bubbles: true, composed: true }));
  }

  handleKeydown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Escape' && this.hintOpen) {
      event.stopPropagation();
      this.closeHint();
    }
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

  toggleHint(): void {
    this.hintOpen = !this.hintOpen;
  }

  closeHint(): void {
    this.hintOpen = false;
    this.template?.querySelector<HTMLElement>('[data-hint-button]')?.focus();
  }

  handleFocusOut(event: FocusEvent): void {
    const next = event.relatedTarget as Node | null;
    if (!next || !(event.currentTarget as HTMLElement).contains(next)) this.hintOpen = false;
  }
}
