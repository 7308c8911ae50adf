/** Configuration of chart.js for the charts it draws: bars, columns, lines, donuts. Every mark carries its value, never colour alone. */
import type { ChartConfiguration, ChartDataset, Plugin, Scale } from 'chart.js';
import type { ChartModel, Series } from 'shell/chartData';
import { drawPoint } from 'chart.js/helpers';
import { categoryLines, colorAt, patternAt } from 'shell/chartGeometry';
import { formatNumber, formatShare } from 'shell/formats';

export const FONT = '"Salesforce Sans", "Noto Sans JP", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic UI", Meiryo, Arial, sans-serif';
const INK = '#181818';
const GRID = '#e5e5e5';
/** Pixels along the ring that a number needs. */
const MIN_SLICE_LENGTH = 14;
const POINTS = ['circle', 'rectRot', 'triangle', 'rect', 'star', 'crossRot'] as const;
const DASHES = [[], [6, 4], [2, 3], [10, 4, 2, 4]];

type Kind = 'bar' | 'line' | 'doughnut' | 'pie';

const TILE = 8;

/** Dots, stripes or lines in the colour of a series, so that series differ without colour. */
function tileOf(index: number): HTMLCanvasElement | undefined {
  const tile = document.createElement('canvas');
  tile.width = TILE;
  tile.height = TILE;
  const pen = tile.getContext('2d');
  if (!pen) return undefined;
  pen.fillStyle = colorAt(index);
  pen.fillRect(0, 0, TILE, TILE);
  pen.strokeStyle = 'rgba(255, 255, 255, 0.75)';
  pen.lineWidth = 1.5;
  pen.beginPath();
  switch (patternAt(index)) {
    case 1:
      // Diagonals have to meet at the tile's edges.
      for (const shift of [-8, 0, 8]) {
        pen.moveTo(shift, 8);
        pen.lineTo(shift + 8, 0);
      }
      break;
    case 2:
      pen.arc(4, 4, 1.5, 0, 2 * Math.PI);
      break;
    case 3:
      pen.moveTo(0, 4);
      pen.lineTo(8, 4);
      break;
  }
  pen.stroke();
  return tile;
}

function fillOf(index: number, single: boolean): string | CanvasPattern {
  const color = colorAt(index);
  const tile = single || patternAt(index) === 0 ? undefined : tileOf(index);
  return (tile && tile.getContext('2d')?.createPattern(tile, 'repeat')) ?? color;
}

const MARK = { width: 24, height: 12 };
const marks = new Map<string, string>();

/** The look of a series as an image for its entry in the legend: the fill of bars, the dashes and points of lines. */
export function seriesMark(model: ChartModel, index: number): string {
  const isLine = model.spec.kind === 'line';
  const key = `${isLine ? 'line' : 'bar'} ${index}`;
  const known = marks.get(key);
  if (known !== undefined) return known;
  const image = document.createElement('canvas');
  image.width = MARK.width;
  image.height = MARK.height;
  const pen = image.getContext('2d');
  if (pen && isLine) {
    pen.strokeStyle = pen.fillStyle = colorAt(index);
    pen.lineWidth = 2;
    pen.setLineDash(DASHES[index % DASHES.length] ?? []);
    pen.beginPath();
    pen.moveTo(0, MARK.height / 2);
    pen.lineTo(MARK.width, MARK.height / 2);
    pen.stroke();
    pen.setLineDash([]);
    drawPoint(pen, { pointStyle: POINTS[index % POINTS.length] ?? 'circle', radius: 4, borderWidth: 2 }, MARK.width / 2, MARK.height / 2);
  } else if (pen) {
    pen.fillStyle = fillOf(index, false);
    pen.fillRect(0, 0, MARK.width, MARK.height);
  }
  const url = image.toDataURL();
  marks.set(key, url);
  return url;
}

function shares(series: Series[]): Series[] {
  const totals = series[0]?.values.map((_, at) => series.reduce((sum, entry) => sum + (entry.values[at] ?? 0), 0)) ?? [];
  return series.map((entry) => ({
    ...entry,
    values: entry.values.map((value, at) => (totals[at] ? ((value ?? 0) / (totals[at] as number)) * 100 : null))
  }));
}

function datasets(model: ChartModel): ChartDataset<Kind, (number | null)[]>[] {
  const { spec } = model;
  const single = model.series.length === 1;
  const list = spec.stacking === 'stacked100' ? shares(model.series) : model.series;
  return list.map((series, index): ChartDataset<Kind, (number | null)[]> => {
    if (spec.kind === 'line') {
      return {
        label: series.label,
        data: [...series.values],
        borderColor: colorAt(index),
        backgroundColor: colorAt(index),
        pointStyle: POINTS[index % POINTS.length],
        pointRadius: 4,
        borderDash: DASHES[index % DASHES.length],
        borderWidth: 2,
        spanGaps: true
      } as ChartDataset<Kind, (number | null)[]>;
    }
    if (spec.kind === 'donut' || spec.kind === 'pie') {
      return {
        label: series.label,
        data: [...series.values],
        backgroundColor: series.values.map((_, at) => colorAt(at)),
        borderColor: '#fff',
        borderWidth: 2
      };
    }
    return {
      label: series.label,
      data: [...series.values],
      backgroundColor: fillOf(index, single),
      borderColor: colorAt(index),
      borderWidth: single ? 0 : 1,
      maxBarThickness: 56,
      categoryPercentage: 0.75
    };
  });
}

function label(pen: CanvasRenderingContext2D, text: string, x: number, y: number, boxed: boolean): void {
  if (boxed) {
    const width = pen.measureText(text).width + 6;
    const left = pen.textAlign === 'center' ? x - width / 2 : x - 3;
    pen.fillStyle = 'rgba(255, 255, 255, 0.92)';
    pen.fillRect(left, y - 8, width, 16);
  }
  pen.fillStyle = INK;
  pen.fillText(text, x, y);
}

/** Writes values at the ends of bars, inside stacked parts, above the points of lines. */
function valueLabels(model: ChartModel): Plugin<Kind> {
  const stacked = model.spec.stacking === 'stacked' || model.spec.stacking === 'stacked100';
  return {
    id: 'valueLabels',
    afterDatasetsDraw(chart) {
      const pen = chart.ctx;
      pen.save();
      pen.font = `12px ${FONT}`;
      pen.textBaseline = 'middle';
      chart.data.datasets.forEach((_, index) => {
        chart.getDatasetMeta(index).data.forEach((element, at) => {
          const value = model.series[index]?.values[at];
          const text = model.series[index]?.texts[at];
          if (value === null || value === undefined || !text || (stacked && value === 0)) return;
          const {
            x,
            y,
            base,
            width = 0,
            height = 0
          } = element.getProps(['x', 'y', 'base', 'width', 'height'], true) as Record<string, number>;
          const horizontal = model.spec.kind === 'bar';
          const length = Math.abs((horizontal ? (x as number) : (y as number)) - (base as number));
          if (stacked && model.spec.kind !== 'line') {
            const needed = horizontal ? pen.measureText(text).width + 8 : 18;
            if (length < needed || (horizontal ? height : width) < 14) return;
            pen.textAlign = 'center';
            label(
              pen,
              text,
              horizontal ? ((x as number) + (base as number)) / 2 : (x as number),
              horizontal ? (y as number) : ((y as number) + (base as number)) / 2,
              true
            );
          } else {
            pen.textAlign = horizontal ? 'left' : 'center';
            label(pen, text, horizontal ? (x as number) + 6 : (x as number), horizontal ? (y as number) : (y as number) - 12, false);
          }
        });
      });
      pen.restore();
    }
  };
}

/** The number of its legend entry on each slice that has room for it, and the total in the hole. */
function sliceNumbers(model: ChartModel): Plugin<Kind> {
  return {
    id: 'sliceNumbers',
    afterDatasetsDraw(chart) {
      const pen = chart.ctx;
      pen.save();
      pen.textAlign = 'center';
      pen.textBaseline = 'middle';
      pen.font = `bold 12px ${FONT}`;
      pen.fillStyle = '#fff';
      for (const [index, element] of chart.getDatasetMeta(0).data.entries()) {
        const { startAngle, endAngle, innerRadius, outerRadius } = element.getProps(
          ['startAngle', 'endAngle', 'innerRadius', 'outerRadius'],
          true
        ) as Record<string, number>;
        const length = ((endAngle as number) - (startAngle as number)) * (((innerRadius as number) + (outerRadius as number)) / 2);
        if (length < MIN_SLICE_LENGTH) continue;
        const { x, y } = element.tooltipPosition(true);
        pen.fillText(String(index + 1), x as number, y as number);
      }
      const centre = chart.getDatasetMeta(0).data[0]?.getProps(['x', 'y', 'innerRadius'], true) as Record<string, number> | undefined;
      if (centre && model.spec.kind === 'donut' && model.spec.showTotal) {
        pen.fillStyle = INK;
        const size = Math.max(14, Math.min(28, (centre.innerRadius as number) * 0.45));
        pen.font = `bold ${size}px ${FONT}`;
        pen.fillText(model.total.text, centre.x as number, centre.y as number);
      }
      pen.restore();
    }
  };
}

const allWhole = (model: ChartModel): boolean =>
  model.series.every((series) => series.values.every((value) => value === null || Number.isInteger(value)));

const title = (text: string): { display: boolean; text: string; color: string; font: { size: number } } => ({
  display: text !== '',
  text,
  color: '#444',
  font: { size: 12 }
});

function scales(model: ChartModel): NonNullable<ChartConfiguration<Kind>['options']>['scales'] {
  const horizontal = model.spec.kind === 'bar';
  const stacked = model.spec.stacking === 'stacked' || model.spec.stacking === 'stacked100';
  const hundred = model.spec.stacking === 'stacked100';
  const categories = {
    stacked,
    // Points of a line stay off the axis, where their values would be unreadable.
    offset: true,
    grid: { display: false },
    title: title(model.categoryLabel),
    ticks: {
      color: INK,
      autoSkip: false,
      maxRotation: 0,
      callback(this: Scale, _value: string | number, index: number): string[] {
        const room = horizontal ? this.chart.width : (this.width || this.chart.width) / Math.max(model.categories.length, 1);
        return categoryLines(model.categories[index] ?? '', room, horizontal);
      }
    }
  };
  const numbers = {
    stacked,
    beginAtZero: true,
    ...(hundred ? { max: 100 } : {}),
    ...(typeof model.spec.axis?.min === 'number' ? { min: model.spec.axis.min } : {}),
    ...(typeof model.spec.axis?.max === 'number' ? { max: model.spec.axis.max } : {}),
    grid: { color: GRID },
    title: title(model.valueLabel),
    ticks: {
      color: '#444',
      ...(allWhole(model) ? { precision: 0 } : {}),
      callback: (value: string | number): string => formatNumber(Number(value), hundred ? { suffix: '%' } : model.style)
    }
  };
  return horizontal ? { x: numbers, y: categories } : { x: categories, y: numbers };
}

/** Room for the values beyond the ends of bars, above columns and points. */
function valueRoom(model: ChartModel): { top?: number; right?: number } {
  const stacked = model.spec.stacking === 'stacked' || model.spec.stacking === 'stacked100';
  if (!model.spec.showValues || (stacked && model.spec.kind !== 'line')) return {};
  if (model.spec.kind !== 'bar') return { top: 20 };
  const longest = Math.max(0, ...model.series.flatMap(({ texts }) => texts.map((text) => text.length)));
  return { right: longest * 8 + 8 };
}

/** True for the kinds that chart.js draws. */
export function isCanvasChart(model: ChartModel): boolean {
  return ['bar', 'column', 'line', 'donut', 'pie'].includes(model.spec.kind);
}

/** Everything chart.js needs for a model of one of its kinds; copies what chart.js writes into, since a component's model is read-only. */
export function chartConfig(model: ChartModel): ChartConfiguration<Kind, (number | null)[]> {
  const { kind } = model.spec;
  const round = kind === 'donut' || kind === 'pie';
  const sum = model.total.value;
  const showLabels = round || model.spec.showValues;
  return {
    type: round ? (kind === 'pie' ? 'pie' : 'doughnut') : kind === 'bar' || kind === 'column' ? 'bar' : 'line',
    data: { labels: [...model.categories], datasets: datasets(model) },
    plugins: showLabels ? [round ? sliceNumbers(model) : valueLabels(model)] : [],
    options: {
      responsive: true,
      maintainAspectRatio: false,
      // Values are written at the marks: moving marks would leave them.
      animation: false,
      font: { family: FONT, size: 12 },
      ...(round
        ? { cutout: kind === 'pie' ? 0 : '60%', layout: { padding: 4 } }
        : { indexAxis: kind === 'bar' ? 'y' : 'x', scales: scales(model), layout: { padding: valueRoom(model) } }),
      plugins: {
        // The legend is a list beside the canvas: it wraps, and is never cut.
        legend: { display: false },
        tooltip: {
          callbacks: {
            label: (item): string => {
              const text = model.series[round ? 0 : item.datasetIndex]?.texts[item.dataIndex] ?? '';
              const share = round ? formatShare(item.parsed as unknown as number, sum) : '';
              return `${item.dataset.label ?? ''}: ${text}${share ? ` (${share})` : ''}`;
            }
          }
        }
      }
    } as ChartConfiguration<Kind, (number | null)[]>['options']
  };
}
