/** Name, key fields and actions of the record. */
import { api } from 'lwc';
import { deleteRecord } from 'lightning/uiRecordApi';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import LightningConfirm from 'lightning/confirm';
import LightningAlert from 'lightning/alert';
import type { PageNode } from '../../../page/types.ts';
import { messagesOf } from 'platform/errors';
import { labelOf } from 'record/fieldModel';
import { convertLead } from 'record/convertLead';
import EditModal from 'record/editModal';
import type { RecordView } from 'record/recordState';
import StateElement from 'record/stateElement';
import { iconOf } from 'shell/objectIcons';
import { navigate } from 'shell/router';

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
  get mayEdit(): boolean {
    return this.view?.info.updateable === true && (!this.isConverted || this.node?.properties.mayEditConverted === true);
  }
  get mayConvert(): boolean {
    return this.node?.properties.mayConvert === true && this.view?.record !== undefined && !this.isConverted;
  }
  get mayDelete(): boolean {
    return this.view?.info.deletable === true;
  }
  get info(): RecordView['info'] | undefined {
    return this.view?.info;
  }
  get record(): RecordView['record'] {
    return this.view?.record;
  }

  async handleEdit(): Promise<void> {
    const { view } = this;
    if (!view?.recordId) return;
    await EditModal.open({ label: `${this.name} を編集`, size: 'medium', objectApiName: view.objectApiName, recordId: view.recordId });
  }

  async handleConvert(): Promise<void> {
    const { view } = this;
    if (view?.recordId) await convertLead(view.recordId);
  }

  async handleDelete(): Promise<void> {
    const { view, name } = this;
    if (!view?.recordId) return;
    const sure = await LightningConfirm.open({
      label: `${view.info.label}の削除`,
      message: `この${view.info.label}を削除してもよろしいですか？`,
      theme: 'warning'
    });
    if (!sure) return;
    try {
      await deleteRecord(view.recordId);
    } catch (error) {
      await LightningAlert.open({ label: `${view.info.label}を削除できません`, message: messagesOf(error).join('\n'), theme: 'error' });
      return;
    }
    this.dispatchEvent(new ShowToastEvent({ title: `${view.info.label}「${name}」が削除されました。`, variant: 'success' }));
    navigate({ type: 'standard__objectPage', attributes: { objectApiName: view.objectApiName, actionName: 'list' } }, { replace: true });
  }
}
