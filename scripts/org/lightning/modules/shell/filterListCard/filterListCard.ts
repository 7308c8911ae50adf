import { api, LightningElement } from 'lwc';
import { onRecordsChanged } from 'platform/changes';
import { request } from 'shell/api';
import type { TableModel } from 'shell/chartData';
import { toFailure, type Failure } from 'shell/failures';
import { columnsThatFit, countText, firstColumns, listTable, type ListInfo, type ListRecords } from 'shell/listData';
import { iconOf } from 'shell/objectIcons';
import { urlOfRoute } from 'shell/routes';

interface ObjectInfo {
  labelPlural: string;
  keyPrefix?: string | null;
  themeInfo?: { iconUrl?: string | null } | null;
  fields: Record<string, { dataType: string } | undefined>;
}

const DEFAULT_PAGE_SIZE = 10;

/** `flexipage:filterListCard`: the first rows of a list view. */
export default class FilterListCard extends LightningElement {
  @api entityName = '';
  @api filterName = '';
  @api pageSize?: string | number;
  info?: ObjectInfo;
  table?: TableModel;
  failure?: Failure;
  private label = '';
  private count = '';
  private stopListening?: () => void;
  private fitting = 0;
  private sizeWatcher?: ResizeObserver;

  connectedCallback(): void {
    this.stopListening = onRecordsChanged(({ ids, objects }) => {
      const own = this.info?.keyPrefix;
      if (objects.includes(this.entityName) || ids.some((id) => own && id.startsWith(own))) this.load();
    });
    this.load();
  }

  disconnectedCallback(): void {
    this.stopListening?.();
    this.sizeWatcher?.disconnect();
  }

  renderedCallback(): void {
    const card = this.template?.querySelector('.card');
    if (!card || this.sizeWatcher) return;
    this.sizeWatcher = new ResizeObserver(([entry]) => {
      this.fitting = columnsThatFit(entry?.contentRect.width ?? 0);
    });
    this.sizeWatcher.observe(card);
  }

  /** A narrow region shows the list's first columns, as Lightning does; the list itself shows all. */
  get shownTable(): TableModel | undefined {
    return this.table && firstColumns(this.table, this.fitting);
  }

  async load(): Promise<void> {
    const { entityName, filterName } = this;
    if (!entityName || !filterName) return;
    this.failure = undefined;
    const size = Number(this.pageSize) || DEFAULT_PAGE_SIZE;
    try {
      const path = `${entityName}/${filterName}`;
      const [info, list, page] = await Promise.all([
        request<ObjectInfo>(`/ui-api/object-info/${entityName}`),
        request<ListInfo>(`/ui-api/list-info/${path}`),
        request<ListRecords>(`/ui-api/list-records/${path}?pageSize=${size}`)
      ]);
      this.info = info;
      this.label = list.label;
      this.count = countText(page.records.length, page.totalCount, page.nextPageToken !== null);
      this.table = listTable(
        page.records,
        list,
        Object.fromEntries(Object.entries(info.fields).map(([name, field]) => [name, field?.dataType]))
      );
    } catch (error) {
      this.failure = toFailure(error);
    }
  }

  get title(): string {
    return this.label || this.info?.labelPlural || 'リストビュー';
  }

  get countText(): string {
    return this.count;
  }

  get refreshLabel(): string {
    return `${this.title}を更新`;
  }

  get iconName(): string {
    return iconOf(this.entityName, this.info?.themeInfo?.iconUrl);
  }

  get listUrl(): string {
    return urlOfRoute({ page: 'list', objectApiName: this.entityName, filterName: this.filterName });
  }

  get isEmpty(): boolean {
    return this.table?.rows.length === 0;
  }
}
