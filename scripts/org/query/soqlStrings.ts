/** String literals of SOQL: escapes, LIKE patterns, and the quoting of text put into a query. */
import { malformedQuery } from './soqlErrors.ts';

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '"': '"', "'": "'", '\\': '\\', _: '_', '%': '%' };

/** Splits the text between the quotes into plain characters and escaped ones. */
function* characters(text: string): Generator<{ character: string; escaped: boolean }> {
  for (let index = 0; index < text.length; index++) {
    if (text[index] !== '\\') {
      yield { character: text[index], escaped: false };
      continue;
    }
    const code = text[++index] ?? '';
    const unicode = /^u([0-9a-f]{4})/i.exec(text.slice(index, index + 5));
    const character = unicode ? String.fromCharCode(parseInt(unicode[1], 16)) : ESCAPES[/[A-Z]/.test(code) ? code.toLowerCase() : code];
    if (character === undefined)
      throw malformedQuery(`Invalid string literal '${text}'. Illegal character sequence '\\${code}' in string literal.`);
    if (unicode) index += 4;
    yield { character, escaped: true };
  }
}

/** The text that a literal means. */
export function readStringLiteral(text: string): string {
  let out = '';
  for (const { character } of characters(text)) out += character;
  return out;
}

/** The literal of a LIKE as a pattern of SQLite (`ESCAPE '\'`): `\%` and `\_` stand for themselves. */
export function readLikePattern(text: string): string {
  let out = '';
  for (const { character, escaped } of characters(text)) {
    out += character === '\\' || (escaped && (character === '%' || character === '_')) ? `\\${character}` : character;
  }
  return out;
}

/** Writes text as a string literal of SOQL. */
export function quoteSoql(text: string): string {
  const escaped = text.replace(
    /[\\'\n\r\t\b\f]/g,
    (character) => `\\${{ '\n': 'n', '\r': 'r', '\t': 't', '\b': 'b', '\f': 'f' }[character] ?? character}`
  );
  return `'${escaped}'`;
}
