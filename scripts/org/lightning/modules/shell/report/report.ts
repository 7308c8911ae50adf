import { api, LightningElement } from 'lwc';
import { factAt, labelOf, type ReportDescribe, type ReportResult } from 'shell/analytics';
import { DATA_PATH, request } from 'shell/api';
import { chartModel, type ChartModel } from 'shell/chartData';
import { reportChartSpec } from 'shell/dashboardData';
import { failureOfResponse, toFailure, type Failure } from 'shell/failures';
import { asOf } from 'shell/formats';
import { overridesOf, type Conditions, type Sort } from 'shell/reportConditions';
import { filterTexts } from 'shell/reportFilters';
import { groupOverrides, type GroupOrder } from 'shell/reportOrder';

/** What this run has otherwise than the saved report. */
interface Changes {
  conditions?: Conditions | undefined;
  sort?: Sort | undefined;
  groupOrders: ReadonlyMap<string, GroupOrder>;
}

const UNCHANGED: Changes = { groupOrders: new Map() };

/** Files that a report can be saved as, by the media type that asks for them. */
const FILE_TYPES: Record<string, string> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
};

/** The org's own words where it has some: they name the condition that is wrong. */
function reason(error: unknown): string {
  const { detail, message } = toFailure(error);
  return detail ?? message;
}

/** A report run now: totals, conditions, chart and table; other conditions and another order for as long as it is open. */
export default class Report extends LightningElement {
  result?: ReportResult;
  failure?: Failure;
  isLoading = false;
  model?: ChartModel;
  chartProblem?: string;
  describe?: ReportDescribe;
  isFiltering = false;
  exportProblem?: string;
  private changes = UNCHANGED;
  private ranAt?: Date;
  private shownId?: string;

  @api
  get recordId(): string | undefined {
    return this.shownId;
  }
  set recordId(id: string | undefined) {
    if (id === this.shownId) return;
    this.shownId = id;
    this.result = undefined;
    this.changes = UNCHANGED;
    this.describe = undefined;
    this.isFiltering = false;
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
      const [result, describe] = await Promise.all([
        this.run(`${this.path}?includeDetails=true`),
        this.describe ?? request<ReportDescribe>(`${this.path}/describe`)
      ]);
      if (id !== this.shownId) return;
      this.ranAt = new Date();
      this.describe = describe;
      this.shapeChart(result);
      this.result = result;
    } catch (error) {
      if (id === this.shownId) this.failure = toFailure(error);
    }
    this.isLoading = false;
    const title = this.result?.reportMetadata.name ?? this.failure?.title ?? '';
    // After this render, so that the heading exists when focus moves to it.
    Promise.resolve().then(() => this.dispatchEvent(new CustomEvent('pageready', { bubbles: true, composed: true, detail: { title } })));
  }

  private get path(): string {
    return `/analytics/reports/${encodeURIComponent(this.shownId ?? '')}`;
  }

  /** Undefined when nothing is changed. */
  private get overrides(): Record<string, unknown> | undefined {
    const { conditions, sort, groupOrders } = this.changes;
    const groups = this.result ? groupOverrides(this.result.reportMetadata, groupOrders) : {};
    if (conditions) return { ...overridesOf(conditions, sort), ...groups };
    const sortBy = sort && [{ sortColumn: sort.column, sortOrder: sort.descending ? 'Desc' : 'Asc' }];
    const overrides = { ...(sortBy ? { sortBy } : {}), ...groups };
    return Object.keys(overrides).length > 0 ? overrides : undefined;
  }

  private run(path: string): Promise<ReportResult> {
    const { overrides } = this;
    return overrides ? request<ReportResult>(path, { method: 'POST', body: { reportMetadata: overrides } }) : request<ReportResult>(path);
  }

  get filterButton(): string {
    return this.isFiltering ? '検索条件を閉じる' : '検索条件';
  }

  get isChanged(): boolean {
    return this.changes.conditions !== undefined;
  }

  toggleFilters(): void {
    this.isFiltering = !this.isFiltering;
  }

  /** A refused run keeps the page as it was: the condition is there to be corrected. */
  private async rerun(change: Partial<Changes>): Promise<void> {
    const before = this.changes;
    this.changes = { ...before, ...change };
    this.exportProblem = undefined;
    this.isLoading = true;
    try {
      const result = await this.run(`${this.path}?includeDetails=true`);
      this.ranAt = new Date();
      this.shapeChart(result);
      this.result = result;
    } catch (error) {
      this.changes = before;
      this.exportProblem = `この条件では実行できません: ${reason(error)}`;
    }
    this.isLoading = false;
  }

  handleApply(event: CustomEvent<Conditions>): void {
    this.rerun({ conditions: event.detail });
  }

  handleReset(): void {
    this.rerun({ conditions: undefined });
  }

  handleSort(event: CustomEvent<Sort>): void {
    this.rerun({ sort: event.detail });
  }

  handleGroupSort({ detail }: CustomEvent<{ grouping: string; order: GroupOrder }>): void {
    this.rerun({ groupOrders: new Map([...this.changes.groupOrders, [detail.grouping, detail.order]]) });
  }

  /** Saves the report as a file, under the conditions that are on screen. */
  async handleExport(event: CustomEvent<{ value: string }>): Promise<void> {
    const kind = event.detail.value;
    this.exportProblem = undefined;
    const { overrides } = this;
    try {
      const response = await fetch(DATA_PATH + this.path, {
        method: 'POST',
        headers: { accept: FILE_TYPES[kind] ?? '', 'content-type': 'application/json' },
        body: JSON.stringify(overrides ? { reportMetadata: overrides } : {}),
        credentials: 'same-origin'
      });
      if (!response.ok) throw failureOfResponse(response.status, await response.json());
      const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? `report.${kind}`;
      const url = URL.createObjectURL(await response.blob());
      const link = document.createElement('a');
      link.href = url;
      link.download = name;
      link.click();
      URL.revokeObjectURL(url);
    } catch (error) {
      this.exportProblem = `エクスポートできません: ${reason(error)}`;
    }
  }

  print(): void {
    window.print();
  }

  private shapeChart(result: ReportResult): void {
    this.model = undefined;
    this.chartProblem = undefined;
    try {
      const spec = reportChartSpec(result.reportMetadata.chart);
      if (spec) this.model = chartModel(result, spec);
    } catch (error) {
      this.chartProblem = `グラフを表示できません: ${(error as Error).message}`;
    }
  }

  get name(): string {
    return this.result?.reportMetadata.name ?? '';
  }

  get typeLabel(): string {
    return this.result?.reportMetadata.reportType?.label ?? '';
  }

  get description(): string | undefined {
    return this.result?.reportMetadata.description ?? undefined;
  }

  get chartLabel(): string {
    return this.result?.reportMetadata.chart?.title || this.name;
  }

  get asOfText(): string {
    return this.ranAt ? asOf(this.ranAt) : '';
  }

  get totals(): { key: string; label: string; text: string }[] {
    const { result } = this;
    if (!result) return [];
    const fact = factAt(result, 'T');
    return result.reportMetadata.aggregates.map((name, index) => ({
      key: name,
      label: labelOf(result, name),
      text: fact.aggregates[index]?.label ?? ''
    }));
  }

  get filters(): { key: string; text: string }[] {
    return this.result ? filterTexts(this.result, this.describe).map((text, index) => ({ key: String(index), text })) : [];
  }

  get noFilters(): boolean {
    return this.filters.length === 0;
  }
}
