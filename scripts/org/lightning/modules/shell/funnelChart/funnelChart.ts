import { api, LightningElement } from 'lwc';
import type { ChartModel } from 'shell/chartData';
import { colorAt, funnelParts, wrapLabel } from 'shell/chartGeometry';
import { formatShare } from 'shell/formats';

interface Part {
  key: string;
  points: string;
  color: string;
  middle: number;
  lineFrom: number;
  lineTo: number;
  textLeft: number;
  name: string;
  shortName: string;
  value: string;
}

const PIXELS_PER_COLUMN = 6.2;
const VALUE_ROOM = 70;

/** A funnel from top to bottom; every part is named and counted beside it. */
export default class FunnelChart extends LightningElement {
  @api model?: ChartModel;
  @api text = '';
  width = 0;
  height = 0;
  private observer?: ResizeObserver;

  renderedCallback(): void {
    const frame = this.refs.frame;
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

  get parts(): Part[] {
    const { model, width, height } = this;
    const series = model?.series[0];
    if (!model || !series || width === 0 || height === 0) return [];
    const values = series.values.map((value) => value ?? 0);
    const sum = values.reduce((total, value) => total + value, 0);
    const funnelWidth = Math.min(width * 0.52, 320);
    const textLeft = funnelWidth + 20;
    const columns = Math.max(4, Math.floor((width - textLeft - VALUE_ROOM) / PIXELS_PER_COLUMN));
    return funnelParts(values, funnelWidth, height, 20).map((part) => {
      const name = model.categories[part.index] ?? '';
      const share = model.spec.showPercent ? formatShare(values[part.index], sum) : '';
      const value = series.texts[part.index] || '0';
      return {
        key: String(part.index),
        points: part.points,
        color: colorAt(part.index),
        middle: part.middle,
        lineFrom: funnelWidth / 2,
        lineTo: textLeft - 4,
        textLeft,
        name,
        shortName: wrapLabel(name, columns, 1)[0] ?? '',
        value: share ? `${value} (${share})` : value
      };
    });
  }
}
