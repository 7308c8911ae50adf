import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseChoice, parseData, parseDay, parseOptions, parsePort } from '../lib/args.ts';
import { Failure } from '../lib/failure.ts';

test('an unknown option is named, with the usage and exit code 2', () => {
  assert.throws(
    () => parseOptions(['--prot', '1'], { port: { type: 'string' } }, 'npm start [-- --port N]'),
    (error: unknown) =>
      error instanceof Failure &&
      error.exitCode === 2 &&
      error.message.includes('--prot') &&
      error.message.includes('npm start [-- --port N]')
  );
});

test('only whole numbers from 1 to 65535 are ports', () => {
  assert.equal(parsePort('8123'), 8123);
  for (const bad of ['0', '65536', '80a', '', '-1', '1.5']) assert.throws(() => parsePort(bad), /ポート番号/, bad);
});

test('a word that is not offered is refused with the words that are', () => {
  assert.equal(parseChoice('--data', 'none', ['demo', 'none'] as const), 'none');
  assert.throws(() => parseChoice('--data', 'dmeo', ['demo', 'none'] as const), /dmeo.*demo か none/);
});

test('a day must be written as a date that the calendar has', () => {
  assert.equal(parseDay('--today', '2028-02-29'), '2028-02-29');
  for (const wrong of ['2026-02-29', '2026/04/01', 'today', ''])
    assert.throws(() => parseDay('--today', wrong), new RegExp(`--today の日付が正しくありません: ${wrong}`));
});

test('data is a word or a size, in thousands with a k', () => {
  for (const [text, value] of [
    ['demo', 'demo'],
    ['none', 'none'],
    ['500', 500],
    ['10k', 10_000],
    ['200k', 200_000]
  ] as const)
    assert.equal(parseData('--data', text), value);
  for (const wrong of ['0', '10K', '201k', '-1', '1.5k', 'k', '', 'dmeo'])
    assert.throws(() => parseData('--data', wrong), /--data の値が正しくありません.*demo か none/, wrong);
});
