/** One task or event of the activity panel; `complete` asks to change whether a task is done. */
import { api, LightningElement } from 'lwc';
import type { ActivityItem as Item } from 'record/activityModel';

export default class ActivityItem extends LightningElement {
  @api item: Item | undefined;
  @api disabled = false;
  /** Label of the object, renames applied. */
  @api objectLabel = '';

  /** Puts the box back after a refused change. */
  @api
  reset(): void {
    const box = this.template?.querySelector<HTMLElement & { checked: boolean }>('lightning-input');
    if (box) box.checked = this.item?.closed === true;
  }
  @api
  focus(): void {
    this.template?.querySelector<HTMLElement>('lightning-input')?.focus();
  }

  get isTask(): boolean {
    return this.item?.kind === 'Task';
  }
  get icon(): string {
    return this.isTask ? 'standard:task' : 'standard:event';
  }
  get boxLabel(): string {
    return `${this.item?.subject ?? ''} を完了にする`;
  }
  get dateClass(): string {
    return this.item?.overdue ? 'date overdue' : 'date';
  }
  get subjectClass(): string {
    return this.item?.closed ? 'subject closed' : 'subject';
  }
  get details(): string {
    return (this.item?.details ?? []).join(' ・ ');
  }

  handleChange(event: CustomEvent<{ checked: boolean }>): void {
    event.stopPropagation();
    this.dispatchEvent(new CustomEvent('complete', { detail: { id: this.item?.key, closed: event.detail.checked } }));
  }
}
