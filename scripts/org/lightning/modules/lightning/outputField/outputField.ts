/** `lightning-output-field`. Source: Component Reference, "Output Field". */
import { api, LightningElement } from 'lwc';
import { fieldNameOf, joinForm } from 'platform/formContext';
import type { RecordView } from 'record/recordState';

export default class OutputField extends LightningElement {
  @api fieldName: string | { fieldApiName: string } = '';
  @api variant = 'standard';
  private end: (() => void) | undefined;
  view: RecordView | undefined;

  connectedCallback(): void {
    joinForm(this as unknown as EventTarget, 'lightning-output-field', (state) => {
      this.view = state.view();
      state.need([this.name]);
      this.end = state.subscribe(() => {
        this.view = state.view();
      });
    });
  }
  disconnectedCallback(): void {
    this.end?.();
  }
  get name(): string {
    return fieldNameOf(this.fieldName);
  }
  get isReady(): boolean {
    return this.view?.status === 'ready' && this.view.info.fields[this.name] !== undefined;
  }
  get info(): RecordView['info'] | undefined {
    return this.view?.info;
  }
  get record(): RecordView['record'] {
    return this.view?.record;
  }
}
