/** The orders that groups of a report may be put in, as the menus of their headings offer them. No DOM. */
import { labelOf, type ReportMetadata, type ReportResult } from '../analytics/analytics.ts';

export interface GroupOrder {
  descending: boolean;
  /** Summary that orders the groups; null = their own values. */
  aggregate: string | null;
}

export interface GroupOrders {
  grouping: string;
  axis: 'down' | 'across';
  /** What the menu is called. */
  label: string;
  items: { value: string; label: string; checked: boolean }[];
  /** What an item means, by its value. */
  orders: Record<string, GroupOrder>;
}

const valueOf = ({ descending, aggregate }: GroupOrder): string => `${descending ? 'Desc' : 'Asc'} ${aggregate ?? ''}`;

/** One menu for each grouping of a result: by its values, and by every summary of the report. */
export function groupOrders(result: ReportResult): GroupOrders[] {
  const { groupingsDown, groupingsAcross, aggregates } = result.reportMetadata;
  const choices: { order: GroupOrder; label: string }[] = [
    { order: { descending: false, aggregate: null }, label: '昇順に並び替え' },
    { order: { descending: true, aggregate: null }, label: '降順に並び替え' },
    ...aggregates.flatMap((aggregate) => [
      { order: { descending: true, aggregate }, label: `「${labelOf(result, aggregate)}」の大きい順` },
      { order: { descending: false, aggregate }, label: `「${labelOf(result, aggregate)}」の小さい順` }
    ])
  ];
  const menu = (axis: GroupOrders['axis'], { name, sortOrder, sortAggregate }: ReportMetadata['groupingsDown'][number]): GroupOrders => {
    const now = valueOf({ descending: sortOrder === 'Desc', aggregate: sortAggregate ?? null });
    return {
      grouping: name,
      axis,
      label: `「${labelOf(result, name)}」のグループの並び順`,
      items: choices.map(({ order, label }) => ({ value: valueOf(order), label, checked: valueOf(order) === now })),
      orders: Object.fromEntries(choices.map(({ order }) => [valueOf(order), order]))
    };
  };
  return [...groupingsDown.map((grouping) => menu('down', grouping)), ...groupingsAcross.map((grouping) => menu('across', grouping))];
}

/** What the API takes to run a report with its groups in another order; nothing when no order was chosen. */
export function groupOverrides(
  { groupingsDown, groupingsAcross }: Pick<ReportMetadata, 'groupingsDown' | 'groupingsAcross'>,
  chosen: ReadonlyMap<string, GroupOrder>
): Record<string, unknown> {
  if (chosen.size === 0) return {};
  const ordered = (groupings: ReportMetadata['groupingsDown']): ReportMetadata['groupingsDown'] =>
    groupings.map((grouping) => {
      const order = chosen.get(grouping.name);
      return order ? { ...grouping, sortOrder: order.descending ? 'Desc' : 'Asc', sortAggregate: order.aggregate } : grouping;
    });
  return { groupingsDown: ordered(groupingsDown), groupingsAcross: ordered(groupingsAcross) };
}
