/** One run of a flow for one record: what it knows, and how its references are read. */
import type { FlowElementReferenceOrValue } from '@salesforce/types/metadata';
import { localDay } from '../formula/dates.ts';
import { compileFormula, evaluateFormula, FormulaError, typedValue, type FormulaContext, type Typed } from '../formula/formula.ts';
import { roundTo, type FormulaType } from '../formula/types.ts';
import { findField, type ObjectDef } from '../metadata/catalog.ts';
import { fieldValue } from '../records/formulaContext.ts';
import { globalValue } from '../records/globals.ts';
import { readStored } from '../records/read.ts';
import type { FieldValue, Values } from '../records/values.ts';
import type { Work } from '../records/work.ts';
import { FlowFault } from './faults.ts';
import type { FlowProgram, FlowResource } from './program.ts';
import { formulaText, resolveFlowReference, type FieldPath, type Reference } from './references.ts';
import { displayText } from './text.ts';

/** A record a flow holds; `assigned` are the fields it set itself, the ones an update writes. */
export interface FlowRecord {
  object: ObjectDef;
  values: Values;
  assigned: Set<string>;
}

export type FlowValue = FieldValue | FlowRecord | FlowValue[];

export interface Interview {
  work: Work;
  program: FlowProgram;
  /** The triggering record. */
  record: FlowRecord;
  /** The triggering record before the save; absent when it is new. */
  prior?: FlowRecord;
  /** Variables and outputs of elements, by name in lower case. */
  values: Map<string, FlowValue>;
  loops: Map<string, { items: FlowValue[]; index: number }>;
  faultMessage: string | null;
  /** What was done so far, against the limits. */
  count: { elements: number; statements: number; queries: number };
  guid: string;
}

export const isRecord = (value: FlowValue | undefined): value is FlowRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A record with its own values: what a flow does to it changes nothing else. */
export const copyOf = (value: FlowValue): FlowValue => {
  if (Array.isArray(value)) return value.map(copyOf);
  return isRecord(value) ? { object: value.object, values: { ...value.values }, assigned: new Set(value.assigned) } : value;
};

const resolved = new WeakMap<FlowProgram, Map<string, Reference>>();

/** A reference of the program, resolved once. */
export function referenceOf(interview: Interview, text: string): Reference {
  const { program, work } = interview;
  let known = resolved.get(program);
  if (!known) resolved.set(program, (known = new Map()));
  let reference = known.get(text);
  if (!reference) known.set(text, (reference = resolveFlowReference(work.org.catalog, program, text)));
  return reference;
}

/**
 * The value behind a reference.
 * @param prior reads the triggering record as it was before the save
 * @throws FlowFault for a field of a record that was not found, and for formulas that cannot be computed
 */
export function read(interview: Interview, text: string, prior = false): FlowValue {
  const reference = referenceOf(interview, text);
  const { org, userId } = interview.work;
  switch (reference.kind) {
    case 'record': {
      const record = reference.prior || prior ? interview.prior : interview.record;
      // The record before its creation has blanks in every field.
      if (!record) return null;
      return reference.path ? readPath(interview, record, reference.path) : record;
    }
    case 'parent': {
      const last = reference.steps.at(-1);
      const id =
        last &&
        readPath(interview, interview.record, {
          kind: 'field',
          steps: reference.steps.slice(0, -1),
          field: last.field,
          object: interview.program.object
        });
      return last && typeof id === 'string' ? storedRecord(interview, last.object, id) : null;
    }
    case 'resource':
      return readPart(interview, readResource(interview, reference.resource, prior), text, reference.path);
    case 'element':
      return readPart(interview, interview.values.get(reference.element.name.toLowerCase()) ?? null, text, reference.path);
    case 'literal':
      return reference.value;
    case 'global':
      return globalValue(org, userId, reference.resolved).value;
    case 'system':
      return readSystem(interview, reference.name);
  }
}

function readSystem(interview: Interview, name: Extract<Reference, { kind: 'system' }>['name']): FieldValue {
  const now = interview.work.org.clock.now();
  switch (name) {
    case 'CurrentDate':
      return localDay(now);
    case 'CurrentDateTime':
      return now.toISOString();
    case 'InterviewStartTime':
      return interview.work.now;
    case 'InterviewGuid':
      return interview.guid;
    case 'FaultMessage':
      return interview.faultMessage;
  }
}

function readPart(interview: Interview, value: FlowValue, text: string, path: FieldPath | undefined): FlowValue {
  if (!path) return value;
  if (!isRecord(value))
    throw new FlowFault(`フローが ${text} の値にアクセスできませんでした。値が設定されていないか、割り当てられていません。`);
  return readPath(interview, value, path);
}

/** A field of a record or of what its lookups lead to; blank where a lookup is blank. */
function readPath(interview: Interview, record: FlowRecord, path: FieldPath): FieldValue {
  const { org, userId } = interview.work;
  let current: Values = record.values;
  let object = record.object;
  for (const step of path.steps) {
    const id = fieldValue(org, userId, object, step.field, current);
    const next = id === null ? undefined : readStored(org, step.object.name, String(id));
    if (!next) return null;
    [current, object] = [next, step.object];
  }
  return fieldValue(org, userId, object, path.field, current);
}

/** A record of the database as a flow holds it. */
export function storedRecord(interview: Interview, object: ObjectDef, id: string): FlowRecord | null {
  const values = readStored(interview.work.org, object.name, id);
  return values ? { object, values, assigned: new Set() } : null;
}

function readResource(interview: Interview, resource: FlowResource, prior: boolean): FlowValue {
  switch (resource.kind) {
    case 'variables':
      return interview.values.get(resource.name.toLowerCase()) ?? (resource.node.isCollection ? [] : null);
    case 'constants':
      return readValue(interview, resource.node.value);
    case 'formulas':
      return readFormula(interview, resource, prior);
    case 'textTemplates':
      return mergeText(interview, resource.node.text);
  }
}

function readFormula(interview: Interview, resource: Extract<FlowResource, { kind: 'formulas' }>, prior: boolean): FieldValue {
  const value = evaluate(interview, resource.node.expression, resource.name, prior);
  if (resource.node.dataType === 'Boolean') return value === true;
  return typeof value === 'number' ? roundTo(value, resource.node.scale ?? 0) : value;
}

/**
 * Evaluates a formula of the flow.
 * @throws FlowFault when it cannot be computed
 */
export function evaluate(interview: Interview, expression: string, name: string, prior = false): FieldValue {
  const { work } = interview;
  const context: FormulaContext = {
    now: work.org.clock.now(),
    isNew: work.old === undefined,
    value: (path) => readTyped(interview, path, prior),
    ...(interview.prior && !prior ? { prior: (path: string) => readTyped(interview, path, true) } : {})
  };
  try {
    return evaluateFormula(compileFormula(formulaText(expression).text), context);
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    throw new FlowFault(`数式「${name}」を計算できませんでした: ${error.message}`);
  }
}

function readTyped(interview: Interview, text: string, prior: boolean): Typed {
  const { valueType } = referenceOf(interview, text);
  const value = read(interview, text, prior);
  if (isRecord(value) || Array.isArray(value)) throw new FlowFault(`数式で ${text} の値は使用できません。`);
  return valueType.field && valueType.type !== 'Text'
    ? typedValue(valueType.field, value)
    : { type: valueType.type as FormulaType, value: valueType.type === 'Boolean' ? value === true : value };
}

/** A value as it stands in a flow; without one it is blank. */
export function readValue(interview: Interview, source: FlowElementReferenceOrValue | undefined, prior = false): FlowValue {
  if (!source) return null;
  if (source.elementReference !== undefined) return read(interview, source.elementReference, prior);
  return literalOf(source);
}

/** The value that a flow spells out. The casts of metadata leave dates as text. */
export function literalOf(source: FlowElementReferenceOrValue): FieldValue {
  if (source.stringValue !== undefined) return source.stringValue === '' ? null : source.stringValue;
  if (source.booleanValue !== undefined) return source.booleanValue;
  if (source.numberValue !== undefined) return source.numberValue;
  const { dateValue, dateTimeValue, timeValue } = source as { dateValue?: unknown; dateTimeValue?: unknown; timeValue?: unknown };
  if (dateValue !== undefined) return String(dateValue).trim().slice(0, 10);
  if (dateTimeValue !== undefined) return new Date(String(dateTimeValue).trim()).toISOString();
  return timeValue === undefined ? null : String(timeValue).trim();
}

/** A text with its `{!…}` filled in. */
export function mergeText(interview: Interview, text: string): string {
  return text.replace(/\{!([^}]*)\}/g, (_whole, reference: string) => {
    const { valueType } = referenceOf(interview, reference.trim());
    const value = read(interview, reference.trim());
    if (isRecord(value) || Array.isArray(value)) throw new FlowFault(`テキストで ${reference} の値は使用できません。`);
    return displayText(value, valueType.type);
  });
}

/** A copy of the triggering record as it stands in the pipeline; a new one has no id before it is written. */
export function triggeringRecord(work: Work, isWritten: boolean): FlowRecord {
  const stored = isWritten ? readStored(work.org, work.object.name, work.id) : undefined;
  const values: Values = stored ?? { ...work.old, ...work.values, Id: work.old ? work.id : null };
  return { object: work.object, values, assigned: new Set() };
}

/** The canonical name of a field the deployment checked. */
export function fieldName(object: ObjectDef, name: string): string {
  return findField(object, name)?.name ?? name;
}
