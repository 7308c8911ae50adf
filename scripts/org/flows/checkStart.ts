/** Trigger and entry conditions. */
import type { FlowCondition, FlowRecordFilter } from '@salesforce/types/metadata';
import type { FlowCheck } from './check.ts';
import { checkComparison, checkFormulaText, checkLogic } from './checkConditions.ts';
import { fieldPath, FlowReferenceError } from './references.ts';

/** Checks the start element. */
export function checkStart(check: FlowCheck): void {
  const { program, refuse, warn } = check;
  const { flow, moment } = program;
  const { start } = flow;
  if (!start) return;
  const at = 'start';
  const event = start.recordTriggerType;
  const isDelete = moment === 'beforeDelete';
  if (isDelete ? event !== 'Delete' : event !== 'Create' && event !== 'Update' && event !== 'CreateAndUpdate')
    refuse('flow-start', `The recordTriggerType "${event ?? 'None'}" can't be used with the triggerType "${start.triggerType ?? ''}".`, at);
  if (start.filterFormula !== undefined && start.filters.length)
    refuse('flow-start', "filterFormula and filters can't be used together.", at);
  if (start.filters.length === 0 && start.filterLogic !== undefined) refuse('flow-start', 'filterLogic needs filters.', at);
  if (start.filters.length) checkLogic(check, start.filterLogic, start.filters.length, at);
  const changes = start.filters.some((filter) => filter.operator === 'IsChanged');
  if (changes && start.doesRequireRecordChangedToMeetCriteria)
    refuse('flow-start', "IsChanged can't be used when the flow runs only for records that are updated to meet the conditions.", at);
  if (changes && event === 'Create') refuse('flow-start', "IsChanged can't be used in a flow that runs only when a record is created.", at);
  if (changes && event === 'CreateAndUpdate')
    warn(
      'flow-doubtful',
      `Whether IsChanged is met when a record is created was never tried in a real org: say it with ISNEW() and ISCHANGED() in filterFormula.`,
      at
    );
  if (start.doesRequireRecordChangedToMeetCriteria && start.filters.length === 0 && start.filterFormula === undefined)
    refuse('flow-start', 'doesRequireRecordChangedToMeetCriteria needs entry conditions.', at);
  // With Create it is redundant, and seen in an active flow of a real org: a new record has always just met the conditions.
  if (start.doesRequireRecordChangedToMeetCriteria && isDelete)
    refuse('flow-start', `doesRequireRecordChangedToMeetCriteria can't be used with the recordTriggerType "${event ?? ''}".`, at);
  for (const filter of start.filters) checkStartFilter(check, filter);
  if (start.filterFormula !== undefined) checkFormulaText(check, start.filterFormula, 'Boolean', at, true);
  if (flow.triggerOrder !== undefined && !(Number.isInteger(flow.triggerOrder) && flow.triggerOrder >= 1 && flow.triggerOrder <= 2000))
    refuse('flow-start', `The triggerOrder must be a number from 1 to 2,000.`);
  if (start.connector === undefined && flow.status === 'Active')
    refuse('flow-connector', "The flow can't run because nothing is connected to the Start element.", at);
}

function checkStartFilter(check: FlowCheck, filter: FlowRecordFilter): void {
  const field = filter.field ?? '';
  try {
    fieldPath(check.context.catalog, check.program.object, field);
  } catch (error) {
    if (!(error instanceof FlowReferenceError)) throw error;
    check.refuse('flow-reference', error.message, 'start', error.missing);
    return;
  }
  const condition: FlowCondition = {
    leftValueReference: `$Record.${field}`,
    operator: filter.operator ?? 'EqualTo',
    conditions: [],
    processMetadataValues: [],
    ...(filter.value ? { rightValue: filter.value } : {})
  };
  checkComparison(check, condition, 'start');
}
