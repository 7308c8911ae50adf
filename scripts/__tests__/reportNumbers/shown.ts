/** What a report shows, in the rows of `expected.ts`. */
import type { ReportResult, ResultGrouping } from '../../org/query/reports.ts';
import type { ExpectedRow } from './expected.ts';

interface Leaf {
  key: string;
  labels: string[];
}

/** The groups without groups inside, each with the labels on the way to it. */
function leaves(groupings: readonly ResultGrouping[], path: string[] = []): Leaf[] {
  return groupings.flatMap((group) => {
    const labels = [...path, group.label];
    return group.groupings.length > 0 ? leaves(group.groupings, labels) : [{ key: group.key, labels }];
  });
}

const TOTAL: Leaf = { key: 'T', labels: [] };

export const isGrouped = ({ reportMetadata: { groupingsDown, groupingsAcross } }: ReportResult): boolean =>
  groupingsDown.length + groupingsAcross.length > 0;

/** Each crossing of leaf groups that holds records: `group1` … with their labels, and every summary by its name. */
export function groupRows(result: ReportResult): ExpectedRow[] {
  const { groupingsDown, groupingsAcross, aggregates } = result.reportMetadata;
  const down = groupingsDown.length > 0 ? leaves(result.groupingsDown.groupings) : [TOTAL];
  const across = groupingsAcross.length > 0 ? leaves(result.groupingsAcross.groupings) : [TOTAL];
  return down.flatMap((vertical) =>
    across.flatMap((horizontal) => {
      const fact = result.factMap[`${vertical.key}!${horizontal.key}`];
      const labels = [...vertical.labels, ...horizontal.labels];
      const row: ExpectedRow = Object.fromEntries(labels.map((label, index) => [`group${index + 1}`, label]));
      aggregates.forEach((name, index) => (row[name] = fact?.aggregates[index]?.value ?? null));
      return row['RowCount'] === 0 ? [] : [row];
    })
  );
}

/** Ids of the records that a list shows: of each row the record that its first linked cell leads to. */
export function listedIds(result: ReportResult): string[] {
  return Object.values(result.factMap)
    .flatMap(({ rows = [] }) => rows)
    .map(({ dataCells }) => String(dataCells.find(({ recordId }) => recordId !== null)?.recordId))
    .sort();
}
