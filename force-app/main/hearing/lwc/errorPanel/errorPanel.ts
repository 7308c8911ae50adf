/** The one place where errors are listed: messages of the record, and messages of fields with a way to the field. */
import { LightningElement, api } from 'lwc';
import { labels } from './labels';

export interface FieldError {
  readonly label: string;
  readonly message: string;
  /** What the `jump` event carries; undefined when there is no such field on the page. */
  readonly target?: string;
}

export default class ErrorPanel extends LightningElement {
  /** Heading; a general one when absent. */
  @api heading = labels.heading;
  @api messages: readonly string[] = [];
  @api fields: readonly FieldError[] = [];

  get hasErrors(): boolean {
    return this.messages.length > 0 || this.fields.length > 0;
  }

  get pageMessages(): string[] {
    return [...new Set(this.messages)];
  }

  get fieldMessages(): (FieldError & { key: string })[] {
    return this.fields.map((field, index) => ({ ...field, key: String(index) }));
  }

  handleJump(event: Event): void {
    const { target } = (event.currentTarget as HTMLElement).dataset;
    this.dispatchEvent(new CustomEvent<string>('jump', { detail: target }));
  }
}
