/**
 * The org's clock: `GET` and `POST /lightning/api/clock`. Local, no Salesforce API: training and tests show a day of their choice.
 * Body of POST: `{ "today": "2026-04-01" }` (that day at the real time of day), `{ "now": "2026-04-01T00:00:00Z" }`, or
 * `{ "now": null }` for the real time again. Answer: `{ now, today, offset }`, offset in milliseconds ahead of the real time.
 */
import { isDate, localDay } from '../formula/dates.ts';
import { isMovable, type MovableClock } from '../clock.ts';
import type { Org } from '../org.ts';
import { accessOf } from '../records/access.ts';
import { ApiError, jsonBody, type HttpResponse, type RequestContext, type Route } from './router.ts';

function movable(org: Org): MovableClock {
  if (!isMovable(org.clock)) throw new ApiError(409, 'CLOCK_FIXED', 'この組織の時計は固定されています。');
  return org.clock;
}

function shown(org: Org): HttpResponse {
  const now = org.clock.now();
  const offset = isMovable(org.clock) ? org.clock.offset() : null;
  return { status: 200, body: { now: now.toISOString(), today: localDay(now), offset } };
}

/** @throws ApiError 403 for others than administrators, 400 for what is no moment, 409 when the clock stands still for a test */
function move(context: RequestContext): HttpResponse {
  const { org, userId } = context;
  if (!accessOf(org, userId).admin) throw new ApiError(403, 'INSUFFICIENT_ACCESS', '時計を動かせるのはシステム管理者だけです。');
  const clock = movable(org);
  const body = jsonBody(context);
  const { now, today } = body;
  if ('now' in body === 'today' in body) throw new ApiError(400, 'INVALID_CLOCK', 'today か now のどちらか一つを指定してください。');
  if ('today' in body) {
    if (typeof today !== 'string' || !isDate(today)) throw new ApiError(400, 'INVALID_CLOCK', `日付が正しくありません: ${String(today)}`);
    clock.moveToDay(today);
  } else if (now === null) clock.moveTo(undefined);
  else {
    const moment = typeof now === 'string' && isDate(now.slice(0, 10)) ? new Date(now) : new Date(NaN);
    if (Number.isNaN(moment.getTime())) throw new ApiError(400, 'INVALID_CLOCK', `日時が正しくありません: ${String(now)}`);
    clock.moveTo(moment);
  }
  return shown(org);
}

export const routes: Route[] = [
  { method: 'GET', pattern: '/lightning/api/clock', handler: ({ org }) => shown(org) },
  { method: 'POST', pattern: '/lightning/api/clock', handler: move }
];
