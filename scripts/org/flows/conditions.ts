/** Conditions of flows: entry criteria, decisions. */
import type { FlowComparisonOperator, FlowCondition, FlowRecordFilter } from '@salesforce/types/metadata';
import { isId, to18 } from '../records/ids.ts';
import type { FieldValue } from '../records/values.ts';
import { FlowFault } from './faults.ts';
import { evaluate, isRecord, read, readValue, referenceOf, type FlowValue, type Interview } from './interview.ts';
import { combine } from './logic.ts';

/** Operators this org evaluates in memory. */
export const OPERATORS = [
  'EqualTo',
  'NotEqualTo',
  'GreaterThan',
  'LessThan',
  'GreaterThanOrEqualTo',
  'LessThanOrEqualTo',
  'StartsWith',
  'EndsWith',
  'Contains',
  'IsNull',
  'IsChanged',
  'IsBlank',
  'IsEmpty',
  'In',
  'NotIn'
] as const satisfies FlowComparisonOperator[];

/** Operators that ask about the left side only; their right side says yes or no. */
export const UNARY = new Set<string>(['IsNull', 'IsChanged', 'IsBlank', 'IsEmpty']);

/** True when the record enters the flow: criteria met, and newly so where the flow asks for it. */
export function enters(interview: Interview): boolean {
  const { start } = interview.program.flow;
  if (!start) return false;
  const { old } = interview.work;
  if (start.recordTriggerType === 'Create' && old) return false;
  if (start.recordTriggerType === 'Update' && !old) return false;
  if (!meetsCriteria(interview, false)) return false;
  return start.doesRequireRecordChangedToMeetCriteria !== true || !interview.prior || !meetsCriteria(interview, true);
}

function meetsCriteria(interview: Interview, prior: boolean): boolean {
  const { start } = interview.program.flow;
  if (start?.filterFormula !== undefined) return evaluate(interview, start.filterFormula, '開始条件', prior) === true;
  const filters = start?.filters ?? [];
  if (filters.length === 0) return true;
  return combined(
    start?.filterLogic,
    filters.map((filter) => () => holds(interview, asCondition(filter), prior))
  );
}

const asCondition = (filter: FlowRecordFilter): FlowCondition => ({
  leftValueReference: `$Record.${filter.field ?? ''}`,
  operator: filter.operator ?? 'EqualTo',
  conditions: [],
  processMetadataValues: [],
  ...(filter.value ? { rightValue: filter.value } : {})
});

/** True when the conditions of an outcome are met. */
export function conditionsMet(interview: Interview, logic: string, conditions: FlowCondition[], prior = false): boolean {
  return combined(
    logic,
    conditions.map((condition) => () => holds(interview, condition, prior))
  );
}

/** Conditions are asked only as far as the answer needs them. */
function combined(logic: string | undefined, parts: (() => boolean)[]): boolean {
  return combine<() => boolean>(logic, parts, {
    and: (all) => () => all.every((part) => part()),
    or: (any) => () => any.some((part) => part()),
    not: (part) => () => !part()
  })();
}

function holds(interview: Interview, condition: FlowCondition, prior: boolean): boolean {
  const { operator } = condition;
  const left = condition.leftValueReference ?? '';
  if (UNARY.has(operator)) {
    const wanted = readValue(interview, condition.rightValue) !== false;
    return unary(interview, left, operator, prior) === wanted;
  }
  const { valueType } = referenceOf(interview, left);
  return compare(operator, read(interview, left, prior), readValue(interview, condition.rightValue), valueType.type);
}

function unary(interview: Interview, left: string, operator: string, prior: boolean): boolean {
  if (operator === 'IsChanged') return !prior && isChanged(interview, left);
  const value = readOrNothing(interview, left, prior);
  if (Array.isArray(value)) return value.length === 0;
  return operator === 'IsBlank' ? value === null || (typeof value === 'string' && value.trim() === '') : value === null;
}

/** A field of a record that was not found is blank when a condition asks just that. */
function readOrNothing(interview: Interview, text: string, prior: boolean): FlowValue {
  try {
    return read(interview, text, prior);
  } catch (error) {
    if (error instanceof FlowFault) return null;
    throw error;
  }
}

/** A new record's fields count as changed when they have a value: before the creation they were blank. */
function isChanged(interview: Interview, text: string): boolean {
  const plain = (value: FlowValue): FlowValue => (value === false ? null : value);
  return plain(read(interview, text)) !== plain(read(interview, text, true));
}

/** Compares two values; blanks are equal to each other and neither smaller nor greater than anything. */
export function compare(operator: string, left: FlowValue, right: FlowValue, type: string): boolean {
  switch (operator) {
    case 'EqualTo':
      return isEqual(left, right);
    case 'NotEqualTo':
      return !isEqual(left, right);
    case 'In':
    case 'NotIn':
      return (Array.isArray(right) ? right.some((entry) => isEqual(left, entry)) : isEqual(left, right)) === (operator === 'In');
  }
  if (left === null || right === null || isRecord(left) || isRecord(right) || Array.isArray(right)) return false;
  if (Array.isArray(left)) return operator === 'Contains' && left.some((entry) => isEqual(entry, right));
  switch (operator) {
    case 'StartsWith':
      return String(left).startsWith(String(right));
    case 'EndsWith':
      return String(left).endsWith(String(right));
    case 'Contains':
      return String(left).includes(String(right));
    default:
      return ordered(
        operator,
        type === 'DateTime' ? Date.parse(String(left)) : left,
        type === 'DateTime' ? Date.parse(String(right)) : right
      );
  }
}

function ordered(operator: string, left: Exclude<FieldValue, null>, right: Exclude<FieldValue, null>): boolean {
  switch (operator) {
    case 'GreaterThan':
      return left > right;
    case 'LessThan':
      return left < right;
    case 'GreaterThanOrEqualTo':
      return left >= right;
    case 'LessThanOrEqualTo':
      return left <= right;
    default:
      throw new Error(`Operator ${operator} was not refused when the flow was deployed`);
  }
}

function isEqual(left: FlowValue, right: FlowValue): boolean {
  if (isRecord(left) && isRecord(right)) return left.values['Id'] === right.values['Id'];
  if (typeof left === 'string' && typeof right === 'string' && left.length !== right.length && isId(left) && isId(right))
    return to18(left) === to18(right);
  return (left === '' ? null : left) === (right === '' ? null : right);
}
