/** The steps of a flow: connectors, loops, custom errors; assignments and records have files of their own. */
import { findField } from '../metadata/catalog.ts';
import type { FlowCheck } from './check.ts';
import { checkAssignment, noField } from './checkAssignments.ts';
import { checkComparison, checkLogic, checkMerges } from './checkConditions.ts';
import { checkLookup, checkWrite } from './checkRecords.ts';
import { resolving, usable } from './checkReferences.ts';
import { fits } from './checkValues.ts';
import type { FlowElement } from './program.ts';

/** Checks every step. */
export function checkElements(check: FlowCheck): void {
  const { program, refuse } = check;
  for (const element of program.elements.values()) {
    checkConnectors(check, element);
    if (program.moment === 'beforeSave') checkBeforeSave(check, element);
    checkElement(check, element);
  }
  const first = program.flow.start?.connector?.targetReference;
  if (first !== undefined && !program.elements.has(first.toLowerCase())) refuse('flow-connector', dangling('start', first), 'start');
}

const dangling = (from: string, to: string): string => `The connector of the element "${from}" leads to "${to}", which doesn't exist.`;

function connectorsOf(element: FlowElement): (string | undefined)[] {
  switch (element.kind) {
    case 'assignments':
      return [element.node.connector?.targetReference];
    case 'customErrors':
      return [];
    case 'decisions':
      return [element.node.defaultConnector, ...element.node.rules.map((rule) => rule.connector)].map((entry) => entry?.targetReference);
    case 'loops':
      return [element.node.nextValueConnector?.targetReference, element.node.noMoreValuesConnector?.targetReference];
    default:
      return [element.node.connector?.targetReference, element.node.faultConnector?.targetReference];
  }
}

function checkConnectors({ program, refuse }: FlowCheck, element: FlowElement): void {
  for (const target of connectorsOf(element))
    if (target !== undefined && !program.elements.has(target.toLowerCase()))
      refuse('flow-connector', dangling(element.name, target), element.name);
}

function checkBeforeSave({ refuse }: FlowCheck, element: FlowElement): void {
  const updatesOther = element.kind === 'recordUpdates' && element.node.inputReference?.toLowerCase() !== '$record';
  if (element.kind === 'recordCreates' || element.kind === 'recordDeletes' || updatesOther)
    refuse(
      'flow-before-save',
      `The element "${element.name}" (${element.kind}) can't be used in a flow that runs before the record is saved.`,
      element.name
    );
  if ('faultConnector' in element.node && element.node.faultConnector)
    refuse(
      'flow-before-save',
      `The element "${element.name}" can't have a fault path in a flow that runs before the record is saved.`,
      element.name
    );
}

function checkElement(check: FlowCheck, element: FlowElement): void {
  const { refuse } = check;
  switch (element.kind) {
    case 'assignments':
      for (const item of element.node.assignmentItems) checkAssignment(check, element.name, item);
      return;
    case 'decisions':
      for (const rule of element.node.rules) {
        if (!rule.label) refuse('flow-name', 'Required field is missing: label', element.name);
        checkLogic(check, rule.conditionLogic, rule.conditions.length, element.name);
        for (const condition of rule.conditions) checkComparison(check, condition, element.name);
      }
      return;
    case 'loops':
      checkLoop(check, element);
      return;
    case 'customErrors':
      for (const message of element.node.customErrorMessages) {
        checkMerges(check, message.errorMessage, element.name);
        if (!message.isFieldError) continue;
        if (!message.fieldSelection || !findField(check.program.object, message.fieldSelection))
          refuse('flow-reference', noField(message.fieldSelection ?? '', check.program.object), element.name);
      }
      return;
    case 'recordLookups':
      checkLookup(check, element);
      return;
    default:
      checkWrite(check, element);
  }
}

function checkLoop(check: FlowCheck, { name, node }: Extract<FlowElement, { kind: 'loops' }>): void {
  const source = resolving(check, name, () => usable(check, node.collectionReference ?? ''));
  if (source && !source.valueType.collection)
    check.refuse('flow-type', `The loop "${name}" needs a collection, not ${node.collectionReference ?? ''}.`, name);
  if (node.assignNextValueToReference === undefined || !source) return;
  const target = resolving(check, name, () => usable(check, node.assignNextValueToReference ?? ''));
  if (target && !fits(target.valueType, { ...source.valueType, collection: false }))
    check.refuse('flow-type', `The type of ${node.assignNextValueToReference} doesn't match the items of the loop "${name}".`, name);
}
