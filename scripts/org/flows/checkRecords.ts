/** Elements that read and write records. */
import type { FlowInputFieldAssignment, FlowRecordFilter } from '@salesforce/types/metadata';
import { findField, findObject, type ObjectDef } from '../metadata/catalog.ts';
import type { Subject } from '../metadata/components.ts';
import type { FlowCheck } from './check.ts';
import { noField, unwritable, warnOfForeignValue } from './checkAssignments.ts';
import { checkLogic, isYesOrNo } from './checkConditions.ts';
import { resolving, usable, valueType } from './checkReferences.ts';
import { fits, foreignPicklistValue, refuseValue } from './checkValues.ts';
import { UNARY } from './conditions.ts';
import type { FlowElement } from './program.ts';
import { resolveFlowReference, type ValueType } from './references.ts';

/** Checks a lookup. */
export function checkLookup(check: FlowCheck, { name, node }: Extract<FlowElement, { kind: 'recordLookups' }>): void {
  const object = objectOf(check, node.object, name);
  if (!object) return;
  checkFilters(check, object, node.filters, node.filterLogic, name);
  for (const field of [...node.queriedFields, ...(node.sortField === undefined ? [] : [node.sortField])])
    if (!findField(object, field)) check.refuse('flow-reference', noField(field, object), name, fieldOf(object, field));
  if (node.storeOutputAutomatically === true) {
    if (node.outputReference !== undefined)
      check.refuse('flow-type', `"${name}" can't store its output automatically and in a variable.`, name);
    return;
  }
  const target = resolving(check, name, () => usable(check, node.outputReference ?? ''));
  const given: ValueType = { type: 'Record', collection: node.getFirstRecordOnly !== true, object };
  if (target && !fits(target.valueType, given))
    check.refuse('flow-type', `The type of ${node.outputReference ?? ''} doesn't match what "${name}" finds.`, name);
}

const mismatch = (field: string): string => `The type for the field "${field}" doesn't match the type for the assigned value.`;

const fieldOf = (object: ObjectDef, field: string): Subject => ({ type: 'CustomField', name: `${object.name}.${field}` });

function objectOf({ context, refuse }: FlowCheck, objectName: string | undefined, name: string): ObjectDef | undefined {
  const object = findObject(context.catalog, objectName ?? '');
  if (!object)
    refuse('flow-reference', `The object "${objectName ?? ''}" doesn't exist.`, name, { type: 'CustomObject', name: objectName ?? '' });
  return object;
}

function checkFilters(check: FlowCheck, object: ObjectDef, filters: FlowRecordFilter[], logic: string | undefined, name: string): void {
  const { refuse } = check;
  if (filters.length) checkLogic(check, logic, filters.length, name);
  for (const filter of filters) {
    const field = findField(object, filter.field ?? '');
    const operator = filter.operator ?? 'EqualTo';
    if (!field || field.type === 'address') {
      refuse('flow-reference', noField(filter.field ?? '', object), name, fieldOf(object, filter.field ?? ''));
      continue;
    }
    if (operator === 'IsChanged') {
      refuse('flow-type', 'The operator IsChanged can be used only with fields of $Record.', name);
      continue;
    }
    if (!isYesOrNo({ operator, ...(filter.value ? { rightValue: filter.value } : {}) })) {
      refuse('flow-type', `The operator ${operator} needs a booleanValue.`, name);
      continue;
    }
    if (UNARY.has(operator)) continue;
    const given = resolving(check, name, () => valueType(check, filter.value));
    const wanted = fieldType(check, object, field.name);
    if (given && !fits({ ...wanted, collection: operator === 'In' || operator === 'NotIn' ? given.collection : false }, given))
      refuseValue(check, [wanted, given], mismatch(field.name), name);
    const foreign = foreignPicklistValue(field, filter.value);
    if (foreign !== undefined && operator === 'EqualTo')
      check.warn('flow-picklist', `The picklist ${object.name}.${field.name} has no value "${foreign}".`, name);
  }
}

function fieldType(check: FlowCheck, object: ObjectDef, field: string): ValueType {
  return resolveFlowReference(check.context.catalog, { ...check.program, object }, `$Record.${field}`).valueType;
}

type Write = Extract<FlowElement, { kind: 'recordCreates' | 'recordUpdates' | 'recordDeletes' }>;

/** Checks an element that creates, updates or deletes records. */
export function checkWrite(check: FlowCheck, element: Write): void {
  const { name, node } = element;
  const { refuse, program } = check;
  const filters = 'filters' in node ? node.filters : [];
  const assignments = 'inputAssignments' in node ? node.inputAssignments : [];
  if ((node.object === undefined) === (node.inputReference === undefined)) {
    refuse('flow-type', `"${name}" needs either an object or an inputReference.`, name);
    return;
  }
  if (node.object !== undefined) {
    const object = objectOf(check, node.object, name);
    if (!object) return;
    checkFilters(check, object, filters, 'filterLogic' in node ? node.filterLogic : undefined, name);
    checkInputs(check, object, assignments, name);
    if (element.kind === 'recordDeletes' && filters.length === 0)
      refuse('flow-type', `"${name}" needs conditions: without them it would delete every record.`, name);
    if (element.kind === 'recordCreates' && element.node.assignRecordIdToReference !== undefined) {
      const target = resolving(check, name, () => usable(check, element.node.assignRecordIdToReference ?? ''));
      if (target && !fits(target.valueType, { type: 'Text', collection: false }))
        refuse('flow-type', `The type of ${element.node.assignRecordIdToReference} doesn't match an id.`, name);
    }
    return;
  }
  const reference = resolving(check, name, () => usable(check, node.inputReference ?? ''));
  if (!reference) return;
  if (filters.length)
    refuse(
      'flow-type',
      reference.kind === 'record' || reference.kind === 'parent'
        ? `not supported: conditions on the record that started the flow, in "${name}"`
        : `"${name}" can't have both an inputReference and filters.`,
      name
    );
  const own = (reference.kind === 'record' && !reference.prior) || reference.kind === 'parent';
  if (reference.valueType.type !== 'Record' || !reference.valueType.object)
    refuse('flow-type', `"${name}" needs a record, not ${node.inputReference ?? ''}.`, name);
  else if (own && element.kind !== 'recordUpdates') refuse('flow-type', `"${name}" can't use ${node.inputReference ?? ''}.`, name);
  else if (assignments.length && !own) refuse('flow-type', `"${name}" can't have both a variable and inputAssignments.`, name);
  else if (own && program.moment === 'beforeDelete' && reference.kind === 'record')
    refuse('flow-type', "$Record can't be changed in a flow that runs before the record is deleted.", name);
  else checkInputs(check, reference.valueType.object, assignments, name);
}

function checkInputs(check: FlowCheck, object: ObjectDef, assignments: FlowInputFieldAssignment[], name: string): void {
  const seen = new Set<string>();
  for (const { field = '', value } of assignments) {
    if (seen.has(field.toLowerCase())) check.refuse('flow-type', `Field:field, value:${field} appears more than once`, name);
    seen.add(field.toLowerCase());
    const problem = unwritable(object, field);
    if (problem !== undefined) {
      check.refuse('flow-reference', problem, name, findField(object, field) ? undefined : fieldOf(object, field));
      continue;
    }
    const given = resolving(check, name, () => valueType(check, value));
    if (!given) continue;
    if (given.collection) check.refuse('flow-type', "The inputAssignments field can't use a collection variable.", name);
    else if (!fits(fieldType(check, object, field), given))
      refuseValue(check, [fieldType(check, object, field), given], mismatch(field), name);
    warnOfForeignValue(check, findField(object, field), value, name);
  }
}
