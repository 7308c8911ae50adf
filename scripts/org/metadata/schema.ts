/**
 * The schema of metadata types, read from Salesforce's own WSDL as typed by `@salesforce/types`:
 * `name: T[]` = repeatable, `name?: T` = optional, `name: T` = required, unions of literals = enums.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export interface ElementSchema {
  type: string;
  repeatable: boolean;
  required: boolean;
}

export type TypeSchema =
  { kind: 'struct'; elements: Map<string, ElementSchema> } | { kind: 'enum'; values: string[] } | { kind: 'primitive'; of: string };

/**
 * Elements that the WSDL marks as required, but that real orgs accept without
 * (reference offline-validation.md: 14,193 files of real orgs checked).
 */
const NOT_REALLY_REQUIRED = new Set([
  'ApexClass.status',
  'ApexTrigger.status',
  'ApexClass.content',
  'ApexTrigger.content',
  'CustomValue.default',
  'PicklistValue.default',
  // Retrieved with translations in languages of many forms, and of lookup filters without a message.
  'ObjectNameCaseValue.value',
  'LookupFilterTranslation.errorMessage',
  'LookupFilterTranslation.informationalMessage',
  // Nil where the choices come from a picklist.
  'FlowDynamicChoiceSet.displayField',
  'FlowDynamicChoiceSet.object',
  // Joined reports of older API versions, empty columns of tables, and rules of flows that the platform writes.
  'ReportBlockInfo.blockId',
  'DashboardComponentColumn.reportColumn',
  'FlowRule.label'
]);

/** Elements and values that the WSDL does not know, but that files of real orgs have (docs/検証ルールの点検.md), with the reason. */
const UNKNOWN_TO_THE_WSDL: Record<string, { element?: Record<string, string>; values?: string[]; reason: string }> = {
  FlowActionCall: { element: { versionSegment: 'number' }, reason: 'API 62 and older' },
  CustomField: {
    element: { readOnlyProxy: 'boolean', displayLocationInDecimal: 'boolean' },
    reason: 'fields of external objects, and geolocations'
  },
  PicklistValue: { element: { label: 'string' }, reason: 'picklists in the form of API 37 and older' },
  FlowSettings: {
    element: {
      isAccessToInvokedApexRequired: 'boolean',
      isFlowApexContextRetired: 'boolean',
      isTimeResumedInSameRunContext: 'boolean'
    },
    reason: 'updates of older releases that are in force since'
  },
  QuickActionLabel: { values: ['Guest Community Case', 'New Community Case'], reason: 'retrieved with blanks between the words' }
};

let cached: Map<string, string> | undefined;
const parsed = new Map<string, TypeSchema | undefined>();

/** Declarations of the file by type name, unparsed: only the few that are needed get parsed. */
function declarations(): Map<string, string> {
  if (cached) return cached;
  const module = createRequire(import.meta.url).resolve('@salesforce/types/metadata');
  const text = readFileSync(module.replace(/\.js$/, '.d.ts'), 'utf8');
  cached = new Map();
  for (const declaration of text.split(/^export type /m).slice(1)) {
    const name = /^\w+/.exec(declaration)?.[0];
    if (name) cached.set(name, declaration.slice(declaration.indexOf('=') + 1).trim());
  }
  return cached;
}

/** Schema of a type by its name, or undefined when the WSDL has no such type. */
export function schemaOf(name: string): TypeSchema | undefined {
  if (!parsed.has(name)) parsed.set(name, parseType(name));
  return parsed.get(name);
}

function parseType(name: string): TypeSchema | undefined {
  const body = declarations().get(name);
  if (body === undefined) return undefined;
  const open = body.indexOf('{');
  if (open < 0) {
    const values = [...body.matchAll(/'([^']*)'/g)].map((match) => match[1] as string);
    if (values.length) return { kind: 'enum', values: [...values, ...(UNKNOWN_TO_THE_WSDL[name]?.values ?? [])] };
    const alias = body.replace(';', '').trim();
    return schemaOf(alias) ?? { kind: 'primitive', of: alias };
  }
  const elements = new Map<string, ElementSchema>();
  for (const base of body.slice(0, open).matchAll(/\w+/g)) {
    const inherited = schemaOf(base[0]);
    if (inherited?.kind === 'struct') for (const [key, element] of inherited.elements) elements.set(key, element);
  }
  for (const line of body.slice(open + 1).matchAll(/^\s*(\w+)(\??): ([\w]+)(\[\])?;/gm)) {
    const [, element = '', optional, type = '', array] = line;
    const required = !optional && !array && !NOT_REALLY_REQUIRED.has(`${name}.${element}`);
    elements.set(element, { type, repeatable: array !== undefined, required });
  }
  for (const [element, type] of Object.entries(UNKNOWN_TO_THE_WSDL[name]?.element ?? {}))
    elements.set(element, { type, repeatable: false, required: false });
  return { kind: 'struct', elements };
}
