/** Conditions, formulas and texts of flows. */
import type { FlowCondition } from '@salesforce/types/metadata';
import { checkFlowFormula, FormulaError, type MeaningOfReference } from '../formula/formula.ts';
import { booleanFilterProblem } from '../metadata/checks/filterLogic.ts';
import type { FlowCheck } from './check.ts';
import { resolving, usable, valueType, warnOfFormulaField } from './checkReferences.ts';
import { fits, foreignPicklistValue, refuseValue } from './checkValues.ts';
import { UNARY } from './conditions.ts';
import { FlowReferenceError, formulaText, mergedReferences, type Reference } from './references.ts';

/** `and`, `or` or numbers that name every condition. */
export function checkLogic({ refuse }: FlowCheck, logic: string | undefined, count: number, at: string): void {
  if (logic === undefined || /^(and|or)$/i.test(logic.trim())) return;
  const problem = booleanFilterProblem(logic, count);
  if (problem !== undefined) refuse('flow-reference', problem, at);
}

/** Unary operators say yes or no with a booleanValue (2,221 of 2,221 seen). */
export function isYesOrNo(condition: Pick<FlowCondition, 'operator' | 'rightValue'>): boolean {
  if (!UNARY.has(condition.operator)) return true;
  return (
    condition.rightValue?.booleanValue !== undefined ||
    /^\$GlobalConstant\.(True|False)$/i.test(condition.rightValue?.elementReference ?? '')
  );
}

/** A condition of a decision or an entry condition. */
export function checkComparison(check: FlowCheck, condition: FlowCondition, name: string): void {
  const { program, refuse, warn } = check;
  const left = resolveInCondition(check, condition.leftValueReference ?? '', name);
  if (!left) return;
  warnOfFormulaField(check, left, condition.leftValueReference ?? '', name);
  if (!isYesOrNo(condition)) {
    refuse('flow-type', `The operator ${condition.operator} needs a booleanValue.`, name);
    return;
  }
  if (condition.operator === 'IsChanged' && !(left.kind === 'record' && !left.prior && left.path?.steps.length === 0))
    refuse(
      'flow-type',
      `The operator IsChanged can be used only with fields of $Record, not with ${condition.leftValueReference ?? ''}.`,
      name
    );
  if (condition.operator === 'IsChanged' && program.flow.start?.recordTriggerType === 'Create')
    refuse('flow-start', "IsChanged can't be used in a flow that runs only when a record is created.", name);
  if (UNARY.has(condition.operator)) return;
  const right = resolving(check, name, () => valueType(check, condition.rightValue));
  if (!right) return;
  const wanted = { ...left.valueType };
  if (condition.operator === 'In' || condition.operator === 'NotIn') wanted.collection = right.collection;
  if (left.valueType.collection && condition.operator === 'Contains') wanted.collection = false;
  if (!fits(wanted, right))
    refuseValue(
      check,
      [wanted, right],
      `The type of ${condition.leftValueReference ?? ''} doesn't match the type of the value it is compared with.`,
      name
    );
  const foreign = foreignPicklistValue(left.valueType.field, condition.rightValue);
  if (foreign !== undefined && (condition.operator === 'EqualTo' || condition.operator === 'NotEqualTo'))
    warn(
      'flow-picklist',
      `The picklist ${condition.leftValueReference ?? ''} has no value "${foreign}": the condition never matches.`,
      name
    );
}

function resolveInCondition(check: FlowCheck, text: string, name: string): Reference | undefined {
  try {
    return usable(check, text);
  } catch (error) {
    if (!(error instanceof FlowReferenceError)) throw error;
    // Wording of X12.
    const message = error.message.startsWith('reference to')
      ? `A condition has a reference to ${text}, which doesn't exist.`
      : error.message;
    check.refuse('flow-reference', message, name, error.missing);
    return undefined;
  }
}

/**
 * Checks a formula of the flow.
 * @param inStart entry conditions see only the triggering record and global values
 */
export function checkFormulaText(check: FlowCheck, expression: string, dataType: string, name: string, inStart: boolean): void {
  const { text, references } = formulaText(expression);
  const odd = [...references].find((path) => !/^[\w$.:]*$/.test(path));
  if (odd !== undefined) {
    check.refuse('flow-formula', `not supported: {!${odd}}, which is more than a reference, in a flow formula`, name);
    return;
  }
  const resolve = (path: string, at: number): MeaningOfReference => {
    const unknown = new FormulaError(`項目${path}は存在しません。スペルを確認してください。`, at);
    // Names stand in {!…}; global values stand without it in an active flow of a real org.
    if (!references.has(path) && !path.startsWith('$')) throw unknown;
    const reference = resolveInFormula(check, path, unknown, at);
    if (!references.has(path)) throw new FormulaError(`not supported: ${path} without {!…} in a flow formula`, at);
    const { valueType } = reference;
    if (inStart && reference.kind !== 'record' && reference.kind !== 'global') throw unknown;
    if (valueType.type === 'Record' || valueType.collection) throw new FormulaError(`数式で ${path} の値は使用できません。`, at);
    if (valueType.field?.type === 'percent') throw new FormulaError(`not supported: percent field ${path} in a flow formula`, at);
    warnOfFormulaField(check, reference, path, name);
    return { type: valueType.type, ...(valueType.field ? { field: valueType.field } : {}) };
  };
  for (const { message, missing, warning } of checkFlowFormula(text, dataType, resolve)) {
    const said = message.startsWith('not supported') ? message : `The formula expression is invalid: ${message}`;
    if (warning) check.warn('flow-picklist', message, name);
    else check.refuse('flow-formula', said, name, missing);
  }
}

function resolveInFormula(check: FlowCheck, path: string, unknown: FormulaError, at: number): Reference {
  try {
    return usable(check, path);
  } catch (error) {
    if (!(error instanceof FlowReferenceError)) throw error;
    throw new FormulaError(/^(reference to|The field)/.test(error.message) ? unknown.message : error.message, at, error.missing);
  }
}

/** References inside a text. */
export function checkMerges(check: FlowCheck, text: string, name: string): void {
  for (const reference of mergedReferences(text)) {
    const found = resolving(check, name, () => usable(check, reference));
    if (found && (found.valueType.collection || found.valueType.type === 'Record'))
      check.refuse('flow-type', `The text of "${name}" can't use ${reference}, which isn't a single value.`, name);
  }
}
