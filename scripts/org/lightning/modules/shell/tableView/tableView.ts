import { api, LightningElement } from 'lwc';
import type { TableModel } from 'shell/chartData';
import { urlOfRoute } from 'shell/routes';

interface Cell {
  key: string;
  label: string;
  href?: string;
  isTick: boolean;
  ticked: boolean;
  isHeading: boolean;
  cellClass: string;
}

/** A plain table of texts, numbers to the right, names as links. */
export default class TableView extends LightningElement {
  @api model?: TableModel;
  @api caption = '';
  /** One line per row, long texts cut with their full text as tooltip, for tables that scroll sideways. */
  @api compact = false;
  /** Entries of a menu behind each row; a choice is told by `rowaction` with its name and the index of the row. */
  @api rowActions: { name: string; label: string }[] = [];

  get tableClass(): string {
    return `slds-table slds-table_cell-buffer slds-table_bordered table${this.compact ? ' table_compact' : ''}`;
  }

  private cellClass(index: number): string {
    return this.model?.columns[index]?.numeric ? 'cell numeric' : 'cell';
  }

  get columns(): { key: string; label: string; cellClass: string }[] {
    return (this.model?.columns ?? []).map(({ label }, index) => ({ key: String(index), label, cellClass: this.cellClass(index) }));
  }

  get hasActions(): boolean {
    return this.rowActions.length > 0;
  }

  get rows(): { key: string; index: number; menuLabel: string; cells: Cell[] }[] {
    return (this.model?.rows ?? []).map((row, rowIndex) => ({
      key: String(rowIndex),
      index: rowIndex,
      menuLabel: `${row[0]?.label ?? ''} のアクションを表示`,
      cells: row.map(({ label, recordId, ticked }, index) => ({
        key: `${rowIndex}-${index}`,
        label,
        isTick: ticked !== undefined,
        ticked: ticked === true,
        isHeading: index === 0,
        cellClass: this.cellClass(index),
        ...(recordId ? { href: urlOfRoute({ page: 'record', recordId, action: 'view' }) } : {})
      }))
    }));
  }

  handleAction(event: CustomEvent<{ value: string }>): void {
    const index = Number((event.currentTarget as HTMLElement).dataset.index);
    this.dispatchEvent(new CustomEvent('rowaction', { detail: { name: event.detail.value, index } }));
  }

  get total(): { key: string; label: string; cellClass: string }[] | undefined {
    return this.model?.total?.map((label, index) => ({ key: String(index), label, cellClass: this.cellClass(index) }));
  }
}
