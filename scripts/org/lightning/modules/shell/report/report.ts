import { api, LightningElement } from 'lwc';
import { factAt, labelOf, type ReportDescribe, type ReportResult } from 'shell/analytics';
import { request } from 'shell/api';
import { chartModel, type ChartModel } from 'shell/chartData';
import { reportChartSpec } from 'shell/dashboardData';
import { toFailure, type Failure } from 'shell/failures';
import { asOf } from 'shell/formats';
import { filterTexts } from 'shell/reportFilters';

/** A report run now: totals, conditions, chart and table. */
export default class Report extends LightningElement {
  result?: ReportResult;
  failure?: Failure;
  isLoading = false;
  model?: ChartModel;
  chartProblem?: string;
  private describe?: ReportDescribe;
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
      const path = `/analytics/reports/${encodeURIComponent(id)}`;
      const [result, describe] = await Promise.all([
        request<ReportResult>(`${path}?includeDetails=true`),
        request<ReportDescribe>(`${path}/describe`)
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
