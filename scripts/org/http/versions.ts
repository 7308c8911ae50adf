/** API versions that the org answers to. The CLI asks for v51.0 when it logs in, and takes the last of the list for everything else. */
import { API_VERSION } from '../identity.ts';
import { notFound, type RequestContext } from './router.ts';

const OLDEST = 51;
const NEWEST = Number.parseInt(API_VERSION, 10);
const SEASONS = ['Spring', 'Summer', 'Winter'];

/** Salesforce's list of versions: three releases a year, 51 was Spring '21, a Winter release carries the next year's number. */
export function versionList(): { label: string; url: string; version: string }[] {
  return Array.from({ length: NEWEST - OLDEST + 1 }, (_, index) => {
    const season = SEASONS[index % 3];
    const year = 21 + Math.floor(index / 3) + (season === 'Winter' ? 1 : 0);
    const version = `${OLDEST + index}.0`;
    return { label: `${season} '${year}`, url: `/services/data/v${version}`, version };
  });
}

/**
 * The version of the path, `66.0`.
 * @throws 404 for a version this org does not have
 */
export function versionOf(context: RequestContext): string {
  const match = /^v(\d{2})\.0$/.exec(context.params.version ?? '');
  const number = Number(match?.[1]);
  if (!match || number < OLDEST || number > NEWEST) throw notFound();
  return `${number}.0`;
}
