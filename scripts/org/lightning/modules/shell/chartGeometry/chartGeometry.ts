/** Where the parts of our own drawings lie: funnel, gauge and the labels of axes. No DOM. */

/** Colours that people with colour vision deficiencies tell apart, all at least 3:1 on white (after Okabe and Ito, darkened). */
export const PALETTE = [
  '#0072b2',
  '#b85c00',
  '#00795a',
  '#a8487f',
  '#56595c',
  '#7a6a00',
  '#2b8bc0',
  '#d1495b',
  '#5b5ea6',
  '#3b7d23',
  '#8c5a3c',
  '#b0007a'
] as const;

/** Colour of the n-th part; the palette repeats, parts carry labels as well. */
export function colorAt(index: number): string {
  return PALETTE[index % PALETTE.length] ?? PALETTE[0];
}

export interface FunnelPart {
  /** Points of the trapezium, `x,y x,y …`. */
  points: string;
  middle: number;
  index: number;
}

/**
 * Trapezia from top to bottom: heights follow the values (as in Lightning), widths narrow from `width` to its fifth.
 * @param minHeight every part stays tall enough for its label; 0 values keep a line of that height
 */
export function funnelParts(values: number[], width: number, height: number, minHeight: number): FunnelPart[] {
  if (values.length === 0) return [];
  const gap = 2;
  const room = height - gap * (values.length - 1);
  const least = Math.min(minHeight, room / values.length);
  const sum = values.reduce((total, value) => total + Math.max(value, 0), 0);
  const free = room - least * values.length;
  const heights = values.map((value) => least + (sum > 0 ? (Math.max(value, 0) / sum) * free : free / values.length));
  const half = (y: number): number => (width / 2) * (1 - 0.8 * (y / height));
  let top = 0;
  return heights.map((partHeight, index) => {
    const bottom = top + partHeight;
    const centre = width / 2;
    const round = (value: number): number => Math.round(value * 10) / 10;
    const points = [
      [centre - half(top), top],
      [centre + half(top), top],
      [centre + half(bottom), bottom],
      [centre - half(bottom), bottom]
    ]
      .map(([x, y]) => `${round(x as number)},${round(y as number)}`)
      .join(' ');
    const part = { points, middle: round(top + partHeight / 2), index };
    top = bottom + gap;
    return part;
  });
}

/** Point of a half-circle gauge at a fraction of its scale (0 = left, 1 = right). */
export function gaugePoint(fraction: number, radius: number, centreX: number, centreY: number): { x: number; y: number } {
  const angle = Math.PI * (1 - Math.min(Math.max(fraction, 0), 1));
  return { x: centreX + radius * Math.cos(angle), y: centreY - radius * Math.sin(angle) };
}

/** SVG path of a ring segment of the gauge between two fractions. */
export function gaugeArc(from: number, to: number, outer: number, inner: number, centreX: number, centreY: number): string {
  const text = ({ x, y }: { x: number; y: number }): string => `${x.toFixed(1)} ${y.toFixed(1)}`;
  const point = (fraction: number, radius: number): string => text(gaugePoint(fraction, radius, centreX, centreY));
  return `M ${point(from, outer)} A ${outer} ${outer} 0 0 1 ${point(to, outer)} L ${point(to, inner)} A ${inner} ${inner} 0 0 0 ${point(from, inner)} Z`;
}

/** Breaks a label into lines of at most `limit` characters (a full-width one counts two), the last cut with … */
export function wrapLabel(text: string, limit: number, maxLines: number): string[] {
  const widthOf = (character: string): number => ((character.codePointAt(0) ?? 0) < 0x2000 ? 1 : 2);
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const character of text) {
    if (width + widthOf(character) > limit && line !== '') {
      lines.push(line);
      line = '';
      width = 0;
    }
    line += character;
    width += widthOf(character);
  }
  if (line !== '') lines.push(line);
  if (lines.length <= maxLines) return lines;
  const kept = lines.slice(0, maxLines);
  kept[maxLines - 1] = `${[...(kept[maxLines - 1] ?? '')].slice(0, -1).join('')}…`;
  return kept;
}
