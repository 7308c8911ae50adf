/**
 * Comparisons that look at nothing of a date but its month (fiscal years and halves: `YEAR(ADDMONTHS(Day, -3)) = …`) as
 * ranges of days. A range is one comparison of texts for the database, and can use an index.
 */
import type { FieldValue } from '../records/values.ts';
import { evaluateNode } from './evaluate.ts';
import type { Node } from './parse.ts';

/** Days from the first, up to and without the last; undefined ends are open. */
export interface DayRange {
  from: string | undefined;
  to: string | undefined;
}

/** Years in which every month is asked; before and after them the answer is that of their ends. */
const FIRST_YEAR = 1700;
const LAST_YEAR = 2999;
/** More ranges than this are no simpler than the formula. */
const MAX_RANGES = 2;

/** The one reference that a node reads, given that it reads nothing of it but the month; undefined for any other node. */
export function monthReference(node: Node, isConstant: (node: Node) => boolean): string | undefined {
  const found = new Set<string>();
  return readsMonths(node, isConstant, found) && found.size === 1 ? [...found][0] : undefined;
}

function readsMonths(node: Node, isConstant: (node: Node) => boolean, found: Set<string>): boolean {
  if (isConstant(node)) return true;
  switch (node.kind) {
    case 'unary':
      return readsMonths(node.operand, isConstant, found);
    case 'binary':
      return node.operator !== '&' && [node.left, node.right].every((part) => readsMonths(part, isConstant, found));
    case 'call': {
      if (node.name === 'YEAR' || node.name === 'MONTH') return shiftedDate(node.args[0], isConstant, found);
      return ['IF', 'AND', 'OR', 'NOT'].includes(node.name) && node.args.every((part) => readsMonths(part, isConstant, found));
    }
    default:
      return false;
  }
}

function shiftedDate(node: Node | undefined, isConstant: (node: Node) => boolean, found: Set<string>): boolean {
  if (node?.kind === 'call' && node.name === 'ADDMONTHS' && node.args[1] && isConstant(node.args[1]))
    return shiftedDate(node.args[0], isConstant, found);
  if (node?.kind !== 'reference') return false;
  found.add(node.path);
  return true;
}

const cache = new WeakMap<Node, { key: string; ranges: DayRange[] | undefined }>();

/**
 * The days on which a comparison holds.
 * @param key names everything constant that the comparison reads: today, values of other references
 * @param constants values of the references that are the same for every row
 * @returns undefined when there are too many ranges
 */
export function monthRanges(
  node: Node,
  path: string,
  key: string,
  context: { now: Date; blanksAsZero: boolean },
  constants: (path: string) => { type: 'Date'; value: FieldValue } | ReturnType<typeof evaluateNode>
): DayRange[] | undefined {
  const known = cache.get(node);
  if (known?.key === key) return known.ranges;
  const ranges: DayRange[] = [];
  let holds = false;
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1) {
    for (let month = 1; month <= 12; month += 1) {
      const day = `${year}-${String(month).padStart(2, '0')}-01`;
      const { value } = evaluateNode(node, {
        ...context,
        isNew: false,
        value: (name) => (name === path ? { type: 'Date', value: day } : constants(name))
      });
      const isTrue = value === true;
      if (isTrue === holds) continue;
      holds = isTrue;
      if (isTrue) ranges.push({ from: year === FIRST_YEAR && month === 1 ? undefined : day, to: undefined });
      else (ranges.at(-1) as DayRange).to = day;
    }
  }
  const found = ranges.length > MAX_RANGES ? undefined : ranges;
  cache.set(node, { key, ranges: found });
  return found;
}
