/** Filter logic of list views and reports: `1 AND (2 OR 3)`. */

/**
 * Checks the logic against the number of filters.
 * @returns what is wrong, or undefined
 */
export function booleanFilterProblem(logic: string, filters: number): string | undefined {
  const tokens = logic.toUpperCase().match(/\d+|AND|OR|NOT|[()]|\S/g) ?? [];
  let at = 0;
  const used = new Set<number>();
  const operand = (): boolean => {
    const token = tokens[at++];
    if (token === 'NOT') return operand();
    if (token === '(') return expression() && tokens[at++] === ')';
    if (token === undefined || !/^\d+$/.test(token)) return false;
    used.add(Number(token));
    return true;
  };
  const expression = (): boolean => {
    if (!operand()) return false;
    while (tokens[at] === 'AND' || tokens[at] === 'OR') {
      at++;
      if (!operand()) return false;
    }
    return true;
  };
  if (!expression() || at !== tokens.length) return `The filter logic "${logic}" cannot be read`;
  const wrong = [...used].find((number) => number < 1 || number > filters);
  if (wrong !== undefined) return `The filter logic "${logic}" names filter ${wrong}, but there are ${filters}`;
  return used.size < filters ? `The filter logic "${logic}" leaves out some of the ${filters} filters` : undefined;
}
