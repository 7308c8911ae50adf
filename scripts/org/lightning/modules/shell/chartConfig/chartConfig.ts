/** Configuration of chart.js for the charts it draws: bars, columns, lines, donuts. Every mark carries its value, never colour alone. */
import type { ChartConfiguration, ChartDataset, Plugin, Scale } from 'chart.js';
import type { ChartModel, Series } from 'shell/chartData';
import { colorAt, wrapLabel } from 'shell/chartGeometry';
import { formatNumber, formatShare } from 'shell/formats';

export const FONT = '"Salesforce Sans", "Noto Sans JP", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic UI", Meiryo, Arial, sans-serif';
const INK = '#181818';
const GRID = '#e5e5e5';
/** Pixels along the ring that a number needs. */
const MIN_SLICE_LENGTH = 14;
const LINE_HEIGHT = 15;
const POINTS = ['circle', 'rectRot', 'triangle', 'rect', 'star', 'crossRot'] as const;
const DASHES = [[], [6, 4], [2, 3], [10, 4, 2, 4]];

type Kind = 'bar' | 'line' | 'doughnut' | 'pie' | 'scatter';

/** Stripes in the colour of a series, so that series differ without colour; the first one is plain. */
function fillOf(index: number, single: boolean): string | CanvasPattern {
  const color = colorAt(index);
  if (single || index % 4 === 0) return color;
  const tile = document.createElement('canvas');
  tile.width = 8;
  tile.height = 8;
  const pen = tile.getContext('2d');
  if (!pen) return color;
  pen.fillStyle = color;
  pen.fillRect(0, 0, 8, 8);
  pen.strokeStyle = 'rgba(255, 255, 255, 0.75)';
  pen.lineWidth = 1.5;
  pen.beginPath();
  if (index % 4 === 1) {
    // Diagonals have to meet at the tile's edges.
    for (const shift of [-8, 0, 8]) {
      pen.moveTo(shift, 8);
      pen.lineTo(shift + 8, 0);
    }
  } else if (index % 4 === 2) {
    pen.arc(4, 4, 1.5, 0, 2 * Math.PI);
  } else {
    pen.moveTo(0, 4);
    pen.lineTo(8, 4);
  }
  pen.stroke();
  return pen.createPattern(tile, 'repeat') ?? color;
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
    if (spec.kind === 'line' || spec.kind === 'scatter') {
      return {
        label: series.label,
        data: [...series.values],
        borderColor: colorAt(index),
        backgroundColor: colorAt(index),
        pointStyle: POINTS[index % POINTS.length],
        pointRadius: 4,
        borderDash: DASHES[index % DASHES.length],
        borderWidth: 2,
        showLine: spec.kind === 'line',
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
          if (!value || !text) return;
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
    grid: { display: false },
    title: title(model.categoryLabel),
    ticks: {
      color: INK,
      autoSkip: false,
      maxRotation: 0,
      callback(this: Scale, _value: string | number, index: number): string[] {
        const count = Math.max(model.categories.length, 1);
        const room = Math.max(6, Math.floor((horizontal ? this.chart.width * 0.38 : (this.width || this.chart.width) / count) / 6.6));
        const lines = horizontal ? Math.max(1, Math.floor((this.chart.height - 50) / count / LINE_HEIGHT)) : 3;
        return wrapLabel(model.categories[index] ?? '', room, lines);
      }
    }
  };
  const numbers = {
    stacked,
    beginAtZero: true,
    // Room for the value at the end of the longest bar.
    grace: stacked ? 0 : '12%',
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

/** True for the kinds that chart.js draws. */
export function isCanvasChart(model: ChartModel): boolean {
  return ['bar', 'column', 'line', 'scatter', 'donut', 'pie'].includes(model.spec.kind);
}

/** Everything chart.js needs for a model of one of its kinds; copies what chart.js writes into, since a component's model is read-only. */
export function chartConfig(model: ChartModel, options: { animate: boolean }): ChartConfiguration<Kind, (number | null)[]> {
  const { kind } = model.spec;
  const round = kind === 'donut' || kind === 'pie';
  const legendSide = model.spec.legend === 'Right' ? ('right' as const) : ('bottom' as const);
  const sum = model.total.value;
  const showLabels = round || model.spec.showValues;
  return {
    type: round ? (kind === 'pie' ? 'pie' : 'doughnut') : kind === 'bar' || kind === 'column' ? 'bar' : 'line',
    data: { labels: [...model.categories], datasets: datasets(model) },
    plugins: showLabels ? [round ? sliceNumbers(model) : valueLabels(model)] : [],
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: options.animate ? { duration: 250 } : false,
      font: { family: FONT, size: 12 },
      ...(round
        ? { cutout: kind === 'pie' ? 0 : '60%', layout: { padding: 4 } }
        : { indexAxis: kind === 'bar' ? 'y' : 'x', scales: scales(model) }),
      plugins: {
        // The legend of slices is a numbered list beside the chart.
        legend: {
          display: !round && model.series.length > 1,
          position: legendSide,
          title: { display: true, text: model.seriesLabel, color: INK },
          labels: { color: INK, usePointStyle: kind === 'line' }
        },
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
