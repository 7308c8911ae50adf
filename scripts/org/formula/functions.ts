/**
 * The functions of formulas: signature and meaning, one entry each. Blank arguments behave as in Salesforce's own
 * engine (github.com/salesforce/formula-engine, impl/src/main/java/com/force/formula/commands): blank in, mostly blank out.
 * Functions that decide which arguments are evaluated, or look at the old record, are in `evaluate.ts`.
 */
import { to18 } from '../records/ids.ts';
import type { FieldValue } from '../records/values.ts';
import { DAY, addMonths, dayNumber, isDate, localDay, makeDate, timeNumber, timeText, weekday } from './dates.ts';
import { matchesPattern } from './pattern.ts';
import { exact, FormulaError, roundTo, type FormulaType, type Typed } from './types.ts';

export interface FunctionSpec {
  /** Accepted types by position; the last one repeats when `more`. */
  args: FormulaType[][];
  /** Fewest arguments; default: all of `args`. */
  min?: number;
  more?: boolean;
  /** `same` = the type of the first argument. */
  result: FormulaType | 'same';
  run: (args: Typed[], now: Date) => FieldValue;
}

const T: FormulaType[] = ['Text'];
const N: FormulaType[] = ['Number'];
const D: FormulaType[] = ['Date'];
const ANY: FormulaType[] = ['Number', 'Text', 'Boolean', 'Date', 'DateTime', 'Time'];

const text = (arg: Typed | undefined): string | null =>
  arg === undefined || arg.value === null || arg.value === '' ? null : String(arg.value);
const number = (arg: Typed | undefined): number | null => (typeof arg?.value === 'number' ? arg.value : null);

/** A number of numbers; blank when any is blank. */
const numeric =
  (work: (...values: number[]) => number): FunctionSpec['run'] =>
  (args) => {
    const values = args.map(number);
    if (values.some((value) => value === null)) return null;
    const result = work(...(values as number[]));
    if (!Number.isFinite(result)) throw new FormulaError('# エラー!');
    return exact(result);
  };

/** Something of a date's text; blank of a blank. */
const ofDate =
  (work: (date: string) => FieldValue): FunctionSpec['run'] =>
  ([arg]) => {
    const value = text(arg);
    return value === null ? null : work(value);
  };

const integer = (value: number): number => Math.trunc(value);

function substring(value: string | null, start: number | null, count: number | null): string | null {
  if (value === null || start === null || count === null || count <= 0) return null;
  const from = Math.max(integer(start), 1) - 1;
  return value.slice(from, from + integer(count)) || null;
}

function padded(args: Typed[], left: boolean): string | null {
  const value = text(args[0]);
  const count = number(args[1]);
  const padding = args.length > 2 ? text(args[2]) : ' ';
  if (value === null || count === null || count < 1) return null;
  if (count <= value.length || padding === null) return value.slice(0, integer(count));
  return left ? value.padStart(integer(count), padding) : value.padEnd(integer(count), padding);
}

/** A number as TEXT prints it: never with an exponent. */
export function numberText(value: number): string {
  const printed = String(exact(value));
  return printed.includes('e') ? value.toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 15 }) : printed;
}

function toText([arg]: Typed[]): string | null {
  if (!arg || arg.value === null) return null;
  if (arg.type === 'Number') return numberText(Number(arg.value));
  if (arg.type === 'DateTime') return `${String(arg.value).slice(0, 19).replace('T', ' ')}Z`;
  if (arg.type === 'Time') return String(arg.value).replace('Z', '');
  return String(arg.value);
}

function dateValue([arg]: Typed[]): string | null {
  const value = text(arg);
  if (value === null || arg?.type === 'Date') return value;
  if (arg?.type === 'DateTime') return localDay(new Date(value));
  const date = value.slice(0, 10);
  if (!isDate(date)) throw new FormulaError('# エラー!');
  return date;
}

function dateTimeValue([arg]: Typed[]): string | null {
  const value = text(arg);
  if (value === null || arg?.type === 'DateTime') return value;
  const moment = new Date(arg?.type === 'Date' ? `${value}T00:00:00Z` : `${value.replace(' ', 'T').replace(/Z$/, '')}Z`);
  if (Number.isNaN(moment.getTime())) throw new FormulaError('# エラー!');
  return moment.toISOString();
}

function timeValue([arg]: Typed[]): string | null {
  const value = text(arg);
  if (value === null || arg?.type === 'Time') return value;
  if (arg?.type === 'DateTime') return `${value.slice(11, 23)}Z`;
  if (!/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?Z?$/.test(value)) throw new FormulaError('# エラー!');
  return timeText(timeNumber(value));
}

function toNumber([arg]: Typed[]): number | null {
  const value = text(arg);
  if (value === null) return null;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value)) throw new FormulaError('値「null」は無効な数値です。');
  return Number(value);
}

/** True / blank / false as CONTAINS and BEGINS answer: everything contains nothing, a blank contains only nothing. */
const contained =
  (test: (value: string, part: string) => boolean): FunctionSpec['run'] =>
  ([value, part]) => {
    const sought = text(part);
    if (sought === null) return true;
    const whole = text(value);
    return whole === null ? null : test(whole, sought);
  };

const awayFromZero = (value: number): number => Math.sign(value) * Math.ceil(Math.abs(exact(value)));
const attribute = (value: string | null): string =>
  (value ?? '').replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

const FUNCTIONS: Record<string, FunctionSpec> = {
  ABS: { args: [N], result: 'Number', run: numeric(Math.abs) },
  CEILING: { args: [N], result: 'Number', run: numeric(awayFromZero) },
  FLOOR: { args: [N], result: 'Number', run: numeric((value) => Math.trunc(exact(value))) },
  MCEILING: { args: [N], result: 'Number', run: numeric((value) => Math.ceil(exact(value))) },
  MFLOOR: { args: [N], result: 'Number', run: numeric((value) => Math.floor(exact(value))) },
  ROUND: { args: [N, N], result: 'Number', run: numeric((value, digits) => roundTo(value, integer(digits))) },
  TRUNC: {
    args: [N, N],
    min: 1,
    result: 'Number',
    run: numeric((value, digits = 0) => Number(`${Math.trunc(Number(`${exact(value)}e${integer(digits)}`))}e${-integer(digits)}`))
  },
  MOD: { args: [N, N], result: 'Number', run: numeric((value, divisor) => (divisor === 0 ? value : value % divisor)) },
  MAX: { args: [N], more: true, result: 'Number', run: numeric(Math.max) },
  MIN: { args: [N], more: true, result: 'Number', run: numeric(Math.min) },
  EXP: { args: [N], result: 'Number', run: numeric(Math.exp) },
  LN: { args: [N], result: 'Number', run: numeric(Math.log) },
  LOG: { args: [N], result: 'Number', run: numeric(Math.log10) },
  SQRT: { args: [N], result: 'Number', run: numeric(Math.sqrt) },
  PI: { args: [], result: 'Number', run: () => Math.PI },

  BEGINS: { args: [T, T], result: 'Boolean', run: contained((value, part) => value.startsWith(part)) },
  CONTAINS: { args: [T, T], result: 'Boolean', run: contained((value, part) => value.includes(part)) },
  FIND: {
    args: [T, T, N],
    min: 2,
    result: 'Number',
    run: ([part, value, start]) => {
      const sought = text(part);
      const whole = text(value);
      return sought === null || whole === null ? 0 : whole.indexOf(sought, (number(start) ?? 1) - 1) + 1;
    }
  },
  LEFT: { args: [T, N], result: 'Text', run: ([value, count]) => substring(text(value), 1, number(count)) },
  MID: { args: [T, N, N], result: 'Text', run: ([value, start, count]) => substring(text(value), number(start), number(count)) },
  RIGHT: {
    args: [T, N],
    result: 'Text',
    run: ([value, count]) => {
      const whole = text(value);
      const size = number(count);
      return whole === null || size === null || size <= 0 ? null : whole.slice(-integer(size));
    }
  },
  LEN: { args: [T], result: 'Number', run: ([value]) => text(value)?.length ?? 0 },
  LPAD: { args: [T, N, T], min: 2, result: 'Text', run: (args) => padded(args, true) },
  RPAD: { args: [T, N, T], min: 2, result: 'Text', run: (args) => padded(args, false) },
  LOWER: { args: [T, T], min: 1, result: 'Text', run: ([value]) => text(value)?.toLowerCase() ?? null },
  UPPER: { args: [T, T], min: 1, result: 'Text', run: ([value]) => text(value)?.toUpperCase() ?? null },
  TRIM: { args: [T], result: 'Text', run: ([value]) => text(value)?.replace(/^[\0- ]+|[\0- ]+$/g, '') || null },
  SUBSTITUTE: {
    args: [T, T, T],
    result: 'Text',
    run: ([value, from, to]) => {
      const whole = text(value);
      const sought = text(from);
      return whole === null || sought === null ? null : whole.replaceAll(sought, () => text(to) ?? '') || null;
    }
  },
  REGEX: { args: [T, T], result: 'Boolean', run: ([value, pattern]) => matchesPattern(text(value) ?? '', text(pattern) ?? '') },
  TEXT: { args: [['Number', 'Date', 'DateTime', 'Time', 'Picklist']], result: 'Text', run: toText },
  VALUE: { args: [T], result: 'Number', run: toNumber },
  ISNUMBER: { args: [T], result: 'Boolean', run: ([value]) => /^[+-]?(\d+\.?\d*|\.\d+)$/.test((text(value) ?? '').trim()) },
  BR: { args: [], result: 'Text', run: () => '<br>' },
  CASESAFEID: { args: [T], result: 'Text', run: ([value]) => (text(value) === null ? null : to18(text(value) ?? '')) },
  HYPERLINK: {
    args: [T, T, T],
    min: 2,
    result: 'Text',
    run: ([url, name, target]) =>
      `<a href="${attribute(text(url))}" target="${attribute(text(target) ?? '_blank')}">${text(name) ?? ''}</a>`
  },
  IMAGE: {
    args: [T, T, N, N],
    min: 2,
    result: 'Text',
    run: ([url, alternate, height, width]) => {
      const size =
        number(height) !== null && number(width) !== null ? ` style="height:${number(height)}px; width:${number(width)}px;"` : '';
      return `<img src="${attribute(text(url))}" alt="${attribute(text(alternate))}"${size} border="0"/>`;
    }
  },

  ADDMONTHS: {
    args: [['Date', 'DateTime'], N],
    result: 'same',
    run: ([date, months]) => {
      const value = text(date);
      const count = number(months);
      if (value === null || count === null) return null;
      return addMonths(value.slice(0, 10), count) + value.slice(10);
    }
  },
  DATE: {
    args: [N, N, N],
    result: 'Date',
    run: ([year, month, day]) => {
      const parts = [number(year), number(month), number(day)];
      if (parts.some((part) => part === null)) return null;
      const date = makeDate(...(parts.map((part) => integer(part ?? 0)) as [number, number, number]));
      if (date === undefined) throw new FormulaError('# エラー!');
      return date;
    }
  },
  DATEVALUE: { args: [['Text', 'DateTime', 'Date']], result: 'Date', run: dateValue },
  DATETIMEVALUE: { args: [['Text', 'DateTime', 'Date']], result: 'DateTime', run: dateTimeValue },
  TIMEVALUE: { args: [['Text', 'DateTime', 'Time']], result: 'Time', run: timeValue },
  TODAY: { args: [], result: 'Date', run: (_args, now) => localDay(now) },
  NOW: { args: [], result: 'DateTime', run: (_args, now) => now.toISOString() },
  TIMENOW: { args: [], result: 'Time', run: (_args, now) => timeText(now.getTime() % DAY) },
  YEAR: { args: [D], result: 'Number', run: ofDate((date) => Number(date.slice(0, 4))) },
  MONTH: { args: [D], result: 'Number', run: ofDate((date) => Number(date.slice(5, 7))) },
  DAY: { args: [D], result: 'Number', run: ofDate((date) => Number(date.slice(8, 10))) },
  WEEKDAY: { args: [D], result: 'Number', run: ofDate(weekday) },
  DAYOFYEAR: { args: [D], result: 'Number', run: ofDate((date) => dayNumber(date) - dayNumber(`${date.slice(0, 4)}-01-01`) + 1) },
  HOUR: { args: [['Time']], result: 'Number', run: ofDate((time) => Math.floor(timeNumber(time) / 3_600_000)) },
  MINUTE: { args: [['Time']], result: 'Number', run: ofDate((time) => Math.floor(timeNumber(time) / 60_000) % 60) },
  SECOND: { args: [['Time']], result: 'Number', run: ofDate((time) => Math.floor(timeNumber(time) / 1000) % 60) },
  MILLISECOND: { args: [['Time']], result: 'Number', run: ofDate((time) => timeNumber(time) % 1000) },

  NOT: { args: [['Boolean']], result: 'Boolean', run: ([value]) => (value?.value === null ? null : value?.value !== true) },
  // ISNULL of a text is never true: Salesforce keeps it for formulas older than ISBLANK.
  ISNULL: { args: [[...ANY, 'MultiPicklist']], result: 'Boolean', run: ([value]) => value?.type !== 'Text' && value?.value === null },
  ISBLANK: { args: [[...ANY, 'MultiPicklist']], result: 'Boolean', run: ([value]) => value?.value === null || value?.value === '' },
  BLANKVALUE: {
    args: [ANY, ANY],
    result: 'same',
    run: ([value, other]) => (value?.value === null || value?.value === '' ? (other?.value ?? null) : (value?.value ?? null))
  },
  NULLVALUE: {
    args: [ANY, ANY],
    result: 'same',
    run: ([value, other]) => (value?.value === null && value.type !== 'Text' ? (other?.value ?? null) : (value?.value ?? null))
  },
  ISPICKVAL: { args: [['Picklist'], T], result: 'Boolean', run: ([field, value]) => text(field) === text(value) },
  INCLUDES: {
    args: [['MultiPicklist'], T],
    result: 'Boolean',
    run: ([field, value]) => (text(field) ?? '').split(';').includes(text(value) ?? '')
  }
};

/** Functions whose arguments `evaluate.ts` evaluates itself, with the fewest and most arguments. */
export const SPECIAL_FUNCTIONS: Record<string, { min: number; max: number }> = {
  AND: { min: 1, max: Infinity },
  OR: { min: 1, max: Infinity },
  IF: { min: 3, max: 3 },
  CASE: { min: 4, max: Infinity },
  ISCHANGED: { min: 1, max: 1 },
  ISNEW: { min: 0, max: 0 },
  PRIORVALUE: { min: 1, max: 1 }
};

/** Functions that exist on Salesforce; using one is refused by name, an unknown one as unknown. */
const KNOWN_ELSEWHERE = new Set(
  (
    'ACOS ASCII ASIN ATAN ATAN2 CHR COS CURRENCYRATE DISTANCE FORMATDURATION FROMUNIXTIME GEOLOCATION GETRECORDIDS GETSESSIONID HTMLENCODE IFERROR IFS IMAGEPROXYURL INCLUDE INITCAP ' +
    'ISCLONE ISOWEEK ISOYEAR JSENCODE JSINHTMLENCODE JUNCTIONIDLIST LINKTO PARENTGROUPVAL PICKLISTCOUNT PREDICT PREVGROUPVAL REQUIRESCRIPT REVERSE SIN TAN UNIXTIMESTAMP URLENCODE URLFOR VLOOKUP'
  ).split(' ')
);

/**
 * The function of a name (upper case).
 * @throws FormulaError `not supported: function X` for one that only Salesforce has, Salesforce's own words for an unknown one
 */
export function functionSpec(name: string, offset?: number): FunctionSpec {
  const spec = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (spec) return spec;
  throw new FormulaError(
    KNOWN_ELSEWHERE.has(name) ? `not supported: function ${name}` : `不明な関数${name}。スペルを確認してください。`,
    offset
  );
}

/** Every supported function name, for tests and documents. */
export const functionNames = (): string[] => [...Object.keys(FUNCTIONS), ...Object.keys(SPECIAL_FUNCTIONS)].sort();
