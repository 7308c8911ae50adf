/** One way to turn anything that can fail into messages for the user. */

export interface SaveErrors {
  /** Messages of the record as a whole. */
  record: string[];
  /** Messages by field API name. */
  fields: Record<string, string[]>;
}

interface RecordErrorBody {
  message?: string;
  output?: { errors?: { message: string; field?: string | null }[]; fieldErrors?: Record<string, { message: string }[]> };
}

/** Messages of a FetchResponse, a list of REST errors, an Error or a text; never empty. */
export function messagesOf(error: unknown): string[] {
  const { record, fields } = saveErrorsOf(error);
  return [...record, ...Object.values(fields).flat()];
}

/** Messages of a refused save, by where they belong; at least one. */
export function saveErrorsOf(error: unknown): SaveErrors {
  const body: unknown = error !== null && typeof error === 'object' && 'body' in error ? error.body : error;
  if (Array.isArray(body)) return { record: body.map((entry: { message?: string }) => entry.message ?? JSON.stringify(entry)), fields: {} };
  if (typeof body === 'string') return { record: [body], fields: {} };
  if (body === null || typeof body !== 'object') return { record: ['不明なエラーが発生しました。'], fields: {} };
  const { message, output } = body as RecordErrorBody;
  const record = (output?.errors ?? []).map((entry) => entry.message);
  const fields = Object.fromEntries(
    Object.entries(output?.fieldErrors ?? {}).map(([name, entries]) => [name, entries.map((entry) => entry.message)])
  );
  if (record.length === 0 && Object.keys(fields).length === 0) record.push(message ?? '不明なエラーが発生しました。');
  return { record, fields };
}
