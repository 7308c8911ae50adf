/** Checks a formula against the catalog as an org does when it is deployed. */
import type { Subject } from '../metadata/components.ts';
import { findObject, type Catalog, type FieldDef, type ObjectDef } from '../metadata/catalog.ts';
import { functionSpec, SPECIAL_FUNCTIONS } from './functions.ts';
import { parseFormula, type Node } from './parse.ts';
import { resolveReference, typeOfReference } from './references.ts';
import { FormulaError, type FormulaType } from './types.ts';

export interface FormulaProblem {
  message: string;
  /** Offset in the formula's text, when known. */
  offset?: number;
  /** What the formula names and the catalog does not have. */
  missing?: Subject;
  /** Told, but no reason to refuse: orgs were seen to hold such formulas. */
  warning?: true;
}

/** Where the formula stands: some functions and references exist only in some places. */
export type FormulaUsage = 'rule' | 'field' | 'defaultValue';

const LABELS: Record<FormulaType, string> = {
  Number: '数値',
  Text: 'テキスト',
  Boolean: 'Boolean',
  Date: '日付',
  DateTime: '日付/時間',
  Time: '時間',
  Picklist: '選択リスト',
  MultiPicklist: '複数選択リスト',
  Null: 'Null'
};

/** Result types by the words of metadata, describe and formulas. */
const RESULT_TYPES: Record<string, FormulaType> = {
  boolean: 'Boolean',
  checkbox: 'Boolean',
  number: 'Number',
  int: 'Number',
  double: 'Number',
  currency: 'Number',
  percent: 'Number',
  date: 'Date',
  datetime: 'DateTime',
  time: 'Time'
};

interface Scope {
  /** What a reference means where the formula stands. @throws FormulaError */
  resolve: (path: string, at: number) => MeaningOfReference;
  usage: FormulaUsage | 'flow';
  /** Compared words that are no values of their picklist, as they are met. */
  doubts: FormulaProblem[];
}

/** Type of a reference and, where there is one, the field behind it. */
export interface MeaningOfReference {
  type: FormulaType;
  field?: FieldDef;
}

const labels = (types: FormulaType[]): string => types.map((type) => LABELS[type]).join('、');
const wrongType = (what: string, expected: FormulaType[], received: FormulaType, at: number): FormulaError =>
  new FormulaError(`${what} のパラメータ種別が間違っています。期待${labels(expected)}、受信${LABELS[received]}`, at);
const wrongCount = (name: string, expected: number, received: number, at: number): FormulaError =>
  new FormulaError(`関数 '${name}()' のパラメータの数が間違っています。期待${expected}、受信${received}`, at);

/**
 * Checks a formula.
 * @param resultType type it must have: of metadata (`Checkbox`, `Text`, `Currency` …) or of describe (`boolean`, `string`, `currency` …)
 * @param usage rule = validation rule (default), field = formula field, defaultValue = default of a field
 * @returns problems in the words of a Japanese org; like Salesforce it stops at the first error
 */
export function checkFormula(
  catalog: Catalog,
  objectName: string,
  text: string,
  resultType: string,
  usage: FormulaUsage = 'rule'
): FormulaProblem[] {
  try {
    const object = findObject(catalog, objectName);
    if (!object) throw new FormulaError(`オブジェクト${objectName}は存在しません。`);
    return typeProblems(text, resultType, { resolve: (path, at) => meaningOnObject(catalog, object, usage, path, at), usage, doubts: [] });
  } catch (error) {
    return [toProblem(error)];
  }
}

/**
 * Checks a formula of a flow, whose references are the flow's own (`$Record.Name`, `total`).
 * @param resolve meaning of a reference; throws FormulaError for one that does not exist
 */
export function checkFlowFormula(text: string, resultType: string, resolve: Scope['resolve']): FormulaProblem[] {
  return typeProblems(text, resultType, { resolve, usage: 'flow', doubts: [] });
}

function typeProblems(text: string, resultType: string, scope: Scope): FormulaProblem[] {
  try {
    const type = typeOf(parseFormula(text), scope);
    const expected = RESULT_TYPES[resultType.toLowerCase()] ?? 'Text';
    // Orgs were seen to take it; how they cut the time off, nobody has seen.
    if (type === 'DateTime' && expected === 'Date') throw new FormulaError('not supported: a date and time as the value of a date formula');
    if (type !== expected && type !== 'Null')
      throw new FormulaError(
        `数式の結果はデータ型 (${LABELS[type]}) で、期待されるデータ型 (${LABELS[expected]}) とは互換性がありません。`
      );
    return scope.doubts;
  } catch (error) {
    return [...scope.doubts, toProblem(error)];
  }
}

function toProblem(error: unknown): FormulaProblem {
  if (!(error instanceof FormulaError)) throw error;
  return {
    message: error.message,
    ...(error.offset === undefined ? {} : { offset: error.offset }),
    ...(error.missing ? { missing: error.missing } : {})
  };
}

function meaningOnObject(catalog: Catalog, object: ObjectDef, usage: FormulaUsage, path: string, at: number): MeaningOfReference {
  if (usage === 'defaultValue' && !path.startsWith('$'))
    throw new FormulaError(`項目${path}は存在しません。スペルを確認してください。`, at);
  const resolved = resolveReference(catalog, object, path, at);
  if (usage === 'field' && resolved.kind === 'field' && isLongText(resolved.field))
    throw new FormulaError(`項目 ${path} で、サポートされていないデータ型 "ロングテキストエリア" を参照しました。`, at);
  return { type: typeOfReference(resolved), ...(resolved.kind === 'field' ? { field: resolved.field } : {}) };
}

/** The type of a node; picklists are refused where a function does not ask for them. */
function typeOf(node: Node, scope: Scope, picklistAllowed = false): FormulaType {
  switch (node.kind) {
    case 'literal':
      return node.value.type;
    case 'reference': {
      const { type } = scope.resolve(node.path, node.at);
      if (!picklistAllowed && type === 'Picklist')
        throw new FormulaError(`項目${node.path}は選択リスト項目です。選択リスト項目は、特定の関数でのみサポートされます。`, node.at);
      if (!picklistAllowed && type === 'MultiPicklist')
        throw new FormulaError(
          `項目${node.path}は複数選択リスト項目です。複数選択リスト項目は、特定の関数でのみサポートされます。`,
          node.at
        );
      return type;
    }
    case 'unary': {
      const operand = typeOf(node.operand, scope);
      const expected: FormulaType = node.operator === '!' ? 'Boolean' : 'Number';
      requireType(operand, [expected], `演算子 '${node.operator}'`, node.at);
      return expected;
    }
    case 'binary':
      return typeOfBinary(node, scope);
    case 'call':
      return typeOfCall(node, scope);
  }
}

const isLongText = (field: FieldDef): boolean => field.type === 'textarea' && (field.length ?? 0) > 255;

function requireType(type: FormulaType, expected: FormulaType[], what: string, at: number): void {
  if (type !== 'Null' && !expected.includes(type)) throw wrongType(what, expected, type, at);
}

/** The type two branches share. */
function common(types: FormulaType[], what: string, at: number): FormulaType {
  let result: FormulaType = 'Null';
  for (const type of types) {
    if (result === 'Null') result = type;
    else if (type !== 'Null' && type !== result) throw wrongType(what, [result], type, at);
  }
  return result;
}

function typeOfBinary(node: Extract<Node, { kind: 'binary' }>, scope: Scope): FormulaType {
  const isEquation = node.operator === '=' || node.operator === '<>';
  const [left, right] = [node.left, node.right].map((side) => {
    const type = typeOf(side, scope);
    // What a picklist was before is a word when it is compared (SEEN in a validation rule of a real org).
    return isEquation && type === 'Picklist' && side.kind === 'call' && side.name === 'PRIORVALUE' ? 'Text' : type;
  }) as [FormulaType, FormulaType];
  const what = `演算子 '${node.operator}'`;
  switch (node.operator) {
    case '&&':
    case '||':
      requireType(left, ['Boolean'], what, node.at);
      requireType(right, ['Boolean'], what, node.at);
      return 'Boolean';
    case '=':
    case '<>':
      common([left, right], what, node.at);
      checkComparedLiteral(node.left, node.right, scope);
      checkComparedLiteral(node.right, node.left, scope);
      return 'Boolean';
    case '<':
    case '>':
    case '<=':
    case '>=':
      requireType(left, ['Number', 'Text', 'Date', 'DateTime', 'Time'], what, node.at);
      common([left, right], what, node.at);
      return 'Boolean';
    case '&':
      requireType(left, ['Text'], what, node.at);
      requireType(right, ['Text'], what, node.at);
      return 'Text';
    case '+':
    case '-':
      return typeOfSum(node.operator, left, right, node.at);
    default:
      requireType(left, ['Number'], what, node.at);
      requireType(right, ['Number'], what, node.at);
      return 'Number';
  }
}

function typeOfSum(operator: string, left: FormulaType, right: FormulaType, at: number): FormulaType {
  const dated = (type: FormulaType): boolean => type === 'Date' || type === 'DateTime' || type === 'Time';
  const what = `演算子 '${operator}'`;
  // Of what nothing is known, as of NULL, the result may be anything.
  if (left === 'Null' || right === 'Null') return dated(left) ? left : dated(right) && operator === '+' ? right : 'Null';
  if (operator === '+' && (left === 'Text' || right === 'Text')) return common([left, right], what, at);
  if (dated(left) && left === right && operator === '-') return 'Number';
  if (dated(left)) {
    requireType(right, ['Number'], what, at);
    return left;
  }
  requireType(left, ['Number'], what, at);
  if (operator === '+' && dated(right)) return right;
  requireType(right, ['Number'], what, at);
  return 'Number';
}

function typeOfCall(node: Extract<Node, { kind: 'call' }>, scope: Scope): FormulaType {
  const special = SPECIAL_FUNCTIONS[node.name];
  if (special) return typeOfSpecial(node, special, scope);
  const spec = functionSpec(node.name, node.at);
  const most = spec.more ? Infinity : spec.args.length;
  const fewest = spec.min ?? spec.args.length;
  if (node.args.length < fewest || node.args.length > most)
    throw wrongCount(node.name, node.args.length < fewest ? fewest : most, node.args.length, node.at);
  // Salesforce offers REGEX only in rules.
  if (node.name === 'REGEX' && scope.usage === 'field') throw notHere(node);
  const types = node.args.map((arg, index) => {
    const accepted = spec.args[Math.min(index, spec.args.length - 1)] ?? [];
    const wantsPicklist = accepted.includes('Picklist') || accepted.includes('MultiPicklist');
    const type = wantsPicklist ? typeOfPicklistArgument(arg, accepted, scope) : typeOf(arg, scope);
    requireType(type, accepted, `関数 '${node.name}()'`, arg.at);
    return type;
  });
  if (node.name === 'ISPICKVAL' || node.name === 'INCLUDES') checkLiteralArgument(node, scope);
  if (node.name === 'BLANKVALUE' || node.name === 'NULLVALUE') return common(types, `関数 '${node.name}()'`, node.at);
  return spec.result === 'same' ? (types[0] ?? 'Null') : spec.result;
}

/** A picklist field, or PRIORVALUE of one, where the function takes it; any other picklist is refused in the usual words. */
function typeOfPicklistArgument(arg: Node, accepted: FormulaType[], scope: Scope): FormulaType {
  const type = typeOf(arg, scope, true);
  return (type === 'Picklist' || type === 'MultiPicklist') && !accepted.includes(type) ? typeOf(arg, scope) : type;
}

const notHere = (node: Extract<Node, { kind: 'call' }>): FormulaError =>
  new FormulaError(`関数${node.name}は、この種類の数式では使用できません`, node.at);

function typeOfSpecial(node: Extract<Node, { kind: 'call' }>, limits: { min: number; max: number }, scope: Scope): FormulaType {
  const { name, args, at } = node;
  const what = `関数 '${name}()'`;
  if (args.length < limits.min || args.length > limits.max)
    throw wrongCount(name, args.length < limits.min ? limits.min : limits.max, args.length, at);
  switch (name) {
    case 'AND':
    case 'OR':
      for (const arg of args) requireType(typeOf(arg, scope), ['Boolean'], what, arg.at);
      return 'Boolean';
    case 'IF': {
      requireType(typeOf(args[0] as Node, scope), ['Boolean'], what, at);
      return common(
        args.slice(1).map((arg) => typeOf(arg, scope)),
        what,
        at
      );
    }
    case 'CASE':
      return typeOfCase(node, scope);
    case 'ISNEW':
      if (scope.usage !== 'rule' && scope.usage !== 'flow') throw notHere(node);
      return 'Boolean';
    default: {
      if (scope.usage !== 'rule' && scope.usage !== 'flow') throw notHere(node);
      const [field] = args;
      if (field?.kind !== 'reference') throw new FormulaError(`${what} の引数の型が間違っています。`, at);
      const isOwnField = scope.usage === 'flow' ? /^\$Record\.[^.]+$/i.test(field.path) : !/[.$]/.test(field.path);
      if (!isOwnField) throw new FormulaError(`関数${name}は、項目${field.path}を参照できません。`, at);
      const { type } = scope.resolve(field.path, field.at);
      return name === 'ISCHANGED' ? 'Boolean' : type;
    }
  }
}

function typeOfCase(node: Extract<Node, { kind: 'call' }>, scope: Scope): FormulaType {
  const { args, at } = node;
  const what = "関数 'CASE()'";
  if (args.length % 2 !== 0) throw wrongCount('CASE', args.length - 1, args.length, at);
  const [subject, ...rest] = args as [Node, ...Node[]];
  const subjectType = typeOf(subject, scope, true);
  if (subjectType === 'Boolean' || subjectType === 'MultiPicklist') throw new FormulaError(`${what} の引数の型が間違っています。`, at);
  const results: FormulaType[] = [];
  for (let i = 0; i + 1 < rest.length; i += 2) {
    const when = rest[i] as Node;
    if (subjectType === 'Picklist') {
      if (when.kind !== 'literal' || when.value.type !== 'Text') throw wrongType(what, ['Text'], typeOf(when, scope), when.at);
    } else common([subjectType, typeOf(when, scope)], what, when.at);
    checkComparedLiteral(subjectType === 'Picklist' ? { kind: 'call', name: 'TEXT', args: [subject], at } : subject, when, scope);
    results.push(typeOf(rest[i + 1] as Node, scope));
  }
  results.push(typeOf(rest.at(-1) as Node, scope));
  // Salesforce's CASE answers texts, numbers and dates, never TRUE or FALSE.
  if (results.includes('Boolean')) throw new FormulaError(`${what} の引数の型が間違っています。`, at);
  return common(results, what, at);
}

/** The picklist field behind a reference or behind PRIORVALUE of one. */
function picklistOf(node: Node | undefined, scope: Scope): FieldDef | undefined {
  if (node?.kind === 'call' && node.name === 'PRIORVALUE') return picklistOf(node.args[0], scope);
  if (node?.kind !== 'reference') return undefined;
  const { field } = scope.resolve(node.path, node.at);
  return field?.picklist ? field : undefined;
}

function checkLiteralArgument(node: Extract<Node, { kind: 'call' }>, scope: Scope): void {
  const [field, value] = node.args;
  if (value?.kind !== 'literal' || value.value.type !== 'Text')
    throw new FormulaError(`関数 '${node.name}()' のパラメータが間違っています。`, value?.at ?? node.at);
  // INCLUDES of an empty text is refused, ISPICKVAL asks for a blank with it (Salesforce Help "INCLUDES", "ISPICKVAL").
  const known =
    isKnownValue(picklistOf(field, scope), value.value.value) && !(node.name === 'INCLUDES' && !String(value.value.value ?? '').trim());
  if (!known && node.name === 'INCLUDES')
    throw new FormulaError(
      '関数 INCLUDES() のパラメータが不正です。テキストリテラルは、この複数選択リスト項目に対して有効な値である必要があります。',
      value.at
    );
  if (!known) scope.doubts.push(unknownValue(picklistOf(field, scope), String(value.value.value), value.at));
}

/** TEXT(picklist) compared with a literal: the literal must be a value, as with ISPICKVAL. */
function checkComparedLiteral(side: Node, other: Node, scope: Scope): void {
  if (side.kind !== 'call' || side.name !== 'TEXT' || other.kind !== 'literal' || other.value.type !== 'Text') return;
  const field = picklistOf(side.args[0], scope);
  if (field && !isKnownValue(field, other.value.value)) scope.doubts.push(unknownValue(field, String(other.value.value), other.at));
}

/**
 * Rules of real orgs compare picklists with words that the field no longer offers (docs/検証ルールの点検.md): such a comparison never
 * holds, but nobody has seen it refused.
 */
const unknownValue = (field: FieldDef | undefined, value: string, at: number): FormulaProblem => ({
  message: `選択リスト項目${field?.name ?? ''}に値「${value}」はありません。`,
  offset: at,
  warning: true
});

function isKnownValue(field: FieldDef | undefined, value: unknown): boolean {
  if (!field?.picklist || value === null || value === '') return true;
  return field.picklist.values.some((entry) => entry.value === value);
}
