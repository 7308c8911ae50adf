import { api, LightningElement } from 'lwc';
import { request } from 'shell/api';
import { gridStyle, lastRefresh, type ComponentData, type DashboardComponent, type DashboardResult } from 'shell/dashboardData';
import { toFailure, type Failure } from 'shell/failures';
import { asOf } from 'shell/formats';
import { urlOfRoute } from 'shell/routes';

interface Tile {
  key: string;
  style: string;
  component: DashboardComponent;
  data?: ComponentData;
}

const DEFAULT_COLUMNS = 12;
const DEFAULT_ROW_HEIGHT = 36;

/** A dashboard: its last results on its grid; 更新 computes new ones. */
export default class Dashboard extends LightningElement {
  /** True when it is a page of its own, false inside another page. */
  @api page = false;
  result?: DashboardResult;
  failure?: Failure;
  isLoading = false;
  isRefreshing = false;
  private shownId?: string;
  /** Chosen option by the place of its filter. */
  private chosen = new Map<number, string>();

  @api
  get recordId(): string | undefined {
    return this.shownId;
  }
  set recordId(id: string | undefined) {
    if (id === this.shownId) return;
    this.shownId = id;
    this.chosen = new Map();
    this.result = undefined;
    this.load();
  }

  @api focusHeading(): void {
    this.template?.querySelector<HTMLElement>('h1')?.focus();
  }

  async load(): Promise<void> {
    const id = this.shownId;
    if (!id) return;
    this.failure = undefined;
    this.isLoading = true;
    try {
      const result = await request<DashboardResult>(this.path);
      if (id === this.shownId) this.result = result;
    } catch (error) {
      if (id === this.shownId) this.failure = toFailure(error);
    }
    this.isLoading = false;
    if (this.page && id === this.shownId) {
      const title = this.result?.dashboardMetadata.name ?? this.failure?.title ?? '';
      // After this render, so that the heading exists when focus moves to it.
      Promise.resolve().then(() => this.dispatchEvent(new CustomEvent('pageready', { bubbles: true, composed: true, detail: { title } })));
    }
  }

  async refresh(): Promise<void> {
    if (this.isRefreshing) return;
    this.isRefreshing = true;
    try {
      await request<unknown>(this.path, { method: 'PUT' });
      this.result = await request<DashboardResult>(this.path);
    } catch (error) {
      this.failure = toFailure(error);
    }
    this.isRefreshing = false;
  }

  private get path(): string {
    const chosen = [...this.chosen].map(([index, option]) => `filter${index + 1}=${encodeURIComponent(option)}`).join('&');
    return `/analytics/dashboards/${this.shownId ?? ''}${chosen ? `?${chosen}` : ''}`;
  }

  /** Filters of the board, each with the choice to leave it open. */
  get filters(): { key: string; index: number; name: string; value: string; options: { label: string; value: string }[] }[] {
    return (this.result?.dashboardMetadata.filters ?? []).map((filter, index) => ({
      key: String(index),
      index,
      name: filter.name,
      value: this.chosen.get(index) ?? '',
      options: [{ label: '（すべて）', value: '' }, ...filter.options.map(({ id, alias, value }) => ({ label: alias ?? value, value: id }))]
    }));
  }

  async handleFilter(event: CustomEvent<{ value: string }>): Promise<void> {
    const index = Number((event.target as HTMLElement).dataset.index);
    const chosen = new Map(this.chosen);
    if (event.detail.value === '') chosen.delete(index);
    else chosen.set(index, event.detail.value);
    this.chosen = chosen;
    this.isRefreshing = true;
    try {
      this.result = await request<DashboardResult>(this.path);
    } catch (error) {
      this.failure = toFailure(error);
    }
    this.isRefreshing = false;
  }

  get name(): string {
    return this.result?.dashboardMetadata.name ?? '';
  }

  get description(): string | undefined {
    return this.page ? (this.result?.dashboardMetadata.description ?? undefined) : undefined;
  }

  get boardUrl(): string {
    return urlOfRoute({ page: 'dashboard', recordId: this.shownId ?? '' });
  }

  get asOfText(): string {
    if (this.isRefreshing) return '更新しています…';
    const time = this.result ? lastRefresh(this.result) : undefined;
    const user = this.result?.dashboardMetadata.runningUser?.displayName;
    return [time ? asOf(time) : 'まだ更新されていません', user ? `表示ユーザー: ${user}` : ''].filter(Boolean).join('・');
  }

  get nested(): boolean {
    return !this.page;
  }

  get boardClass(): string {
    return this.page ? 'board' : 'board slds-card';
  }

  private get columns(): number {
    return this.result?.dashboardMetadata.layout.numColumns ?? DEFAULT_COLUMNS;
  }

  get gridStyle(): string {
    const height = this.result?.dashboardMetadata.layout.rowHeight ?? DEFAULT_ROW_HEIGHT;
    return `grid-template-columns: repeat(${this.columns}, minmax(0, 1fr)); grid-auto-rows: ${height}px;`;
  }

  get isEmpty(): boolean {
    return this.tiles.length === 0;
  }

  get tiles(): Tile[] {
    const { dashboardMetadata, componentData } = this.result ?? {};
    return (dashboardMetadata?.components ?? []).map((component, index) => ({
      key: component.id,
      component,
      style: gridStyle(dashboardMetadata?.layout.components[index], this.columns),
      ...(componentData ? { data: componentData.find(({ componentId }) => componentId === component.id) } : {})
    }));
  }
}
