/**
 * Standard fields that Salesforce keeps itself because other fields decide them. One definition each,
 * used by the save pipeline, by formulas and (through an SQL function) by every query.
 * Source: Object Reference for the Salesforce Platform, field descriptions of each object.
 */
import type { Catalog, FieldDef, ObjectDef, PicklistValue } from '../metadata/catalog.ts';
import { literal } from './sql.ts';
import type { FieldValue } from './values.ts';

export interface Derivation {
  /** Stored fields it is computed from. */
  inputs: string[];
  compute: (catalog: Catalog, inputs: FieldValue[]) => FieldValue;
  /** The same in SQL, for queries over many rows. */
  sql?: (catalog: Catalog, inputs: string[]) => string;
}

const entry = (catalog: Catalog, valueSet: string, value: FieldValue | undefined): PicklistValue | undefined =>
  catalog.standardValueSets.get(valueSet)?.find((candidate) => candidate.value === value);

/** Family name first, as in every Japanese org (locale ja_JP). */
const personName: Derivation = {
  inputs: ['LastName', 'FirstName'],
  compute: (_catalog, [last, first]) => [last, first].filter((part) => part !== null && part !== '').join(' ') || null,
  sql: (_catalog, inputs) => {
    const [last, first] = inputs.map((input) => `NULLIF(${input}, '')`);
    return `COALESCE(${last} || ' ' || ${first}, ${last}, ${first})`;
  }
};

/** True for the values of a list that are marked. */
const marked = (valueSet: string, input: string, mark: 'closed' | 'won'): Derivation => ({
  inputs: [input],
  compute: (catalog, [value]) => entry(catalog, valueSet, value)?.[mark] === true,
  sql: (catalog, [value]) => {
    const values = (catalog.standardValueSets.get(valueSet) ?? []).filter((candidate) => candidate[mark] === true);
    return `COALESCE(${value} IN (${values.map((candidate) => literal(candidate.value)).join(', ')}), 0)`;
  }
});

const fiscalYear = (date: FieldValue): number | null => (typeof date === 'string' ? Number(date.slice(0, 4)) : null);
const fiscalQuarter = (date: FieldValue): number | null => (typeof date === 'string' ? Math.ceil(Number(date.slice(5, 7)) / 3) : null);

const DERIVED: Record<string, Derivation> = {
  'Opportunity.IsClosed': marked('OpportunityStage', 'StageName', 'closed'),
  'Opportunity.IsWon': marked('OpportunityStage', 'StageName', 'won'),
  'Opportunity.ForecastCategory': { inputs: ['ForecastCategoryName'], compute: (_catalog, [name]) => name ?? null },
  'Opportunity.ExpectedRevenue': {
    inputs: ['Amount', 'Probability'],
    compute: (_catalog, [amount, probability]) => (typeof amount === 'number' ? Math.round(amount * Number(probability ?? 0)) / 100 : null)
  },
  // The fiscal year of a new org starts in January and no deployment of this org can change it.
  'Opportunity.FiscalYear': { inputs: ['CloseDate'], compute: (_catalog, [date]) => fiscalYear(date ?? null) },
  'Opportunity.FiscalQuarter': { inputs: ['CloseDate'], compute: (_catalog, [date]) => fiscalQuarter(date ?? null) },
  'Opportunity.Fiscal': {
    inputs: ['CloseDate'],
    compute: (_catalog, [date]) => (typeof date === 'string' ? `${fiscalYear(date)} ${fiscalQuarter(date)}` : null)
  },
  'Task.IsClosed': marked('TaskStatus', 'Status', 'closed'),
  'Task.IsHighPriority': {
    inputs: ['Priority'],
    compute: (_catalog, [priority]) => priority === 'High',
    sql: (_catalog, [priority]) => `COALESCE(${priority} = 'High', 0)`
  }
};

/** The same by object and field: every save and every read ask for every field. */
const BY_OBJECT = new Map(
  [...Map.groupBy(Object.entries(DERIVED), ([key]) => key.slice(0, key.indexOf('.')))].map(([object, entries]) => [
    object,
    new Map(entries.map(([key, derived]) => [key.slice(object.length + 1), derived]))
  ])
);

/** How a field is derived, or undefined for a field that is stored. */
export function derivation(object: ObjectDef, field: FieldDef): Derivation | undefined {
  if (field.name === 'Name' && field.compoundParts) return personName;
  return BY_OBJECT.get(object.name)?.get(field.name);
}

/** True when the field has a column of its own. */
export function isStored(object: ObjectDef, field: FieldDef): boolean {
  return field.formula === undefined && field.type !== 'address' && !field.compoundParts && !derivation(object, field);
}
