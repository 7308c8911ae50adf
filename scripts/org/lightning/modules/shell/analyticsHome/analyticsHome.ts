import { api, LightningElement } from 'lwc';
import { query } from 'shell/api';
import { toFailure, type Failure } from 'shell/failures';
import { urlOfRoute } from 'shell/routes';

interface Row {
  key: string;
  name: string;
  description: string;
  folder: string;
  href: string;
}

interface ReportRow {
  Id: string;
  Name: string;
  Description: string | null;
  FolderName: string | null;
}

interface DashboardRow {
  Id: string;
  Title: string;
  Description: string | null;
  FolderName: string | null;
}

/** The tabs レポート and ダッシュボード: everything the user may open, by name. */
export default class AnalyticsHome extends LightningElement {
  rows?: Row[];
  failure?: Failure;
  private shown?: 'reports' | 'dashboards';

  @api
  get kind(): 'reports' | 'dashboards' | undefined {
    return this.shown;
  }
  set kind(kind: 'reports' | 'dashboards' | undefined) {
    if (kind === this.shown) return;
    this.shown = kind;
    this.rows = undefined;
    this.load();
  }

  @api focusHeading(): void {
    this.template?.querySelector<HTMLElement>('h1')?.focus();
  }

  async load(): Promise<void> {
    const { shown } = this;
    this.failure = undefined;
    try {
      const rows = shown === 'reports' ? await this.reports() : await this.dashboards();
      if (shown === this.shown) this.rows = rows;
    } catch (error) {
      if (shown === this.shown) this.failure = toFailure(error);
    }
    // After this render, so that the heading exists when focus moves to it.
    Promise.resolve().then(() =>
      this.dispatchEvent(new CustomEvent('pageready', { bubbles: true, composed: true, detail: { title: this.title } }))
    );
  }

  private async reports(): Promise<Row[]> {
    const rows = await query<ReportRow>('SELECT Id, Name, Description, FolderName FROM Report ORDER BY Name');
    return rows.map((row) => ({
      key: row.Id,
      name: row.Name,
      description: row.Description ?? '',
      folder: row.FolderName ?? '',
      href: urlOfRoute({ page: 'report', recordId: row.Id })
    }));
  }

  private async dashboards(): Promise<Row[]> {
    const rows = await query<DashboardRow>('SELECT Id, Title, Description, FolderName FROM Dashboard ORDER BY Title');
    return rows.map((row) => ({
      key: row.Id,
      name: row.Title,
      description: row.Description ?? '',
      folder: row.FolderName ?? '',
      href: urlOfRoute({ page: 'dashboard', recordId: row.Id })
    }));
  }

  get title(): string {
    return this.shown === 'dashboards' ? 'ダッシュボード' : 'レポート';
  }

  get nameLabel(): string {
    return `${this.title}名`;
  }

  get iconName(): string {
    return this.shown === 'dashboards' ? 'standard:dashboard' : 'standard:report';
  }

  get countText(): string {
    return this.rows ? `${this.rows.length} 件` : '';
  }

  get isEmpty(): boolean {
    return this.rows?.length === 0;
  }
}
