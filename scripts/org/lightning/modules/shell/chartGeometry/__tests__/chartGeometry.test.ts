import assert from 'node:assert/strict';
import { test } from 'node:test';
import { categoryLines, funnelParts, gaugeArc, gaugePoint, PALETTE, patternAt, plotSize, wrapLabel } from '../chartGeometry.ts';

const luminance = (hex: string): number => {
  const channel = (at: number): number => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
};

test('keeps every colour of the palette at 3:1 on white or better', () => {
  for (const color of PALETTE) assert.ok(1.05 / (luminance(color) + 0.05) >= 3, color);
  assert.equal(new Set(PALETTE).size, PALETTE.length);
});

test('gives bigger values taller funnel parts and fills the height exactly', () => {
  const parts = funnelParts([6, 2, 0], 100, 204, 20);
  const heights = parts.map((part) => {
    const ys = part.points.split(' ').map((point) => Number(point.split(',')[1]));
    return Math.max(...ys) - Math.min(...ys);
  });
  assert.equal(heights[0], 125);
  assert.equal(heights[1], 55);
  assert.equal(heights[2], 20);
  assert.match(parts[2]?.points ?? '', /,204 /);
  assert.deepEqual(funnelParts([], 100, 100, 20), []);
});

test('narrows the funnel downwards even when all values are 0', () => {
  const [first, last] = funnelParts([0, 0], 100, 100, 20);
  assert.match(first?.points ?? '', /^0,0 100,0 /);
  assert.match(last?.points ?? '', /60,100 40,100$/);
});

test('places gauge fractions on the half circle and clamps what lies outside', () => {
  assert.deepEqual(gaugePoint(0, 10, 50, 50), { x: 40, y: 50 - 10 * Math.sin(Math.PI) });
  assert.equal(Math.round(gaugePoint(0.5, 10, 50, 50).y), 40);
  assert.deepEqual(gaugePoint(1.7, 10, 50, 50), gaugePoint(1, 10, 50, 50));
  assert.match(gaugeArc(0, 1, 10, 5, 50, 50), /^M 40\.0 50\.0 A 10 10 0 0 1 60\.0 50\.0 L 55\.0 50\.0/);
});

test('wraps long labels by width and marks what is cut', () => {
  assert.deepEqual(wrapLabel('部品待ち', 12, 2), ['部品待ち']);
  assert.deepEqual(wrapLabel('検査中（再検査待ち）', 12, 2), ['検査中（再検', '査待ち）']);
  assert.deepEqual(wrapLabel('abcdefghij', 3, 2), ['abc', 'de…']);
});

const parts = (kind: string, categories: string[], series = 1, stacking = 'none') => ({
  spec: { kind, stacking },
  categories,
  series: Array.from({ length: series }, () => undefined)
});

test('asks for room for every label, however many and long they are', () => {
  const names = Array.from({ length: 20 }, (_, index) => `見本 ${index + 1}号`);
  const short = plotSize(parts('bar', names), 400);
  assert.ok(short.height >= 20 * 20, 'a line for each bar');
  const long = names.map((name) => `${name} 地域未来牽引企業等の支援を担当する者`);
  const tall = plotSize(parts('bar', long), 400);
  const lines = Math.max(...long.map((label) => categoryLines(label, 400, true).length));
  assert.ok(lines > 1 && tall.height >= 20 * 15 * lines, 'all lines of each label');
  assert.equal(categoryLines(long[0] ?? '', 400, true).join(''), long[0], 'nothing is cut');
  assert.ok(plotSize(parts('column', names), 300).width > 300, 'columns beside each other get wider than the card');
  assert.ok(plotSize(parts('bar', names, 4, 'grouped'), 400).height > short.height);
});

test('breaks labels where Japanese may be broken, and leaves no single character over', () => {
  assert.deepEqual(wrapLabel('プッシュ型支援（展示会型）', 16, 3), ['プッシュ型支援', '（展示会型）']);
  assert.deepEqual(wrapLabel('支援先（候補）', 12, 3), ['支援先（候補）']);
  assert.deepEqual(categoryLines('あいうえおかきくけこさ', 392, true), ['あいうえおか', 'きくけこさ']);
});

test('gives series of one colour different looks', () => {
  assert.notEqual(patternAt(0), patternAt(PALETTE.length));
  const looks = Array.from({ length: 48 }, (_, index) => `${index % PALETTE.length} ${patternAt(index)}`);
  assert.equal(new Set(looks).size, looks.length);
});
