/** Runs a flow for one record: from the start along the connectors to the end. */
import type { FlowConnector } from '@salesforce/types/metadata';
import { findField } from '../metadata/catalog.ts';
import type { SaveError } from '../records/values.ts';
import { saveError } from '../records/work.ts';
import { assign } from './assignments.ts';
import { conditionsMet } from './conditions.ts';
import { createRecords, deleteRecords, updateRecords } from './dml.ts';
import { FlowFault, FlowLimit, FlowRefusal } from './faults.ts';
import { copyOf, mergeText, read, readValue, storedRecord, type FlowRecord, type FlowValue, type Interview } from './interview.ts';
import type { FlowElement } from './program.ts';
import { findIds } from './queries.ts';

/** Executed elements of one interview up to API 56; later versions have no such limit, but a time limit, which this guard stands for. */
const MAX_ELEMENTS = 2000;
const GUARD = 20_000;
const LAST_LIMITED_VERSION = 56;
/** Queries of one transaction of a record. */
const MAX_QUERIES = 100;

type Element<K extends FlowElement['kind']> = Extract<FlowElement, { kind: K }>;

/**
 * Runs an interview.
 * @throws FlowFault for an error without a fault path, FlowRefusal for custom errors, FlowLimit for limits
 */
export function runInterview(interview: Interview): void {
  const { program } = interview;
  for (const variable of program.resources.values())
    if (variable.kind === 'variables' && variable.node.value) {
      const value = readValue(interview, variable.node.value);
      interview.values.set(variable.name.toLowerCase(), variable.node.isCollection && !Array.isArray(value) ? [value] : copyOf(value));
    }
  let target = targetOf(program.flow.start?.connector);
  while (target !== undefined) {
    const element = program.elements.get(target.toLowerCase());
    if (!element) throw new Error(`Element ${target} of flow ${program.name} is missing`);
    countElement(interview);
    target = step(interview, element);
  }
}

const targetOf = (connector: FlowConnector | undefined): string | undefined => connector?.targetReference;

function countElement(interview: Interview): void {
  const limited = (interview.program.flow.apiVersion ?? 0) <= LAST_LIMITED_VERSION;
  if (++interview.count.elements > (limited ? MAX_ELEMENTS : GUARD))
    throw new FlowLimit(
      limited
        ? `フローで実行できる要素の上限 (${MAX_ELEMENTS.toLocaleString('en-US')}) を超えました (Number of executed elements at runtime exceeded).`
        : `フローの要素が ${GUARD.toLocaleString('en-US')} 回を超えて実行されました (Apex CPU time limit exceeded)。繰り返しの終わる条件を確認してください。`
    );
}

/** Carries out one element and answers the name of the next; a failed element goes on at its fault path. */
function step(interview: Interview, element: FlowElement): string | undefined {
  try {
    return execute(interview, element);
  } catch (error) {
    if (!(error instanceof FlowFault)) throw error;
    const fault = 'faultConnector' in element.node ? targetOf(element.node.faultConnector) : undefined;
    if (fault === undefined) throw new FlowFault(`${error.message} (要素: ${element.node.label ?? element.name})`);
    interview.faultMessage = error.message;
    return fault;
  }
}

function execute(interview: Interview, element: FlowElement): string | undefined {
  switch (element.kind) {
    case 'assignments':
      for (const item of element.node.assignmentItems) assign(interview, item);
      return targetOf(element.node.connector);
    case 'decisions':
      return decide(interview, element);
    case 'loops':
      return loop(interview, element);
    case 'recordLookups':
      lookUp(interview, element);
      return targetOf(element.node.connector);
    case 'recordCreates':
      createRecords(interview, element);
      return targetOf(element.node.connector);
    case 'recordUpdates':
      updateRecords(interview, element);
      return targetOf(element.node.connector);
    case 'recordDeletes':
      deleteRecords(interview, element);
      return targetOf(element.node.connector);
    case 'customErrors':
      throw new FlowRefusal(customErrors(interview, element));
  }
}

/** The first outcome whose conditions are met, else the default one. */
function decide(interview: Interview, { node }: Element<'decisions'>): string | undefined {
  const rule = node.rules.find(
    (candidate) =>
      conditionsMet(interview, candidate.conditionLogic, candidate.conditions) &&
      (candidate.doesRequireRecordChangedToMeetCriteria !== true ||
        !interview.prior ||
        !conditionsMet(interview, candidate.conditionLogic, candidate.conditions, true))
  );
  return targetOf(rule ? rule.connector : node.defaultConnector);
}

/** The next item of the collection; when there is none the loop forgets itself, so that it can be entered again. */
function loop(interview: Interview, { name, node }: Element<'loops'>): string | undefined {
  const key = name.toLowerCase();
  let state = interview.loops.get(key);
  if (!state) {
    const source = read(interview, node.collectionReference ?? '');
    const items = Array.isArray(source) ? source : [];
    interview.loops.set(key, (state = { items: node.iterationOrder === 'Desc' ? items.toReversed() : [...items], index: 0 }));
  }
  const item = state.items[state.index++];
  if (item === undefined) {
    interview.loops.delete(key);
    return targetOf(node.noMoreValuesConnector);
  }
  interview.values.set((node.assignNextValueToReference ?? name).toLowerCase(), copyOf(item));
  return targetOf(node.nextValueConnector);
}

function lookUp(interview: Interview, { name, node }: Element<'recordLookups'>): void {
  if (++interview.count.queries > MAX_QUERIES) throw new FlowLimit(`Too many SOQL queries: ${MAX_QUERIES + 1}`);
  const first = node.getFirstRecordOnly === true;
  const limit = readValue(interview, node.limit);
  const { object, ids } = findIds(interview, {
    object: node.object ?? '',
    filters: node.filters,
    filterLogic: node.filterLogic,
    sortField: node.sortField,
    sortOrder: node.sortOrder,
    limit: first ? 1 : typeof limit === 'number' ? limit : undefined
  });
  const records = ids.flatMap((id) => storedRecord(interview, object, id) ?? []);
  const found = records[0];
  if (node.storeOutputAutomatically) interview.values.set(name.toLowerCase(), node.getFirstRecordOnly ? (found ?? null) : records);
  else storeFound(interview, node, found, records);
}

/** Older lookups name a variable; it keeps what it had when nothing was found, unless told otherwise. */
function storeFound(
  interview: Interview,
  node: Element<'recordLookups'>['node'],
  found: FlowRecord | undefined,
  records: FlowValue[]
): void {
  if ((!found && !node.assignNullValuesIfNoRecordsFound) || node.outputReference === undefined) return;
  interview.values.set(node.outputReference.toLowerCase(), node.getFirstRecordOnly ? (found ?? null) : records);
}

function customErrors(interview: Interview, { node }: Element<'customErrors'>): SaveError[] {
  return node.customErrorMessages.map((message) => {
    const field = message.isFieldError ? findField(interview.program.object, message.fieldSelection ?? '') : undefined;
    return saveError('FIELD_CUSTOM_VALIDATION_EXCEPTION', mergeText(interview, message.errorMessage), field ? [field.name] : []);
  });
}
