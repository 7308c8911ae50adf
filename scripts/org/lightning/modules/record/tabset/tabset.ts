/** Tabs of a page. */
import { api } from 'lwc';
import type { PageNode } from '../../../page/types.ts';
import { isVisible } from 'record/visibility';
import StateElement from 'record/stateElement';

const STANDARD_TITLES: Record<string, string> = {
  'Standard.Tab.detail': '詳細',
  'Standard.Tab.relatedLists': '関連',
  'Standard.Tab.activity': '活動',
  'Standard.Tab.collaborate': 'Chatter',
  'Standard.Tab.news': 'ニュース',
  'Standard.Tab.chatter': 'Chatter'
};

export default class Tabset extends StateElement {
  @api node: PageNode | undefined;
  private chosen: string | undefined;

  private get shownTabs(): PageNode[] {
    return (this.node?.facets?.tabs ?? []).filter((tab) => isVisible(tab.rule, this.view?.record));
  }
  get tabs(): { key: string; label: string; nodes: PageNode[] }[] {
    return this.shownTabs.map((tab) => {
      const title = String(tab.properties.title ?? '');
      return { key: tab.key, label: STANDARD_TITLES[title] ?? title, nodes: tab.facets?.body ?? [] };
    });
  }
  get active(): string | undefined {
    return this.chosen ?? this.shownTabs.find((tab) => String(tab.properties.active) === 'true')?.key ?? this.shownTabs[0]?.key;
  }
  handleActive(event: CustomEvent): void {
    const tab = event.target as HTMLElement & { value?: string };
    this.chosen = tab.value;
  }
}
