/** Errors as the UI API gives them to `updateRecord`. */

export function response(status: number, body: unknown): Record<string, unknown> {
  return { ok: false, status, statusText: 'Error', body, headers: {} };
}

function detail(message: string, field: string | null, errorCode = 'FIELD_CUSTOM_VALIDATION_EXCEPTION'): Record<string, unknown> {
  return { constituentField: null, duplicateRecordError: null, errorCode, field, fieldLabel: field, message };
}

const GENERAL = 'レコードを更新しようとしてエラーが発生しました。もう一度試してください。';

export function refusal(fieldErrors: Record<string, string[]>, errors: string[] = []): Record<string, unknown> {
  return response(400, {
    message: GENERAL,
    statusCode: 400,
    enhancedErrorType: 'RecordError',
    output: {
      errors: errors.map((message) => detail(message, null)),
      fieldErrors: Object.fromEntries(
        Object.entries(fieldErrors).map(([field, messages]) => [field, messages.map((message) => detail(message, field))])
      )
    }
  });
}

export const FIELD_REFUSED = refusal({ Amount__c: ['金額は0以上にしてください。'], Memo__c: ['長すぎます。', '改行は使えません。'] });
export const RECORD_REFUSED = refusal({}, ['終了した記録は変更できません。', '終了した記録は変更できません。']);
export const CONFLICT = response(412, { message: 'changed', statusCode: 412, errorCode: 'PRECONDITION_FAILED' });
export const NOT_FOUND = response(404, { message: 'The requested resource does not exist', statusCode: 404, errorCode: 'NOT_FOUND' });
export const SESSION_EXPIRED = response(401, [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]);
