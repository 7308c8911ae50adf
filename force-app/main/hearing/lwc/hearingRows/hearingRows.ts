/**
 * One hearing item that the rows of a list answer, such as the issues of a case: its tier, its question on demand and what its rows say.
 * Saves its rows itself and then says so by `rowschange`; the form reads the record again, because the field of the item counts the rows.
 */
import type HearingField from 'c/hearingField';
import type { FieldView } from 'c/hearingView';
import { LightningElement, api } from 'lwc';

/** Detail of the `rowschange` event (bubbles, composed): rows of this item were created, changed or deleted on the server. */
export interface RowsChange {
  /** developerName of the item. */
  readonly item: string;
}

export default class HearingRows extends LightningElement {
  @api recordId: string | undefined;
  @api item!: FieldView;

  /** Puts the focus on the item. */
  @api
  focus(): void {
    this.field?.focus();
  }

  /** Scrolls the item out from under the docked bar. */
  @api
  uncover(): void {
    this.field?.uncover();
  }

  private get field(): (HTMLElement & Pick<HearingField, 'uncover'>) | null {
    return this.template?.querySelector<HTMLElement & Pick<HearingField, 'uncover'>>('c-hearing-field') ?? null;
  }
}
