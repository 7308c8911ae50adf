import { api, LightningElement } from 'lwc';
import { chartModel, type ChartModel, type TableModel } from 'shell/chartData';
import { componentSpec, componentTable, type ComponentData, type DashboardComponent } from 'shell/dashboardData';
import { urlOfRoute } from 'shell/routes';

/** One component of a dashboard: heading, chart or table, footer, way to the report. */
export default class DashboardTile extends LightningElement {
  /** True below a board that is itself part of a page: its heading comes one level deeper. */
  @api nested = false;
  private shownComponent?: DashboardComponent;
  private shownData?: ComponentData;
  model?: ChartModel;
  table?: TableModel;
  problem?: string;

  @api
  get component(): DashboardComponent | undefined {
    return this.shownComponent;
  }
  set component(component: DashboardComponent | undefined) {
    this.shownComponent = component;
    this.shape();
  }

  @api
  get data(): ComponentData | undefined {
    return this.shownData;
  }
  set data(data: ComponentData | undefined) {
    this.shownData = data;
    this.shape();
  }

  private shape(): void {
    this.model = undefined;
    this.table = undefined;
    this.problem = undefined;
    const component = this.shownComponent;
    const data = this.shownData;
    if (!component || !data) return;
    if (!data.reportResult) {
      this.problem = data.status.errorMessage ?? 'まだデータがありません。「更新」を押してください。';
      return;
    }
    try {
      const spec = componentSpec(component, data.reportResult);
      if (spec.kind === 'table') this.table = componentTable(component, data.reportResult);
      else this.model = chartModel(data.reportResult, spec);
    } catch (error) {
      this.problem = `このコンポーネントを表示できません: ${(error as Error).message}`;
    }
  }

  get bodyClass(): string {
    return this.table ? 'body body_table' : 'body';
  }

  get isEmptyTable(): boolean {
    return this.table?.rows.length === 0;
  }

  get heading(): string {
    return this.shownComponent?.header ?? this.shownComponent?.title ?? this.reportName;
  }

  get subtitle(): string | undefined {
    return this.shownComponent?.header ? (this.shownComponent.title ?? undefined) : undefined;
  }

  get footer(): string | undefined {
    return this.shownComponent?.footer ?? undefined;
  }

  get reportName(): string {
    return this.shownData?.reportResult?.reportMetadata.name ?? 'レポート';
  }

  get reportUrl(): string | undefined {
    const id = this.shownComponent?.reportId;
    return id ? urlOfRoute({ page: 'report', recordId: id }) : undefined;
  }
}
