import { api, LightningElement } from 'lwc';
import type { TableModel } from 'shell/chartData';
import { urlOfRoute } from 'shell/routes';

interface Cell {
  key: string;
  label: string;
  href?: string;
  isHeading: boolean;
  cellClass: string;
}

/** A plain table of texts, numbers to the right, names as links. */
export default class TableView extends LightningElement {
  @api model?: TableModel;
  @api caption = '';
  /** One line per row, long texts cut with their full text as tooltip, for tables that scroll sideways. */
  @api compact = false;

  get tableClass(): string {
    return `slds-table slds-table_cell-buffer slds-table_bordered table${this.compact ? ' table_compact' : ''}`;
  }

  private cellClass(index: number): string {
    return this.model?.columns[index]?.numeric ? 'cell numeric' : 'cell';
  }

  get columns(): { key: string; label: string; cellClass: string }[] {
    return (this.model?.columns ?? []).map(({ label }, index) => ({ key: String(index), label, cellClass: this.cellClass(index) }));
  }

  get rows(): { key: string; cells: Cell[] }[] {
    return (this.model?.rows ?? []).map((row, rowIndex) => ({
      key: String(rowIndex),
      cells: row.map(({ label, recordId }, index) => ({
        key: `${rowIndex}-${index}`,
        label,
        isHeading: index === 0,
        cellClass: this.cellClass(index),
        ...(recordId ? { href: urlOfRoute({ page: 'record', recordId, action: 'view' }) } : {})
      }))
    }));
  }

  get total(): { key: string; label: string; cellClass: string }[] | undefined {
    return this.model?.total?.map((label, index) => ({ key: String(index), label, cellClass: this.cellClass(index) }));
  }
}
