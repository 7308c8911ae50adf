import { messagesOf, reduceError } from 'c/errorReducer';
import type { ReducedError } from 'c/errorReducer';
import fc from 'fast-check';
import { CONFLICT, FIELD_REFUSED, NOT_FOUND, RECORD_REFUSED, SESSION_EXPIRED, response } from './fixtures';

describe('c/errorReducer', () => {
  it('puts field errors of the UI API under their fields and leaves out its general sentence', () => {
    expect(reduceError(FIELD_REFUSED)).toEqual({
      kind: 'refused',
      fields: { Amount__c: ['金額は0以上にしてください。'], Memo__c: ['長すぎます。', '改行は使えません。'] },
      page: []
    });
  });

  it('passes on errors of the record as a whole, once each', () => {
    expect(reduceError(RECORD_REFUSED)).toEqual({ kind: 'refused', fields: {}, page: ['終了した記録は変更できません。'] });
  });

  it('falls back to the message of the body when there are no details', () => {
    expect(reduceError(response(400, { message: 'Bad request', errorCode: 'BAD' }))).toMatchObject({
      kind: 'refused',
      page: ['Bad request']
    });
  });

  it('reads the array that REST answers with', () => {
    expect(reduceError(response(404, [{ errorCode: 'NOT_FOUND', message: 'gone' }]))).toMatchObject({ kind: 'notFound', page: ['gone'] });
  });

  it('reads page and field errors of Apex', () => {
    const body = { pageErrors: [{ statusCode: 'X', message: '全体' }], fieldErrors: { Name: [{ statusCode: 'Y', message: '項目' }] } };
    expect(reduceError(response(500, body))).toEqual({ kind: 'other', fields: { Name: ['項目'] }, page: ['全体'] });
  });

  it.each([
    ['a conflict', CONFLICT, 'conflict'],
    ['a conflict by status 409', response(409, { message: 'x' }), 'conflict'],
    ['an ended session', SESSION_EXPIRED, 'session'],
    ['a deleted record', NOT_FOUND, 'notFound'],
    [
      'a deleted record among the errors of a save',
      response(400, { output: { errors: [{ errorCode: 'ENTITY_IS_DELETED', message: 'x' }] } }),
      'notFound'
    ],
    ['missing rights', response(403, { errorCode: 'INSUFFICIENT_ACCESS', message: 'x' }), 'noAccess'],
    [
      'missing rights among the errors of a save',
      response(400, { output: { errors: [{ errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY', message: 'x' }] } }),
      'noAccess'
    ],
    ['no connection', new TypeError('Failed to fetch'), 'network'],
    ['no connection as Lightning Data Service wraps it', { ok: false, status: 0, statusText: '' }, 'network'],
    ['a failure of the server', response(500, { message: 'x' }), 'other'],
    ['an error of our own', new Error('x'), 'other'],
    ['nothing at all', undefined, 'other']
  ])('knows %s', (_name, error, kind) => {
    expect(reduceError(error).kind).toBe(kind);
  });

  it.each([
    ['an Error', new Error('だめ'), ['だめ']],
    ['a text', 'だめ', ['だめ']],
    ['several errors', [new Error('一'), new Error('二'), new Error('一')], ['一', '二']],
    ['null', null, []],
    ['a number', 7, []]
  ])('takes %s', (_name, error, page) => {
    expect(reduceError(error).page).toEqual(page);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), (error) => {
        const reduced = reduceError(error);
        expect(Array.isArray(reduced.page)).toBe(true);
      })
    );
  });

  describe('what to show for the record as a whole', () => {
    const own = { session: 'サインインし直す', unknown: '分からない' };
    it.each<[string, ReducedError, string[]]>([
      ['are our own words for a kind of failure', { kind: 'session', fields: {}, page: ['Session expired'] }, ['サインインし直す']],
      ['are those of the server when we have none', { kind: 'refused', fields: {}, page: ['一', '二'] }, ['一', '二']],
      ['is nothing when all is said beside the fields', { kind: 'refused', fields: { A: ['だめ'] }, page: [] }, []],
      ['is never nothing at all', { kind: 'other', fields: {}, page: [] }, ['分からない']]
    ])('%s', (_name, error, messages) => {
      expect(messagesOf(error, own)).toEqual(messages);
    });
  });
});
