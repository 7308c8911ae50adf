/** One input of a form, by the field's type. Tells every change by a `valuechange` event. */
import { api, LightningElement } from 'lwc';
import type { InputModel } from 'record/types';

interface BaseInput extends HTMLElement {
  setCustomValidity(message: string): void;
  reportValidity(): boolean;
  checkValidity(): boolean;
  validity: ValidityState;
}

const NUMBERS = new Set(['Int', 'Double', 'Currency', 'Percent']);
const PLAIN: Record<string, string> = {
  Email: 'email',
  Phone: 'tel',
  Url: 'url',
  Date: 'date',
  DateTime: 'datetime',
  Time: 'time',
  Boolean: 'checkbox'
};
const LONG_TEXT = 255;

export default class FormInput extends LightningElement {
  @api objectApiName = '';
  @api variant = 'standard';
  @api disabled = false;
  private current: InputModel | undefined;
  private shownErrors = '';

  @api
  get model(): InputModel | undefined {
    return this.current;
  }
  set model(value: InputModel | undefined) {
    this.current = value;
  }

  /** Shows what the input objects to. @returns true when it objects to nothing */
  @api
  check(): boolean {
    const input = this.input;
    if (!input) return true;
    // Errors of an earlier save say nothing about what is typed now.
    input.setCustomValidity('');
    this.shownErrors = '';
    const { valueMissing, badInput, valid } = input.validity ?? { valueMissing: false, badInput: false, valid: true };
    if (valid) return true;
    input.reportValidity();
    return valueMissing && !badInput;
  }

  @api
  focus(): void {
    this.input?.focus();
  }

  private get input(): BaseInput | null {
    return this.template?.querySelector<BaseInput>('[data-input]') ?? null;
  }

  renderedCallback(): void {
    const text = (this.current?.errors ?? []).join(' ');
    if (text === this.shownErrors) return;
    this.shownErrors = text;
    const input = this.input;
    if (!input?.setCustomValidity) return;
    input.setCustomValidity(text);
    input.reportValidity();
  }

  private get type(): string {
    return this.current?.info.dataType ?? 'String';
  }
  get isPicklist(): boolean {
    return this.type === 'Picklist';
  }
  get isMultiPicklist(): boolean {
    return this.type === 'MultiPicklist';
  }
  get isLookup(): boolean {
    return this.type === 'Reference';
  }
  get isTextArea(): boolean {
    return this.type === 'TextArea' || (this.current?.info.length ?? 0) > LONG_TEXT;
  }
  get isNumber(): boolean {
    return NUMBERS.has(this.type);
  }
  get isCheckbox(): boolean {
    return this.type === 'Boolean';
  }
  get isPlain(): boolean {
    return !this.isPicklist && !this.isMultiPicklist && !this.isLookup && !this.isTextArea && !this.isNumber && !this.isCheckbox;
  }
  get inputType(): string {
    return PLAIN[this.type] ?? 'text';
  }
  get label(): string {
    return this.current?.label ?? '';
  }
  get help(): string | undefined {
    return this.current?.info.inlineHelpText ?? undefined;
  }
  get required(): boolean {
    return this.current?.required === true;
  }
  get value(): unknown {
    const value = this.current?.value;
    return value === null || value === undefined ? '' : value;
  }
  get checked(): boolean {
    return this.current?.value === true;
  }
  get maxLength(): number | undefined {
    const length = this.current?.info.length ?? 0;
    return length > 0 && (this.inputType === 'text' || this.isTextArea) ? length : undefined;
  }
  get options(): { label: string; value: string }[] {
    const options = (this.current?.options ?? []).map(({ label, value }) => ({ label, value }));
    return this.isPicklist ? [{ label: '--なし--', value: '' }, ...options] : options;
  }
  get values(): string[] {
    const { value } = this;
    return typeof value === 'string' && value !== '' ? value.split(';') : [];
  }
  get step(): string {
    const scale = this.type === 'Int' ? 0 : (this.current?.info.scale ?? 0);
    return scale === 0 ? '1' : `0.${'0'.repeat(scale - 1)}1`;
  }
  get formatter(): string {
    if (this.type === 'Currency') return 'currency';
    return this.type === 'Percent' ? 'percent-fixed' : 'decimal';
  }

  private tell(value: unknown, display?: string | null): void {
    const field = this.current?.apiName ?? '';
    this.dispatchEvent(
      new CustomEvent('valuechange', {
        detail: { field, value, ...(display === undefined ? {} : { display }) },
        bubbles: true,
        composed: true
      })
    );
  }
  handleText(event: CustomEvent<{ value: string }>): void {
    event.stopPropagation();
    const { value } = event.detail;
    this.tell(value === '' || value === null || value === undefined ? null : value);
  }
  handleNumber(event: CustomEvent<{ value: string }>): void {
    event.stopPropagation();
    const { value } = event.detail;
    this.tell(value === '' || value === null || value === undefined ? null : Number(value));
  }
  handleChecked(event: CustomEvent<{ checked: boolean }>): void {
    event.stopPropagation();
    this.tell(event.detail.checked);
  }
  handleMany(event: CustomEvent<{ value: string[] }>): void {
    event.stopPropagation();
    const chosen = new Set(event.detail.value);
    const known = this.options.map((option) => option.value).filter((value) => chosen.has(value));
    this.tell(known.length ? known.join(';') : null);
  }
  handleLookup(event: CustomEvent<{ recordId: string | null; name: string | null }>): void {
    event.stopPropagation();
    this.tell(event.detail.recordId, event.detail.name);
  }
}
