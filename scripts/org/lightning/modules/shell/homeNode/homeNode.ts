import { api, LightningElement } from 'lwc';
import type { SafeNode } from '../../../page/types.ts';

interface HomeNodeModel {
  key: string;
  component: string;
  properties: Record<string, string | number | boolean | string[]>;
}

/** One component of a Home page. */
export default class HomeNode extends LightningElement {
  @api node?: HomeNodeModel;

  get name(): string {
    return this.node?.component ?? '';
  }

  get properties(): HomeNodeModel['properties'] {
    return this.node?.properties ?? {};
  }

  get isDashboard(): boolean {
    return this.name === 'desktopDashboards:embeddedDashboard';
  }

  get isList(): boolean {
    return this.name === 'flexipage:filterListCard';
  }

  get isReportChart(): boolean {
    return this.name === 'flexipage:reportChart';
  }

  get isRichText(): boolean {
    return this.name === 'flexipage:richText';
  }

  get richText(): SafeNode[] {
    return JSON.parse(String(this.properties.content ?? '[]')) as SafeNode[];
  }

  /** Name of a deployed component, without its namespace. */
  get customName(): string | undefined {
    return this.name.startsWith('c:') ? this.name.slice(2) : undefined;
  }

  get hideOnError(): boolean {
    return String(this.properties.hideOnError) === 'true';
  }

  get showRefreshButton(): boolean {
    return String(this.properties.showRefreshButton) === 'true';
  }
}
