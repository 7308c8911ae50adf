import { api, LightningElement } from 'lwc';
import type { Break, ChartModel } from 'shell/chartData';
import { colorAt, gaugeArc, gaugePoint } from 'shell/chartGeometry';
import { formatNumber, formatShare } from 'shell/formats';

const CENTRE = { x: 120, y: 120 };
const OUTER = 96;
const INNER = 62;

/** A half-circle gauge; the bounds of its ranges are written at the rim, the value below the needle. */
export default class GaugeChart extends LightningElement {
  @api model?: ChartModel;
  @api text = '';

  private get range(): { min: number; max: number } {
    const { min, max } = this.model?.spec.range ?? { min: 0, max: 100 };
    return max > min ? { min, max } : { min, max: min + 1 };
  }

  private fraction(value: number): number {
    const { min, max } = this.range;
    return (value - min) / (max - min);
  }

  private get breaks(): Break[] {
    const breaks = this.model?.spec.breaks ?? [];
    return breaks.length > 0 ? breaks : [{ from: null, to: null, color: colorAt(0) }];
  }

  get arcs(): { key: string; path: string; color: string }[] {
    const clamp = (value: number): number => Math.min(Math.max(value, 0), 1);
    return this.breaks.map(({ from, to, color }, index) => ({
      key: String(index),
      color,
      path: gaugeArc(
        clamp(from === null ? 0 : this.fraction(from)),
        clamp(to === null ? 1 : this.fraction(to)),
        OUTER,
        INNER,
        CENTRE.x,
        CENTRE.y
      )
    }));
  }

  get needle(): { x: number; y: number } {
    return gaugePoint(this.fraction(this.model?.series[0]?.values[0] ?? this.range.min), OUTER - 10, CENTRE.x, CENTRE.y);
  }

  get marks(): { key: string; x: number; y: number; anchor: string; text: string }[] {
    const { min, max } = this.range;
    const inner = this.breaks.flatMap(({ to }) => (to !== null && to > min && to < max ? [to] : []));
    const style = this.model?.style ?? {};
    return [min, ...inner, max].map((value, index) => {
      const fraction = this.fraction(value);
      const { x, y } = gaugePoint(fraction, OUTER + 6, CENTRE.x, CENTRE.y);
      const end = value === min || value === max;
      return {
        key: String(index),
        x: end ? CENTRE.x + (value === min ? -1 : 1) * ((OUTER + INNER) / 2) : x,
        y: end ? CENTRE.y + 14 : y,
        anchor: end ? 'middle' : fraction < 0.45 ? 'end' : fraction > 0.55 ? 'start' : 'middle',
        text: formatNumber(value, style)
      };
    });
  }

  get value(): string {
    const series = this.model?.series[0];
    const share = this.model?.spec.showPercent
      ? formatShare((series?.values[0] ?? 0) - this.range.min, this.range.max - this.range.min)
      : '';
    return share ? `${series?.texts[0] ?? ''} (${share})` : (series?.texts[0] ?? '');
  }
}
