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
import { chartConfig, FONT, isCanvasChart, seriesMark } from 'shell/chartConfig';
import { chartTable, chartText, isEmptyChart, partText, type ChartModel, type TableModel } from 'shell/chartData';
import { colorAt, FUNNEL_PART, plotSize } from 'shell/chartGeometry';
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
  /** Room of the drawing; a chart that needs more than there is scrolls inside it. */
  room = { width: 0, height: 0 };
  private observer?: ResizeObserver;
  private observed?: Element;
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
    this.observe();
    const canvas = this.template?.querySelector('canvas');
    if (!canvas || !this.value) {
      this.clear();
      return;
    }
    if (this.drawn === this.value && this.chart?.canvas === canvas) return;
    this.clear();
    this.drawn = this.value;
    this.chart = new Chart(canvas, chartConfig(this.value));
  }

  disconnectedCallback(): void {
    this.observer?.disconnect();
    this.observer = undefined;
    this.observed = undefined;
    this.clear();
  }

  private observe(): void {
    const plot = this.refs?.plot;
    if (plot === this.observed) return;
    this.observer?.disconnect();
    this.observed = plot;
    if (!plot) return;
    this.observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = plot;
      if (width !== this.room.width || height !== this.room.height) this.room = { width, height };
    });
    this.observer.observe(plot);
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
    if (this.isRound) return 'frame frame_round';
    return this.value?.spec.legend === 'Right' ? 'frame frame_right' : 'frame';
  }

  private get needed(): { width: number; height: number } {
    return this.value && !this.isRound && this.room.width > 0 ? plotSize(this.value, this.room.width) : { width: 0, height: 0 };
  }

  get canvasStyle(): string {
    const { width, height } = this.needed;
    return `min-width: ${width}px; min-height: ${height}px;`;
  }

  private get isScrolled(): boolean {
    const { width, height } = this.needed;
    return width > this.room.width || height > this.room.height;
  }

  /** What scrolls has to be reached by keyboard. */
  get plotTabIndex(): string | null {
    return this.isScrolled ? '0' : null;
  }

  get plotRole(): string | null {
    return this.isScrolled ? 'group' : null;
  }

  get plotLabel(): string | null {
    return this.isScrolled ? this.label : null;
  }

  get drawingStyle(): string {
    return `min-height: ${(this.value?.categories.length ?? 0) * FUNNEL_PART}px;`;
  }

  get seriesTitle(): string {
    return this.value?.seriesLabel ?? '';
  }

  /** Series by the look of their marks. */
  get seriesLegend(): { key: string; name: string; mark: string }[] | undefined {
    const model = this.value;
    if (!model || this.isRound || model.series.length < 2) return undefined;
    return model.series.map(({ label }, index) => ({ key: String(index), name: label, mark: seriesMark(model, index) }));
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
