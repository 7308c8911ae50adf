/** Name, key fields and actions of the record. */
import { api } from 'lwc';
import type { PageAction, PageNode } from '../../../page/types.ts';
import { labelOf } from 'record/fieldModel';
import { convertLead } from 'record/convertLead';
import EditModal from 'record/editModal';
import { runQuickAction } from 'record/quickAction';
import { changeOwner, cloneRecord, confirmAndDelete } from 'record/recordActions';
import type { RecordView } from 'record/recordState';
import StateElement from 'record/stateElement';
import { isVisible } from 'record/visibility';
import { iconOf } from 'shell/objectIcons';
import { navigate } from 'shell/router';

/** Buttons beside the menu when the page does not say how many. */
const VISIBLE_ACTIONS = 3;
/** Actions that change the record itself. */
const WRITING = new Set(['Edit', 'ChangeOwnerOne']);

export default class Highlights extends StateElement {
  @api node: PageNode | undefined;
  private withdraw: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.withdraw = this.state?.offerHeading(() => this.template?.querySelector<HTMLElement>('h1')?.focus());
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.withdraw?.();
  }

  get objectLabel(): string {
    return this.view?.info.label ?? '';
  }
  get icon(): string {
    return iconOf(this.view?.objectApiName, this.view?.info.themeInfo?.iconUrl);
  }
  get name(): string {
    const field = this.view?.info.nameFields[0] ?? 'Name';
    const entry = this.view?.record?.fields[field];
    return String(entry?.displayValue ?? entry?.value ?? '');
  }
  get details(): { path: string; label: string }[] {
    const { view } = this;
    if (!view) return [];
    const names = (this.node?.properties.fields as string[] | undefined) ?? [];
    return names
      .filter((name) => !view.info.nameFields.includes(name) && view.info.fields[name])
      .map((name) => {
        const field = view.info.fields[name];
        return { path: name, label: field ? labelOf(field) : name };
      });
  }
  private get isConverted(): boolean {
    return this.view?.record?.fields.IsConverted?.value === true;
  }
  /** What the page offers for the record as it stands. */
  private get actions(): PageAction[] {
    const { view, isConverted } = this;
    if (!view?.record) return [];
    return (this.node?.actions ?? []).filter(({ name, rule }) => {
      if (name === 'Convert' && isConverted) return false;
      if (WRITING.has(name) && isConverted && this.node?.properties.mayEditConverted !== true) return false;
      return isVisible(rule, view.record);
    });
  }
  get buttons(): PageAction[] {
    return this.actions.slice(0, this.visibleCount);
  }
  get menu(): PageAction[] {
    return this.actions.slice(this.visibleCount);
  }
  get hasMenu(): boolean {
    return this.menu.length > 0;
  }
  private get visibleCount(): number {
    const text = this.node?.properties.numVisibleActions;
    return text === undefined || text === '' ? VISIBLE_ACTIONS : Number(text);
  }
  get info(): RecordView['info'] | undefined {
    return this.view?.info;
  }
  get record(): RecordView['record'] {
    return this.view?.record;
  }

  handleButton(event: Event): void {
    void this.run((event.currentTarget as HTMLElement).dataset.name ?? '');
  }
  handleMenu(event: CustomEvent<{ value: string }>): void {
    void this.run(event.detail.value);
  }

  private async run(name: string): Promise<void> {
    const { view } = this;
    const action = this.actions.find((candidate) => candidate.name === name);
    if (!action || !view?.recordId) return;
    if (action.quickAction) await runQuickAction(action, action.name.includes('.') ? view.recordId : undefined);
    else if (name === 'Edit') await this.edit(view, view.recordId);
    else if (name === 'Delete') await this.delete(view, view.recordId);
    else if (name === 'Clone') await cloneRecord(view.info, view.recordId);
    else if (name === 'ChangeOwnerOne') await changeOwner(view, view.recordId);
    else if (name === 'Convert') await convertLead(view.recordId);
  }

  private async edit(view: RecordView, recordId: string): Promise<void> {
    await EditModal.open({ label: `${this.name} を編集`, size: 'medium', objectApiName: view.objectApiName, recordId });
  }

  private async delete(view: RecordView, recordId: string): Promise<void> {
    const { name } = this;
    if (!(await confirmAndDelete(view.info.label, name, recordId))) return;
    navigate({ type: 'standard__objectPage', attributes: { objectApiName: view.objectApiName, actionName: 'list' } }, { replace: true });
  }
}
