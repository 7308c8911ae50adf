import { api, LightningElement } from 'lwc';
import { onRecordsChanged } from 'platform/changes';
import { request } from 'shell/api';
import { toFailure, type Failure } from 'shell/failures';
import { formatTime } from 'shell/formats';
import {
  countText,
  defaultList,
  listColumns,
  listRows,
  sortFieldOf,
  type Column,
  type ListInfo,
  type ListRecords,
  type ListSummary,
  type RecordData,
  type Row
} from 'shell/listData';
import { iconOf } from 'shell/objectIcons';
import { currentRoute, navigateTo, settleRoute, subscribe } from 'shell/router';

interface ObjectInfo {
  apiName: string;
  label: string;
  labelPlural: string;
  createable: boolean;
  keyPrefix?: string | null;
  themeInfo?: { iconUrl?: string | null } | null;
  fields: Record<string, { dataType: string } | undefined>;
}

interface Focusable extends HTMLElement {
  focusHeading(): void;
}

const PAGE_SIZE = 50;
const ROW_REM = 1.8;
const HEAD_REM = 2.25;

/** Object home: one list view with its records. */
export default class ListView extends LightningElement {
  info?: ObjectInfo;
  lists: ListSummary[] = [];
  listName?: string;
  list?: ListInfo;
  columns: Column[] = [];
  rows: Row[] = [];
  failure?: Failure;
  listFailure?: Failure;
  isLoading = false;
  isLoadingMore = false;
  search = '';
  sortedBy?: string;
  sortedDirection: 'asc' | 'desc' = 'asc';
  private loadedAt?: Date;
  private nextToken: string | null = null;
  private total?: number;
  private object?: string;
  private filter?: string;
  private appliedSearch = '';
  /** Rises with every request: answers that come late are dropped. */
  private turn = 0;
  private ends: (() => void)[] = [];

  @api
  get objectApiName(): string | undefined {
    return this.object;
  }
  set objectApiName(name: string | undefined) {
    if (name === this.object) return;
    this.object = name;
    this.lists = [];
    if (this.isConnected) this.start();
  }

  @api
  get filterName(): string | undefined {
    return this.filter;
  }
  set filterName(name: string | undefined) {
    const changed = name !== this.filter;
    this.filter = name;
    if (!changed || this.lists.length === 0) return;
    // An address without a list leaves the one that is open.
    if (name !== undefined && name !== this.listName) this.openList();
  }

  @api focusHeading(): void {
    this.template?.querySelector<Focusable>('shell-list-picker, shell-error-panel')?.focusHeading();
  }

  connectedCallback(): void {
    this.ends = [
      onRecordsChanged(({ ids, objects }) => {
        const own = this.info?.keyPrefix;
        if (objects.includes(this.object ?? '') || ids.some((id) => own && id.startsWith(own))) this.reload();
      }),
      // The dialog for a new record was closed, or the tab clicked again: the list stays as it is, and so does its address.
      subscribe((route) => {
        if (route.page === 'list' && route.objectApiName === this.object && !route.filterName) this.stay();
      })
    ];
    this.start();
  }

  disconnectedCallback(): void {
    for (const end of this.ends) end();
    this.turn += 1;
  }

  async start(): Promise<void> {
    const { object } = this;
    if (!object) return;
    const turn = (this.turn += 1);
    this.failure = undefined;
    this.isLoading = true;
    this.rows = [];
    this.columns = [];
    this.list = undefined;
    try {
      const [info, { lists }] = await Promise.all([
        request<ObjectInfo>(`/ui-api/object-info/${object}`),
        request<{ lists: ListSummary[] }>(`/ui-api/list-info/${object}?pageSize=200`)
      ]);
      if (turn !== this.turn) return;
      this.info = info;
      this.lists = lists;
      this.openList();
    } catch (error) {
      if (turn !== this.turn) return;
      this.isLoading = false;
      this.failure = toFailure(error);
      this.ready(this.failure.title);
    }
  }

  private openList(): void {
    const key = `shell.list.${this.object ?? ''}`;
    const chosen = this.filter ?? defaultList(this.lists, localStorage.getItem(key))?.apiName;
    this.listName = chosen;
    // Otherwise going back would open the list used last, not the one that was here.
    if (chosen && !this.filter && currentRoute().page === 'list')
      settleRoute({ page: 'list', objectApiName: this.object ?? '', filterName: chosen });
    this.search = '';
    this.appliedSearch = '';
    this.sortedBy = undefined;
    this.list = undefined;
    this.rows = [];
    this.reload();
  }

  private stay(): void {
    const { listName } = this;
    if (!listName || this.lists.length === 0) return;
    settleRoute({ page: 'list', objectApiName: this.object ?? '', filterName: listName });
    this.ready(this.pageTitle);
  }

  async reload(): Promise<void> {
    const { object, listName } = this;
    if (!object) return;
    const turn = (this.turn += 1);
    this.listFailure = undefined;
    if (!listName) {
      this.isLoading = false;
      this.ready(this.objectLabel);
      return;
    }
    this.isLoading = true;
    try {
      const path = `${object}/${listName}`;
      const [list, page] = await Promise.all([
        request<ListInfo>(`/ui-api/list-info/${path}`),
        request<ListRecords>(this.recordsPath(null))
      ]);
      if (turn !== this.turn) return;
      this.list = list;
      this.columns = listColumns(list, this.dataTypes);
      this.rows = [];
      this.take(page);
      this.loadedAt = new Date();
      if (!this.sortedBy) this.showOrder(list);
      localStorage.setItem(`shell.list.${object}`, listName);
    } catch (error) {
      if (turn !== this.turn) return;
      this.listFailure = toFailure(error);
    }
    this.isLoading = false;
    this.ready(this.pageTitle);
  }

  private showOrder(list: ListInfo): void {
    const order = list.orderedByInfo?.[0];
    if (!order) return;
    this.sortedBy = this.columns.find((column) => sortFieldOf(column.fieldName) === order.fieldApiName)?.fieldName;
    this.sortedDirection = order.isAscending ? 'asc' : 'desc';
  }

  private recordsPath(token: string | null): string {
    const query = new URLSearchParams({ pageSize: String(PAGE_SIZE) });
    if (token) query.set('pageToken', token);
    if (this.appliedSearch) query.set('searchTerm', this.appliedSearch);
    if (this.sortedBy) query.set('sortBy', `${this.sortedDirection === 'desc' ? '-' : ''}${sortFieldOf(this.sortedBy)}`);
    return `/ui-api/list-records/${this.object ?? ''}/${this.listName ?? ''}?${query.toString()}`;
  }

  private take(page: ListRecords): void {
    if (!this.list) return;
    this.rows = [...this.rows, ...listRows(page.records as RecordData[], this.list, this.dataTypes)];
    this.nextToken = page.nextPageToken;
    this.total = page.totalCount;
  }

  async loadMore(): Promise<void> {
    if (!this.nextToken || this.isLoadingMore) return;
    const { turn } = this;
    this.isLoadingMore = true;
    try {
      const page = await request<ListRecords>(this.recordsPath(this.nextToken));
      if (turn === this.turn) this.take(page);
    } catch (error) {
      if (turn === this.turn) this.listFailure = toFailure(error);
    }
    this.isLoadingMore = false;
  }

  private ready(title: string): void {
    // After this render, so that the heading exists when focus moves to it.
    Promise.resolve().then(() => this.dispatchEvent(new CustomEvent('pageready', { bubbles: true, composed: true, detail: { title } })));
  }

  private get dataTypes(): Record<string, string | undefined> {
    return Object.fromEntries(Object.entries(this.info?.fields ?? {}).map(([name, field]) => [name, field?.dataType]));
  }

  get objectLabel(): string {
    return this.info?.labelPlural ?? '';
  }

  get listLabel(): string {
    return this.list?.label ?? this.lists.find((list) => list.apiName === this.listName)?.label ?? 'リストビュー';
  }

  get pageTitle(): string {
    return `${this.listLabel} | ${this.objectLabel}`;
  }

  get regionLabel(): string {
    return `${this.objectLabel} ${this.listLabel}`.trim() || '一覧';
  }

  get iconName(): string {
    return iconOf(this.object, this.info?.themeInfo?.iconUrl);
  }

  get canCreate(): boolean {
    return this.info?.createable === true;
  }

  get hasMore(): boolean {
    return this.nextToken !== null && this.rows.length > 0;
  }

  /** As high as its rows, at most to the end of the window. */
  get tableStyle(): string {
    return `height: min(calc(100vh - 17rem), ${this.rows.length * ROW_REM + HEAD_REM}rem)`;
  }

  get hasRows(): boolean {
    return this.rows.length > 0;
  }

  get isEmpty(): boolean {
    return !this.isLoading && !this.hasRows;
  }

  get emptyTitle(): string {
    if (!this.listName) return 'リストビューがありません';
    return this.appliedSearch ? `「${this.appliedSearch}」に一致する項目はありません` : '表示する項目がありません';
  }

  get emptyText(): string {
    if (this.appliedSearch) return '別の語で検索するか、検索欄を空にしてください。';
    return this.listName === '__Recent'
      ? '最近参照したレコードがここに表示されます。別のリストビューを選択してください。'
      : 'このリストビューの条件に合うレコードはまだありません。';
  }

  get metaText(): string {
    if (!this.list || !this.loadedAt) return '';
    const sorted = this.columns.find((column) => column.fieldName === this.sortedBy)?.label;
    const filters = [this.list.scope?.label, ...(this.list.filteredByInfo ?? []).map((filter) => filter.label)].filter(Boolean);
    return [
      countText(this.rows.length, this.total, this.nextToken !== null),
      ...(sorted ? [`並び替え: ${sorted}`] : []),
      ...(filters.length > 0 ? [`検索条件: ${[...new Set(filters)].join('、')}`] : []),
      `${formatTime(this.loadedAt)} に更新`
    ].join(' • ');
  }

  handleSort(event: CustomEvent<{ fieldName: string; sortDirection: 'asc' | 'desc' }>): void {
    this.sortedBy = event.detail.fieldName;
    this.sortedDirection = event.detail.sortDirection;
    this.reload();
  }

  handleSearch(event: CustomEvent<{ value: string }>): void {
    this.search = event.detail.value;
    // Enter applies a search, as in Lightning Experience; emptying the box ends it at once.
    if (this.search === '') this.applySearch();
  }

  applySearch(): void {
    const term = this.search.trim();
    if (term === this.appliedSearch) return;
    this.appliedSearch = term;
    this.reload();
  }

  create(): void {
    navigateTo({ page: 'new', objectApiName: this.object ?? '', defaults: {} });
  }
}
