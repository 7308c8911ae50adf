/** A field's label and value, without a way to edit it. */
import { api, LightningElement } from 'lwc';
import { labelOf } from 'record/fieldModel';
import type { ObjectInfo, RecordData } from 'record/types';

export default class LabelledValue extends LightningElement {
  @api info: ObjectInfo | undefined;
  @api record: RecordData | undefined;
  @api path = '';
  @api variant = 'standard';

  get label(): string {
    const field = this.info?.fields[this.path];
    return field ? labelOf(field) : this.path;
  }
  get help(): string | null {
    return this.info?.fields[this.path]?.inlineHelpText ?? null;
  }
  get labelClass(): string {
    return this.variant === 'label-hidden' ? 'slds-assistive-text' : 'slds-form-element__label';
  }
}
