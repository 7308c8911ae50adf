/** `lst:dynamicRelatedList`: the children of the record, or of a record that one of its lookups names. */
import { api } from 'lwc';
import { readObjectInfo } from 'lightning/uiObjectInfoApi';
import type { PageNode, RelatedListModel } from '../../../page/types.ts';
import { onRecordsChanged, recordsChanged } from 'platform/changes';
import { call, UI_API } from 'platform/client';
import { messagesOf } from 'platform/errors';
import EditModal from 'record/editModal';
import { labelOf } from 'record/fieldModel';
import { confirmAndDelete } from 'record/recordActions';
import type { RecordView } from 'record/recordState';
import StateElement from 'record/stateElement';
import type { ObjectInfo, RecordData } from 'record/types';
import type { TableModel } from 'shell/chartData';
import { listTable, type ListInfo, type ListRecords } from 'shell/listData';
import { iconOf } from 'shell/objectIcons';
import { urlOfRoute } from 'shell/routes';

interface Tile {
  key: string;
  index: number;
  title: string;
  menuLabel: string;
  href: string | undefined;
  details: { key: string; label: string; value: string }[];
}

/** As many records as the UI API gives at once. */
const ALL = 1999;
const NO_ACCESS = 'この関連リストを参照する権限がありません。';

export default class RelatedList extends StateElement {
  @api node: PageNode | undefined;
  info: (ObjectInfo & { keyPrefix?: string | null }) | undefined;
  table: TableModel | undefined;
  failure = '';
  hasMore = false;
  showsAll = false;
  /** Ids of the rows, in their order. */
  private ids: string[] = [];
  private asked: string | undefined;
  private turn = 0;
  private stopListening: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const { model } = this;
    if (!model) return;
    if (model.parentField !== 'Id') this.state?.need([model.parentField]);
    this.stopListening = onRecordsChanged(({ ids, objects }) => {
      const prefix = this.info?.keyPrefix;
      const own = objects.includes(model.childObject) || ids.some((id) => id === this.parentId || (prefix && id.startsWith(prefix)));
      if (own) void this.load();
    });
    this.follow();
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopListening?.();
    this.turn += 1;
    this.asked = undefined;
  }
  protected override take(view: RecordView): void {
    super.take(view);
    this.follow();
  }

  /** Reads the list when the record points to another parent than before. */
  private follow(): void {
    const id = this.parentId;
    if (id === this.asked) return;
    this.asked = id;
    this.table = undefined;
    this.showsAll = false;
    if (id !== undefined) void this.load();
  }

  get model(): RelatedListModel | undefined {
    return this.node?.relatedList;
  }
  private get parentId(): string | undefined {
    const { model, view } = this;
    if (!model || view?.status !== 'ready') return undefined;
    if (model.parentField === 'Id') return view.recordId;
    const value = view.record?.fields[model.parentField]?.value;
    return typeof value === 'string' ? value : undefined;
  }

  async load(): Promise<void> {
    const { model, parentId } = this;
    if (!model || parentId === undefined) return;
    const turn = (this.turn += 1);
    const part = encodeURIComponent;
    try {
      const [info, list, page] = await Promise.all([
        readObjectInfo<ObjectInfo>(model.childObject),
        call<ListInfo>(
          `${UI_API}/related-list-info/${part(model.parentObject)}/${part(model.relatedListId)}?optionalFields=${part(model.columns.join(','))}`
        ),
        call<ListRecords>(`${UI_API}/related-list-records/${part(parentId)}/${part(model.relatedListId)}`, {
          method: 'POST',
          body: {
            optionalFields: model.columns,
            pageSize: this.showsAll ? ALL : model.pageSize,
            ...(model.sortBy ? { sortBy: [model.sortBy] } : {}),
            ...(model.where ? { where: model.where } : {})
          }
        })
      ]);
      if (turn !== this.turn) return;
      this.info = info;
      this.table = listTable(
        page.records,
        list,
        Object.fromEntries(Object.entries(info.fields).map(([name, field]) => [name, field.dataType]))
      );
      this.ids = page.records.map((record) => record.id);
      this.hasMore = page.nextPageToken !== null;
      this.failure = '';
    } catch (error) {
      if (turn === this.turn) this.failure = messagesOf(error).join(' ');
    }
  }

  get isUnknown(): boolean {
    return this.model === undefined;
  }
  get componentName(): string {
    return `${this.node?.component ?? ''} ${String(this.node?.properties.relatedListApiName ?? '')}`.trim();
  }
  get definitionProblem(): string {
    return this.model?.problem ?? '';
  }
  get label(): string {
    return this.model?.label ?? '';
  }
  /** `企業 (3)`, `企業 (10+)` while there are more than are shown. */
  get heading(): string {
    return this.table && !this.failure ? `${this.label} (${this.table.rows.length}${this.hasMore ? '+' : ''})` : this.label;
  }
  get icon(): string {
    return iconOf(this.model?.childObject, this.info?.themeInfo?.iconUrl);
  }
  /** Why there is nothing to show yet: the lookup may not be read, or is blank. */
  get note(): string {
    const { model, view } = this;
    if (!model || view?.status !== 'ready' || this.parentId !== undefined) return '';
    const lookup = view.info.fields[model.parentField];
    if (!lookup) return NO_ACCESS;
    if (view.record?.fields[model.parentField] === undefined) return '';
    return `${labelOf(lookup)}が設定されていません。`;
  }
  get isEmpty(): boolean {
    return this.table?.rows.length === 0;
  }
  get showsTiles(): boolean {
    return this.model?.tiles === true;
  }
  get tiles(): Tile[] {
    const { table } = this;
    return (table?.rows ?? []).map(([first, ...rest], index) => ({
      key: String(index),
      index,
      title: first?.label ?? '',
      menuLabel: `${first?.label ?? ''} のアクションを表示`,
      href: first?.recordId ? urlOfRoute({ page: 'record', recordId: first.recordId, action: 'view' }) : undefined,
      details: rest.map((cell, column) => ({ key: String(column), label: table?.columns[column + 1]?.label ?? '', value: cell.label }))
    }));
  }
  get showsToggle(): boolean {
    return (this.hasMore || this.showsAll) && !this.failure;
  }
  get toggleLabel(): string {
    return this.showsAll ? `最初の ${this.model?.pageSize ?? 0} 件のみ表示` : 'すべて表示';
  }
  get expanded(): string {
    return String(this.showsAll);
  }
  get mayCreate(): boolean {
    return this.model?.showNew === true && this.parentId !== undefined && this.info?.createable === true;
  }
  get rowActions(): { name: string; label: string }[] {
    const { info } = this;
    return [
      ...(info?.updateable ? [{ name: 'edit', label: '編集' }] : []),
      ...(info?.deletable ? [{ name: 'delete', label: '削除' }] : [])
    ];
  }
  get hasRowActions(): boolean {
    return this.rowActions.length > 0;
  }
  get newLabel(): string {
    return `新規${this.info?.label ?? ''}`;
  }

  handleRetry(): void {
    void this.load();
  }
  async handleToggle(): Promise<void> {
    this.showsAll = !this.showsAll;
    await this.load();
  }
  async handleNew(): Promise<void> {
    const { model, parentId, info } = this;
    if (!model || parentId === undefined || !info) return;
    const relationship = info.fields[model.childField]?.relationshipName;
    const parent = this.parentRecord;
    const made = await EditModal.open({
      label: this.newLabel,
      size: 'medium',
      objectApiName: model.childObject,
      defaults: { [model.childField]: parentId, ...(relationship && parent ? { [relationship]: parent } : {}) }
    });
    if (made !== undefined) this.tellParent();
  }
  handleRowAction(event: CustomEvent<{ name: string; index: number }>): void {
    void this.runRowAction(event.detail.name, event.detail.index);
  }
  handleTileAction(event: CustomEvent<{ value: string }>): void {
    void this.runRowAction(event.detail.value, Number((event.currentTarget as HTMLElement).dataset.index));
  }
  private async runRowAction(action: string, index: number): Promise<void> {
    const { model, info } = this;
    const recordId = this.ids[index];
    if (!model || !info || recordId === undefined) return;
    const name = this.table?.rows[index]?.[0]?.label ?? '';
    const done =
      action === 'edit'
        ? await EditModal.open({ label: `${name} を編集`, size: 'medium', objectApiName: model.childObject, recordId })
        : await confirmAndDelete(info.label, name, recordId);
    if (done !== undefined && done !== false) this.tellParent();
  }
  /** What the parent counts in its children may be another number now. */
  private tellParent(): void {
    const { parentId } = this;
    if (parentId !== undefined) recordsChanged({ ids: [parentId], objects: [] });
  }
  /** The parent with its name, as a lookup shows it. */
  private get parentRecord(): Pick<RecordData, 'fields'> | undefined {
    const { model, view } = this;
    if (model?.parentField === 'Id') return view?.record;
    const relationship = view?.info.fields[model?.parentField ?? '']?.relationshipName;
    return view?.record?.fields[relationship ?? '']?.value as RecordData | undefined;
  }
}
