/** One component of a page, by its name in the FlexiPage. */
import { api, LightningElement } from 'lwc';
import type { PageNode, SafeNode } from '../../../page/types.ts';
import type { RecordState } from 'record/recordState';

export default class Node extends LightningElement {
  @api node: PageNode | undefined;
  @api state: RecordState | undefined;

  private get component(): string {
    return this.node?.component ?? '';
  }
  get isHighlights(): boolean {
    return this.component === 'force:highlightsPanel';
  }
  get isPath(): boolean {
    return /^runtime_sales_(lead|pathassistant):pathAssistant$/.test(this.component);
  }
  get isSection(): boolean {
    return this.component === 'flexipage:fieldSection';
  }
  get isField(): boolean {
    return this.component === 'field';
  }
  get isTabset(): boolean {
    return this.component === 'flexipage:tabset';
  }
  get isAccordion(): boolean {
    return this.component === 'flexipage:accordion';
  }
  get isDetail(): boolean {
    return this.component === 'force:detailPanel';
  }
  get isRelatedList(): boolean {
    return this.component === 'lst:dynamicRelatedList';
  }
  get isActivities(): boolean {
    return this.component === 'runtime_sales_activities:activityPanel';
  }
  get isRichText(): boolean {
    return this.component === 'flexipage:richText';
  }
  get isCustom(): boolean {
    return this.component.startsWith('c:');
  }
  get customName(): string {
    return this.component.slice(2);
  }
  get recordId(): string | undefined {
    return this.state?.view().recordId;
  }
  get objectApiName(): string {
    return this.state?.view().objectApiName ?? '';
  }
  get richText(): SafeNode[] {
    return JSON.parse(String(this.node?.properties.content ?? '[]')) as SafeNode[];
  }
  get fieldPath(): string {
    return this.node?.field?.path ?? '';
  }
  get behavior(): string {
    return this.node?.field?.behavior ?? 'none';
  }
}
