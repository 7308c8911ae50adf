/** What the convert dialog of the browser side needs: its contents, and the conversion itself. */
import type { Catalog, ObjectDef } from '../metadata/catalog.ts';
import { accessOf } from '../records/access.ts';
import { convertLeads, type ConvertError, type LeadConvert } from '../records/convert.ts';
import { convertSettings, cut } from '../records/convertMapping.ts';
import { to18 } from '../records/ids.ts';
import { readRecord } from '../records/store.ts';
import { matchResults } from './duplicateResult.ts';
import { ApiError, jsonBody, notFound, type HttpResponse, type RequestContext, type Route } from './router.ts';
import { insufficientAccess, readableObject } from './ui-api-common.ts';

/** Fields the dialog shows, by the key that inputs and errors share. */
const FIELDS = ['Account.Name', 'Contact.LastName', 'Contact.FirstName', 'Opportunity.Name', 'Lead.Status'];

function objectOf(catalog: Catalog, name: string): ObjectDef {
  const object = catalog.objects.get(name);
  if (!object) throw notFound();
  return object;
}

/** GET /lightning/api/convert/:id: labels, choices and what the lead suggests. */
function dialog(context: RequestContext): HttpResponse {
  const { org, userId, params } = context;
  const { catalog } = org;
  const access = accessOf(org, userId);
  readableObject(context, 'Lead', access);
  if (!access.userPermission('ConvertLeads') || !access.object('Lead').edit) throw insufficientAccess();
  const lead = readRecord(org, 'Lead', to18(params.id ?? ''));
  if (!lead) throw notFound();
  const config = catalog.settings.get('LeadConfig') ?? {};
  const option = convertSettings(catalog)?.opportunityCreationOptions ?? 'VisibleOptional';
  const isHidden = option === 'NotVisible' || config['doesHideOpportunityInConvertLeadWindow'] === true;
  const opportunity = isHidden ? 'hidden' : option === 'VisibleRequired' ? 'required' : 'optional';
  const label = (name: string): string => objectOf(catalog, name).label;
  const fieldLabel = (key: string): string => {
    const [object = '', field = ''] = key.split('.');
    return objectOf(catalog, object).fields.get(field)?.label ?? field;
  };
  const company = String(lead['Company'] ?? '');
  const statuses = (catalog.standardValueSets.get('LeadStatus') ?? []).filter((entry) => entry.active && entry.converted);
  return {
    status: 200,
    body: {
      leadId: lead.Id,
      leadName: lead['Name'],
      isConverted: lead['IsConverted'] === true,
      labels: Object.fromEntries(['Lead', 'Account', 'Contact', 'Opportunity'].map((name) => [name, label(name)])),
      fieldLabels: Object.fromEntries(FIELDS.map((key) => [key, fieldLabel(key)])),
      statuses: statuses.map(({ value, label: text }) => ({ value, label: text })),
      opportunity,
      createsOpportunity: opportunity === 'required' || (!isHidden && config['doesSelectNoOpportunityOnConvertLead'] !== true),
      values: {
        convertedStatus: statuses[0]?.value ?? null,
        accountName: company,
        lastName: lead['LastName'],
        firstName: lead['FirstName'],
        opportunityName: cut(company, objectOf(catalog, 'Opportunity').fields.get('Name')?.length ?? company.length)
      }
    },
    headers: { 'cache-control': 'no-store' }
  };
}

const TEXTS = ['convertedStatus', 'accountId', 'contactId', 'accountName', 'lastName', 'firstName', 'opportunityName'] as const;

/** POST /lightning/api/convert/:id: ids of what was made, or the errors in the UI API's shape with `Object.Field` as keys. */
function convert(context: RequestContext): HttpResponse {
  const { org, userId, params } = context;
  const body = jsonBody(context);
  const request: LeadConvert = { leadId: params.id ?? '', convertedStatus: '' };
  for (const name of TEXTS) {
    const value = body[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string') throw new ApiError(400, 'JSON_PARSER_ERROR', `${name} must be a text.`);
    request[name] = value;
  }
  request.doNotCreateOpportunity = body.doNotCreateOpportunity === true;
  request.allowSaveOnDuplicate = body.allowSaveOnDuplicate === true;
  const [result] = convertLeads(org, userId, [request]);
  if (!result) throw new Error('A conversion gave no result.');
  if (!result.success) return refused(org.catalog, result.errors);
  const { accountId, contactId, opportunityId } = result;
  return { status: 200, body: { accountId, contactId, opportunityId } };
}

function refused(catalog: Catalog, errors: ConvertError[]): HttpResponse {
  const whole: unknown[] = [];
  const fieldErrors: Record<string, unknown[]> = {};
  for (const error of errors) {
    const object = objectOf(catalog, error.object);
    const common = { errorCode: error.statusCode, message: error.message, objectLabel: object.label };
    if (error.fields.length === 0)
      whole.push({ ...common, duplicateRecordError: error.duplicates ? { matchResults: matchResults(catalog, error.duplicates) } : null });
    for (const name of error.fields)
      (fieldErrors[`${error.object}.${name}`] ??= []).push({ ...common, fieldLabel: object.fields.get(name)?.label ?? name });
  }
  return {
    status: 400,
    body: {
      message: '取引を開始できませんでした。',
      statusCode: 400,
      errorCode: errors[0]?.statusCode ?? 'UNKNOWN_EXCEPTION',
      enhancedErrorType: 'RecordError',
      output: { errors: whole, fieldErrors }
    }
  };
}

export const routes: Route[] = [
  { method: 'GET', pattern: '/lightning/api/convert/:id', handler: dialog },
  { method: 'POST', pattern: '/lightning/api/convert/:id', handler: convert }
];
