/** `lightning-messages`: errors of the record form around it that belong to no single field. */
import { LightningElement } from 'lwc';
import { joinForm } from 'platform/formContext';
import { errorSummary, type RecordView } from 'record/recordState';

export default class Messages extends LightningElement {
  private end: (() => void) | undefined;
  view: RecordView | undefined;

  connectedCallback(): void {
    joinForm(this as unknown as EventTarget, 'lightning-messages', (state) => {
      this.view = state.view();
      this.end = state.subscribe(() => {
        this.view = state.view();
      });
    });
  }
  disconnectedCallback(): void {
    this.end?.();
  }
  get errors(): { key: string; text: string }[] {
    if (!this.view) return [];
    if (this.view.status === 'failed') return [{ key: 'failure', text: this.view.failure }];
    return errorSummary(this.view);
  }
  get hasErrors(): boolean {
    return this.errors.length > 0;
  }
}
