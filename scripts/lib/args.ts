/** Command lines: Node's own parser, with errors in our words. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { isDate } from '../org/formula/dates.ts';
import { Failure } from './failure.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Parses the options of a command.
 * @param usage one line shown with every error
 * @throws Failure (exit code 2) naming the unknown or incomplete option
 */
export function parseOptions<T extends Options>(argv: string[], options: T, usage: string) {
  try {
    return parseArgs({ args: argv, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const name = /'(-[^']*)'/.exec((error as Error).message)?.[1] ?? argv.join(' ');
    throw new Failure(`オプションが正しくありません: ${name}\n  使い方: ${usage}`, 2);
  }
}

/** A port number from 1 to 65535. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65535)
    throw new Failure(`ポート番号が正しくありません: ${text}。1 から 65535 の数を指定してください。`, 2);
  return port;
}

/** One of a few words. */
export function parseChoice<T extends string>(option: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (!found) throw new Failure(`${option} の値が正しくありません: ${value}。${choices.join(' か ')} を指定してください。`, 2);
  return found;
}

/** A day written `YYYY-MM-DD` that the calendar has. */
export function parseDay(option: string, value: string): string {
  if (!isDate(value))
    throw new Failure(`${option} の日付が正しくありません: ${value}。2026-04-01 の形で、実在する日付を指定してください。`, 2);
  return value;
}

/** What an org is filled with: the sample data, nothing, or so many generated candidates and cases. */
export type DataChoice = 'demo' | 'none' | number;

/** A size is a whole number, in thousands with a `k`; more than this takes more memory than a laptop has. */
const MOST_GENERATED = 200_000;

/** `demo`, `none`, or a size such as `500` or `10k`. */
export function parseData(option: string, value: string): DataChoice {
  if (value === 'demo' || value === 'none') return value;
  const [, digits, thousands] = /^(\d{1,6})(k?)$/.exec(value) ?? [];
  const size = Number(digits) * (thousands ? 1_000 : 1);
  if (digits === undefined || size < 1 || size > MOST_GENERATED)
    throw new Failure(
      `${option} の値が正しくありません: ${value}。demo か none か、生成する支援先候補と案件の数 (500、10k など。${MOST_GENERATED / 1_000}k まで) を指定してください。`,
      2
    );
  return size;
}
