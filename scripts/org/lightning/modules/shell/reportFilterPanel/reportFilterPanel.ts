import { api, LightningElement } from 'lwc';
import type { ReportDescribe, ReportResult } from 'shell/analytics';
import {
  columnChoices,
  conditionProblem,
  conditionsOf,
  dateChoices,
  durationChoices,
  MAX_FILTERS,
  operatorChoices,
  valueHelp,
  type Choice,
  type Condition,
  type Conditions
} from 'shell/reportConditions';

interface Row extends Condition {
  legend: string;
  operators: Choice[];
  help: string;
}

/** The filter panel of a report: conditions that hold until the page is left, never saved. Tells `apply` with them, and `reset`. */
export default class ReportFilterPanel extends LightningElement {
  @api describe?: ReportDescribe;
  conditions?: Conditions;
  problem?: string;
  private shown?: ReportResult;
  private nextKey = 0;

  @api
  get result(): ReportResult | undefined {
    return this.shown;
  }
  set result(result: ReportResult | undefined) {
    this.shown = result;
    this.conditions = result && conditionsOf(result);
    this.nextKey = this.conditions?.filters.length ?? 0;
    this.problem = undefined;
  }

  @api focus(): void {
    this.template?.querySelector<HTMLElement>('.panel-heading')?.focus();
  }

  get columns(): Choice[] {
    return this.shown ? columnChoices(this.shown, this.describe) : [];
  }

  get dateColumns(): Choice[] {
    return this.shown ? dateChoices(this.shown, this.describe) : [];
  }

  get durations(): Choice[] {
    return durationChoices(this.describe, this.conditions?.period.duration ?? '');
  }

  get isCustom(): boolean {
    return this.conditions?.period.duration === 'CUSTOM';
  }

  get rows(): Row[] {
    const { shown, describe } = this;
    return (this.conditions?.filters ?? []).map((filter, index) => ({
      ...filter,
      legend: `検索条件 ${index + 1}`,
      operators: shown ? operatorChoices(shown, describe, filter.column) : [],
      help: shown ? valueHelp(shown, describe, filter.column) : ''
    }));
  }

  get isFull(): boolean {
    return (this.conditions?.filters.length ?? 0) >= MAX_FILTERS;
  }

  private change(change: Partial<Conditions>): void {
    if (this.conditions) this.conditions = { ...this.conditions, ...change };
  }

  handlePeriod(event: CustomEvent<{ value: string }>): void {
    if (!this.conditions) return;
    const name = (event.target as HTMLInputElement).name;
    this.change({ period: { ...this.conditions.period, [name]: event.detail.value ?? '' } });
  }

  handleFilter(event: CustomEvent<{ value: string }>): void {
    const target = event.target as HTMLInputElement;
    const key = Number(target.dataset.key);
    const filters = (this.conditions?.filters ?? []).map((filter) =>
      filter.key === key ? this.fitting({ ...filter, [target.name]: event.detail.value ?? '' }) : filter
    );
    this.change({ filters });
  }

  /** Another column may not know the operator. */
  private fitting(filter: Condition): Condition {
    const operators = this.shown ? operatorChoices(this.shown, this.describe, filter.column) : [];
    return operators.some(({ value }) => value === filter.operator) ? filter : { ...filter, operator: operators[0]?.value ?? 'equals' };
  }

  handleLogic(event: CustomEvent<{ value: string }>): void {
    this.change({ logic: event.detail.value ?? '' });
  }

  add(): void {
    const filters = this.conditions?.filters ?? [];
    this.change({ filters: [...filters, { key: this.nextKey++, column: '', operator: 'equals', value: '' }] });
  }

  remove(event: Event): void {
    const key = Number((event.currentTarget as HTMLElement).dataset.key);
    // The numbers of the logic would name other filters.
    this.change({ filters: (this.conditions?.filters ?? []).filter((filter) => filter.key !== key), logic: '' });
    this.focus();
  }

  apply(): void {
    this.problem = this.conditions && conditionProblem(this.conditions);
    if (this.conditions && this.problem === undefined) this.dispatchEvent(new CustomEvent('apply', { detail: this.conditions }));
  }

  reset(): void {
    this.dispatchEvent(new CustomEvent('reset'));
  }
}
