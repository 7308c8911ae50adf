/** Condition logic of flows: `and`, `or`, or numbers as in `1 AND (2 OR 3)`. */

export interface Combine<T> {
  and: (parts: T[]) => T;
  or: (parts: T[]) => T;
  not: (part: T) => T;
}

/** Puts conditions together; the logic was checked when the flow was deployed. */
export function combine<T>(logic: string | undefined, parts: T[], by: Combine<T>): T {
  const word = (logic ?? 'and').trim().toLowerCase();
  if (word === 'and') return by.and(parts);
  if (word === 'or') return by.or(parts);
  const tokens = word.match(/\d+|and|or|not|[()]/g) ?? [];
  let at = 0;
  const operand = (): T => {
    const token = tokens[at++];
    if (token === 'not') return by.not(operand());
    if (token === '(') {
      const inner = any();
      at++;
      return inner;
    }
    const part = parts[Number(token) - 1];
    if (part === undefined) throw new Error(`Condition ${token ?? ''} of the logic ${word} is missing`);
    return part;
  };
  const all = (): T => {
    const found = [operand()];
    while (tokens[at] === 'and') {
      at++;
      found.push(operand());
    }
    return found.length === 1 ? (found[0] as T) : by.and(found);
  };
  const any = (): T => {
    const found = [all()];
    while (tokens[at] === 'or') {
      at++;
      found.push(all());
    }
    return found.length === 1 ? (found[0] as T) : by.or(found);
  };
  return any();
}
