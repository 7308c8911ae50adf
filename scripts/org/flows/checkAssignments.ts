/** Assignments, and what fields may be set. */
import type { FlowAssignmentItem, FlowElementReferenceOrValue } from '@salesforce/types/metadata';
import { findField, type ObjectDef } from '../metadata/catalog.ts';
import { isStored } from '../records/derived.ts';
import type { FlowCheck } from './check.ts';
import { resolving, usable, valueType } from './checkReferences.ts';
import { fits, foreignPicklistValue, refuseValue } from './checkValues.ts';
import type { Reference, ValueType } from './references.ts';

/** Wording seen in orgs. */
export const noField = (field: string, object: ObjectDef): string => `The field "${field}" for the object "${object.name}" doesn't exist.`;

/** Checks one line of an assignment. */
export function checkAssignment(check: FlowCheck, name: string, item: FlowAssignmentItem): void {
  const { program, refuse } = check;
  const target = item.assignToReference ?? '';
  const reference = resolving(check, name, () => usable(check, target));
  const given = resolving(check, name, () => valueType(check, item.value));
  if (!reference || !given) return;
  const problem = unassignable(check, reference, target);
  if (problem !== undefined) refuse('flow-type', problem, name);
  const operator = item.operator ?? 'Assign';
  const wanted = wantedBy(operator, reference.valueType, given);
  if (!wanted || !fits(wanted, given)) {
    const message = `The operator ${operator} can't be used with ${target} and a value of this type.`;
    if (wanted) refuseValue(check, [wanted, given], message, name);
    else refuse('flow-type', message, name);
  }
  if (operator === 'Assign') warnOfForeignValue(check, reference.valueType.field, item.value, name);
  if (reference.kind === 'record' && program.moment === 'beforeDelete')
    refuse('flow-type', `$Record can't be changed in a flow that runs before the record is deleted.`, name);
}

/** The type an operator wants for its value, or undefined when it does not fit the target. */
function wantedBy(operator: string, target: ValueType, given: ValueType): ValueType | undefined {
  const { type, collection } = target;
  switch (operator) {
    case 'Assign':
      return target;
    case 'AssignCount':
      return type === 'Number' && !collection && given.collection ? given : undefined;
    case 'Add':
      if (collection) return { ...target, collection: given.collection };
      if (type === 'Date' || type === 'DateTime') return { type: 'Number', collection: false };
      return type === 'Boolean' || type === 'Time' || type === 'Record' ? undefined : target;
    case 'Subtract':
      return collection || !['Number', 'Date', 'DateTime'].includes(type) ? undefined : { type: 'Number', collection: false };
    default:
      return collection ? { ...target, collection: given.collection } : undefined;
  }
}

function unassignable(check: FlowCheck, reference: Reference, text: string): string | undefined {
  const fixed = `The value of ${text} can't be set.`;
  if (reference.kind === 'record') {
    if (reference.prior || !reference.path || reference.path.steps.length) return fixed;
    return unwritable(check.program.object, reference.path.field.name);
  }
  if (reference.kind !== 'resource' && reference.kind !== 'element') return fixed;
  if (reference.path?.steps.length) return fixed;
  if (reference.kind === 'resource') return reference.resource.kind === 'variables' ? undefined : fixed;
  return reference.path ? undefined : fixed;
}

/** What is wrong with writing a field, or undefined. */
export function unwritable(object: ObjectDef, fieldName: string): string | undefined {
  const field = findField(object, fieldName);
  if (!field) return noField(fieldName, object);
  return (field.createable || field.updateable) && isStored(object, field) && field.name !== 'Id'
    ? undefined
    : `The field "${field.name}" for the object "${object.name}" can't be set.`;
}

/** Tells of a picklist value that does not exist: the save would be refused. */
export function warnOfForeignValue(
  { warn }: FlowCheck,
  field: ValueType['field'],
  value: FlowElementReferenceOrValue | undefined,
  name: string
): void {
  const foreign = foreignPicklistValue(field, value);
  if (foreign !== undefined && field) warn('flow-picklist', `The picklist ${field.name} has no value "${foreign}".`, name);
}
