/** One section of the hearing with its progress per tier. */
import type { FieldView, SectionView } from 'c/hearingView';
import { formatText } from 'c/textFormat';
import { LightningElement, api } from 'lwc';
import { labels } from './labels';

export default class HearingSection extends LightningElement {
  @api section!: SectionView;

  /**
   * Puts the focus on an item.
   * @param key developerName of the item
   * @returns false when the item is not in this section
   */
  @api
  focusItem(key: string): boolean {
    const field = [...(this.template?.querySelectorAll<HTMLElement>('c-hearing-field') ?? [])].find((each) => each.dataset.key === key);
    field?.focus();
    return field !== undefined;
  }

  get progress(): { key: string; text: string }[] {
    return this.section.progress.map(({ tier, filled, total }) => ({ key: tier, text: formatText(labels.progress, tier, filled, total) }));
  }

  get fields(): { key: string; item: FieldView; layout: string }[] {
    return this.section.fields.map((item) => ({ key: item.key, item, layout: isWide(item) ? 'wide' : 'narrow' }));
  }
}

function isWide({ kind, mode }: FieldView): boolean {
  return kind === 'longText' || kind === 'multiPicklist' || mode === 'unsupported';
}
