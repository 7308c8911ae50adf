/** From a report's result to what a chart draws: categories, series, totals, and the same as text and table. No DOM. */
import { aggregateIndex, factAt, groupsAtDepth, isAdditive, labelOf, type Fact, type ReportResult } from '../analytics/analytics.ts';
import { formatNumber, formatShare, tickText, type NumberStyle } from '../formats/formats.ts';

export type ChartKind = 'bar' | 'column' | 'line' | 'donut' | 'pie' | 'funnel' | 'gauge' | 'metric' | 'table';
export type Stacking = 'none' | 'grouped' | 'stacked' | 'stacked100';
export type Legend = 'Right' | 'Bottom' | 'OnChart' | 'None';

/** How a chart is to be drawn, from a dashboard component or from a report's own chart. */
export interface ChartSpec {
  kind: ChartKind;
  stacking: Stacking;
  cumulative: boolean;
  /** Names of groupings: the axis first, then the series. Empty = as the report is grouped. */
  groupings: string[];
  aggregates: string[];
  sort?: { by: 'label' | 'value'; descending: boolean };
  maxRows?: number;
  showValues: boolean;
  showPercent: boolean;
  showTotal: boolean;
  legend: Legend;
  decimals?: number;
  units?: string;
  range?: { min: number; max: number };
  breaks?: Break[];
  metricLabel?: string;
  /** Parts below 3 % become one part その他, last. */
  combineSmall?: boolean;
  /** Limits of the value axis; null = as the values need. */
  axis?: { min: number | null; max: number | null };
}

/** A stretch of a gauge's or metric's scale; null bounds are open. */
export interface Break {
  from: number | null;
  to: number | null;
  color: string;
}

export interface Series {
  label: string;
  values: (number | null)[];
  /** Values as text, in the report's own format. */
  texts: string[];
}

export interface ChartModel {
  spec: ChartSpec;
  categories: string[];
  series: Series[];
  total: { value: number; text: string };
  categoryLabel: string;
  seriesLabel: string;
  valueLabel: string;
  /** How the report writes its numbers. */
  style: NumberStyle;
}

const SMALL_SHARE = 0.03;
/** Key of the combined part; no value of a picklist holds a line break. */
const OTHERS = '\n';

const KINDS: [RegExp, ChartKind][] = [
  [/^(horizontal)?bar/, 'bar'],
  [/^(vertical)?column/, 'column'],
  [/^verticalbar/, 'column'],
  [/^line/, 'line'],
  [/^(donut|doughnut)/, 'donut'],
  [/^pie/, 'pie'],
  [/^funnel/, 'funnel'],
  [/^gauge/, 'gauge'],
  [/^metric/, 'metric'],
  [/^(flex)?table/, 'table']
];

/**
 * Reads a chart type in any of Salesforce's spellings (`ColumnStacked`, `Vertical Column Stacked`, `HorizontalBar`).
 * @returns undefined for a type that the shell does not draw
 */
export function chartType(name: string): Pick<ChartSpec, 'kind' | 'stacking' | 'cumulative'> | undefined {
  const word = name.replace(/[\s_-]/g, '').toLowerCase();
  // Columns with a line over them are two charts in one.
  if (/^(vertical)?column.*line/.test(word)) return undefined;
  const kind = KINDS.find(([pattern]) => pattern.test(word))?.[1];
  if (!kind) return undefined;
  const stacking: Stacking = /stacked(to)?100/.test(word)
    ? 'stacked100'
    : word.includes('stacked')
      ? 'stacked'
      : word.includes('grouped')
        ? 'grouped'
        : 'none';
  return { kind, stacking, cumulative: word.includes('cumulative') };
}

/** Depth and axis at which a report groups by a column. */
function levelOf(result: ReportResult, name: string): { axis: 'down' | 'across'; depth: number } | undefined {
  const down = result.reportMetadata.groupingsDown.findIndex((grouping) => grouping.name === name);
  if (down >= 0) return { axis: 'down', depth: down };
  const across = result.reportMetadata.groupingsAcross.findIndex((grouping) => grouping.name === name);
  return across >= 0 ? { axis: 'across', depth: across } : undefined;
}

interface Cell {
  category: string;
  categoryLabel: string;
  series: string;
  seriesLabel: string;
  fact: Fact;
}

/** Groups of a checkbox say in words whether it is ticked. */
const nameOf = ({ value, label }: { value: unknown; label: string }): string => (typeof value === 'boolean' ? tickText(value) : label);

function cellsOf(result: ReportResult, axisName: string, seriesName: string | undefined): Cell[] {
  const axis = levelOf(result, axisName);
  if (!axis) throw new Error(`レポートは「${axisName}」でグループ化されていません。`);
  const group = (axisSide: 'down' | 'across', depth: number): ReturnType<typeof groupsAtDepth> =>
    groupsAtDepth((axisSide === 'down' ? result.groupingsDown : result.groupingsAcross).groupings, depth);
  const fact = (side: 'down' | 'across', key: string, other = 'T'): Fact =>
    side === 'down' ? factAt(result, key, other) : factAt(result, other, key);
  if (seriesName === undefined) {
    return group(axis.axis, axis.depth).map(({ group: node }) => ({
      category: String(node.value),
      categoryLabel: nameOf(node),
      series: '',
      seriesLabel: '',
      fact: fact(axis.axis, node.key)
    }));
  }
  const series = levelOf(result, seriesName);
  if (!series) throw new Error(`レポートは「${seriesName}」でグループ化されていません。`);
  if (axis.axis !== series.axis) {
    return group(axis.axis, axis.depth).flatMap(({ group: node }) =>
      group(series.axis, series.depth).map(({ group: other }) => ({
        category: String(node.value),
        categoryLabel: nameOf(node),
        series: String(other.value),
        seriesLabel: nameOf(other),
        fact: fact(axis.axis, node.key, other.key)
      }))
    );
  }
  // Both on one axis: the deeper group carries the fact, its ancestor is the other.
  const deeper = Math.max(axis.depth, series.depth);
  const at = (
    path: { group: { value: unknown; label: string }; path: { value: unknown; label: string }[] },
    depth: number
  ): { value: unknown; label: string } => (depth === deeper ? path.group : (path.path[depth] as { value: unknown; label: string }));
  return group(axis.axis, deeper).map((entry) => ({
    category: String(at(entry, axis.depth).value),
    categoryLabel: nameOf(at(entry, axis.depth)),
    series: String(at(entry, series.depth).value),
    seriesLabel: nameOf(at(entry, series.depth)),
    fact: fact(axis.axis, entry.group.key)
  }));
}

/**
 * Values of one side with their labels, in the order of the report: inner groups stand below each outer group in that order, but not every
 * outer group has all of them.
 */
function inOrder(cells: Cell[], side: 'category' | 'series', other: 'category' | 'series'): Map<string, string> {
  const labels = new Map(cells.map((cell) => [cell[side], side === 'category' ? cell.categoryLabel : cell.seriesLabel]));
  const lists = new Map<string, string[]>();
  for (const cell of cells) lists.set(cell[other], [...(lists.get(cell[other]) ?? []), cell[side]]);
  return new Map(mergedOrder([...labels.keys()], [...lists.values()]).map((key) => [key, labels.get(key) ?? key]));
}

/** One order that agrees with every list; where they contradict each other, the order of first appearance. */
function mergedOrder(keys: string[], lists: string[][]): string[] {
  const before = new Map(keys.map((key) => [key, new Set<string>()]));
  for (const list of lists) list.forEach((key, index) => index > 0 && before.get(key)?.add(list[index - 1] as string));
  const order: string[] = [];
  const left = new Set(keys);
  while (left.size > 0) {
    const next = [...left].find((key) => ![...(before.get(key) ?? [])].some((earlier) => earlier !== key && left.has(earlier)));
    if (next === undefined) return keys;
    order.push(next);
    left.delete(next);
  }
  return order;
}

/** Currency sign or percent sign around the report's own labels, so that computed numbers look alike. */
function styleOf(sample: string | undefined, spec: ChartSpec): NumberStyle {
  const prefix = /^\s*([¥￥$€])/.exec(sample ?? '')?.[1];
  const suffix = /%\s*$/.test(sample ?? '') ? '%' : undefined;
  return {
    ...(prefix ? { prefix } : {}),
    ...(suffix ? { suffix } : {}),
    ...(spec.decimals !== undefined ? { decimals: spec.decimals } : {}),
    ...(spec.units !== undefined ? { units: spec.units } : {})
  };
}

/**
 * Shapes a report's result for a chart.
 * @throws Error with a Japanese message when the report is not grouped, or does not sum up, as the chart wants
 */
export function chartModel(result: ReportResult, spec: ChartSpec): ChartModel {
  const aggregate = spec.aggregates[0] ?? result.reportMetadata.aggregates[0] ?? 'RowCount';
  const index = aggregateIndex(result, aggregate);
  if (index < 0) throw new Error(`レポートに集計「${labelOf(result, aggregate)}」がありません。`);
  const grand = factAt(result, 'T').aggregates[index];
  const style = styleOf(grand?.label, spec);
  const text = (value: number | null): string => formatNumber(value, style);
  const base = {
    spec,
    total: { value: grand?.value ?? 0, text: text(grand?.value ?? 0) },
    valueLabel: labelOf(result, aggregate),
    style
  };
  if (spec.kind === 'gauge' || spec.kind === 'metric') {
    const value = grand?.value ?? null;
    return {
      ...base,
      categories: [base.valueLabel],
      series: [{ label: base.valueLabel, values: [value], texts: [text(value)] }],
      categoryLabel: '',
      seriesLabel: ''
    };
  }
  const reported = [...result.reportMetadata.groupingsDown, ...result.reportMetadata.groupingsAcross].map((grouping) => grouping.name);
  const wanted = spec.groupings.length > 0 ? spec.groupings : reported;
  const axisName = wanted[0];
  if (axisName === undefined) throw new Error('このレポートにはグループがないため、グラフにできません。');
  const seriesName = spec.stacking === 'none' || wanted.length < 2 ? undefined : wanted[1];
  const cells = cellsOf(result, axisName, seriesName);

  const categories = inOrder(cells, 'category', 'series');
  const seriesLabels = inOrder(cells, 'series', 'category');
  const sums = new Map<string, number>();
  for (const cell of cells) {
    const value = cell.fact.aggregates[index]?.value;
    if (value === null || value === undefined) continue;
    const key = JSON.stringify([cell.category, cell.series]);
    const before = sums.get(key);
    if (before !== undefined && !isAdditive(aggregate)) throw new Error(`not supported: chart of ${aggregate} by an inner grouping alone`);
    sums.set(key, (before ?? 0) + value);
  }
  const keys = sortedKeys(
    categories,
    (key) => [...seriesLabels.keys()].reduce((sum, series) => sum + (sums.get(JSON.stringify([key, series])) ?? 0), 0),
    spec
  );
  const small = seriesName === undefined && spec.combineSmall ? smallKeys(keys, (key) => sums.get(JSON.stringify([key, ''])) ?? 0) : [];
  if (small.length > 1 && isAdditive(aggregate)) {
    const rest = small.reduce((sum, key) => sum + (sums.get(JSON.stringify([key, ''])) ?? 0), 0);
    for (const key of small) keys.splice(keys.indexOf(key), 1);
    keys.push(OTHERS);
    categories.set(OTHERS, 'その他');
    sums.set(JSON.stringify([OTHERS, '']), rest);
  }
  const series = [...seriesLabels].map(([seriesKey, label]) => {
    const raw = keys.map((key) => sums.get(JSON.stringify([key, seriesKey])) ?? null);
    const values = spec.cumulative ? accumulate(raw) : raw;
    return { label: label || base.valueLabel, values, texts: values.map(text) };
  });
  return {
    ...base,
    categories: keys.map((key) => categories.get(key) ?? key),
    series,
    categoryLabel: labelOf(result, axisName),
    seriesLabel: seriesName === undefined ? '' : labelOf(result, seriesName)
  };
}

function sortedKeys(categories: Map<string, string>, valueOf: (key: string) => number, spec: ChartSpec): string[] {
  const keys = [...categories.keys()];
  const { sort } = spec;
  if (sort) {
    const direction = sort.descending ? -1 : 1;
    const compare = (a: string, b: string): number =>
      sort.by === 'value' ? valueOf(a) - valueOf(b) : (categories.get(a) ?? '').localeCompare(categories.get(b) ?? '', 'ja');
    keys.sort((a, b) => direction * compare(a, b));
  }
  return spec.maxRows !== undefined && spec.maxRows > 0 ? keys.slice(0, spec.maxRows) : keys;
}

/** Groups that Lightning combines: those with less than 3 % of the whole. */
function smallKeys(keys: string[], valueOf: (key: string) => number): string[] {
  const sum = keys.reduce((total, key) => total + valueOf(key), 0);
  return keys.filter((key) => valueOf(key) < sum * SMALL_SHARE);
}

function accumulate(values: (number | null)[]): number[] {
  let sum = 0;
  return values.map((value) => (sum += value ?? 0));
}

const KIND_LABELS: Record<ChartKind, string> = {
  bar: '横棒グラフ',
  column: '縦棒グラフ',
  line: '折れ線グラフ',
  donut: 'ドーナツグラフ',
  pie: '円グラフ',
  funnel: 'ファネルグラフ',
  gauge: 'ゲージ',
  metric: '総計値',
  table: '表'
};

/** True when there is nothing to draw. */
export function isEmptyChart(model: ChartModel): boolean {
  if (model.spec.kind === 'metric' || model.spec.kind === 'gauge') return model.series[0]?.values[0] === null;
  return model.categories.length === 0 || model.series.every((series) => series.values.every((value) => value === null || value === 0));
}

/** The chart in words, for people who do not see it. */
export function chartText(model: ChartModel, title: string): string {
  const { spec, series, categories } = model;
  const first = series[0];
  const head = `${KIND_LABELS[spec.kind]}: ${title}。`;
  if (spec.kind === 'metric') return `${title}: ${first?.texts[0] ?? ''}`;
  if (spec.kind === 'gauge')
    return `${head}${model.valueLabel} ${first?.texts[0] ?? ''}（${formatNumber(spec.range?.min)} から ${formatNumber(spec.range?.max)} まで）。`;
  const one = (category: string, index: number): string => {
    if (series.length === 1) return `${category} ${first?.texts[index] || '0'}`;
    return `${category}（${series.map((entry) => `${entry.label} ${entry.texts[index] || '0'}`).join('、')}）`;
  };
  return `${head}${model.categoryLabel}別の${model.valueLabel}: ${categories.map(one).join('、')}。合計 ${model.total.text}。`;
}

/** Value and share of a part as the chart's settings show them; one of both is always there. */
export function partText(model: ChartModel, index: number): string {
  const value = model.series[0]?.texts[index] || '0';
  const share = formatShare(model.series[0]?.values[index], model.total.value);
  if (!model.spec.showValues && share) return share;
  return model.spec.showPercent && share ? `${value} (${share})` : value;
}

export interface TableCell {
  label: string;
  recordId?: string;
  /** Whether a checkbox is ticked, where the cell shows one. */
  ticked?: boolean;
}

export interface TableModel {
  columns: { label: string; numeric: boolean }[];
  rows: TableCell[][];
  /** Last row, shown as total. */
  total?: string[];
}

/** The chart's numbers as a table. */
export function chartTable(model: ChartModel): TableModel {
  const { spec, series, categories } = model;
  if (spec.kind === 'gauge' || spec.kind === 'metric') {
    return {
      columns: [
        { label: '項目', numeric: false },
        { label: '値', numeric: true }
      ],
      rows: [[{ label: model.valueLabel }, { label: series[0]?.texts[0] ?? '' }]]
    };
  }
  const single = series.length === 1;
  const sum = (entry: Series): number => entry.values.reduce<number>((before, value) => before + (value ?? 0), 0);
  const share = single && model.total.value > 0 && !spec.cumulative;
  const columns = [
    { label: model.categoryLabel, numeric: false },
    ...series.map((entry) => ({ label: single ? model.valueLabel : entry.label, numeric: true })),
    ...(share ? [{ label: '割合', numeric: true }] : [])
  ];
  const rows = categories.map((category, index) => [
    { label: category },
    ...series.map((entry) => ({ label: entry.texts[index] ?? '' })),
    ...(share ? [{ label: formatShare(series[0]?.values[index], model.total.value) }] : [])
  ]);
  if (spec.cumulative) return { columns, rows };
  const totals = single ? [model.total.text] : series.map((entry) => formatNumber(sum(entry), model.style));
  return { columns, rows, total: ['合計', ...totals, ...(share ? ['100%'] : [])] };
}
