/** The dialog that turns a lead into a company, a person and an opportunity. Source: Salesforce Help, "Convert Leads". */
import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import { readObjectInfo } from 'lightning/uiObjectInfoApi';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { recordsChanged } from 'platform/changes';
import { call } from 'platform/client';
import { duplicatesOf, type Duplicates } from 'platform/duplicates';
import { messagesOf } from 'platform/errors';
import type { FieldInfo, ObjectInfo } from 'record/types';

interface Dialog {
  leadId: string;
  leadName: string;
  isConverted: boolean;
  labels: Record<'Lead' | 'Account' | 'Contact' | 'Opportunity', string>;
  fieldLabels: Record<string, string>;
  statuses: { label: string; value: string }[];
  opportunity: 'optional' | 'required' | 'hidden';
  createsOpportunity: boolean;
  values: Record<string, string | null>;
}

interface Converted {
  accountId: string;
  contactId: string;
  opportunityId: string | null;
}

interface FieldErrorBody {
  output?: { errors?: { message: string }[]; fieldErrors?: Record<string, { message: string; objectLabel: string; fieldLabel: string }[]> };
}

interface Input extends HTMLElement {
  setCustomValidity(message: string): void;
  reportValidity(): boolean;
}

/** Errors of these fields belong to these inputs. */
const INPUTS: Record<string, string> = {
  'Account.Name': 'accountName',
  'Account.Id': 'accountId',
  'Contact.LastName': 'lastName',
  'Contact.FirstName': 'firstName',
  'Contact.Id': 'contactId',
  'Contact.AccountId': 'contactId',
  'Opportunity.Name': 'opportunityName',
  'Lead.Status': 'convertedStatus'
};
const REQUIRED = 'この項目を入力してください。';

/** `ConvertModal.open({ label, size, leadId })` resolves to the ids of what was made, or undefined. */
export default class ConvertModal extends LightningModal {
  @api leadId = '';
  dialog: Dialog | undefined;
  failure = '';
  saving = false;
  duplicates: Duplicates | undefined;
  /** Messages that no input can show. */
  messages: string[] = [];
  fieldErrors: Record<string, string> = {};
  values: Record<string, string | null> = {};
  names: Record<string, string | null> = {};
  usesAccount = false;
  usesContact = false;
  createsOpportunity = true;
  accountField: FieldInfo | undefined;
  contactField: FieldInfo | undefined;
  private isAnnounced = true;

  connectedCallback(): void {
    void this.load();
  }
  renderedCallback(): void {
    for (const input of this.template?.querySelectorAll<Input>('[data-input]') ?? []) {
      const text = this.fieldErrors[input.dataset.input ?? ''] ?? '';
      input.setCustomValidity?.(text);
      if (text !== '') input.reportValidity?.();
    }
    if (this.isAnnounced) return;
    this.isAnnounced = true;
    this.template?.querySelector<HTMLElement>('.summary')?.focus();
  }

  private async load(): Promise<void> {
    try {
      const [dialog, contact] = await Promise.all([
        call<Dialog>(`/lightning/api/convert/${encodeURIComponent(this.leadId)}`),
        readObjectInfo<ObjectInfo>('Contact')
      ]);
      this.accountField = contact.fields.AccountId;
      this.contactField = contact.fields.ReportsToId;
      this.createsOpportunity = dialog.createsOpportunity;
      this.values = { ...dialog.values };
      this.dialog = dialog;
      if (dialog.isConverted) this.failure = `この${dialog.labels.Lead}は、すでに取引が開始されています。`;
    } catch (error) {
      this.failure = messagesOf(error).join(' ');
    }
  }

  get heading(): string {
    return this.dialog ? `取引の開始: ${this.dialog.leadName}` : '取引の開始';
  }
  get isReady(): boolean {
    return this.dialog !== undefined && this.failure === '';
  }
  get cannotSave(): boolean {
    return !this.isReady || this.saving;
  }
  get labels(): Partial<Dialog['labels']> {
    return this.dialog?.labels ?? {};
  }
  private fieldLabel(key: string): string {
    return this.dialog?.fieldLabels[key] ?? '';
  }
  get accountNameLabel(): string {
    return this.fieldLabel('Account.Name');
  }
  get lastNameLabel(): string {
    return this.fieldLabel('Contact.LastName');
  }
  get firstNameLabel(): string {
    return this.fieldLabel('Contact.FirstName');
  }
  get opportunityNameLabel(): string {
    return this.fieldLabel('Opportunity.Name');
  }
  get statusLabel(): string {
    return this.fieldLabel('Lead.Status');
  }
  get accountChoices(): { label: string; value: string }[] {
    return choices(this.labels.Account);
  }
  get contactChoices(): { label: string; value: string }[] {
    return choices(this.labels.Contact);
  }
  get accountChoice(): string {
    return this.usesAccount ? 'existing' : 'new';
  }
  get contactChoice(): string {
    return this.usesContact ? 'existing' : 'new';
  }
  get accountGroup(): string {
    return `${this.labels.Account ?? ''}の選択`;
  }
  get contactGroup(): string {
    return `${this.labels.Contact ?? ''}の選択`;
  }
  get accountLookupLabel(): string {
    return `既存の${this.labels.Account ?? ''}`;
  }
  get contactLookupLabel(): string {
    return `既存の${this.labels.Contact ?? ''}`;
  }
  get accountRecordName(): string | null {
    return this.names.accountId ?? null;
  }
  get contactRecordName(): string | null {
    return this.names.contactId ?? null;
  }
  get hasOpportunity(): boolean {
    return this.dialog !== undefined && this.dialog.opportunity !== 'hidden';
  }
  get mayLeaveOpportunity(): boolean {
    return this.dialog?.opportunity === 'optional';
  }
  get opportunityCheckLabel(): string {
    return `${this.labels.Opportunity ?? ''}を作成する`;
  }
  get statuses(): Dialog['statuses'] {
    return this.dialog?.statuses ?? [];
  }
  get hasSummary(): boolean {
    return this.messages.length > 0 || Object.keys(this.fieldErrors).length > 0;
  }
  get summary(): { key: string; text: string }[] {
    const labels: Record<string, string> = {
      accountName: this.accountNameLabel,
      accountId: this.accountLookupLabel,
      lastName: this.lastNameLabel,
      firstName: this.firstNameLabel,
      contactId: this.contactLookupLabel,
      opportunityName: this.opportunityNameLabel,
      convertedStatus: this.statusLabel
    };
    const texts = [...this.messages, ...Object.entries(this.fieldErrors).map(([name, text]) => `${labels[name]}: ${text}`)];
    return texts.map((text, index) => ({ key: `message-${index}`, text }));
  }

  handleText(event: CustomEvent<{ value: string }>): void {
    const name = (event.currentTarget as HTMLElement).dataset.input ?? '';
    this.set(name, event.detail.value);
  }
  handleLookup(event: CustomEvent<{ recordId: string | null; name: string | null }>): void {
    const name = (event.currentTarget as HTMLElement).dataset.input ?? '';
    this.names = { ...this.names, [name]: event.detail.name };
    this.set(name, event.detail.recordId);
  }
  handleAccountChoice(event: CustomEvent<{ value: string }>): void {
    this.usesAccount = event.detail.value === 'existing';
    this.touch();
  }
  handleContactChoice(event: CustomEvent<{ value: string }>): void {
    this.usesContact = event.detail.value === 'existing';
    this.touch();
  }
  handleOpportunity(event: CustomEvent<{ checked: boolean }>): void {
    this.createsOpportunity = event.detail.checked;
    this.touch();
  }
  private set(name: string, value: string | null): void {
    this.values = { ...this.values, [name]: value };
    const { [name]: gone, ...others } = this.fieldErrors;
    if (gone !== undefined) this.fieldErrors = others;
    this.touch();
  }
  /** Escape and the cross must not throw away what was typed; duplicates of other values say nothing. */
  private touch(): void {
    this.disableClose = true;
    this.duplicates = undefined;
  }

  handleCancel(): void {
    this.disableClose = false;
    this.close(undefined);
  }
  handleConvert(): void {
    void this.convert(false);
  }
  handleAnyway(): void {
    void this.convert(true);
  }

  /** Names of the inputs on screen that must not be blank. */
  private demanded(): string[] {
    return [
      this.usesAccount ? 'accountId' : 'accountName',
      this.usesContact ? 'contactId' : 'lastName',
      ...(this.hasOpportunity && this.createsOpportunity ? ['opportunityName'] : []),
      'convertedStatus'
    ];
  }

  private async convert(allowSaveOnDuplicate: boolean): Promise<void> {
    const { dialog, values } = this;
    if (!dialog || this.saving) return;
    const blank = this.demanded().filter((name) => (values[name] ?? '').trim() === '');
    this.messages = [];
    this.duplicates = undefined;
    this.fieldErrors = Object.fromEntries(blank.map((name) => [name, REQUIRED]));
    this.isAnnounced = blank.length === 0;
    if (blank.length > 0) return;
    const person = this.usesContact ? { contactId: values.contactId } : { lastName: values.lastName, firstName: values.firstName ?? '' };
    const doNotCreateOpportunity = !this.hasOpportunity || !this.createsOpportunity;
    const body = {
      convertedStatus: values.convertedStatus,
      ...(this.usesAccount ? { accountId: values.accountId } : { accountName: values.accountName }),
      ...person,
      ...(doNotCreateOpportunity ? { doNotCreateOpportunity } : { opportunityName: values.opportunityName }),
      allowSaveOnDuplicate
    };
    this.saving = true;
    try {
      const made = await call<Converted>(`/lightning/api/convert/${dialog.leadId}`, { method: 'POST', body });
      this.saving = false;
      this.tell(dialog, made);
    } catch (error) {
      this.saving = false;
      this.refuse(error);
    }
  }

  private tell(dialog: Dialog, made: Converted): void {
    recordsChanged({ ids: [dialog.leadId, made.accountId, made.contactId], objects: ['*'] });
    this.dispatchEvent(
      new ShowToastEvent({ title: `${dialog.labels.Lead}「${dialog.leadName}」の取引を開始しました。`, variant: 'success' })
    );
    this.disableClose = false;
    this.close(made);
  }

  private refuse(error: unknown): void {
    const { output } = ((error as { body?: unknown }).body ?? {}) as FieldErrorBody;
    const entries = Object.entries(output?.fieldErrors ?? {});
    const shown = new Set(this.demanded().concat('firstName'));
    const isShown = (key: string): boolean => shown.has(INPUTS[key] ?? '');
    const hidden = entries.filter(([key]) => !isShown(key));
    this.duplicates = duplicatesOf(error);
    this.fieldErrors = Object.fromEntries(
      entries.filter(([key]) => isShown(key)).map(([key, list]) => [INPUTS[key] ?? '', list.map((entry) => entry.message).join(' ')])
    );
    this.messages = output
      ? [
          ...(output.errors ?? []).map((entry) => entry.message),
          ...hidden.flatMap(([, list]) => list.map((entry) => `${entry.objectLabel}の${entry.fieldLabel}: ${entry.message}`))
        ]
      : messagesOf(error);
    this.isAnnounced = false;
  }
}

const choices = (label = ''): { label: string; value: string }[] => [
  { label: `新しい${label}を作成`, value: 'new' },
  { label: `既存の${label}を選択`, value: 'existing' }
];
