/**
 * One reducer for every error of Lightning Data Service, the UI API and Apex: what belongs to a field, what to the record, and what kind
 * of failure it is. Wording of our own is left to the components (labels); messages of the server are passed on.
 */

export type ErrorKind =
  /** The server refused values: rules, required fields, restricted picklists. */
  | 'refused'
  /** The record was changed by somebody else since it was read. */
  | 'conflict'
  /** The record is gone, or this user may not see it. */
  | 'notFound'
  /** This user may not do it. */
  | 'noAccess'
  /** The session has ended. */
  | 'session'
  /** No answer from the server. */
  | 'network'
  | 'other';

export interface ReducedError {
  readonly kind: ErrorKind;
  /** Messages by field API name. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** Messages of the record as a whole, without duplicates. */
  readonly page: readonly string[];
}

const CONFLICTS = new Set([409, 412]);
const NOT_FOUND_CODES = new Set(['NOT_FOUND', 'ENTITY_IS_DELETED', 'INVALID_CROSS_REFERENCE_KEY', 'RESOURCE_NOT_FOUND']);
const NO_ACCESS_CODES = new Set([
  'INSUFFICIENT_ACCESS',
  'INSUFFICIENT_ACCESS_OR_READONLY',
  'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY'
]);

/**
 * Reduces whatever a wire or a promise gave as its error.
 * @param error FetchResponse of the UI API, Apex error, Error, string, or an array of those
 */
export function reduceError(error: unknown): ReducedError {
  const parts = Array.isArray(error) ? error : [error];
  const fields = new Map<string, Set<string>>();
  const page = new Set<string>();
  for (const part of parts) {
    const body = bodyOf(part);
    const output = asObject(body.output);
    // RecordError of the UI API keeps both lists in `output`, DML errors of Apex keep them in the body itself.
    const hasDetails = collect(output.fieldErrors ?? body.fieldErrors, output.errors ?? body.pageErrors, fields, page);
    // Without details the message is all there is; with details it is only "An error occurred …".
    if (!hasDetails) addText(page, body.message ?? (typeof part === 'string' ? part : asObject(part).message));
  }
  return {
    kind: kindOf(parts),
    fields: Object.fromEntries([...fields].map(([field, messages]) => [field, [...messages]])),
    page: [...page]
  };
}

/** Messages of our own for kinds of failure, and one for a failure that says nothing. */
export type OwnMessages = Readonly<Partial<Record<ErrorKind, string>> & { unknown: string }>;

/** What to show for the record as a whole: our own words for the kind of failure, else those of the server; none when all are beside fields. */
export function messagesOf(error: ReducedError, own: OwnMessages): string[] {
  const message = own[error.kind];
  if (message !== undefined) return [message];
  if (error.page.length > 0) return [...error.page];
  return Object.keys(error.fields).length > 0 ? [] : [own.unknown];
}

function collect(fieldErrors: unknown, pageErrors: unknown, fields: Map<string, Set<string>>, page: Set<string>): boolean {
  let found = false;
  for (const [field, errors] of Object.entries(asObject(fieldErrors))) {
    for (const each of asList(errors)) {
      found = true;
      const messages = fields.get(field) ?? new Set();
      addText(messages, asObject(each).message);
      fields.set(field, messages);
    }
  }
  for (const each of asList(pageErrors)) {
    found = true;
    addText(page, asObject(each).message);
  }
  return found;
}

function kindOf(parts: readonly unknown[]): ErrorKind {
  for (const part of parts) {
    const body = bodyOf(part);
    const status = Number(asObject(part).status ?? body.statusCode ?? 0);
    const codes = [body.errorCode, ...asList(asObject(body.output).errors).map((each) => asObject(each).errorCode)].map(String);
    if (CONFLICTS.has(status)) return 'conflict';
    if (status === 401 || codes.includes('INVALID_SESSION_ID')) return 'session';
    if (status === 404 || codes.some((code) => NOT_FOUND_CODES.has(code))) return 'notFound';
    if (status === 403 || codes.some((code) => NO_ACCESS_CODES.has(code))) return 'noAccess';
    if (status >= 400 && status < 500) return 'refused';
  }
  return parts.some(isNetworkFailure) ? 'network' : 'other';
}

/** On the way to the server, not by its decision. */
const GATEWAY_FAILURES = new Set([502, 503, 504]);

/** fetch fails with a TypeError; Lightning Data Service wraps it as a response with status 0 or -1. */
function isNetworkFailure(part: unknown): boolean {
  const { status } = asObject(part);
  return part instanceof TypeError || (typeof status === 'number' && (status <= 0 || GATEWAY_FAILURES.has(status)));
}

function bodyOf(error: unknown): Record<string, unknown> {
  const body = asObject(error).body;
  // REST answers are arrays of errors.
  return asObject(Array.isArray(body) ? body[0] : body);
}

function addText(texts: Set<string>, text: unknown): void {
  if (typeof text === 'string' && text.trim() !== '') texts.add(text);
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
