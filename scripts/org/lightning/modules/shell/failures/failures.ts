/** What went wrong, in the words of the screen: HTTP answers to one shape that every page shows in the same way. No DOM. */

export type FailureKind = 'offline' | 'signedOut' | 'noAccess' | 'notFound' | 'unsupported' | 'error';

/** A failed call, ready to be shown. */
export interface Failure {
  kind: FailureKind;
  title: string;
  message: string;
  /** The server's own words and code, for the person who has to find the cause. */
  detail?: string;
}

const TEXTS: Record<FailureKind, { title: string; message: string }> = {
  offline: {
    title: 'サーバーに接続できません',
    message: '組織が停止しているか、通信が切れています。組織が動いていることを確かめてから、もう一度試してください。'
  },
  signedOut: { title: 'セッションが終了しました', message: 'もう一度ログインしてください。入力中の内容は保存されていません。' },
  noAccess: {
    title: '権限がありません',
    message: 'このページを参照する権限がありません。必要な場合は、システム管理者に権限の付与を依頼してください。'
  },
  notFound: {
    title: 'ページが見つかりません',
    message: 'アクセスしようとしたページは存在しないか、削除された可能性があります。アドレスを確かめるか、ホームに戻ってください。'
  },
  unsupported: { title: 'この組織では利用できません', message: 'この機能は、手元で動く組織では利用できません。' },
  error: {
    title: '表示できませんでした',
    message: '予期しないエラーが発生しました。もう一度試しても直らない場合は、システム管理者に連絡してください。'
  }
};

/** The texts of a kind of failure. */
export function failure(kind: FailureKind, detail?: string): Failure {
  return { kind, ...TEXTS[kind], ...(detail ? { detail } : {}) };
}

interface ErrorBody {
  code: string;
  message: string;
}

/** Reads both error shapes: REST's list of `{ errorCode, message }` and the UI API's one object. */
export function errorBody(body: unknown): ErrorBody {
  const first: unknown = Array.isArray(body) ? body[0] : body;
  if (first === null || typeof first !== 'object') return { code: '', message: typeof body === 'string' ? body.slice(0, 300) : '' };
  const { errorCode, error, message } = first as Record<string, unknown>;
  return { code: String(errorCode ?? error ?? ''), message: typeof message === 'string' ? message : '' };
}

const NO_ACCESS = new Set([
  'INSUFFICIENT_ACCESS',
  'INSUFFICIENT_ACCESS_OR_READONLY',
  'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
  'FORBIDDEN'
]);
const NOT_FOUND = new Set(['NOT_FOUND', 'ENTITY_IS_DELETED', 'MALFORMED_ID', 'INVALID_CROSS_REFERENCE_KEY', 'INVALID_TYPE']);

/** The failure behind an HTTP answer that is not 2xx. */
export function failureOfResponse(status: number, body: unknown): Failure {
  const { code, message } = errorBody(body);
  const detail = [code, message].filter((text) => text !== '').join(': ') || `HTTP ${status}`;
  if (status === 401) return failure('signedOut', detail);
  if (code === 'NOT_SUPPORTED' || message.startsWith('not supported:')) return failure('unsupported', detail);
  if (status === 403 || NO_ACCESS.has(code)) return failure('noAccess', detail);
  if (status === 404 || NOT_FOUND.has(code)) return failure('notFound', detail);
  return failure('error', detail);
}

/** The failure behind what `platform/client` throws: a FetchResponse, of status 0 when the server was not reached. */
export function failureOfCall(thrown: unknown): Failure {
  if (thrown === null || typeof thrown !== 'object' || !('status' in thrown)) return toFailure(thrown);
  const { status, body } = thrown as { status: number; body?: unknown };
  return status === 0 ? failure('offline') : failureOfResponse(status, body);
}

/** The same about a record: what is not there is the record, not the page. */
export function failureOfRecord(thrown: unknown): Failure {
  const failed = failureOfCall(thrown);
  if (failed.kind === 'notFound')
    return {
      ...failed,
      title: 'レコードが見つかりません',
      message: 'このレコードは存在しないか、削除された可能性があります。アドレスを確かめるか、ホームに戻ってください。'
    };
  if (failed.kind === 'noAccess')
    return { ...failed, message: 'このレコードを参照する権限がありません。必要な場合は、システム管理者に権限の付与を依頼してください。' };
  return failed;
}

/** Whether a value thrown by `shell/api` is a failure (anything else is a mistake of the program). */
export function isFailure(value: unknown): value is Failure {
  return value !== null && typeof value === 'object' && 'kind' in value && (value as Failure).kind in TEXTS;
}

/** Whatever was thrown, as a failure. */
export function toFailure(thrown: unknown): Failure {
  if (isFailure(thrown)) return thrown;
  return failure('error', thrown instanceof Error ? thrown.message : String(thrown));
}
