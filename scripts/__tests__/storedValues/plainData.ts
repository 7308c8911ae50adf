/** What the package says as data, not as rules: the hearing items, the values of picklists, the holidays, the numbers of the settings. */
import { elements, sourceFiles, text, texts, type Element } from '../packageSource.ts';

/** A hearing item of the case. */
export interface Item {
  name: string;
  field: string;
  /** The rows that answer it; empty: the field does. */
  rows: string;
  tier: string;
  phaseAsked: string;
  dueRank: number;
}

export interface Field {
  name: string;
  type: string;
  /** Of a picklist. */
  values: string[];
  /** Its values depend on another field. */
  dependent: boolean;
}

/** The fields of the values of a custom metadata record, as text. */
function recordValues(root: Element): Map<string, string> {
  return new Map(elements(root, 'values').map((value) => [text(value, 'field'), text(value, 'value')]));
}

const recordsOf = (type: string): { name: string; values: Map<string, string> }[] =>
  sourceFiles('md')
    .filter(({ name }) => name.startsWith(`${type}.`))
    .map(({ name, root }) => ({ name: name.slice(type.length + 1), values: recordValues(root) }));

/** The items asked of a case. */
export function caseItems(): Item[] {
  return recordsOf('HearingItem')
    .map(({ name, values }) => ({
      name,
      object: values.get('Object__c'),
      field: values.get('Field__c') ?? '',
      rows: values.get('Rows__c') ?? '',
      tier: values.get('Tier__c') ?? '',
      phaseAsked: values.get('PhaseAsked__c') ?? '',
      dueRank: Number(values.get('DueRank__c') ?? 0)
    }))
    .filter(({ object }) => object === 'Opportunity');
}

/** The public holidays, in order. */
export const holidays = (): string[] =>
  recordsOf('CrmHoliday')
    .map(({ values }) => values.get('HolidayDate__c') ?? '')
    .sort();

/** The numbers that an administrator may change. */
export function settings(): { followUpMonths: number; writeUpDays: number } {
  const values = recordsOf('CrmSetting').find(({ name }) => name === 'Default')?.values;
  return { followUpMonths: Number(values?.get('FollowUpMonths__c')), writeUpDays: Number(values?.get('ReportBusinessDays__c')) };
}

const active = (value: Element): boolean => text(value, 'isActive') !== 'false';

function valuesOf(valueSet: Element | undefined): string[] {
  const global = sourceFiles('globalValueSet').find(({ name }) => name === text(valueSet, 'valueSetName'));
  const values = global ? elements(global.root, 'customValue') : elements(elements(valueSet, 'valueSetDefinition')[0], 'value');
  return values.filter(active).map((value) => text(value, 'fullName'));
}

/** The custom fields of an object by name. */
export function fieldsOf(object: string): Map<string, Field> {
  return new Map(
    sourceFiles('field')
      .filter((file) => file.object === object)
      .map(({ name, root }) => {
        const valueSet = elements(root, 'valueSet')[0];
        const calculated = texts(root, 'formula').length > 0;
        const field = {
          name,
          type: calculated ? 'Formula' : text(root, 'type'),
          values: valuesOf(valueSet),
          dependent: text(valueSet, 'controllingField') !== ''
        };
        return [name, field];
      })
  );
}
