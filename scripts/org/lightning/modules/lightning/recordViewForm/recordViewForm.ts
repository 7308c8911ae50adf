/** `lightning-record-view-form`. Source: Component Reference, "Record View Form". */
import { api, LightningElement } from 'lwc';
import { answerFields } from 'platform/formContext';
import { createRecordState, type RecordState } from 'record/recordState';

export default class RecordViewForm extends LightningElement {
  @api recordId = '';
  @api objectApiName: string | { objectApiName: string } = '';
  @api density = 'auto';
  private form: RecordState | undefined;
  private isLoaded = false;

  private get state(): RecordState {
    if (!this.form) {
      const name = typeof this.objectApiName === 'string' ? this.objectApiName : this.objectApiName.objectApiName;
      const form = createRecordState(name, this.recordId);
      form.subscribe(() => this.tell(form));
      this.form = form;
    }
    return this.form;
  }
  connectedCallback(): void {
    queueMicrotask(() => void this.state.refresh());
  }
  disconnectedCallback(): void {
    this.form?.dispose();
    this.form = undefined;
    this.isLoaded = false;
  }
  private tell(form: RecordState): void {
    if (form.view().status !== 'ready' || this.isLoaded) return;
    this.isLoaded = true;
    this.dispatchEvent(new CustomEvent('load'));
  }
  handleJoin(event: Event): void {
    answerFields(event, this.state);
  }
}
