/** multipart/form-data, as the CLI posts a deployment over REST. */
import { ApiError } from './router.ts';

/**
 * Splits a body into its parts by name.
 * @throws ApiError 400 when the body is not what its content type says
 */
export function readMultipart(body: Buffer, contentType: string): Map<string, Buffer> {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (!contentType.startsWith('multipart/form-data') || boundary === undefined)
    throw new ApiError(415, 'UNSUPPORTED_MEDIA_TYPE', 'multipart/form-data is expected.');
  const separator = Buffer.from(`--${boundary}`);
  const parts = new Map<string, Buffer>();
  let from = body.indexOf(separator);
  for (let to = body.indexOf(separator, from + 1); from >= 0 && to > 0; from = to, to = body.indexOf(separator, from + 1)) {
    const part = body.subarray(from + separator.length + 2, to - 2);
    const headEnd = part.indexOf('\r\n\r\n');
    if (headEnd < 0) throw new ApiError(400, 'MALFORMED_MULTIPART', 'A part of the request has no headers.');
    const name = /name="([^"]+)"/.exec(part.toString('utf8', 0, headEnd))?.[1];
    if (name !== undefined) parts.set(name, part.subarray(headEnd + 4));
  }
  if (parts.size === 0) throw new ApiError(400, 'MALFORMED_MULTIPART', 'The request has no parts.');
  return parts;
}
