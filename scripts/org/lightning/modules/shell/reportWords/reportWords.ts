/** Operators, relative dates and values of conditions as Salesforce writes them in Japanese. No DOM. */
import { formatDate, tickText } from '../formats/formats.ts';

/** What an operator is called, in the order in which a list offers them. */
export const OPERATORS: Record<string, string> = {
  equals: '次の文字列と一致する',
  notEqual: '次の文字列と一致しない',
  lessThan: '次の値より小さい',
  greaterThan: '次の値より大きい',
  lessOrEqual: '次の値以下',
  greaterOrEqual: '次の値以上',
  contains: '次の文字列を含む',
  notContain: '次の文字列を含まない',
  startsWith: '次の文字列で始まる',
  includes: '次の値を含む',
  excludes: '次の値を含まない'
};

const FIXED: Record<string, string> = {
  TODAY: '今日',
  YESTERDAY: '昨日',
  TOMORROW: '明日',
  LAST_WEEK: '先週',
  THIS_WEEK: '今週',
  NEXT_WEEK: '翌週',
  LAST_MONTH: '先月',
  THIS_MONTH: '今月',
  NEXT_MONTH: '翌月',
  LAST_90_DAYS: '過去 90 日',
  NEXT_90_DAYS: '今後 90 日',
  THIS_QUARTER: '今四半期',
  LAST_QUARTER: '前四半期',
  NEXT_QUARTER: '翌四半期',
  THIS_YEAR: '今年',
  LAST_YEAR: '前年',
  NEXT_YEAR: '翌年',
  THIS_FISCAL_QUARTER: '今会計四半期',
  LAST_FISCAL_QUARTER: '前会計四半期',
  NEXT_FISCAL_QUARTER: '翌会計四半期',
  THIS_FISCAL_YEAR: '今会計年度',
  LAST_FISCAL_YEAR: '前会計年度',
  NEXT_FISCAL_YEAR: '翌会計年度'
};

const UNITS: Record<string, string> = {
  DAY: '日',
  WEEK: '週間',
  MONTH: 'か月',
  QUARTER: '四半期',
  YEAR: '年',
  FISCAL_QUARTER: '会計四半期',
  FISCAL_YEAR: '会計年度'
};

/**
 * A relative date in words: `LAST_N_DAYS:366` → `過去 366 日`.
 * @returns undefined for what is no relative date
 */
export function relativeDate(text: string): string | undefined {
  const word = text.trim().toUpperCase();
  const fixed = Object.hasOwn(FIXED, word) ? FIXED[word] : undefined;
  if (fixed !== undefined) return fixed;
  const span = /^(LAST|NEXT)_N_(\w+)S[:_ ](\d+)$/.exec(word);
  const spanUnit = UNITS[span?.[2] ?? ''];
  if (span && spanUnit) return `${span[1] === 'LAST' ? '過去' : '今後'} ${Number(span[3])} ${spanUnit}`;
  const ago = /^N_(\w+)S_AGO[:_ ](\d+)$/.exec(word);
  const agoUnit = UNITS[ago?.[1] ?? ''];
  return ago && agoUnit ? `${Number(ago[2])} ${agoUnit}前` : undefined;
}

/** Splits the value of a condition: commas inside double quotes belong to a value. */
export function splitValues(text: string): string[] {
  const values: string[] = [];
  let current = '';
  let inQuotes = false;
  for (const character of text) {
    if (character === '"') inQuotes = !inQuotes;
    else if (character === ',' && !inQuotes) {
      values.push(current.trim());
      current = '';
    } else current += character;
  }
  return [...values, current.trim()];
}

/** What is known of the column that a condition is on. */
export interface ConditionColumn {
  dataType?: string;
  filterValues?: { label: string; name: string }[];
}

function valueText(value: string, column: ConditionColumn | undefined): string {
  const { dataType } = column ?? {};
  if (dataType === 'boolean') return tickText(['1', 'true'].includes(value.toLowerCase()));
  if (value === '') return '（空白）';
  if (dataType === undefined || dataType === 'date' || dataType === 'datetime') {
    const words = relativeDate(value);
    if (words !== undefined) return words;
    if (/^\d{4}-\d{2}-\d{2}/.test(value)) return formatDate(value);
  }
  return `「${column?.filterValues?.find(({ name }) => name === value)?.label ?? value}」`;
}

/** The value of a condition in words: labels of picklists, relative dates, ticks of checkboxes. */
export function valuesText(value: string, column: ConditionColumn | undefined): string {
  return splitValues(value)
    .map((part) => valueText(part, column))
    .join('、');
}
