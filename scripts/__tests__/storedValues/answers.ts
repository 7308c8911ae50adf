/** Answers to hearing items: any value that a field can hold. */
import { addDays, tokyoDay } from './calendar.ts';
import type { Value } from './history.ts';
import type { Field } from './plainData.ts';
import type { Random } from '../../lib/random.ts';

// Signs outside the Basic Multilingual Plane count as one character, line breaks not at all.
const WORDS = [
  '展示会で',
  '声を掛けた',
  '𠮷田社長',
  '試作品',
  '🔧',
  '出願前',
  '海外の代理店',
  '\n',
  '\r\n',
  '　',
  '３割',
  'ﾉｽﾞﾙ',
  '。',
  'OEM'
];

/** One to forty words that begin and end with a word. */
export function sentence(random: Random): string {
  return (
    Array.from({ length: random.whole(1, 40) }, () => random.pick(WORDS))
      .join('')
      .replace(/^\s+|\s+$/g, '') || '特になし'
  );
}

const TYPES = ['Picklist', 'MultiselectPicklist', 'LongTextArea', 'TextArea', 'Text', 'Date', 'Checkbox', 'Number'];

/** Whether `answer` knows what to put in. */
export const isAnswerable = (field: Field): boolean => TYPES.includes(field.type) && !field.dependent;

/** A value for a field; a date lies within two months of the day on which it is typed. */
export function answer(random: Random, field: Field, at: Date): Value {
  switch (field.type) {
    case 'Picklist':
      return random.pick(field.values);
    case 'MultiselectPicklist':
      return random.some(field.values, random.whole(1, 3)).join(';');
    case 'LongTextArea':
      return sentence(random);
    case 'TextArea':
    case 'Text':
      return sentence(random).replace(/\s+/g, '').slice(0, 20).toWellFormed();
    case 'Date':
      return addDays(tokyoDay(at), random.whole(-60, 60));
    case 'Checkbox':
      return true;
    case 'Number':
      return random.whole(0, 99);
    default:
      throw new Error(`${field.name}: no answer to a field of type ${field.type}`);
  }
}
