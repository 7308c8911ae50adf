/** `lightning-record-picker`: finds records of one object by their name. Source: Component Reference, "Record Picker". */
import { api, LightningElement } from 'lwc';
import { call, UI_API } from 'platform/client';
import type { FieldInfo, ObjectInfo, RecordData } from 'record/types';

type Input = HTMLElement & {
  focus(): void;
  checkValidity(): boolean;
  reportValidity(): boolean;
  setCustomValidity(message: string): void;
  validity: object;
};

const SHOWN = 10;
const part = encodeURIComponent;

export default class RecordPicker extends LightningElement {
  @api label = '';
  @api variant = 'standard';
  @api placeholder = '';
  @api fieldLevelHelp: string | undefined;
  @api required = false;
  @api disabled = false;

  recordName: string | null = null;
  field: FieldInfo | undefined;
  private target = '';
  private current: string | null = null;
  private info: Promise<ObjectInfo> | undefined;

  @api
  get objectApiName(): string {
    return this.target;
  }
  set objectApiName(name: string) {
    if (!name || name === this.target) return;
    this.target = name;
    this.info = call<ObjectInfo>(`${UI_API}/object-info/${part(name)}`);
    void this.showName();
  }

  @api
  get value(): string | null {
    return this.current;
  }
  set value(id: string | null | undefined) {
    const next = id ? id : null;
    if (next === this.current) return;
    this.current = next;
    this.recordName = null;
    void this.showName();
  }

  set filter(value: unknown) {
    refuse('filter', value);
  }
  @api
  get filter(): unknown {
    return undefined;
  }
  set displayInfo(value: unknown) {
    refuse('display-info', value);
  }
  @api
  get displayInfo(): unknown {
    return undefined;
  }
  set matchingInfo(value: unknown) {
    refuse('matching-info', value);
  }
  @api
  get matchingInfo(): unknown {
    return undefined;
  }

  @api
  get validity(): object {
    return this.input?.validity ?? { valid: true };
  }
  @api
  checkValidity(): boolean {
    return this.input?.checkValidity() ?? true;
  }
  @api
  reportValidity(): boolean {
    return this.input?.reportValidity() ?? true;
  }
  @api
  setCustomValidity(message: string): void {
    this.input?.setCustomValidity(message);
  }
  @api
  clearSelection(): void {
    this.value = null;
  }
  @api
  focus(): void {
    this.input?.focus();
  }

  private get input(): Input | null {
    return this.template?.querySelector<Input>('record-lookup') ?? null;
  }

  handleChange(event: CustomEvent<{ recordId: string | null; name: string | null }>): void {
    event.stopPropagation();
    const { recordId, name } = event.detail;
    this.current = recordId;
    this.recordName = name;
    this.dispatchEvent(new CustomEvent('change', { detail: { recordId } }));
  }

  find = async (term: string): Promise<RecordData[]> => {
    const name = await this.nameField();
    const escaped = term.replace(/[\\%_]/g, '\\$&');
    const where = term === '' ? '' : `where: { ${name}: { like: ${JSON.stringify(`%${escaped}%`)} } }, `;
    const query = `query { uiapi { query { ${this.target}(${where}first: ${SHOWN}, orderBy: { ${name}: { order: ASC } }) { edges { node { Id ${name} { value displayValue } } } } } } }`;
    const { data, errors } = await call<{
      data: { uiapi: { query: Record<string, { edges: { node: Record<string, unknown> & { Id: string } }[] } | null> } } | null;
      errors: { message: string }[];
    }>('/services/data/v66.0/graphql', { method: 'POST', body: { query, variables: {} } });
    if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join(' '));
    return (data?.uiapi.query[this.target]?.edges ?? []).map(({ node: { Id, ...fields } }) => ({
      apiName: this.target,
      id: Id,
      lastModifiedDate: null,
      fields: fields as RecordData['fields']
    }));
  };

  private async nameField(): Promise<string> {
    const info = await this.info;
    const name = info?.nameFields.includes('Name') ? 'Name' : (info?.nameFields[0] ?? 'Name');
    this.field = { referenceToInfos: [{ apiName: this.target, nameFields: [name] }] } as unknown as FieldInfo;
    return name;
  }

  private async showName(): Promise<void> {
    const { current, target } = this;
    if (current === null || target === '') return;
    const name = await this.nameField();
    const path = `${UI_API}/records/${part(current)}?optionalFields=${part(`${target}.${name}`)}`;
    const record = await call<RecordData>(path).catch(() => undefined);
    if (this.current === current) this.recordName = String(record?.fields[name]?.value ?? '') || null;
  }
}

function refuse(name: string, value: unknown): void {
  if (value !== undefined && value !== null) throw new Error(`not supported: ${name} of lightning-record-picker`);
}
