/** Regular expressions of REGEX(): Java's dialect, as far as JavaScript can say the same. */
import { createContext, Script } from 'node:vm';
import { FormulaError } from './types.ts';

/** Salesforce stops patterns that backtrack too much; here a pattern has this long. */
const LIMIT_MS = 250;
const room: { expression?: RegExp; text?: string } = {};
const context = createContext(room);
const matching = new Script('expression.test(text)');

const compiled = new Map<string, RegExp>();

/** Java's names of Unicode classes in JavaScript's words. */
function translated(pattern: string): string {
  return pattern
    .replace(/\\p\{Is(Hiragana|Katakana|Han|Latin)\}/g, '\\p{Script=$1}')
    .replace(/\\p\{InHiragana\}/g, '[\\u3040-\\u309F]')
    .replace(/\\p\{InKatakana\}/g, '[\\u30A0-\\u30FF]')
    .replace(/\\p\{Alpha\}/g, '[A-Za-z]')
    .replace(/\\p\{Digit\}/g, '[0-9]')
    .replace(/\\p\{Alnum\}/g, '[A-Za-z0-9]')
    .replace(/\\p\{Upper\}/g, '[A-Z]')
    .replace(/\\p\{Lower\}/g, '[a-z]')
    .replace(/\\A|\\[zZ]/g, (anchor) => (anchor === '\\A' ? '^' : '$'));
}

/**
 * True when the pattern matches the whole text.
 * @throws FormulaError when the pattern is not valid here, or takes too long on this text
 */
export function matchesPattern(text: string, pattern: string): boolean {
  let expression = compiled.get(pattern);
  if (!expression) {
    const source = `^(?:${translated(pattern)})$`;
    try {
      expression = new RegExp(source, 'u');
    } catch {
      // The stricter mode refuses escapes that Java allows, such as \-.
      try {
        expression = new RegExp(source);
      } catch {
        throw new FormulaError(`not supported: regular expression ${pattern}`);
      }
    }
    compiled.set(pattern, expression);
  }
  return inTime(expression, text);
}

/** The limit is one of work, not of the clock on the wall: on a busy machine the watch runs out while the pattern waits for its turn. */
function inTime(expression: RegExp, text: string): boolean {
  room.expression = expression;
  room.text = text;
  let worked = 0;
  while (worked < LIMIT_MS) {
    const before = process.threadCpuUsage();
    try {
      return matching.runInContext(context, { timeout: LIMIT_MS }) as boolean;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      const { user, system } = process.threadCpuUsage(before);
      // At least a hundredth of the watch, so that it ends in any case.
      worked += Math.max((user + system) / 1000, LIMIT_MS / 100);
    }
  }
  throw new FormulaError('Regex too complicated');
}
