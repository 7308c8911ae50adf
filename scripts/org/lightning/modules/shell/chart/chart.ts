import { api, LightningElement } from 'lwc';
import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  DoughnutController,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PieController,
  PointElement,
  Title,
  Tooltip
} from 'chart.js';
import { chartConfig, FONT, isCanvasChart } from 'shell/chartConfig';
import { chartTable, chartText, isEmptyChart, partText, type ChartModel, type TableModel } from 'shell/chartData';
import { colorAt } from 'shell/chartGeometry';
import { formatNumber } from 'shell/formats';

Chart.register(
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  DoughnutController,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PieController,
  PointElement,
  Title,
  Tooltip
);
Chart.defaults.font.family = FONT;

/** One chart of any kind, with its text alternative and its numbers as a table behind a button. */
export default class ChartView extends LightningElement {
  /** Name of the chart, for its text alternative. */
  @api label = '';
  showTable = false;
  private value?: ChartModel;
  private drawn?: ChartModel;
  private chart?: { canvas: HTMLCanvasElement; destroy(): void };

  @api
  get model(): ChartModel | undefined {
    return this.value;
  }
  set model(model: ChartModel | undefined) {
    this.value = model;
  }

  renderedCallback(): void {
    const canvas = this.template?.querySelector('canvas');
    if (!canvas || !this.value) {
      this.clear();
      return;
    }
    if (this.drawn === this.value && this.chart?.canvas === canvas) return;
    this.clear();
    this.drawn = this.value;
    const animate = !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.chart = new Chart(canvas, chartConfig(this.value, { animate }));
  }

  disconnectedCallback(): void {
    this.clear();
  }

  private clear(): void {
    this.chart?.destroy();
    this.chart = undefined;
    this.drawn = undefined;
  }

  get isEmpty(): boolean {
    return !this.value || isEmptyChart(this.value);
  }

  get isCanvas(): boolean {
    return this.value !== undefined && isCanvasChart(this.value);
  }

  private get isRound(): boolean {
    return this.value?.spec.kind === 'donut' || this.value?.spec.kind === 'pie';
  }

  get frameClass(): string {
    return this.isRound ? 'canvas-frame canvas-frame_round' : 'canvas-frame';
  }

  /** Parts of a round chart by the number on the slice, so that none is known by colour alone. */
  get legend(): { key: string; number: number; style: string; name: string; value: string }[] | undefined {
    const model = this.value;
    if (!model || !this.isRound) return undefined;
    return model.categories.map((name, index) => ({
      key: String(index),
      number: index + 1,
      style: `background: ${colorAt(index)}`,
      name,
      value: partText(model, index)
    }));
  }

  get isFunnel(): boolean {
    return this.value?.spec.kind === 'funnel';
  }

  get isGauge(): boolean {
    return this.value?.spec.kind === 'gauge';
  }

  get isMetric(): boolean {
    return this.value?.spec.kind === 'metric';
  }

  get hasToggle(): boolean {
    return !this.isEmpty && !this.isMetric;
  }

  get text(): string {
    return this.value ? chartText(this.value, this.label) : '';
  }

  get table(): TableModel | undefined {
    return this.value ? chartTable(this.value) : undefined;
  }

  get tableLabel(): string {
    return `${this.label} の表`;
  }

  get metricValue(): string {
    return this.value?.series[0]?.texts[0] ?? '';
  }

  get metricLabel(): string {
    return this.value?.spec.metricLabel ?? this.value?.valueLabel ?? '';
  }

  /** In words, because the colour of a range alone says nothing to many. */
  get metricRange(): string | undefined {
    const value = this.value?.series[0]?.values[0];
    const range = this.value?.spec.breaks?.find(
      ({ from, to }) => value !== null && value !== undefined && (from === null || value >= from) && (to === null || value < to)
    );
    if (!range || (range.from === null && range.to === null)) return undefined;
    return `範囲: ${range.from === null ? '' : formatNumber(range.from)}～${range.to === null ? '' : formatNumber(range.to)}`;
  }

  get toggleIcon(): string {
    return this.showTable ? 'utility:chart' : 'utility:table';
  }

  get toggleLabel(): string {
    return `${this.label}: ${this.showTable ? 'グラフを表示' : '表を表示'}`;
  }

  toggle(): void {
    this.showTable = !this.showTable;
  }
}
