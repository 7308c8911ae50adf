/** Formulas in Salesforce's syntax: compile once, evaluate many times, check against a catalog. */
import type { FieldDef } from '../metadata/catalog.ts';
import type { FieldValue } from '../records/values.ts';
import { evaluateNode, type FormulaContext } from './evaluate.ts';
import { functionSpec, SPECIAL_FUNCTIONS } from './functions.ts';
import { parseFormula, referencesOf, type Node } from './parse.ts';
import { exact, roundTo } from './types.ts';

export { checkFlowFormula, checkFormula, type FormulaProblem, type FormulaUsage, type MeaningOfReference } from './check.ts';
export { FormulaError, type FormulaType, type Typed, typedValue } from './types.ts';
export type { FormulaContext } from './evaluate.ts';

export interface CompiledFormula {
  text: string;
  root: Node;
  /** References as written, once each: `StageName`, `Account.Name`, `$Permission.X`. */
  references: string[];
}

const cache = new Map<string, CompiledFormula>();

/**
 * Compiles a formula; the same text is compiled once.
 * @throws FormulaError on a syntax error or a function that is unknown or not supported
 */
export function compileFormula(text: string): CompiledFormula {
  let compiled = cache.get(text);
  if (!compiled) {
    const root = parseFormula(text);
    requireFunctions(root);
    compiled = { text, root, references: referencesOf(root) };
    cache.set(text, compiled);
  }
  return compiled;
}

function requireFunctions(node: Node): void {
  if (node.kind === 'call') {
    if (!Object.hasOwn(SPECIAL_FUNCTIONS, node.name)) functionSpec(node.name, node.at);
    node.args.forEach(requireFunctions);
  } else if (node.kind === 'binary') [node.left, node.right].forEach(requireFunctions);
  else if (node.kind === 'unary') requireFunctions(node.operand);
}

/**
 * Evaluates a formula.
 * @returns the value; blank is null (a rule is broken only by `true`)
 * @throws FormulaError where Salesforce shows #Error! (division by zero, no such date, text that is no number)
 */
export function evaluateFormula(compiled: CompiledFormula, context: FormulaContext): FieldValue {
  return evaluateNode(compiled.root, context).value;
}

/** The value a formula field, or a field's default, takes from a formula's result. */
export function resultForField(field: FieldDef, value: FieldValue): FieldValue {
  if (field.type === 'boolean') return value === true;
  if (value === null || value === '') return null;
  if (typeof value === 'number') {
    const shown = field.type === 'percent' ? exact(value * 100) : value;
    return roundTo(shown, field.scale ?? 0);
  }
  return value;
}
