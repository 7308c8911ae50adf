/** A lookup: a combobox that searches records as one types. Keyboard and screen readers as the ARIA combobox pattern says. */
import { api, LightningElement } from 'lwc';
import { call, UI_API } from 'platform/client';
import { messagesOf } from 'platform/errors';
import type { FieldInfo, RecordData } from 'record/types';
import { iconOf } from 'shell/objectIcons';

interface Choice {
  id: string;
  key: string;
  name: string;
  detail: string;
  icon: string;
  index: number;
  active: boolean;
  className: string;
  ariaSelected: string;
}

const WAIT_MS = 200;

export default class Lookup extends LightningElement {
  @api label = '';
  @api variant = 'standard';
  @api objectApiName = '';
  @api field: FieldInfo | undefined;
  @api recordId: string | null = null;
  @api recordName: string | null = null;
  @api required = false;
  @api disabled = false;
  @api fieldLevelHelp: string | undefined;
  @api placeholder = '';
  /** Finds candidates; the default asks for those of the field of the object. */
  @api find: ((term: string) => Promise<RecordData[]>) | undefined;

  choices: Choice[] = [];
  open = false;
  loading = false;
  message = '';
  error = '';
  private activeIndex = -1;
  private term = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private turn = 0;
  private customError = '';
  private wantsFocus = false;

  @api
  get validity(): { valid: boolean; valueMissing: boolean; customError: boolean; badInput: boolean } {
    const valueMissing = this.required && !this.recordId;
    const badInput = !this.recordId && this.term.trim() !== '';
    return { valid: !valueMissing && !badInput && this.customError === '', valueMissing, badInput, customError: this.customError !== '' };
  }
  @api
  setCustomValidity(message: string): void {
    this.customError = message;
  }
  @api
  checkValidity(): boolean {
    return this.validity.valid;
  }
  @api
  reportValidity(): boolean {
    const { valueMissing, badInput } = this.validity;
    this.error =
      this.customError ||
      (badInput ? '候補から選択するか、入力した文字を消してください。' : valueMissing ? 'この項目を入力してください。' : '');
    return this.validity.valid;
  }
  @api
  focus(): void {
    this.template?.querySelector<HTMLElement>('input, button')?.focus();
  }

  disconnectedCallback(): void {
    clearTimeout(this.timer);
  }
  renderedCallback(): void {
    if (!this.wantsFocus) return;
    this.wantsFocus = false;
    this.focus();
  }

  get hasRecord(): boolean {
    return Boolean(this.recordId);
  }
  get chosenName(): string {
    return this.recordName ?? this.recordId ?? '';
  }
  get icon(): string {
    const targets = this.field?.referenceToInfos.map((target) => target.apiName) ?? [];
    // Owners may be users or queues: ids of users begin with 005.
    return iconOf(this.recordId?.startsWith('005') ? 'User' : targets[0]);
  }
  get shownPlaceholder(): string {
    return this.placeholder || `${this.label}を検索...`;
  }
  get removeLabel(): string {
    return `${this.chosenName} の選択をクリア`;
  }
  get labelClass(): string {
    return this.variant === 'label-hidden' ? 'slds-form-element__label slds-assistive-text' : 'slds-form-element__label';
  }
  get elementClass(): string {
    return `slds-form-element${this.error ? ' slds-has-error' : ''}${this.variant === 'label-inline' ? ' slds-form-element_horizontal' : ''}`;
  }
  get comboboxClass(): string {
    return `slds-combobox slds-dropdown-trigger slds-dropdown-trigger_click${this.open ? ' slds-is-open' : ''}`;
  }
  get expanded(): string {
    return this.open ? 'true' : 'false';
  }
  get ariaInvalid(): string | null {
    return this.error ? 'true' : null;
  }
  get activeId(): string | null {
    return this.choices[this.activeIndex]?.key ?? null;
  }
  get status(): string {
    if (!this.open) return '';
    return this.message || (this.loading ? '' : `${this.choices.length} 件の候補`);
  }

  handleInput(event: Event): void {
    this.term = (event.target as HTMLInputElement).value;
    this.error = '';
    // Enter must not take a candidate of what was typed before.
    this.activate(-1);
    this.search(WAIT_MS);
  }
  handleFocus(): void {
    if (!this.open) this.search(0);
  }
  handleBlur(): void {
    clearTimeout(this.timer);
    this.turn += 1;
    this.open = false;
    this.reportValidity();
  }
  handleKey(event: KeyboardEvent): void {
    // Enter and arrows belong to the input method while it converts.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!this.open) this.search(0);
      else this.step(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && this.open) {
      const choice = this.choices[this.activeIndex];
      event.preventDefault();
      if (choice) this.choose(choice);
    } else if (event.key === 'Escape' && this.open) {
      event.stopPropagation();
      this.open = false;
    }
  }
  /** Before the blur: a click on a choice must not close the list first. */
  handleChoice(event: MouseEvent): void {
    event.preventDefault();
    const choice = this.choices[Number((event.currentTarget as HTMLElement).dataset.index)];
    if (choice) this.choose(choice);
  }
  handleRemove(): void {
    this.term = '';
    this.wantsFocus = true;
    this.tell(null, null);
  }

  /** Marks the candidate that Enter takes; -1 marks none. */
  private activate(index: number): void {
    this.activeIndex = index < this.choices.length ? index : -1;
    this.choices = this.choices.map((choice, at) => withState(choice, at === this.activeIndex));
  }
  /** The next or previous candidate, around the ends. */
  private step(by: 1 | -1): void {
    const count = this.choices.length;
    if (count > 0) this.activate(this.activeIndex === -1 && by === -1 ? count - 1 : (this.activeIndex + by + count) % count);
  }
  private choose(choice: Choice): void {
    // A search still under way must not open the list again.
    clearTimeout(this.timer);
    this.turn += 1;
    this.loading = false;
    this.open = false;
    this.error = '';
    this.customError = '';
    this.term = '';
    this.wantsFocus = true;
    this.tell(choice.id, choice.name);
  }
  private tell(recordId: string | null, name: string | null): void {
    this.recordId = recordId;
    this.recordName = name;
    this.dispatchEvent(new CustomEvent('lookupchange', { detail: { recordId, name }, bubbles: true, composed: true }));
  }
  private search(waitMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), waitMs);
  }
  private async ask(): Promise<void> {
    this.turn += 1;
    const mine = this.turn;
    this.open = true;
    this.loading = true;
    this.message = '';
    try {
      const records = await (this.find ? this.find(this.term.trim()) : this.suggestions());
      if (mine !== this.turn) return;
      this.choices = records.map((record, index) => choiceOf(record, this.field, index));
      this.message = this.choices.length ? '' : `「${this.term}」に一致する結果はありません。`;
      this.activeIndex = -1;
      if (this.choices.length > 0 && this.term.trim() !== '') this.activate(0);
    } catch (error) {
      if (mine !== this.turn) return;
      this.choices = [];
      this.message = messagesOf(error).join(' ');
    }
    this.loading = false;
  }
  private async suggestions(): Promise<RecordData[]> {
    const query = new URLSearchParams({ q: this.term.trim(), pageSize: '10' });
    const { lookupResults } = await call<{ lookupResults: Record<string, { records: RecordData[] }> }>(
      `${UI_API}/lookups/${this.objectApiName}/${this.field?.apiName}?${query}`
    );
    return Object.values(lookupResults).flatMap((result) => result.records);
  }
}

function withState(choice: Choice, active: boolean): Choice {
  return {
    ...choice,
    active,
    ariaSelected: active ? 'true' : 'false',
    className: `slds-media slds-listbox__option slds-listbox__option_entity slds-listbox__option_has-meta${active ? ' slds-has-focus' : ''}`
  };
}

function choiceOf(record: RecordData, field: FieldInfo | undefined, index: number): Choice {
  const names = field?.referenceToInfos.find((target) => target.apiName === record.apiName)?.nameFields ?? ['Name'];
  const text = (name: string): string => String(record.fields[name]?.displayValue ?? record.fields[name]?.value ?? '');
  const other = Object.keys(record.fields).find(
    (name) =>
      name !== 'Id' && !names.includes(name) && typeof record.fields[name]?.value === 'string' && !/Date$|ById$|Modstamp$/.test(name)
  );
  const choice = {
    id: record.id,
    key: `choice-${index}`,
    name: text(names[0] ?? 'Name'),
    detail: other ? text(other) : '',
    icon: iconOf(record.apiName),
    index,
    active: false,
    className: '',
    ariaSelected: 'false'
  };
  return withState(choice, false);
}
