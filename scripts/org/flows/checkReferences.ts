/** References where they stand in a flow. */
import type { FlowElementReferenceOrValue } from '@salesforce/types/metadata';
import type { FlowCheck } from './check.ts';
import { typeOfValue } from './checkValues.ts';
import { FlowReferenceError, resolveFlowReference, type Reference, type ValueType } from './references.ts';

/** Runs a check; a reference that means nothing is reported at the element. */
export function resolving<T>(check: FlowCheck, name: string, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FlowReferenceError)) throw error;
    const message = error.message.startsWith('reference to') ? `The element "${name}" has a ${error.message}.` : error.message;
    check.refuse('flow-reference', message, name, error.missing);
    return undefined;
  }
}

/** Resolves a reference and refuses what the kind of trigger does not have. */
export function usable({ context, program }: FlowCheck, text: string): Reference {
  const reference = resolveFlowReference(context.catalog, program, text);
  if (
    reference.kind === 'record' &&
    reference.prior &&
    program.flow.start?.recordTriggerType !== 'Update' &&
    program.flow.start?.recordTriggerType !== 'CreateAndUpdate'
  )
    throw new FlowReferenceError(
      `$Record__Prior can't be used in a flow that runs only when a record is ${program.moment === 'beforeDelete' ? 'deleted' : 'created'}.`
    );
  const fields = reference.kind === 'element' && reference.element.kind === 'recordLookups' ? reference.element.node.queriedFields : [];
  const field = 'path' in reference ? reference.path?.field.name : undefined;
  if (fields.length && field !== undefined && field !== 'Id' && !fields.includes(field))
    throw new FlowReferenceError(`reference to ${text}, which doesn't exist`);
  return reference;
}

/** The type of a value, with its reference checked. @throws FlowReferenceError */
export function valueType(check: FlowCheck, value: FlowElementReferenceOrValue | undefined): ValueType {
  if (value?.elementReference !== undefined) usable(check, value.elementReference);
  return typeOfValue(check.context.catalog, check.program, value);
}

/** Formula fields of the new record could not be read before the save in orgs that were seen. */
export function warnOfFormulaField({ program, warn }: FlowCheck, reference: Reference, text: string, name: string): void {
  if (
    program.moment === 'beforeSave' &&
    reference.kind === 'record' &&
    !reference.prior &&
    reference.path?.steps.length === 0 &&
    reference.path.field.formula !== undefined
  )
    warn(
      'flow-doubtful',
      `${text} is a formula field: real orgs have refused or emptied it in flows that run before the save. Use a formula of the flow.`,
      name
    );
}
