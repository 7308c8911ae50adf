/**
 * Formula text → tree. Grammar, precedence and escapes are those of Salesforce's own engine
 * (github.com/salesforce/formula-engine, Formula.g4 and LexerRules.g4): `&` joins like `+`, and `^` binds looser than `*`.
 */
import { FormulaError, type Typed } from './types.ts';

export type Node =
  | { kind: 'literal'; value: Typed; at: number }
  | { kind: 'reference'; path: string; at: number }
  | { kind: 'call'; name: string; args: Node[]; at: number }
  | { kind: 'binary'; operator: string; left: Node; right: Node; at: number }
  | { kind: 'unary'; operator: '-' | '+' | '!'; operand: Node; at: number };

interface Token {
  kind: 'number' | 'string' | 'name' | 'operator' | 'end';
  text: string;
  at: number;
}

const SPACE = /(?:[ \t\f\r\n]+|\/\*[\s\S]*?\*\/)+/y;
const NUMBER = /\d+(?:\.\d+)?/y;
const NAME = /[A-Za-z$][A-Za-z0-9$_:.#]*/y;
const STRING = /"(?:\\[nrtNRT"'\\]|[^"\\\r\n])*"|'(?:\\[nrtNRT"'\\]|[^'\\\r\n])*'/y;
const OPERATOR = /\|\||&&|==|<>|!=|<=|>=|[()+\-*/^&=<>!,]/y;

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

const found = (text: string, at: number): FormulaError => new FormulaError(`構文エラー。「${text}」が見つかりました。`, at);
const missing = (what: string, at: number): FormulaError => new FormulaError(`構文エラー。'${what}'がありません`, at);

function tokens(text: string): Token[] {
  const result: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const space = matchAt(SPACE, text, at);
    if (space) {
      at += space.length;
      continue;
    }
    const kinds: [Token['kind'], RegExp][] = [
      ['string', STRING],
      ['number', NUMBER],
      ['name', NAME],
      ['operator', OPERATOR]
    ];
    let taken: Token | undefined;
    for (const [kind, pattern] of kinds) {
      const match = matchAt(pattern, text, at);
      if (match === undefined) continue;
      taken = { kind, text: match, at };
      break;
    }
    if (!taken) throw found(String.fromCodePoint(text.codePointAt(at) ?? 0), at);
    result.push(taken);
    at += taken.text.length;
  }
  result.push({ kind: 'end', text: '数式の末尾', at });
  return result;
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', N: '\n', R: '\r', T: '\t' };
const unescaped = (quotedText: string): string =>
  quotedText.slice(1, -1).replace(/\\(.)/g, (_match, char: string) => ESCAPES[char] ?? char);

/** Binary operators by level, loosest first. */
const LEVELS: string[][] = [['||'], ['&&'], ['=', '==', '<>', '!='], ['<', '>', '<=', '>='], ['+', '-', '&'], ['^'], ['*', '/']];
const CANONICAL: Record<string, string> = { '==': '=', '!=': '<>' };
/** Deeper nesting is refused, as an org's compiled size limit would long before. */
const MAX_DEPTH = 200;

/**
 * Parses a formula.
 * @throws FormulaError naming the token that does not fit, with its offset
 */
export function parseFormula(text: string): Node {
  const all = tokens(text);
  let position = 0;
  let depth = 0;
  const peek = (): Token => all[position] as Token;
  const next = (): Token => all[position++] as Token;
  const isOperator = (operator: string): boolean => peek().kind === 'operator' && peek().text === operator;

  function expression(level = 0): Node {
    const operators = LEVELS[level];
    if (!operators) return unary();
    let left = expression(level + 1);
    while (peek().kind === 'operator' && operators.includes(peek().text)) {
      const token = next();
      left = { kind: 'binary', operator: CANONICAL[token.text] ?? token.text, left, right: expression(level + 1), at: token.at };
    }
    return left;
  }

  function unary(): Node {
    const token = peek();
    const isNot = token.kind === 'name' && token.text.toUpperCase() === 'NOT' && all[position + 1]?.text !== '(';
    if (isNot || (token.kind === 'operator' && ['-', '+', '!'].includes(token.text))) {
      next();
      return nested(() => ({ kind: 'unary', operator: isNot ? '!' : (token.text as '-' | '+' | '!'), operand: unary(), at: token.at }));
    }
    return primary();
  }

  function nested<T>(work: () => T): T {
    if (++depth > MAX_DEPTH) throw new FormulaError('not supported: formula nested deeper than 200 levels', peek().at);
    const result = work();
    depth--;
    return result;
  }

  function primary(): Node {
    const token = next();
    if (token.kind === 'number') return { kind: 'literal', value: { type: 'Number', value: Number(token.text) }, at: token.at };
    if (token.kind === 'string') return { kind: 'literal', value: { type: 'Text', value: unescaped(token.text) || null }, at: token.at };
    if (token.kind === 'name') return named(token);
    if (token.text === '(' && token.kind === 'operator') {
      return nested(() => {
        const inner = expression();
        if (!isOperator(')')) throw missing(')', peek().at);
        next();
        return inner;
      });
    }
    throw found(token.text, token.at);
  }

  function named(token: Token): Node {
    const upper = token.text.toUpperCase();
    if (isOperator('(')) {
      next();
      return nested(() => ({ kind: 'call', name: upper, args: callArguments(), at: token.at }));
    }
    if (upper === 'TRUE' || upper === 'FALSE')
      return { kind: 'literal', value: { type: 'Boolean', value: upper === 'TRUE' }, at: token.at };
    if (upper === 'NULL') return { kind: 'literal', value: { type: 'Null', value: null }, at: token.at };
    return { kind: 'reference', path: token.text, at: token.at };
  }

  function callArguments(): Node[] {
    const args: Node[] = [];
    if (isOperator(')')) {
      next();
      return args;
    }
    for (;;) {
      args.push(expression());
      const token = next();
      if (token.kind === 'operator' && token.text === ')') return args;
      if (token.kind === 'end') throw missing(')', token.at);
      if (token.kind !== 'operator' || token.text !== ',') throw found(token.text, token.at);
    }
  }

  const root = expression();
  const rest = peek();
  if (rest.kind !== 'end') throw rest.text === ')' ? new FormulaError("構文エラー。余分な')'", rest.at) : found(rest.text, rest.at);
  return root;
}

/** Every reference of a tree, in order of appearance, once each. */
export function referencesOf(node: Node): string[] {
  const result = new Set<string>();
  const walk = (current: Node): void => {
    if (current.kind === 'reference') result.add(current.path);
    else if (current.kind === 'call') current.args.forEach(walk);
    else if (current.kind === 'binary') [current.left, current.right].forEach(walk);
    else if (current.kind === 'unary') walk(current.operand);
  };
  walk(node);
  return [...result];
}
