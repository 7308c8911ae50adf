/** A field's value as text, link or check mark: what a page shows when nobody edits. */
import { api, LightningElement } from 'lwc';
import { labelOf, partsOf, referenceName } from 'record/fieldModel';
import type { FieldInfo, ObjectInfo, RecordData } from 'record/types';

const LINKS: Record<string, string> = { Email: 'mailto:', Phone: 'tel:' };

export default class FieldValue extends LightningElement {
  @api info: ObjectInfo | undefined;
  @api record: RecordData | undefined;
  /** Path below the record. */
  @api path = '';

  private get field(): FieldInfo | undefined {
    return this.info?.fields[this.path];
  }
  private get raw(): unknown {
    let owner: RecordData | undefined = this.record;
    let value: unknown = null;
    for (const name of this.path.split('.')) {
      value = owner?.fields?.[name]?.value ?? null;
      owner = value as RecordData | undefined;
    }
    return value;
  }

  get isCheckbox(): boolean {
    return typeof this.raw === 'boolean';
  }
  get isChecked(): boolean {
    return this.raw === true;
  }
  get checkLabel(): string {
    return this.raw === true ? 'はい' : 'いいえ';
  }
  get checkClass(): string {
    return this.raw === true ? 'box checked' : 'box';
  }
  get href(): string | undefined {
    const { field, raw } = this;
    if (!field || typeof raw !== 'string' || raw === '') return undefined;
    if (field.reference)
      return `/lightning/r/${field.referenceToInfos.length === 1 ? `${field.referenceToInfos[0]?.apiName}/` : ''}${raw}/view`;
    if (field.dataType === 'Url') return /^https?:\/\//i.test(raw) ? raw : `https://${raw}`;
    const scheme = LINKS[field.dataType];
    return scheme ? scheme + raw : undefined;
  }
  get target(): string | undefined {
    return this.field?.dataType === 'Url' ? '_blank' : undefined;
  }
  get text(): string {
    const { field, info, record, raw } = this;
    if (field?.reference) return referenceName(record, field) ?? String(raw ?? '');
    if (field && info && field.compound) return this.compoundText(info, field);
    const display = this.path.includes('.') ? null : record?.fields[this.path]?.displayValue;
    if (display !== null && display !== undefined) return field?.dataType === 'MultiPicklist' ? display.replaceAll(';', '; ') : display;
    return raw === null || typeof raw === 'object' ? '' : String(raw);
  }

  /** Names read as the org composes them; addresses as Japanese envelopes have them. */
  private compoundText(info: ObjectInfo, field: FieldInfo): string {
    const whole = this.record?.fields[field.apiName];
    if (field.dataType !== 'Address' && typeof whole?.value === 'string') return whole.value;
    const parts = partsOf(info, field).map((part) => ({
      label: labelOf(part),
      name: part.apiName,
      text: String(this.record?.fields[part.apiName]?.displayValue ?? this.record?.fields[part.apiName]?.value ?? '')
    }));
    const text = (ending: string): string => parts.find((part) => part.name.endsWith(ending))?.text ?? '';
    const postal = text('PostalCode');
    const lines = [postal ? `〒${postal}` : '', `${text('State')}${text('City')}${text('Street')}`, text('Country')];
    return lines.filter((line) => line !== '').join('\n');
  }
}
