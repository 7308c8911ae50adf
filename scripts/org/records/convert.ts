/**
 * Lead conversion: a lead becomes a company, a person and, if wanted, an opportunity; all of them or none.
 * Source: SOAP API Developer Guide, "convertLead()", "LeadConvert", "LeadConvertResult"; Salesforce Help, "Considerations for
 * Converting Leads" (first stage, end of the fiscal quarter, only blanks of existing records are filled).
 */
import { localDay } from '../formula/dates.ts';
import type { ObjectDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import { fiscalSettings } from '../query/fiscalYear.ts';
import { accessOf, forgetAccess, type Access } from './access.ts';
import { moveActivities } from './convertActivities.ts';
import { cut, mappedValues, type ConvertTarget } from './convertMapping.ts';
import { isId, to18 } from './ids.ts';
import { readRecord, readStored } from './read.ts';
import { save } from './save.ts';
import { inSavepoint } from './sql.ts';
import type { SaveError, SaveRequest, StoredRecord, Values } from './values.ts';
import { saveError } from './work.ts';

/** One lead to convert, in the words of the SOAP API; the last three are what the convert dialog lets people type. */
export interface LeadConvert {
  leadId: string;
  convertedStatus: string;
  /** An existing company; without it a new one is made. */
  accountId?: string;
  /** An existing person of that company. */
  contactId?: string;
  /** Owner of what is made; without it the lead's. */
  ownerId?: string;
  doNotCreateOpportunity?: boolean;
  opportunityName?: string;
  overwriteLeadSource?: boolean;
  bypassAccountDedupeCheck?: boolean;
  bypassContactDedupeCheck?: boolean;
  /** Alerts of duplicate rules do not stop the conversion. */
  allowSaveOnDuplicate?: boolean;
  accountName?: string;
  lastName?: string;
  firstName?: string;
}

/** An error and the object of the record it belongs to. */
export interface ConvertError extends SaveError {
  object: 'Lead' | ConvertTarget;
}

export interface ConvertResult {
  leadId: string;
  accountId: string | null;
  contactId: string | null;
  opportunityId: string | null;
  success: boolean;
  errors: ConvertError[];
}

/** Thrown to undo one lead; never leaves this file. */
class Refused extends Error {
  readonly errors: ConvertError[];
  constructor(object: ConvertError['object'], errors: SaveError[]) {
    super('refused');
    this.errors = errors.map((error) => ({ ...error, object }));
  }
}

const refuse = (object: ConvertError['object'], code: string, message: string, fields: string[] = []): Refused =>
  new Refused(object, [saveError(code, message, fields)]);

/**
 * Converts leads for a user. Every lead stands for itself and is converted whole or not at all.
 * @returns one result per request, in order; errors are results, never exceptions
 */
export function convertLeads(org: Org, userId: string, requests: LeadConvert[]): ConvertResult[] {
  return requests.map((request) => {
    const none = { leadId: to18(request.leadId), accountId: null, contactId: null, opportunityId: null };
    try {
      return { ...none, ...inSavepoint(org.db, () => convertOne(org, userId, request)), success: true, errors: [] };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      forgetAccess(org);
      return { ...none, success: false, errors: error.errors };
    }
  });
}

interface Conversion {
  org: Org;
  userId: string;
  request: LeadConvert;
  lead: StoredRecord;
  ownerId: string;
  skipRules: boolean;
}

function convertOne(
  org: Org,
  userId: string,
  request: LeadConvert
): { accountId: string; contactId: string; opportunityId: string | null } {
  const lead = leadOf(org, accessOf(org, userId), request);
  const skipRules = org.catalog.settings.get('LeadConfig')?.['shouldLeadConvertRequireValidation'] !== true;
  const conversion: Conversion = { org, userId, request, lead, ownerId: ownerOf(org, request, lead), skipRules };
  const accountId = convertAccount(conversion);
  const contactId = convertContact(conversion, accountId);
  const opportunityId = request.doNotCreateOpportunity ? null : createOpportunity(conversion, accountId, contactId);
  write(conversion, 'Lead', {
    id: lead.Id,
    values: {
      Status: request.convertedStatus,
      IsConverted: true,
      ConvertedDate: localDay(org.clock.now()),
      ConvertedAccountId: accountId,
      ConvertedContactId: contactId,
      ConvertedOpportunityId: opportunityId,
      IsUnreadByOwner: false
    }
  });
  moveActivities(org, lead.Id, contactId, opportunityId ?? accountId);
  return { accountId, contactId, opportunityId };
}

/** The lead, if it can be converted at all by this user to this status. */
function leadOf(org: Org, access: Access, request: LeadConvert): StoredRecord {
  const label = objectOf(org, 'Lead').label;
  if (!isId(request.leadId)) throw refuse('Lead', 'MALFORMED_ID', `ID 値の種別が不正です: ${request.leadId}`, ['Id']);
  const lead = readRecord(org, 'Lead', to18(request.leadId));
  if (!lead) throw refuse('Lead', 'INVALID_CROSS_REFERENCE_KEY', `相互参照 ID が無効です: ${request.leadId}`, ['Id']);
  if (!access.userPermission('ConvertLeads') || !access.object('Lead').edit)
    throw refuse(
      'Lead',
      'INSUFFICIENT_ACCESS_OR_READONLY',
      `${label}の取引を開始する権限がありません。システム管理者にお問い合わせください。`
    );
  if (lead['IsConverted'] === true)
    throw refuse('Lead', 'CANNOT_UPDATE_CONVERTED_LEAD', `取引開始済みの${label}は更新も参照もできません。`);
  const status = org.catalog.standardValueSets.get('LeadStatus')?.find((entry) => entry.value === request.convertedStatus);
  if (!status?.converted || !status.active)
    throw refuse('Lead', 'INVALID_STATUS', `invalid convertedStatus: ${request.convertedStatus}`, ['Status']);
  return lead;
}

function ownerOf(org: Org, request: LeadConvert, lead: StoredRecord): string {
  const id = to18(request.ownerId ?? String(lead['OwnerId'] ?? ''));
  const user = readStored(org, 'User', id);
  if (!user)
    throw refuse(
      'Lead',
      'INVALID_CROSS_REFERENCE_KEY',
      `取引の開始で作成されるレコードの所有者にできるのはユーザーだけです。${objectOf(org, 'Lead').label}の所有者がユーザーでないときは、所有者となるユーザーを指定してください。`,
      ['OwnerId']
    );
  if (user['IsActive'] !== true)
    throw refuse('Lead', 'INACTIVE_OWNER_OR_USER', '無効なユーザーを所有者にすることはできません。', ['OwnerId']);
  return id;
}

function convertAccount(conversion: Conversion): string {
  const { org, request, lead, ownerId } = conversion;
  const object = objectOf(org, 'Account');
  const skipDuplicateRules = request.bypassAccountDedupeCheck === true;
  if (request.accountId === undefined) {
    const name = request.accountName ?? String(lead['Company'] ?? '');
    const values = { ...mappedValues(org.catalog, object, lead), Name: name === '' ? null : name, OwnerId: ownerId };
    return write(conversion, 'Account', { values, skipDuplicateRules });
  }
  const account = existing(org, 'Account', request.accountId);
  const blanks = mappedValues(org.catalog, object, lead, account);
  if (Object.keys(blanks).length > 0) write(conversion, 'Account', { id: account.Id, values: blanks, skipDuplicateRules });
  return account.Id;
}

function convertContact(conversion: Conversion, accountId: string): string {
  const { org, request, lead, ownerId } = conversion;
  const object = objectOf(org, 'Contact');
  const skipDuplicateRules = request.bypassContactDedupeCheck === true;
  if (request.contactId === undefined) {
    const typed: Values = {
      ...(request.lastName === undefined ? {} : { LastName: request.lastName || null }),
      ...(request.firstName === undefined ? {} : { FirstName: request.firstName || null })
    };
    const values = { ...mappedValues(org.catalog, object, lead), ...typed, AccountId: accountId, OwnerId: ownerId };
    return write(conversion, 'Contact', { values, skipDuplicateRules });
  }
  const label = objectOf(org, 'Contact').label;
  const accountLabel = objectOf(org, 'Account').label;
  if (request.accountId === undefined)
    throw refuse('Contact', 'REQUIRED_FIELD_MISSING', `既存の${label}を選ぶには、既存の${accountLabel}を選んでください。`, ['AccountId']);
  const contact = existing(org, 'Contact', request.contactId);
  if (contact['AccountId'] !== null && contact['AccountId'] !== accountId)
    throw refuse('Contact', 'INVALID_CROSS_REFERENCE_KEY', `選択した${label}は、選択した${accountLabel}に属していません。`, ['AccountId']);
  const blanks = mappedValues(org.catalog, object, lead, contact);
  if (contact['AccountId'] === null) blanks['AccountId'] = accountId;
  if (request.overwriteLeadSource && lead['LeadSource'] !== null) blanks['LeadSource'] = lead['LeadSource'] ?? null;
  if (Object.keys(blanks).length > 0) write(conversion, 'Contact', { id: contact.Id, values: blanks, skipDuplicateRules });
  return contact.Id;
}

function createOpportunity(conversion: Conversion, accountId: string, contactId: string): string {
  const { org, request, lead, ownerId } = conversion;
  const object = objectOf(org, 'Opportunity');
  const stage = org.catalog.standardValueSets.get('OpportunityStage')?.find((entry) => entry.active);
  const name = request.opportunityName ?? String(lead['Company'] ?? '');
  const values: Values = {
    ...mappedValues(org.catalog, object, lead),
    Name: cut(name, object.fields.get('Name')?.length ?? name.length) || null,
    StageName: stage?.value ?? null,
    CloseDate: endOfFiscalQuarter(localDay(org.clock.now()), fiscalSettings(org.catalog).startMonth),
    AccountId: accountId,
    ContactId: contactId,
    OwnerId: ownerId
  };
  return write(conversion, 'Opportunity', { values });
}

/** Last day of the fiscal quarter that a day lies in. */
export function endOfFiscalQuarter(day: string, startMonth: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const monthsIn = (((month - startMonth) % 12) + 12) % 3;
  // Day 0 of the month after the quarter.
  return new Date(Date.UTC(year, month - monthsIn + 2, 0)).toISOString().slice(0, 10);
}

function existing(org: Org, object: ConvertTarget, id: string): StoredRecord {
  const record = isId(id) ? readStored(org, object, to18(id)) : undefined;
  if (!record) throw refuse(object, 'INVALID_CROSS_REFERENCE_KEY', `選択した${objectOf(org, object).label}が見つかりません。`, ['Id']);
  return record;
}

function objectOf(org: Org, name: string): ObjectDef {
  const object = org.catalog.objects.get(name);
  if (!object) throw new Error(`No object ${name} in the catalog`);
  return object;
}

/** Saves one record of the conversion through the pipeline. */
function write(
  { org, userId, request, skipRules }: Conversion,
  object: ConvertError['object'],
  what: { id?: string; values: Values; skipDuplicateRules?: boolean }
): string {
  const step: SaveRequest = {
    operation: what.id === undefined ? 'insert' : 'update',
    object,
    ...(what.id === undefined ? {} : { id: what.id }),
    ...(request.allowSaveOnDuplicate ? { allowSaveOnDuplicate: true } : {}),
    platform: { values: what.values, skipRules, skipDuplicateRules: skipRules || what.skipDuplicateRules === true }
  };
  const [result] = save(org, userId, [step], { allOrNone: true });
  if (!result?.success || result.id === null) throw new Refused(object, result?.errors ?? []);
  return result.id;
}
