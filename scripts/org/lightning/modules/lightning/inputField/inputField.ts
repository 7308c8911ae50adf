/** `lightning-input-field`. Source: Component Reference, "Input Field". */
import { api, LightningElement } from 'lwc';
import { fieldNameOf, joinForm } from 'platform/formContext';
import { inputsOf, isEditable } from 'record/fieldModel';
import type { RecordState, RecordView } from 'record/recordState';
import type { InputModel, ObjectInfo } from 'record/types';

type FormInput = HTMLElement & { check(): boolean; focus(): void };

export default class InputField extends LightningElement {
  @api fieldName: string | { fieldApiName: string } = '';
  @api required = false;
  @api disabled = false;
  @api readOnly = false;
  @api variant = 'standard';
  private state: RecordState | undefined;
  private ends: (() => void)[] = [];
  private registered = '';
  private given: { value: unknown } | undefined;
  view: RecordView | undefined;

  @api
  get value(): unknown {
    const name = fieldNameOf(this.fieldName);
    if (!this.view) return this.given?.value ?? null;
    return name in this.view.drafts ? this.view.drafts[name] : (this.view.record?.fields[name]?.value ?? null);
  }
  set value(value: unknown) {
    this.given = { value };
    this.applyGiven();
  }

  @api
  focus(): void {
    this.template?.querySelector<FormInput>('record-form-input')?.focus();
  }
  @api
  reportValidity(): boolean {
    return [...(this.template?.querySelectorAll<FormInput>('record-form-input') ?? [])].every((input) => input.check());
  }
  /** Back to the value of the record. */
  @api
  reset(): void {
    const name = fieldNameOf(this.fieldName);
    this.state?.type(name, this.view?.record?.fields[name]?.value ?? null);
  }
  @api
  clean(): void {
    this.reset();
  }

  connectedCallback(): void {
    joinForm(this as unknown as EventTarget, 'lightning-input-field', (state) => {
      this.state = state;
      this.view = state.view();
      state.need([fieldNameOf(this.fieldName)]);
      this.ends = [
        state.subscribe(() => {
          const wasReady = this.view?.status === 'ready';
          this.view = state.view();
          if (!wasReady && this.view.status === 'ready') this.applyGiven();
        })
      ];
    });
  }
  disconnectedCallback(): void {
    for (const end of this.ends) end();
    this.registered = '';
  }
  renderedCallback(): void {
    const names = this.inputs.map((input) => `${input.apiName}:${input.required}`).join();
    if (names === this.registered) return;
    this.registered = names;
    const [subscription, ...others] = this.ends;
    for (const end of others) end();
    const handles = this.inputs.flatMap((input) => {
      const element = (): FormInput | null => this.template?.querySelector<FormInput>(`[data-field="${input.apiName}"]`) ?? null;
      const end = this.state?.register({
        field: input.apiName,
        required: input.required,
        check: () => element()?.check() ?? true,
        focus: () => element()?.focus()
      });
      return end ? [end] : [];
    });
    this.ends = [...(subscription ? [subscription] : []), ...handles];
  }

  private applyGiven(): void {
    if (!this.given || this.view?.status !== 'ready') return;
    this.state?.type(fieldNameOf(this.fieldName), this.given.value);
  }

  get info(): ObjectInfo | undefined {
    return this.view?.info;
  }
  get record(): RecordView['record'] {
    return this.view?.record;
  }
  get name(): string {
    return fieldNameOf(this.fieldName);
  }
  get isReady(): boolean {
    return this.view?.status === 'ready' && this.view.info.fields[this.name] !== undefined;
  }
  get isEditable(): boolean {
    return (
      this.view !== undefined &&
      !this.readOnly &&
      isEditable(this.view.info, this.view.info.fields[this.name], this.view.recordId === undefined)
    );
  }
  get isDisabled(): boolean {
    return this.disabled || this.view?.saving === true;
  }
  get objectApiName(): string {
    return this.view?.objectApiName ?? '';
  }
  get inputs(): InputModel[] {
    const { view } = this;
    const field = view?.info.fields[this.name];
    if (!view || !field || !this.isEditable || view.status !== 'ready') return [];
    return inputsOf({
      info: view.info,
      field,
      record: view.record,
      picklists: view.picklists,
      drafts: view.drafts,
      displays: view.displays,
      required: this.required,
      errors: view.errors.fields,
      forNew: view.recordId === undefined
    });
  }

  handleChange(event: CustomEvent<{ field: string; value: unknown; display?: string | null }>): void {
    event.stopPropagation();
    const { field, value, display } = event.detail;
    this.state?.type(field, value, display);
    this.dispatchEvent(new CustomEvent('change', { detail: { value, checked: value === true }, bubbles: true, composed: true }));
  }
}
