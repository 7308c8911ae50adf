/** The sample data as its files say it, in the order of loading: what tests of records and of loading read. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLE_DATA } from '../lib/paths.ts';
import type { SampleUpdate } from '../lib/sampleData.ts';

export type SampleRow = { attributes: { type: string; referenceId: string } } & Record<string, unknown>;

/** Records that are loaded after the candidates have become cases. */
export const AFTER_CONVERSION = join(SAMPLE_DATA, 'after-conversion');
/** Candidates that become cases. */
export const TO_CONVERT = 'LeadToConvert.json';

const read = (folder: string, file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));

/** Rows of a plan in its order. */
export function plannedRows(folder: string): SampleRow[] {
  const plan = read(folder, 'plan.json') as { sobject: string; files: string[] }[];
  return plan.flatMap(({ files }) => files.flatMap((file) => (read(folder, file) as { records: SampleRow[] }).records));
}

export const candidatesToConvert = (): SampleRow[] => (read(SAMPLE_DATA, TO_CONVERT) as { records: SampleRow[] }).records;

/** Changes of records after the conversion. */
export const updates = (): SampleUpdate[] => (read(AFTER_CONVERSION, 'update.json') as { records: SampleUpdate[] }).records;

/** References of what a candidate becomes: `Candidate20` → `Case20`, `Company20`, `Person20`. */
export function convertedReferences(candidate: string): { case: string; company: string; person: string } {
  const number = candidate.replace('Candidate', '');
  return { case: `Case${number}`, company: `Company${number}`, person: `Person${number}` };
}
