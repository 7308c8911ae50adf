/** What a reference in a flow means: `$Record.Name`, `Get_Parts`, `total`, `$Flow.CurrentDate`, `$User.Id`. */
import type { FlowDataType } from '@salesforce/types/metadata';
import { resolveReference, typeOfReference, type Resolved, type Step } from '../formula/references.ts';
import { FormulaError, typeOfField, type FormulaType } from '../formula/types.ts';
import { findObject, type Catalog, type FieldDef, type ObjectDef } from '../metadata/catalog.ts';
import type { Subject } from '../metadata/components.ts';
import type { FlowElement, FlowProgram, FlowResource } from './program.ts';

export type FieldPath = Extract<Resolved, { kind: 'field' }>;

/** Type of a value in a flow; `Record` with its object. */
export interface ValueType {
  type: FormulaType | 'Record';
  collection: boolean;
  object?: ObjectDef;
  /** The field a value comes from, for its picklist and its precision. */
  field?: FieldDef;
}

export type SystemValue = 'CurrentDate' | 'CurrentDateTime' | 'InterviewStartTime' | 'InterviewGuid' | 'FaultMessage';

export type Reference = { valueType: ValueType } & (
  | { kind: 'record'; prior: boolean; path?: FieldPath }
  /** The record behind lookups of the triggering record, as a whole. */
  | { kind: 'parent'; steps: Step[] }
  | { kind: 'resource'; resource: FlowResource; path?: FieldPath }
  | { kind: 'element'; element: FlowElement; path?: FieldPath }
  | { kind: 'system'; name: SystemValue }
  | { kind: 'literal'; value: boolean | null }
  | { kind: 'global'; resolved: Exclude<Resolved, { kind: 'field' }> }
);

/** A reference that means nothing; the message is for the deploying user. */
export class FlowReferenceError extends Error {
  /** What the reference names and the catalog does not have. */
  readonly missing: Subject | undefined;
  constructor(message: string, missing?: Subject) {
    super(message);
    this.missing = missing;
  }
}

const SYSTEM: Record<string, { name: SystemValue; type: FormulaType }> = {
  currentdate: { name: 'CurrentDate', type: 'Date' },
  currentdatetime: { name: 'CurrentDateTime', type: 'DateTime' },
  interviewstarttime: { name: 'InterviewStartTime', type: 'DateTime' },
  interviewguid: { name: 'InterviewGuid', type: 'Text' },
  faultmessage: { name: 'FaultMessage', type: 'Text' }
};

const LITERALS: Record<string, boolean | null> = { emptystring: null, true: true, false: false };

const TYPES: Record<Exclude<FlowDataType, 'SObject' | 'Apex'>, FormulaType> = {
  String: 'Text',
  Picklist: 'Text',
  Multipicklist: 'Text',
  Number: 'Number',
  Currency: 'Number',
  Boolean: 'Boolean',
  Date: 'Date',
  DateTime: 'DateTime',
  Time: 'Time'
};

const single = (type: FormulaType): ValueType => ({ type, collection: false });
const ofField = (field: FieldDef): ValueType => ({ type: typeOfField(field), collection: false, field });
const ofRecord = (object: ObjectDef, collection = false): ValueType => ({ type: 'Record', collection, object });

/**
 * Resolves a reference as it stands in a flow (without `{!…}`).
 * @throws FlowReferenceError naming what does not exist or is not supported
 */
export function resolveFlowReference(catalog: Catalog, program: FlowProgram, text: string): Reference {
  return text.startsWith('$') ? resolveGlobal(catalog, program, text) : resolveNamed(catalog, program, text, []);
}

function resolveGlobal(catalog: Catalog, program: FlowProgram, text: string): Reference {
  const [root = '', ...rest] = text.split('.');
  const name = rest.join('.');
  switch (root.toLowerCase()) {
    case '$record':
    case '$record__prior': {
      const prior = root.toLowerCase() === '$record__prior';
      if (name === '') return { kind: 'record', prior, valueType: ofRecord(program.object) };
      const steps = prior ? undefined : parentSteps(catalog, program.object, name);
      const parent = steps?.at(-1)?.object;
      if (steps && parent) return { kind: 'parent', steps, valueType: ofRecord(parent) };
      const path = fieldPath(catalog, program.object, name);
      return { kind: 'record', prior, path, valueType: ofField(path.field) };
    }
    case '$flow': {
      const system = SYSTEM[name.toLowerCase()];
      if (!system) throw new FlowReferenceError(`not supported: flow reference ${text} in flow ${program.name}`);
      return { kind: 'system', name: system.name, valueType: single(system.type) };
    }
    case '$globalconstant': {
      const value = LITERALS[name.toLowerCase()];
      if (value === undefined) throw missing(text);
      return { kind: 'literal', value, valueType: single(value === null ? 'Null' : 'Boolean') };
    }
    default:
      return inFlowWords(text, () => {
        const resolved = resolveReference(catalog, program.object, text);
        if (resolved.kind === 'field') throw missing(text);
        const valueType: ValueType = { ...single(typeOfReference(resolved)), ...('field' in resolved ? { field: resolved.field } : {}) };
        return { kind: 'global', resolved, valueType };
      });
  }
}

const missing = (text: string, subject?: Subject): FlowReferenceError =>
  new FlowReferenceError(`reference to ${text}, which doesn't exist`, subject);

function inFlowWords<T>(text: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    throw error.message.startsWith('not supported') ? new FlowReferenceError(error.message) : missing(text, error.missing);
  }
}

/** The field behind a path on an object. @throws FlowReferenceError in Salesforce's words */
export function fieldPath(catalog: Catalog, object: ObjectDef, path: string): FieldPath {
  try {
    const resolved = resolveReference(catalog, object, path);
    if (resolved.kind === 'field') return resolved;
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    throw noFieldPath(object, path, error.missing);
  }
  throw noFieldPath(object, path);
}

const noFieldPath = (object: ObjectDef, path: string, subject?: Subject): FlowReferenceError =>
  new FlowReferenceError(`The field "${path}" for the object "${object.name}" doesn't exist.`, subject);

/** The lookups of a path that ends at a record: `Account`, `Widget__r.Owner:User`. */
function parentSteps(catalog: Catalog, object: ObjectDef, path: string): Step[] | undefined {
  try {
    const resolved = resolveReference(catalog, object, `${path}.Id`);
    return resolved.kind === 'field' && resolved.steps.length ? resolved.steps : undefined;
  } catch (error) {
    if (error instanceof FormulaError) return undefined;
    throw error;
  }
}

function resolveNamed(catalog: Catalog, program: FlowProgram, text: string, through: string[]): Reference {
  const [name = '', ...rest] = text.split('.');
  const key = name.toLowerCase();
  const resource = program.resources.get(key);
  const element = program.elements.get(key);
  // A loop over itself would never end.
  if ((!resource && !element) || through.includes(key)) throw missing(text);
  const whole = resource ? typeOfResource(catalog, resource) : element && typeOfElement(catalog, program, element, [...through, key]);
  if (!whole)
    throw missing(
      text,
      element?.kind === 'recordLookups' && !findObject(catalog, element.node.object ?? '')
        ? { type: 'CustomObject', name: element.node.object ?? '' }
        : undefined
    );
  const source = resource ? { kind: 'resource' as const, resource } : { kind: 'element' as const, element: element as FlowElement };
  if (rest.length === 0) return { ...source, valueType: whole };
  if (whole.type !== 'Record' || whole.collection || !whole.object) throw missing(text);
  const path = fieldPath(catalog, whole.object, rest.join('.'));
  return { ...source, path, valueType: ofField(path.field) };
}

/** The type of a variable, constant, formula or text template. @throws FlowReferenceError for types this org does not have */
export function typeOfResource(catalog: Catalog, resource: FlowResource): ValueType {
  if (resource.kind === 'textTemplates') return single('Text');
  const { dataType } = resource.node;
  if (dataType === 'SObject' && resource.kind === 'variables') {
    const object = findObject(catalog, resource.node.objectType ?? '');
    if (!object)
      throw new FlowReferenceError('The objectType is invalid. Provide the API name of an object.', {
        type: 'CustomObject',
        name: resource.node.objectType ?? ''
      });
    return ofRecord(object, resource.node.isCollection === true);
  }
  if (dataType === undefined || dataType === 'SObject' || dataType === 'Apex')
    throw new FlowReferenceError(`not supported: data type ${dataType ?? 'none'} of ${resource.name}`);
  return { type: TYPES[dataType], collection: resource.kind === 'variables' && resource.node.isCollection === true };
}

/** What an element's name stands for: the records it found, the current item, the new id. */
function typeOfElement(catalog: Catalog, program: FlowProgram, element: FlowElement, through: string[]): ValueType | undefined {
  switch (element.kind) {
    case 'recordLookups': {
      const object = findObject(catalog, element.node.object ?? '');
      return element.node.storeOutputAutomatically && object ? ofRecord(object, element.node.getFirstRecordOnly !== true) : undefined;
    }
    case 'recordCreates':
      return element.node.storeOutputAutomatically && element.node.object !== undefined ? single('Text') : undefined;
    case 'loops': {
      const source = element.node.collectionReference;
      if (source === undefined || source.startsWith('$') || element.node.assignNextValueToReference !== undefined) return undefined;
      const { valueType } = resolveNamed(catalog, program, source, through);
      return { ...valueType, collection: false };
    }
    default:
      return undefined;
  }
}

const STRING_OR_MERGE = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\{!([^}]*)\}/g;

/** A flow's formula as formula text: `{!$Record.Name}` becomes `$Record.Name`; texts in quotes stay as they are. */
export function formulaText(expression: string): { text: string; references: Set<string> } {
  const references = new Set<string>();
  const text = expression.replace(STRING_OR_MERGE, (whole, reference: string | undefined) => {
    if (reference === undefined) return whole;
    references.add(reference.trim());
    return ` ${reference.trim()} `;
  });
  return { text, references };
}

/** References of a text with `{!…}` in it. */
export const mergedReferences = (text: string): string[] => [...text.matchAll(/\{!([^}]*)\}/g)].map((match) => (match[1] ?? '').trim());
