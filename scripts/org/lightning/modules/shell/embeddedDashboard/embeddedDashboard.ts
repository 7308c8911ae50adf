import { api, LightningElement } from 'lwc';
import { query, soqlText } from 'shell/api';
import { failure, toFailure, type Failure } from 'shell/failures';

/** `desktopDashboards:embeddedDashboard`: a dashboard by its developer name. */
export default class EmbeddedDashboard extends LightningElement {
  @api hideOnError = false;
  dashboardId?: string;
  failure?: Failure;
  private name?: string;

  @api
  get dashboardName(): string | undefined {
    return this.name;
  }
  set dashboardName(name: string | undefined) {
    if (name === this.name) return;
    this.name = name;
    this.load();
  }

  async load(): Promise<void> {
    const { name } = this;
    this.dashboardId = undefined;
    this.failure = undefined;
    if (!name) return;
    try {
      const [row] = await query<{ Id: string }>(`SELECT Id FROM Dashboard WHERE DeveloperName = ${soqlText(name)}`);
      if (name !== this.name) return;
      if (row) this.dashboardId = row.Id;
      else this.failure = failure('notFound', `Dashboard ${name}`);
    } catch (error) {
      if (name === this.name) this.failure = toFailure(error);
    }
  }

  /** The page may ask to show nothing instead of an error, but a lost connection concerns everybody. */
  get shownFailure(): Failure | undefined {
    return this.hideOnError && this.failure?.kind !== 'offline' ? undefined : this.failure;
  }
}
