/**
 * Picklist values of an object's fields.
 * Source: User Interface API Developer Guide, "Picklist Values Collection", "Picklist Value".
 */
import type { FieldDef, ObjectDef, PicklistValue } from '../metadata/catalog.ts';
import { accessOf } from '../records/access.ts';
import { ApiError, type RequestContext, type Route } from './router.ts';
import { eTag, invalidField, MASTER_RECORD_TYPE, readableField, readableObject, uiApiPath } from './ui-api-common.ts';

/** Forecast categories of metadata in the words of the UI API. */
const FORECAST_CATEGORIES: Record<string, string> = {
  Omitted: 'Omitted',
  Pipeline: 'Pipeline',
  BestCase: 'Best Case',
  MostLikely: 'Most Likely',
  Forecast: 'Commit',
  Closed: 'Closed'
};

function valueSetOf(object: ObjectDef, field: FieldDef): string | undefined {
  const known: Record<string, string> = {
    'Opportunity.StageName': 'OpportunityStage',
    'Lead.Status': 'LeadStatus',
    'Task.Status': 'TaskStatus',
    'Case.Status': 'CaseStatus'
  };
  return known[`${object.name}.${field.name}`];
}

/** Extra facts of the values of the four special value sets; the key's spelling is Salesforce's. */
function attributes(valueSet: string | undefined, entry: PicklistValue): Record<string, unknown> | null {
  switch (valueSet) {
    case 'OpportunityStage':
      return {
        picklistAtrributesValueType: 'OpportunityStage',
        closed: entry.closed ?? false,
        defaultProbability: entry.probability ?? 0,
        forecastCategoryName: FORECAST_CATEGORIES[entry.forecastCategory ?? ''] ?? null,
        won: entry.won ?? false
      };
    case 'LeadStatus':
      return { picklistAtrributesValueType: 'LeadStatus', converted: entry.converted ?? false };
    case 'TaskStatus':
    case 'CaseStatus':
      return { picklistAtrributesValueType: valueSet, closed: entry.closed ?? false };
    default:
      return null;
  }
}

/** Position of each controlling value: what `validFor` counts in. */
function controllerValues(object: ObjectDef, field: FieldDef): Record<string, number> {
  const controller = object.fields.get(field.picklist?.controllingField ?? '');
  if (!controller) return {};
  if (controller.type === 'boolean') return { false: 0, true: 1 };
  return Object.fromEntries(
    (controller.picklist?.values ?? []).filter((entry) => entry.active).map((entry, index) => [entry.value, index])
  );
}

/** Values of one picklist field; only active ones are offered. */
export function picklistValues(context: RequestContext, object: ObjectDef, field: FieldDef): Record<string, unknown> {
  const controllers = controllerValues(object, field);
  const valueSet = valueSetOf(object, field);
  const toValue = (entry: PicklistValue): Record<string, unknown> => ({
    attributes: attributes(valueSet, entry),
    label: entry.label,
    validFor: (entry.validFor ?? []).map((name) => controllers[name]).filter((index) => index !== undefined),
    value: entry.value
  });
  const active = (field.picklist?.values ?? []).filter((entry) => entry.active);
  const chosen = active.find((entry) => entry.default);
  const content = {
    controllerValues: controllers,
    defaultValue: chosen ? toValue(chosen) : null,
    url: `${uiApiPath(context)}/object-info/${object.name}/picklist-values/${MASTER_RECORD_TYPE}/${field.name}`,
    values: active.map(toValue)
  };
  return { ...content, eTag: eTag(content) };
}

/** Objects have the Master record type only, in 15 or 18 characters. */
function checkRecordType(context: RequestContext): void {
  const id = context.params.recordTypeId ?? '';
  if (id.slice(0, 15) !== MASTER_RECORD_TYPE.slice(0, 15)) throw new ApiError(400, 'INVALID_TYPE', `Record type ${id} does not exist.`);
}

function one(context: RequestContext): Record<string, unknown> {
  checkRecordType(context);
  const object = readableObject(context, context.params.object ?? '');
  const name = context.params.field ?? '';
  const field = readableField(accessOf(context.org, context.userId), object, name);
  if (!field?.picklist) throw invalidField(object.name, name);
  return picklistValues(context, object, field);
}

function all(context: RequestContext): Record<string, unknown> {
  checkRecordType(context);
  const access = accessOf(context.org, context.userId);
  const object = readableObject(context, context.params.object ?? '', access);
  const fields = [...object.fields.values()].filter((field) => field.picklist && access.canRead(object.name, field.name));
  const values = Object.fromEntries(fields.map((field) => [field.name, picklistValues(context, object, field)]));
  return { eTag: eTag(values), picklistFieldValues: values };
}

const BASE = '/services/data/:version/ui-api/object-info/:object/picklist-values/:recordTypeId';

export const routes: Route[] = [
  { method: 'GET', pattern: BASE, handler: (context) => ({ status: 200, body: all(context) }) },
  { method: 'GET', pattern: `${BASE}/:field`, handler: (context) => ({ status: 200, body: one(context) }) }
];
