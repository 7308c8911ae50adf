/**
 * One section of the hearing with its progress per tier. An item that a field answers is a `c-hearing-field`, one that rows of a list answer a
 * `c-hearing-rows`; both are given the record and the item, both have `focus()` and `uncover()`, and what happens in them rises to the form
 * by events that bubble: `answerchange` (AnswerChange of c/hearingField), `rowschange` (RowsChange of c/hearingRows) and `itemstate`
 * (ItemStateChange of c/hearingView).
 */
import type HearingField from 'c/hearingField';
import type { FieldView, SectionView } from 'c/hearingView';
import { formatText } from 'c/textFormat';
import { LightningElement, api } from 'lwc';
import { labels } from './labels';

export default class HearingSection extends LightningElement {
  @api section!: SectionView;
  @api recordId: string | undefined;

  /**
   * Puts the focus on an item.
   * @param key developerName of the item
   * @returns false when the item is not in this section
   */
  @api
  focusItem(key: string): boolean {
    const field = this.fieldOf(key);
    field?.focus();
    return field !== undefined;
  }

  /** Scrolls an item of this section out from under the docked bar. */
  @api
  uncoverItem(key: string): void {
    this.fieldOf(key)?.uncover();
  }

  private fieldOf(key: string): (HTMLElement & Pick<HearingField, 'uncover'>) | undefined {
    const fields = this.template?.querySelectorAll<HTMLElement & Pick<HearingField, 'uncover'>>('[data-key]') ?? [];
    return [...fields].find((each) => each.dataset.key === key);
  }

  get progress(): { key: string; text: string }[] {
    return this.section.progress.map(({ tier, filled, total }) => ({ key: tier, text: formatText(labels.progress, tier, filled, total) }));
  }

  get fields(): { key: string; item: FieldView; layout: string; hasRows: boolean }[] {
    return this.section.fields.map((item) => ({
      key: item.key,
      item,
      layout: isWide(item) ? 'wide' : 'narrow',
      hasRows: item.mode === 'rows'
    }));
  }
}

function isWide({ kind, mode }: FieldView): boolean {
  return kind === 'longText' || kind === 'multiPicklist' || mode === 'unsupported' || mode === 'rows';
}
