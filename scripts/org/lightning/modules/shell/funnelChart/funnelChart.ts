import { api, LightningElement } from 'lwc';
import { partText, type ChartModel } from 'shell/chartData';
import { colorAt, funnelParts } from 'shell/chartGeometry';

interface Part {
  key: string;
  points: string;
  color: string;
  middle: number;
  style: string;
  name: string;
  value: string;
}

/** Two lines of a label. */
const LABEL_HEIGHT = 32;
const LEADER = 16;
const MAX_FUNNEL_WIDTH = 320;

/** A funnel from top to bottom; every part is named and counted beside it. */
export default class FunnelChart extends LightningElement {
  @api model?: ChartModel;
  @api text = '';
  width = 0;
  height = 0;
  private observer?: ResizeObserver;

  renderedCallback(): void {
    const frame = this.refs?.frame;
    if (!frame || this.observer) return;
    this.observer = new ResizeObserver(() => {
      this.width = frame.clientWidth;
      this.height = frame.clientHeight;
    });
    this.observer.observe(frame);
  }

  disconnectedCallback(): void {
    this.observer?.disconnect();
    this.observer = undefined;
  }

  get funnelWidth(): number {
    return Math.min(Math.round(this.width * 0.5), MAX_FUNNEL_WIDTH);
  }

  get svgWidth(): number {
    return this.funnelWidth + LEADER;
  }

  get lineFrom(): number {
    return this.funnelWidth / 2;
  }

  get lineTo(): number {
    return this.funnelWidth + LEADER - 4;
  }

  get labelsStyle(): string {
    return `left: ${this.svgWidth}px`;
  }

  get parts(): Part[] {
    const { model, height } = this;
    if (!model || this.funnelWidth === 0 || height === 0) return [];
    const values = (model.series[0]?.values ?? []).map((value) => value ?? 0);
    return funnelParts(values, this.funnelWidth, height, LABEL_HEIGHT).map((part) => ({
      key: String(part.index),
      points: part.points,
      color: colorAt(part.index),
      middle: part.middle,
      style: `top: ${part.middle}px`,
      name: model.categories[part.index] ?? '',
      value: partText(model, part.index)
    }));
  }
}
