import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { safeHtml } from '../safeHtml.ts';
import type { SafeNode } from '../types.ts';

test('paragraphs, lists and emphasis survive with their text', () => {
  assert.deepEqual(safeHtml('<p><strong>ゴール</strong>&nbsp;A &amp; B</p><ul><li>一</li><li>二</li></ul>'), [
    { tag: 'p', children: [{ tag: 'strong', children: ['ゴール'] }, '\u00a0A & B'] },
    {
      tag: 'ul',
      children: [
        { tag: 'li', children: ['一'] },
        { tag: 'li', children: ['二'] }
      ]
    }
  ]);
});

test('scripts, styles and frames vanish with what they hold, also when they are never closed', () => {
  assert.deepEqual(safeHtml('a<script>alert(1)</script>b<style>x</style>c<iframe src="//x">y</iframe>d'), ['a', 'b', 'c', 'd']);
  assert.deepEqual(safeHtml('a<script>alert(1)'), ['a']);
  assert.deepEqual(safeHtml('a<svg onload=alert(1)><p>x</p></svg>b'), ['a', 'b']);
});

test('no attribute but a harmless link survives', () => {
  assert.deepEqual(safeHtml('<p onclick="x()" style="color:red">t</p>'), [{ tag: 'p', children: ['t'] }]);
  assert.deepEqual(safeHtml('<a href="https://example.com/?a=1&amp;b=2" onclick="x()">t</a>'), [
    { tag: 'a', href: 'https://example.com/?a=1&b=2', children: ['t'] }
  ]);
  for (const href of [
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    '&#106;avascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//evil',
    '/lightning/x'
  ]) {
    assert.deepEqual(safeHtml(`<a href="${href}">t</a>`), [{ tag: 'span', children: ['t'] }], href);
  }
});

test('text after a link that was refused is not swallowed into it', () => {
  assert.deepEqual(safeHtml('<a href="javascript:x">t</a>u'), [{ tag: 'span', children: ['t'] }, 'u']);
});

test('broken markup gives text, never an error', () => {
  assert.deepEqual(safeHtml('</p>1 < 2 <b>x</i>y'), ['1 < 2 ', { tag: 'b', children: ['x', 'y'] }]);
});

test('whatever comes in, only known elements and safe addresses come out', () => {
  const pieces = [
    '<',
    '>',
    '"',
    "'",
    '&',
    ';',
    '/',
    'p',
    'a',
    ' href=',
    'javascript:',
    'https://x',
    'script',
    ' on',
    '=',
    '<!--',
    '-->',
    'svg',
    'x',
    '\n'
  ];
  const allowed = /^(p|br|b|strong|i|em|u|s|ul|ol|li|a|span|h[1-4])$/;
  const check = (node: SafeNode): void => {
    if (typeof node === 'string') return;
    assert.match(node.tag, allowed);
    if (node.href !== undefined) assert.match(node.href, /^(https?:|mailto:|tel:)/i);
    node.children.forEach(check);
  };
  fc.assert(fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => safeHtml(parts.join('')).forEach(check)));
});
