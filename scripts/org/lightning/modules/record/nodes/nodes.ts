/** The components of a region or facet, those whose visibility rules hold. */
import { api, LightningElement } from 'lwc';
import type { PageNode } from '../../../page/types.ts';
import { isVisible } from 'record/visibility';
import type { RecordState, RecordView } from 'record/recordState';

export default class Nodes extends LightningElement {
  @api nodes: readonly PageNode[] = [];
  /** True inside tabs and sections, where a component gets no card of its own. */
  @api inner = false;
  private source: RecordState | undefined;
  private unsubscribe: (() => void) | undefined;
  view: RecordView | undefined;

  @api
  get state(): RecordState | undefined {
    return this.source;
  }
  set state(value: RecordState | undefined) {
    this.unsubscribe?.();
    this.source = value;
    this.view = value?.view();
    this.unsubscribe = value?.subscribe(() => {
      this.view = value.view();
    });
  }
  disconnectedCallback(): void {
    this.unsubscribe?.();
  }

  get shown(): { key: string; node: PageNode; className: string }[] {
    const record = this.view?.record;
    return this.nodes
      .filter((node) => (node.rule === undefined || record !== undefined) && isVisible(node.rule, record))
      .map((node) => ({
        key: node.key,
        node,
        className: this.inner || node.component === 'force:highlightsPanel' || node.component.startsWith('c:') ? 'plain' : 'card'
      }));
  }
}
