import { api, LightningElement } from 'lwc';
import type { ReportResult } from 'shell/analytics';
import { groupOrders, type GroupOrder, type GroupOrders } from 'shell/reportOrder';
import { reportTable, type ReportOptions, type ReportTable } from 'shell/reportTable';
import { urlOfRoute } from 'shell/routes';

interface Cell {
  key: string;
  text: string;
  href?: string;
  isTick: boolean;
  ticked: boolean;
  isHeading: boolean;
  scope?: string;
  colSpan: number;
  rowSpan: number;
  cellClass: string;
}

/** How a heading says the order: to screen readers by `aria-sort`, to eyes by an arrow. */
function sortMark(order: string | undefined): { sorted: string | null; icon?: string } {
  if (order === undefined) return { sorted: null };
  return order === 'Desc' ? { sorted: 'descending', icon: 'utility:arrowdown' } : { sorted: 'ascending', icon: 'utility:arrowup' };
}

/** The table of a report with the switches below Lightning's reports: details, subtotals, grand total. */
export default class ReportGrid extends LightningElement {
  options: ReportOptions = { details: true, subtotals: true, grandTotal: true };
  problem?: string;
  isMenuOpen = false;
  private table?: ReportTable;
  private shown?: ReportResult;

  @api
  get result(): ReportResult | undefined {
    return this.shown;
  }
  set result(result: ReportResult | undefined) {
    this.shown = result;
    if (result)
      this.options = {
        details: result.hasDetailRows,
        subtotals: result.reportMetadata.showSubtotals ?? true,
        grandTotal: result.reportMetadata.showGrandTotal ?? true
      };
    this.shape();
  }

  private shape(): void {
    this.problem = undefined;
    this.table = undefined;
    if (!this.shown) return;
    try {
      this.table = reportTable(this.shown, this.options);
    } catch (error) {
      this.problem = (error as Error).message;
    }
  }

  handleOption(event: CustomEvent<{ checked: boolean }>): void {
    const name = (event.target as HTMLInputElement).name as keyof ReportOptions;
    this.options = { ...this.options, [name]: event.detail.checked };
    this.shape();
  }

  /** Tells `sort` with the column; the second time the other way round. */
  handleSort(event: Event): void {
    const column = (event.currentTarget as HTMLElement).dataset.column ?? '';
    const [sort] = this.shown?.reportMetadata.sortBy ?? [];
    const descending = sort?.sortColumn === column && sort.sortOrder !== 'Desc';
    this.dispatchEvent(new CustomEvent('sort', { detail: { column, descending } }));
  }

  /** Tells `groupsort` with the grouping and the order that was chosen for its groups. */
  handleGroupSort(event: CustomEvent<{ value: string }>): void {
    const grouping = (event.currentTarget as HTMLElement).dataset.grouping ?? '';
    const order: GroupOrder | undefined = this.orders.find((menu) => menu.grouping === grouping)?.orders[event.detail.value];
    if (order) this.dispatchEvent(new CustomEvent('groupsort', { detail: { grouping, order } }));
  }

  openMenu(): void {
    this.isMenuOpen = true;
  }

  closeMenu(): void {
    this.isMenuOpen = false;
  }

  /** A menu would be cut at the end of a short table. */
  get scrollClass(): string {
    return this.isMenuOpen ? 'scroll scroll_menu' : 'scroll';
  }

  private get orders(): GroupOrders[] {
    return this.shown ? groupOrders(this.shown) : [];
  }

  /** Groups across have no heading with their name. */
  get acrossMenus(): GroupOrders[] {
    return this.orders.filter(({ axis }) => axis === 'across');
  }

  get caption(): string {
    return `レポート「${this.shown?.reportMetadata.name ?? ''}」の結果`;
  }

  get hasGroups(): boolean {
    return (this.shown?.reportMetadata.groupingsDown.length ?? 0) > 0;
  }

  get canShowDetails(): boolean {
    return this.hasGroups && this.shown?.reportMetadata.reportFormat === 'SUMMARY' && this.shown.hasDetailRows;
  }

  get isEmpty(): boolean {
    return !this.table?.rows.some((row) => row.kind !== 'total');
  }

  get isCut(): boolean {
    return this.shown?.allData === false;
  }

  get headings(): {
    key: string;
    cells: {
      key: string;
      text: string;
      scope: string;
      colSpan: number;
      rowSpan: number;
      cellClass: string;
      column?: string;
      sorted: string | null;
      icon?: string;
      menu?: GroupOrders;
    }[];
  }[] {
    const [sort] = this.shown?.reportMetadata.sortBy ?? [];
    const { orders } = this;
    const menuOf = (grouping: string | undefined): { menu?: GroupOrders } => {
      const menu = orders.find((candidate) => candidate.grouping === grouping);
      return menu ? { menu } : {};
    };
    return (this.table?.headings ?? []).map((row, index) => ({
      key: String(index),
      cells: row.map(({ key, text, colSpan, rowSpan, numeric, column, grouping }) => ({
        ...menuOf(grouping),
        ...(column === undefined ? {} : { column }),
        ...sortMark(column !== undefined && sort?.sortColumn === column ? sort.sortOrder : undefined),
        key,
        text,
        colSpan,
        rowSpan,
        scope: colSpan > 1 ? 'colgroup' : 'col',
        cellClass: numeric ? 'heading numeric' : 'heading'
      }))
    }));
  }

  get rows(): { key: string; rowClass: string; cells: Cell[] }[] {
    return (this.table?.rows ?? []).map((row) => ({
      key: row.key,
      rowClass: `row-${row.kind}`,
      cells: row.cells.map(({ key, text, recordId, ticked, kind, colSpan, rowSpan, numeric }) => ({
        key,
        text,
        isTick: ticked !== undefined,
        ticked: ticked === true,
        colSpan,
        rowSpan,
        isHeading: kind === 'group' || kind === 'label',
        ...(kind === 'group' || kind === 'label' ? { scope: rowSpan > 1 ? 'rowgroup' : 'row' } : {}),
        ...(recordId ? { href: urlOfRoute({ page: 'record', recordId, action: 'view' }) } : {}),
        cellClass: `cell cell-${kind}${numeric ? ' numeric' : ''}`
      }))
    }));
  }
}
