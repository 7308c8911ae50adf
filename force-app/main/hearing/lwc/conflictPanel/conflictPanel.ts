/** Asks which of two values stays, field by field, when somebody else saved the same field meanwhile. Nothing is overwritten silently. */
import { formatText } from 'c/textFormat';
import { LightningElement, api } from 'lwc';
import { labels } from './labels';

export interface ConflictView {
  readonly field: string;
  readonly label: string;
  /** Both values as text. */
  readonly mine: string;
  readonly theirs: string;
}

/** Detail of the `resolve` event. */
export interface Resolution {
  readonly field: string;
  readonly choice: 'mine' | 'theirs';
}

export default class ConflictPanel extends LightningElement {
  @api conflicts: readonly ConflictView[] = [];

  labels = labels;
  private answered = false;

  /** An answered question goes away with its buttons: the focus goes on to the next one. */
  renderedCallback(): void {
    if (!this.answered) return;
    this.answered = false;
    this.template?.querySelector<HTMLElement>('lightning-button')?.focus();
  }

  get hasConflicts(): boolean {
    return this.conflicts.length > 0;
  }

  get entries(): (ConflictView & { keepLabel: string; takeLabel: string })[] {
    return this.conflicts.map((conflict) => ({
      ...conflict,
      keepLabel: formatText(labels.keepMine, conflict.label),
      takeLabel: formatText(labels.takeTheirs, conflict.label)
    }));
  }

  handleChoice(event: Event): void {
    const { field = '', choice } = (event.currentTarget as HTMLElement).dataset;
    this.answered = true;
    const detail: Resolution = { field, choice: choice === 'mine' ? 'mine' : 'theirs' };
    this.dispatchEvent(new CustomEvent<Resolution>('resolve', { detail }));
  }
}
