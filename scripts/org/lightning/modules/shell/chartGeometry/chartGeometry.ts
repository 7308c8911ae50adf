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

/** How many looks a fill has: plain, striped, dotted, lined. */
const PATTERNS = 4;

/** Look of the n-th series; the second round of the palette has other looks than the first. */
export function patternAt(index: number): number {
  return (index + Math.floor(index / PALETTE.length)) % PATTERNS;
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

/** Pixels of a half-width character of the labels. */
const CHARACTER = 6.6;
const LINE_HEIGHT = 15;
/** Share of a bar chart's width that its labels may take. */
const LABEL_SHARE = 0.34;
/** Pixels of axis, ticks and title below the marks. */
const AXIS = 56;
const MOST_LINES = 3;
const LEAST_SLOT = 40;
const LEAST_HEIGHT = 150;
/** Pixels of one part of a funnel: two lines of its label. */
export const FUNNEL_PART = 34;

const widthOf = (text: string): number => [...text].reduce((width, character) => width + (isWide(character) ? 2 : 1), 0);

/**
 * The lines of a category's label, never cut.
 * @param room pixels: of the whole chart for bars, of the slot of one category for columns and lines
 */
export function categoryLines(label: string, room: number, horizontal: boolean): string[] {
  const limit = Math.max(6, Math.floor((horizontal ? room * LABEL_SHARE : room - 4) / CHARACTER));
  const lines = wrapLabel(label, limit, Infinity);
  if (lines.length < 2 || widthOf(lines.at(-1) ?? '') > 2) return lines;
  // A last line of one character reads badly: lines of about one length.
  for (let even = Math.ceil(widthOf(label) / lines.length); even < limit; even += 1) {
    const evened = wrapLabel(label, even, Infinity);
    if (evened.length === lines.length) return evened;
  }
  return lines;
}

/** What `plotSize` reads of a chart. */
export interface PlotParts {
  spec: { kind: string; stacking: string };
  categories: string[];
  series: unknown[];
}

/** Pixels that a chart with axes needs, so that no label lies on another; less room than that scrolls. */
export function plotSize({ spec, categories, series }: PlotParts, width: number): { width: number; height: number } {
  const bars = spec.stacking === 'grouped' ? series.length : 1;
  if (spec.kind === 'bar') {
    const lines = Math.max(1, ...categories.map((label) => categoryLines(label, width, true).length));
    return { width: 0, height: categories.length * Math.max(lines * LINE_HEIGHT + 5, bars * 14) + AXIS };
  }
  const longest = Math.max(0, ...categories.map(widthOf));
  const slot = Math.max(LEAST_SLOT, Math.ceil(longest / MOST_LINES) * CHARACTER + 8, spec.kind === 'column' ? bars * 14 : 0);
  return { width: categories.length * slot + AXIS, height: LEAST_HEIGHT };
}

/** Characters that do not begin a line. */
const NEVER_FIRST = '）」』、。・ー％?!,.)';

const NEVER_LAST = '（「『(';

const isWide = (character: string): boolean => (character.codePointAt(0) ?? 0) >= 0x2000;

/** Breaks a label into lines of at most `limit` characters (a full-width one counts two), the last cut with … */
export function wrapLabel(text: string, limit: number, maxLines: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const character of text) {
    const own = isWide(character) ? 2 : 1;
    if (width + own > limit && line !== '' && !NEVER_FIRST.includes(character)) {
      // Nor do opening brackets end a line.
      const carried = line.length > 1 && NEVER_LAST.includes(line.at(-1) ?? '') ? (line.at(-1) ?? '') : '';
      lines.push(carried ? line.slice(0, -1) : line);
      line = carried;
      width = widthOf(carried);
    }
    line += character;
    width += own;
  }
  if (line !== '') lines.push(line);
  if (lines.length <= maxLines) return lines;
  const kept = lines.slice(0, maxLines);
  kept[maxLines - 1] = `${[...(kept[maxLines - 1] ?? '')].slice(0, -1).join('')}…`;
  return kept;
}
