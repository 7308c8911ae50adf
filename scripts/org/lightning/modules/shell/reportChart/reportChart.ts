import { api, LightningElement } from 'lwc';
import type { ReportResult } from 'shell/analytics';
import { query, request, soqlText } from 'shell/api';
import { chartModel, type ChartModel } from 'shell/chartData';
import { reportChartSpec } from 'shell/dashboardData';
import { failure, toFailure, type Failure } from 'shell/failures';
import { asOf } from 'shell/formats';
import { urlOfRoute } from 'shell/routes';

/** `flexipage:reportChart`: the chart of a report by its developer name. */
export default class ReportChart extends LightningElement {
  @api label?: string;
  @api showRefreshButton = false;
  model?: ChartModel;
  problem?: string;
  failure?: Failure;
  private reportTitle?: string;
  private reportId?: string;
  private ranAt?: Date;
  private name?: string;

  @api
  get reportName(): string | undefined {
    return this.name;
  }
  set reportName(name: string | undefined) {
    if (name === this.name) return;
    this.name = name;
    this.load();
  }

  async load(): Promise<void> {
    const { name } = this;
    this.failure = undefined;
    this.problem = undefined;
    if (!name) return;
    try {
      const [row] = await query<{ Id: string }>(`SELECT Id FROM Report WHERE DeveloperName = ${soqlText(name)}`);
      const result = row ? await request<ReportResult>(`/analytics/reports/${row.Id}?includeDetails=false`) : undefined;
      if (name !== this.name) return;
      if (!row || !result) this.failure = failure('notFound', `Report ${name}`);
      else this.shape(row.Id, result);
    } catch (error) {
      if (name === this.name) this.failure = toFailure(error);
    }
  }

  private shape(id: string, result: ReportResult): void {
    this.reportId = id;
    this.ranAt = new Date();
    this.reportTitle = result.reportMetadata.name;
    try {
      const spec = reportChartSpec(result.reportMetadata.chart);
      if (spec) this.model = chartModel(result, spec);
      else this.problem = 'このレポートにはグラフがありません。';
    } catch (error) {
      this.problem = (error as Error).message;
    }
  }

  get title(): string {
    return this.label || this.reportTitle || 'レポートグラフ';
  }

  get refreshLabel(): string {
    return `${this.title}を更新`;
  }

  get asOfText(): string {
    return this.ranAt ? asOf(this.ranAt) : '';
  }

  get reportUrl(): string | undefined {
    return this.reportId ? urlOfRoute({ page: 'report', recordId: this.reportId }) : undefined;
  }
}
