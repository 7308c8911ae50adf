/** Assignment elements: what the operators do to variables, collections and fields. */
import type { FlowAssignmentItem, FlowAssignmentOperator } from '@salesforce/types/metadata';
import { DAY, dayNumber, dayText } from '../formula/dates.ts';
import { exact } from '../formula/types.ts';
import type { FieldValue } from '../records/values.ts';
import { assignToRecord, scalar, setField } from './dml.ts';
import { FlowFault } from './faults.ts';
import { copyOf, isRecord, read, readValue, referenceOf, type FlowValue, type Interview } from './interview.ts';
import type { Reference } from './references.ts';

/** Operators this org carries out. */
export const ASSIGNMENT_OPERATORS: FlowAssignmentOperator[] = [
  'Assign',
  'Add',
  'Subtract',
  'AddItem',
  'AddAtStart',
  'RemoveFirst',
  'RemoveAll',
  'AssignCount'
];

/** Carries out one line of an assignment. */
export function assign(interview: Interview, item: FlowAssignmentItem): void {
  const target = item.assignToReference ?? '';
  const reference = referenceOf(interview, target);
  const value = copyOf(readValue(interview, item.value));
  store(
    interview,
    reference,
    target,
    outcome(item.operator ?? 'Assign', reference, () => read(interview, target), value)
  );
}

function outcome(operator: FlowAssignmentOperator, { valueType }: Reference, current: () => FlowValue, value: FlowValue): FlowValue {
  if (operator === 'Assign') return value;
  if (operator === 'AssignCount') return Array.isArray(value) ? value.length : 0;
  if (valueType.collection) return changedCollection(operator, current(), value);
  const [before, by] = [scalar(current(), 'before'), scalar(value, 'value')];
  return operator === 'Subtract' ? sum(before, by, -1, valueType.type) : sum(before, by, 1, valueType.type);
}

function changedCollection(operator: FlowAssignmentOperator, current: FlowValue, value: FlowValue): FlowValue[] {
  const items = Array.isArray(current) ? current : [];
  const given = Array.isArray(value) ? value : [value];
  const same = (a: FlowValue, b: FlowValue): boolean => (isRecord(a) && isRecord(b) ? a.values['Id'] === b.values['Id'] : a === b);
  switch (operator) {
    case 'AddAtStart':
      return [...given, ...items];
    case 'RemoveAll':
      return items.filter((item) => !given.some((entry) => same(item, entry)));
    case 'RemoveFirst': {
      const index = items.findIndex((item) => given.some((entry) => same(item, entry)));
      return index < 0 ? items : items.toSpliced(index, 1);
    }
    default:
      return [...items, ...given];
  }
}

/** Texts are joined, numbers added, days added to dates. */
function sum(before: FieldValue, by: FieldValue, sign: 1 | -1, type: string): FieldValue {
  if (type === 'Number') return exact(Number(before ?? 0) + sign * Number(by ?? 0));
  if (type === 'Date' || type === 'DateTime') {
    if (before === null) return null;
    const days = sign * Number(by ?? 0);
    if (type === 'Date') return dayText(dayNumber(String(before)) + Math.trunc(days));
    return new Date(Date.parse(String(before)) + days * DAY).toISOString();
  }
  return `${before ?? ''}${by ?? ''}` || null;
}

function store(interview: Interview, reference: Reference, text: string, value: FlowValue): void {
  if (reference.kind === 'record' && reference.path) {
    assignToRecord(interview, reference.path.field.name, scalar(value, text));
    return;
  }
  const name = text.split('.')[0]?.toLowerCase() ?? '';
  if ((reference.kind === 'resource' || reference.kind === 'element') && reference.path) {
    const field = reference.path.field.name;
    const current = interview.values.get(name) ?? null;
    const record = isRecord(current) ? current : newRecord(interview, reference);
    setField(record, field, scalar(value, text));
    interview.values.set(name, record);
    return;
  }
  interview.values.set(name, value);
}

/** A record variable comes into being with its first field; what a lookup did not find does not. */
function newRecord(
  interview: Interview,
  reference: Extract<Reference, { kind: 'resource' | 'element' }>
): Exclude<FlowValue, FieldValue | FlowValue[]> {
  if (reference.kind === 'resource' && reference.resource.kind === 'variables') {
    const { object } = referenceOf(interview, reference.resource.name).valueType;
    if (object) return { object, values: {}, assigned: new Set() };
  }
  const name = reference.kind === 'element' ? reference.element.name : reference.resource.name;
  throw new FlowFault(`フローが ${name} の値にアクセスできませんでした。値が設定されていないか、割り当てられていません。`);
}
