/** A field on a record page: its value with a pencil, or its inputs while the page is edited. */
import { api } from 'lwc';
import { inputsOf, isBlank, isEditable, labelOf } from 'record/fieldModel';
import type { RecordView } from 'record/recordState';
import StateElement from 'record/stateElement';
import type { InputModel, ObjectInfo } from 'record/types';

type FormInput = HTMLElement & { check(): boolean; focus(): void; model: InputModel };

export default class Field extends StateElement {
  @api path = '';
  /** none, readonly or required: how the page lets the field be used. */
  @api behavior = 'none';
  private unregister: (() => void)[] = [];
  private registered = '';

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const end of this.unregister) end();
    this.unregister = [];
    this.registered = '';
  }

  renderedCallback(): void {
    const names = this.inputs.map((input) => `${input.apiName}:${input.required}`).join();
    if (names !== this.registered) this.registerInputs(names);
    const pencil = this.template?.querySelector<HTMLElement>('.pencil');
    if (pencil && this.state?.takeReturn(this.path)) pencil.focus();
    const first = this.inputs[0];
    if (!this.isEditing || !first || this.state?.takeFocus(this.path) !== true) return;
    this.elementOf(first.apiName)?.focus();
    // The rest of the page grows while it turns into inputs, and would push this one out of sight.
    requestAnimationFrame(() => this.elementOf(first.apiName)?.scrollIntoView({ block: 'nearest' }));
  }

  private registerInputs(names: string): void {
    for (const end of this.unregister) end();
    this.registered = names;
    this.unregister = this.inputs.flatMap((input) => {
      const end = this.state?.register({
        field: input.apiName,
        required: input.required,
        check: () => this.elementOf(input.apiName)?.check() ?? true,
        focus: () => this.elementOf(input.apiName)?.focus()
      });
      return end ? [end] : [];
    });
  }

  private elementOf(name: string): FormInput | null {
    return this.template?.querySelector<FormInput>(`[data-field="${name}"]`) ?? null;
  }

  get info(): ObjectInfo | undefined {
    return this.view?.info;
  }
  get record(): RecordView['record'] {
    return this.view?.record;
  }
  private get isNew(): boolean {
    return this.view?.recordId === undefined;
  }
  get isUsable(): boolean {
    const { view } = this;
    if (view?.status !== 'ready' || !(this.path.includes('.') || view.info.fields[this.path])) return false;
    // What nobody can fill in says nothing about a record that does not exist yet, unless it is given.
    return !this.isNew || this.mayEdit || (this.behavior === 'readonly' && !isBlank(view.record?.fields[this.path]?.value));
  }
  get mayEdit(): boolean {
    const { view } = this;
    return view !== undefined && this.behavior !== 'readonly' && isEditable(view.info, view.info.fields[this.path], this.isNew);
  }
  get isEditing(): boolean {
    return this.view?.editing === true && this.mayEdit;
  }
  get showPencil(): boolean {
    return !this.view?.editing && this.mayEdit;
  }
  get label(): string {
    const field = this.view?.info.fields[this.path];
    return field ? labelOf(field) : this.path;
  }
  get help(): string | null {
    return this.view?.info.fields[this.path]?.inlineHelpText ?? null;
  }
  get editLabel(): string {
    return `${this.label} を編集`;
  }
  get objectApiName(): string {
    return this.view?.objectApiName ?? '';
  }
  get isSaving(): boolean {
    return this.view?.saving === true;
  }
  get isCompound(): boolean {
    return this.view?.info.fields[this.path]?.compound === true;
  }
  get inputs(): InputModel[] {
    const { view } = this;
    const field = view?.info.fields[this.path];
    if (!view || !field || !this.isEditing) return [];
    return inputsOf({
      info: view.info,
      field,
      record: view.record,
      picklists: view.picklists,
      drafts: view.drafts,
      displays: view.displays,
      required: this.behavior === 'required',
      errors: view.errors.fields,
      forNew: this.isNew
    });
  }

  handleEdit(): void {
    this.state?.edit(this.path);
  }
  handleChange(event: CustomEvent<{ field: string; value: unknown; display?: string | null }>): void {
    event.stopPropagation();
    const { field, value, display } = event.detail;
    this.state?.type(field, value, display);
  }
}
