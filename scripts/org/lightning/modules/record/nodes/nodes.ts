/** The components of a region or facet, those whose visibility rules hold. */
import { api } from 'lwc';
import type { PageNode } from '../../../page/types.ts';
import { isVisible } from 'record/visibility';
import { asTyped } from 'record/recordState';
import StateElement from 'record/stateElement';

/** They bring a card of their own. */
const OWN_CARD = /^(force:highlightsPanel$|lst:dynamicRelatedList$|runtime_sales_activities:activityPanel$|c:)/;

export default class Nodes extends StateElement {
  @api nodes: readonly PageNode[] = [];
  /** True inside tabs and sections, where a component gets no card of its own. */
  @api inner = false;

  get shown(): { key: string; node: PageNode; className: string }[] {
    const record = asTyped(this.view);
    return this.nodes
      .filter((node) => (node.rule === undefined || record !== undefined) && isVisible(node.rule, record))
      .map((node) => ({
        key: node.key,
        node,
        className: this.inner || OWN_CARD.test(node.component) ? 'plain' : 'card'
      }));
  }
}
