import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, failureOfRecord, failureOfResponse, isFailure, toFailure } from '../failures.ts';

test('tells a missing page, a missing right, an ended session and an unsupported feature apart', () => {
  assert.equal(failureOfResponse(404, [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }]).kind, 'notFound');
  assert.equal(failureOfResponse(400, [{ errorCode: 'INSUFFICIENT_ACCESS', message: 'no' }]).kind, 'noAccess');
  assert.equal(failureOfResponse(403, '').kind, 'noAccess');
  assert.equal(failureOfResponse(401, [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }]).kind, 'signedOut');
  assert.equal(failureOfResponse(400, [{ errorCode: 'NOT_SUPPORTED', message: 'not supported: x' }]).kind, 'unsupported');
  assert.equal(failureOfResponse(500, 'boom').kind, 'error');
});

test('keeps the words of the server as detail in both error shapes', () => {
  assert.equal(failureOfResponse(400, [{ errorCode: 'INVALID_FIELD', message: 'No such column' }]).detail, 'INVALID_FIELD: No such column');
  assert.equal(failureOfResponse(400, { statusCode: 400, message: '入力を確認してください。' }).detail, '入力を確認してください。');
  assert.equal(failureOfResponse(502, null).detail, 'HTTP 502');
});

test('turns anything thrown into a failure', () => {
  assert.equal(toFailure(new TypeError('x is not a function')).detail, 'x is not a function');
  const offline = failure('offline');
  assert.equal(toFailure(offline), offline);
  assert.equal(isFailure({ kind: 'other' }), false);
});

test('names the record, not the page, when a record cannot be read', () => {
  const missing = failureOfRecord({ status: 404, body: [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }] });
  assert.equal(missing.kind, 'notFound');
  assert.equal(missing.title, 'レコードが見つかりません');
  assert.match(failureOfRecord({ status: 403, body: '' }).message, /^このレコードを参照する権限がありません。/);
  assert.equal(failureOfRecord({ status: 0, body: {} }).kind, 'offline');
  assert.equal(failureOfRecord({ status: 500, body: 'boom' }).title, failure('error').title);
  assert.equal(failureOfRecord(new TypeError('x is not a function')).detail, 'x is not a function');
});
