/** Evaluates a parsed formula. Null is Salesforce's blank, with the three-valued logic of its engine. */
import type { FieldValue } from '../records/values.ts';
import { DAY, dayNumber, dayText, momentText, timeNumber, timeText } from './dates.ts';
import { functionSpec } from './functions.ts';
import type { Node } from './parse.ts';
import { exact, FormulaError, type FormulaType, type Typed } from './types.ts';

/** What a formula may ask for while it is evaluated. */
export interface FormulaContext {
  now: Date;
  /** True while a record is being created. */
  isNew: boolean;
  /** Value of a reference as written: `Amount`, `Account.Name`, `$User.Id`. */
  value: (path: string) => Typed;
  /** Value of a field before the change, undefined where there is no old record (formula fields, inserts). */
  prior?: (path: string) => Typed;
  /** Blank numbers count as 0 (formula fields with BlankAsZero). */
  blanksAsZero?: boolean;
}

const bool = (value: FieldValue): Typed => ({ type: 'Boolean', value });
const isText = (typed: Typed): boolean => typed.type === 'Text' || typed.type === 'Picklist' || typed.type === 'MultiPicklist';

/** Evaluates a node to a typed value. */
export function evaluateNode(node: Node, context: FormulaContext): Typed {
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'reference':
      return blankAsZero(context.value(node.path), context);
    case 'unary':
      return evaluateUnary(node.operator, evaluateNode(node.operand, context));
    case 'binary':
      return evaluateBinary(node, context);
    case 'call':
      return evaluateCall(node.name, node.args, node.at, context);
  }
}

const blankAsZero = (typed: Typed, context: FormulaContext): Typed =>
  context.blanksAsZero && typed.type === 'Number' && typed.value === null ? { type: 'Number', value: 0 } : typed;

function evaluateUnary(operator: string, operand: Typed): Typed {
  if (operator === '!') return bool(operand.value === null ? null : operand.value !== true);
  return { type: 'Number', value: operand.value === null ? null : operator === '-' ? -Number(operand.value) || 0 : operand.value };
}

function evaluateBinary(node: Extract<Node, { kind: 'binary' }>, context: FormulaContext): Typed {
  const { operator } = node;
  if (operator === '&&' || operator === '||') return connective(operator === '||', [node.left, node.right], context);
  const left = evaluateNode(node.left, context);
  const right = evaluateNode(node.right, context);
  switch (operator) {
    case '=':
    case '<>': {
      const equal = equality(left, right);
      return bool(equal === null ? null : equal === (operator === '='));
    }
    case '<':
    case '>':
    case '<=':
    case '>=':
      return bool(comparison(operator, left, right));
    case '&':
      return { type: 'Text', value: `${left.value ?? ''}${right.value ?? ''}` || null };
    case '+':
    case '-':
      return addition(operator === '+', left, right);
    default:
      return { type: 'Number', value: arithmetic(operator, left.value, right.value) };
  }
}

/** AND / OR: blank counts as false, evaluation stops as soon as the result is known. */
function connective(any: boolean, nodes: Node[], context: FormulaContext): Typed {
  for (const node of nodes) if ((evaluateNode(node, context).value === true) === any) return bool(any);
  return bool(!any);
}

/** Equality: texts compare with blank as '', any other blank makes the answer blank. */
function equality(left: Typed, right: Typed): boolean | null {
  if (isText(left) || isText(right)) return (left.value ?? '') === (right.value ?? '');
  if (left.value === null || right.value === null) return null;
  if (left.type === 'DateTime') return Date.parse(String(left.value)) === Date.parse(String(right.value));
  return left.value === right.value;
}

function comparison(operator: string, left: Typed, right: Typed): boolean | null {
  const [a, b] = [left.value, right.value];
  if (a === null || b === null) return null;
  if (operator === '<') return a < b;
  if (operator === '>') return a > b;
  return operator === '<=' ? a <= b : a >= b;
}

function arithmetic(operator: string, left: FieldValue, right: FieldValue): number | null {
  if (left === null || right === null) return null;
  const [a, b] = [Number(left), Number(right)];
  const result = operator === '*' ? a * b : operator === '/' ? a / b : a ** b;
  if (!Number.isFinite(result)) throw new FormulaError('# エラー!');
  return exact(result);
}

function addition(plus: boolean, left: Typed, right: Typed): Typed {
  if (plus && (left.type === 'Text' || right.type === 'Text'))
    return { type: 'Text', value: `${left.value ?? ''}${right.value ?? ''}` || null };
  const sign = plus ? 1 : -1;
  const dated = [left, right].find((typed) => typed.type === 'Date' || typed.type === 'DateTime' || typed.type === 'Time');
  if (!dated)
    return {
      type: 'Number',
      value: left.value === null || right.value === null ? null : exact(Number(left.value) + sign * Number(right.value))
    };
  const bothDated = left.type === right.type;
  const type: FormulaType = bothDated ? 'Number' : dated.type;
  if (left.value === null || right.value === null) return { type, value: null };
  if (bothDated) {
    const difference = (moment(left) - moment(right)) / DAY;
    // Times differ in milliseconds around the clock, dates and moments in days.
    return { type, value: left.type === 'Time' ? (((difference * DAY) % DAY) + DAY) % DAY : exact(difference) };
  }
  const days = Number((dated === left ? right : left).value) * sign;
  if (dated.type === 'Date') return { type, value: dayText(dayNumber(String(dated.value)) + Math.trunc(days)) };
  if (dated.type === 'Time') return { type, value: timeText(timeNumber(String(dated.value)) + Math.trunc(days)) };
  return { type, value: momentText(Date.parse(String(dated.value)) + Math.round(days * DAY)) };
}

function moment(typed: Typed): number {
  if (typed.type === 'Date') return dayNumber(String(typed.value)) * DAY;
  return typed.type === 'Time' ? timeNumber(String(typed.value)) : Date.parse(String(typed.value));
}

function evaluateCall(name: string, args: Node[], at: number, context: FormulaContext): Typed {
  const [first] = args;
  switch (name) {
    case 'AND':
    case 'OR':
      return connective(name === 'OR', args, context);
    case 'IF':
      return evaluateNode(evaluateNode(args[0] as Node, context).value === true ? (args[1] as Node) : (args[2] as Node), context);
    case 'CASE':
      return evaluateCase(args, context);
    case 'ISNEW':
      return bool(context.isNew);
    case 'ISCHANGED':
      return bool(
        context.prior && first?.kind === 'reference' ? isChanged(context.prior(first.path).value, context.value(first.path).value) : false
      );
    case 'PRIORVALUE':
      // On insert PRIORVALUE answers the field's own value (Salesforce Help "PRIORVALUE").
      return first?.kind === 'reference'
        ? blankAsZero((context.prior ?? context.value)(first.path), context)
        : { type: 'Null', value: null };
  }
  const spec = functionSpec(name, at);
  const values = args.map((arg) => evaluateNode(arg, context));
  const type = spec.result === 'same' ? (values.find((value) => value.type !== 'Null')?.type ?? 'Null') : spec.result;
  return { type, value: spec.run(values, context.now) };
}

function evaluateCase(args: Node[], context: FormulaContext): Typed {
  const subject = evaluateNode(args[0] as Node, context);
  for (let i = 1; i + 1 < args.length; i += 2) {
    if (equality(subject, evaluateNode(args[i] as Node, context)) === true) return evaluateNode(args[i + 1] as Node, context);
  }
  return evaluateNode(args.at(-1) as Node, context);
}

/** Line ends do not make a change, as different machines write them differently. */
function isChanged(before: FieldValue, after: FieldValue): boolean {
  const plain = (value: FieldValue): FieldValue => (typeof value === 'string' ? value.replaceAll('\r\n', '\n') : value);
  return plain(before) !== plain(after);
}
