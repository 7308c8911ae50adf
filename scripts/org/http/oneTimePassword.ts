/** One-time passwords of `sf org open`: the CLI asks for a frontdoor address, the browser spends it once. */
import { randomBytes } from 'node:crypto';

/** Salesforce's single-access addresses are good for about a minute. */
const LIFETIME_MS = 60_000;
const issued = new Map<string, { userId: string; expires: number }>();

/** Makes a password that signs `userId` in once, within a minute. */
export function createOneTimePassword(userId: string): string {
  const now = Date.now();
  for (const [otp, entry] of issued) if (entry.expires < now) issued.delete(otp);
  const otp = randomBytes(24).toString('base64url');
  issued.set(otp, { userId, expires: now + LIFETIME_MS });
  return otp;
}

/** Spends a password; undefined when it is unknown, spent or too old. */
export function consumeOneTimePassword(otp: string): string | undefined {
  const entry = issued.get(otp);
  issued.delete(otp);
  return entry && entry.expires >= Date.now() ? entry.userId : undefined;
}
