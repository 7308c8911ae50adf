/** A section of fields in one to three columns, which can be folded. */
import { api } from 'lwc';
import type { PageNode } from '../../../page/types.ts';
import { isVisible } from 'record/visibility';
import { asTyped } from 'record/recordState';
import StateElement from 'record/stateElement';

interface Column {
  key: string;
  className: string;
  fields: { key: string; path: string; behavior: string }[];
}

export default class FieldSection extends StateElement {
  @api node: PageNode | undefined;
  open = true;

  get label(): string {
    return String(this.node?.properties.label ?? '');
  }
  get expanded(): string {
    return String(this.open);
  }
  get sectionClass(): string {
    return `slds-section${this.open ? ' slds-is-open' : ''}`;
  }
  get icon(): string {
    return this.open ? 'utility:chevrondown' : 'utility:chevronright';
  }
  get columns(): Column[] {
    const columns = this.node?.facets?.columns ?? [];
    const record = asTyped(this.view);
    return columns
      .filter((column) => isVisible(column.rule, record))
      .map((column) => ({
        key: column.key,
        className: `slds-col slds-size_1-of-1 slds-large-size_1-of-${columns.length}`,
        fields: (column.facets?.body ?? [])
          .filter((node) => node.field && isVisible(node.rule, record))
          .map((node) => ({ key: node.key, path: node.field?.path ?? '', behavior: node.field?.behavior ?? 'none' }))
      }));
  }

  handleToggle(): void {
    this.open = !this.open;
  }
}
