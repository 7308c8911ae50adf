/** The consultations of a case as chips: first the right that it is about, then the topic. Pure. */
import type { Option } from 'c/hearingAnswer';
import { isBare, isTicked, textOf } from 'c/rowModel';
import type { Chip, ChipGroup, Row, RowChange, RowList } from 'c/rowModel';

export const CONSULTATION_OBJECT = 'Consultation__c';
export const RIGHT_FIELD = 'RightType__c';
export const TOPIC_FIELD = 'Topic__c';
const ANSWER = 'Answer__c';
const UNSOLVED = 'IsUnsolved__c';

/** What can be changed of a row beside its chip. */
export const CONSULTATION_DETAILS: readonly string[] = [ANSWER, UNSOLVED];

export interface ConsultationState {
  readonly rows: readonly Row[];
  readonly rights: readonly Option[];
  readonly topics: readonly Option[];
  /** The right whose topics are offered. */
  readonly right: string | undefined;
}

const SEPARATOR = ' ';

/** The chips of the consultations, and of the topics of the chosen right. */
export function consultationList({ rows, rights, topics, right }: ConsultationState): RowList {
  const keyOf = (row: Row): string => textOf(row, RIGHT_FIELD) + SEPARATOR + textOf(row, TOPIC_FIELD);
  const rowOf = (key: string): Row | undefined => rows.find((row) => keyOf(row) === key);
  const labelOf = (options: readonly Option[], value: string): string => options.find((option) => option.value === value)?.label ?? value;
  const chip = (key: string, label: string, row: Row | undefined): Chip => ({
    ...{ key, label, row, note: '', caution: '' },
    pressed: row !== undefined,
    badges: isTicked(row, UNSOLVED) ? ['unsolved'] : []
  });
  return {
    groups(): ChipGroup[] {
      const answered = rows.map((row) =>
        chip(keyOf(row), `${labelOf(rights, textOf(row, RIGHT_FIELD))}／${labelOf(topics, textOf(row, TOPIC_FIELD))}`, row)
      );
      const offered = right === undefined ? [] : topics.map(({ label, value }) => ({ label, key: right + SEPARATOR + value }));
      return [
        // One chip for rows that say the same.
        { key: 'answered', chips: answered.filter(({ key }, index) => answered.findIndex((each) => each.key === key) === index) },
        { key: 'topics', chips: offered.filter(({ key }) => !rowOf(key)).map(({ key, label }) => chip(key, label, undefined)) }
      ];
    },
    press(key: string): RowChange {
      const row = rowOf(key);
      if (row) return { kind: isBare(row, CONSULTATION_DETAILS) ? 'delete' : 'keep', key, id: row.id };
      const [rightType = '', topic = ''] = splitKey(key, rights);
      return { kind: 'create', key, fields: { [RIGHT_FIELD]: rightType, [TOPIC_FIELD]: topic } };
    }
  };
}

/** Values may hold the separator: the right is the longest one that the key begins with. */
function splitKey(key: string, rights: readonly Option[]): [string, string] {
  const found = rights.map(({ value }) => value).filter((value) => key.startsWith(value + SEPARATOR));
  const right = found.sort((a, b) => b.length - a.length)[0] ?? key.split(SEPARATOR)[0] ?? '';
  return [right, key.slice(right.length + SEPARATOR.length)];
}
