/** The path: where the record stands, what to do in each step, and the button that moves it on. */
import { api } from 'lwc';
import { updateRecord } from 'lightning/uiRecordApi';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import type { PageNode, PathModel, PathStep, SafeNode } from '../../../page/types.ts';
import { call } from 'platform/client';
import { messagesOf, saveErrorsOf } from 'platform/errors';
import { convertLead } from 'record/convertLead';
import { labelOf } from 'record/fieldModel';
import ClosedStepModal from 'record/closedStepModal';
import { nextStep, onlyClosing, shownSteps, type ShownStep } from 'record/pathSteps';
import type { RecordView } from 'record/recordState';
import StateElement from 'record/stateElement';

export default class Path extends StateElement {
  @api node: PageNode | undefined;
  private selected: string | undefined;
  private wantsFocus = false;
  path: PathModel | undefined;
  open = true;
  saving = false;
  errors: string[] = [];
  problem = '';

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }
  /** When the record moved: look at where it stands now, and forget why it could not. */
  protected override take(view: RecordView): void {
    const before = this.current;
    super.take(view);
    if (before === this.current) return;
    this.selected = undefined;
    this.errors = [];
  }
  renderedCallback(): void {
    if (!this.wantsFocus) return;
    this.wantsFocus = false;
    this.template?.querySelector<HTMLElement>('[role="option"][tabindex="0"]')?.focus();
  }

  private async load(): Promise<void> {
    const state = this.state;
    if (!state) return;
    try {
      const { path } = await call<{ path: PathModel | null }>(`/lightning/api/path/${encodeURIComponent(state.view().objectApiName)}`);
      this.path = path ?? undefined;
      if (path) state.need([path.field, ...path.steps.flatMap((step) => step.fields)]);
    } catch (error) {
      this.problem = messagesOf(error).join(' ');
    }
  }

  private get current(): string | undefined {
    const value = this.path && this.view?.record?.fields[this.path.field]?.value;
    return typeof value === 'string' ? value : undefined;
  }
  private get shown(): ShownStep[] {
    return this.path ? shownSteps(this.path.steps, this.current) : [];
  }
  private get selectedKey(): string | undefined {
    return this.selected ?? this.shown.find((step) => step.isCurrent)?.key ?? this.shown[0]?.key;
  }
  private get selectedStep(): ShownStep | undefined {
    return this.shown.find((step) => step.key === this.selectedKey);
  }
  private get guidanceStep(): PathStep | undefined {
    return this.selectedStep?.step;
  }

  get isReady(): boolean {
    return this.path !== undefined && this.view?.status === 'ready';
  }
  get pathLabel(): string {
    return `${this.path?.fieldLabel ?? ''}のパス`;
  }
  get steps(): { key: string; label: string; className: string; selected: string; tabIndex: string; status: string }[] {
    return this.shown.map((step) => ({
      key: step.key,
      label: step.label,
      className: `slds-path__item slds-is-${step.look}${step.key === this.selectedKey ? ' slds-is-active' : ''}`,
      selected: String(step.key === this.selectedKey),
      tabIndex: step.key === this.selectedKey ? '0' : '-1',
      status: step.isCurrent ? '現在' : step.look === 'complete' ? '完了' : ''
    }));
  }
  get hasButton(): boolean {
    return String(this.node?.properties.hideUpdateButton) !== 'true' && this.view?.info.updateable === true;
  }
  get buttonLabel(): string {
    const label = this.path?.fieldLabel ?? '';
    const step = this.selectedStep;
    if (step && !step.isCurrent) return step.isClosing ? `完了した${label}を選択` : `現在の${label}としてマーク`;
    return step && step.look !== 'current' ? `完了した${label}を変更` : `${label}を完了としてマーク`;
  }
  get toggleLabel(): string {
    return this.open ? '詳細を隠す' : '詳細を表示';
  }
  get toggleIcon(): string {
    return this.open ? 'utility:chevrondown' : 'utility:chevronright';
  }
  get expanded(): string {
    return String(this.open);
  }
  get guidance(): SafeNode[] {
    return this.guidanceStep?.guidance ?? [];
  }
  get hasGuidance(): boolean {
    return this.guidance.length > 0;
  }
  get keyFields(): { key: string; path: string }[] {
    return (this.guidanceStep?.fields ?? []).map((name) => ({ key: `${this.selectedKey}-${name}`, path: name }));
  }
  get hasKeyFields(): boolean {
    return this.keyFields.length > 0;
  }
  get hasCoaching(): boolean {
    return this.hasGuidance || this.hasKeyFields;
  }
  get showsCoaching(): boolean {
    return this.open && this.hasCoaching;
  }
  get coachingHeading(): string {
    return `${this.selectedStep?.label ?? ''} のガイダンス`;
  }
  get hasErrors(): boolean {
    return this.errors.length > 0;
  }
  get errorItems(): { key: string; text: string }[] {
    return this.errors.map((text, index) => ({ key: `error-${index}`, text }));
  }

  handleToggle(): void {
    this.open = !this.open;
  }
  handleSelect(event: Event): void {
    this.selected = (event.currentTarget as HTMLElement).dataset.key;
  }
  handleKey(event: KeyboardEvent): void {
    const keys = this.shown.map((step) => step.key);
    const at = keys.indexOf(this.selectedKey ?? '');
    const moves: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: keys.length - 1
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.selected = keys[(next + keys.length) % keys.length];
    this.wantsFocus = true;
  }

  async handleMark(): Promise<void> {
    const { path, selectedStep } = this;
    if (!path || !selectedStep || this.saving) return;
    const target = selectedStep.isCurrent ? (nextStep(this.shown, selectedStep) ?? selectedStep) : selectedStep;
    if (!target.isClosing) {
      await this.moveTo(target.step?.value);
      return;
    }
    const closing = path.steps.filter((step) => step.closed || step.converted);
    if (closing.some((step) => step.converted)) {
      if (this.view?.recordId) await convertLead(this.view.recordId);
      return;
    }
    const only = onlyClosing(closing);
    const value = only
      ? only.value
      : ((await ClosedStepModal.open({
          size: 'small',
          label: path.fieldLabel,
          fieldLabel: path.fieldLabel,
          options: closing.map((step) => ({ label: step.label, value: step.value }))
        })) as string | undefined);
    await this.moveTo(value);
  }

  private async moveTo(value: string | undefined): Promise<void> {
    const { path, view } = this;
    if (!path || !view?.recordId || value === undefined || value === this.current) return;
    this.saving = true;
    this.errors = [];
    try {
      await updateRecord({ fields: { Id: view.recordId, [path.field]: value } });
      this.selected = undefined;
      this.dispatchEvent(new ShowToastEvent({ title: `${path.fieldLabel}が正常に変更されました。`, variant: 'success' }));
    } catch (error) {
      this.errors = this.messages(error);
      this.dispatchEvent(
        new ShowToastEvent({ title: `${path.fieldLabel}を変更できませんでした。`, message: this.errors.join(' '), variant: 'error' })
      );
    }
    this.saving = false;
  }

  private messages(error: unknown): string[] {
    const { record, fields } = saveErrorsOf(error);
    const label = (name: string): string => {
      const field = this.view?.info.fields[name];
      return field ? labelOf(field) : name;
    };
    return [...record, ...Object.entries(fields).flatMap(([name, texts]) => texts.map((text) => `${label(name)}: ${text}`))];
  }
}
