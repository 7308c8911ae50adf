/** Regular expressions of REGEX(): Java's dialect, as far as JavaScript can say the same. */
import { FormulaError } from './types.ts';

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
 * @throws FormulaError when the pattern is not valid here
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
  return expression.test(text);
}
