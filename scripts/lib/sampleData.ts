/**
 * The sample data: records in `config/sample-data`, with dates relative to the day of loading,
 * so that lists of ±14 days and the current half year are never empty.
 */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertLeads, sessionOf, type Session } from './convertLeads.ts';
import { BUILD, ROOT, SAMPLE_DATA } from './paths.ts';
import { Failure } from './failure.ts';
import { sf, type SfTarget } from './sf.ts';

const DAY_MS = 86_400_000;

/** The calendar day in Tokyo, as UTC midnight of that day. */
function tokyoDay(now: Date): Date {
  return new Date(Math.floor((now.getTime() + 9 * 3_600_000) / DAY_MS) * DAY_MS);
}

/** The fiscal year (April–March) of a day in the Japanese era. */
const fiscalYear = (day: Date): number => day.getUTCFullYear() - (day.getUTCMonth() < 3 ? 1 : 0) - 2018;

/**
 * Replaces `{{D}}`, `{{D-50}}`, `{{D+120}}` by dates (YYYY-MM-DD), `{{FY}}` by the fiscal year (April–March) in the
 * Japanese era, e.g. R8, `{{FY-1}}` by the one before, and `{{FY D-50}}` by the fiscal year of such a date.
 * @throws Failure naming a placeholder it does not know
 */
export function renderDates(text: string, now: Date): string {
  const today = tokyoDay(now);
  const day = (offset: string | undefined): Date => new Date(today.getTime() + Number(offset ?? 0) * DAY_MS);
  return text.replace(/\{\{([^}]*)\}\}/g, (placeholder, inner: string) => {
    const date = /^(FY )?D([+-]\d+)?$/.exec(inner);
    if (date) return date[1] ? `R${fiscalYear(day(date[2]))}` : day(date[2]).toISOString().slice(0, 10);
    const year = /^FY([+-]\d+)?$/.exec(inner);
    if (year) return `R${fiscalYear(today) + Number(year[1] ?? 0)}`;
    throw new Failure(`見本データに知らない置き換えがあります: ${placeholder}。{{D-50}}、{{FY}}、{{FY D-50}} の形で書いてください。`);
  });
}

/** Ids of loaded records by their reference: what `"@Reference"` stands for. */
export type References = ReadonlyMap<string, string>;

/** Replaces `"@Reference"` by the record's id where it is known already; the import itself resolves those of its own plan. */
export function renderReferences(text: string, references: References): string {
  return text.replace(/"@(\w+)"/g, (whole, name: string) => (references.has(name) ? `"${references.get(name)}"` : whole));
}

/**
 * Writes a folder of records with real dates, and with the ids of records loaded before, to the build folder.
 * @returns path of the rendered plan
 */
export function renderSampleData(
  now: Date,
  source = SAMPLE_DATA,
  target = join(BUILD, 'sample-data'),
  references: References = new Map()
): string {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const file of readdirSync(source)) {
    if (!file.endsWith('.json')) continue;
    writeFileSync(join(target, file), renderReferences(renderDates(readFileSync(join(source, file), 'utf8'), now), references));
  }
  return join(target, 'plan.json');
}

/** The permission set that lets an import past the phase rules; held only while the sample data loads. */
const MIGRATION = 'DataMigration';
/** Reference of the user who loads, e.g. for the owner's targets. */
const LOADER = 'Loader';

/** Candidates that become cases after the import, in the folder of the sample data. */
const TO_CONVERT = 'LeadToConvert.json';
/** The status that the package's value set marks as converted. */
const CONVERTED_STATUS = '取引開始済み';
/** Folder of what is loaded once the candidates are cases: a plan of its own, and changes of records loaded before. */
const AFTER_CONVERSION = 'after-conversion';
const CHANGES = 'update.json';

/**
 * Loads the sample data with the real CLI, converts the candidates that are to be cases, loads what belongs to those, and
 * takes the migration permission back, whatever happens.
 * @param username user who loads, for the assignment
 * @param now the org's clock: dates are counted from its day
 * @throws Failure with the rows the org refused
 */
export async function loadSampleData(target: SfTarget, username: string, now = new Date()): Promise<void> {
  await assignPermissionSet(target, MIGRATION, username);
  const assignments = await assignmentsOf(target, MIGRATION, username);
  mkdirSync(BUILD, { recursive: true });
  // A folder of its own: several orgs may be loaded at once.
  const folder = mkdtempSync(join(BUILD, 'sample-data-'));
  try {
    const first = join(folder, 'first');
    const loader = new Map(assignments.map(({ AssigneeId }) => [LOADER, AssigneeId]));
    const loaded = await importTree(target, renderSampleData(now, SAMPLE_DATA, first, loader));
    const session = await sessionOf(target);
    const references = await convertCandidates(session, join(first, TO_CONVERT), new Map([...loader, ...loaded]));
    const plan = renderSampleData(now, join(SAMPLE_DATA, AFTER_CONVERSION), join(folder, AFTER_CONVERSION), references);
    await updateRecords(session, join(folder, AFTER_CONVERSION, CHANGES), references);
    await importTree(target, plan);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await unassignPermissionSet(target, MIGRATION, username, assignments);
  }
}

/**
 * Converts the candidates of a file: each becomes a new company, a person and a case.
 * @param references ids of loaded records, those of the candidates (`Candidate20`) among them
 * @returns these and the new ones: `Company20`, `Person20`, `Case20`
 * @throws Failure naming each candidate that was refused, and why
 */
export async function convertCandidates(session: Session, file: string, references: References): Promise<References> {
  const { records } = JSON.parse(readFileSync(file, 'utf8')) as { records: { attributes: { referenceId: string } }[] };
  const names = new Map(records.map(({ attributes: { referenceId } }) => [references.get(referenceId) ?? '', referenceId]));
  const { converted, refused } = await convertLeads(session, [...names.keys()], CONVERTED_STATUS);
  if (refused.length > 0) {
    const lines = refused.flatMap(({ leadId, messages }) => messages.map((message) => `  - ${names.get(leadId) ?? leadId}: ${message}`));
    throw new Failure(`見本データの支援先候補を案件化できませんでした。\n${lines.join('\n')}`);
  }
  const known = new Map(references);
  for (const { leadId, accountId, contactId, opportunityId } of converted) {
    const number = (names.get(leadId) ?? '').replace(/^Candidate/, '');
    known.set(`Company${number}`, accountId).set(`Person${number}`, contactId).set(`Case${number}`, opportunityId);
  }
  return known;
}

/**
 * Imports a rendered plan.
 * @returns the ids of its records
 * @throws Failure naming each record and field that was refused, and why
 */
export async function importTree(target: SfTarget, plan: string): Promise<References> {
  const run = await sf(target, ['data', 'import', 'tree', '--plan', plan, '--json']);
  const answer = jsonIn(run.stdout) as
    | { result?: { refId: string; id: string }[]; data?: { referenceId: string; Message: string; fields: string }[]; message?: string }
    | undefined;
  if (run.code === 0 && answer?.result) return new Map(answer.result.map(({ refId, id }) => [refId, id]));
  const refused = answer?.data?.map(({ referenceId, Message, fields }) => refusedLine(referenceId, fields, Message));
  throw new Failure(`見本データを読み込めませんでした。\n${refused?.join('\n') ?? answer?.message ?? (run.stdout + run.stderr).trim()}`);
}

/** A record that changes after it was loaded: the body of sObject collections, with `Id` as `"@Reference"`. */
export interface SampleUpdate {
  attributes: { type: string };
  Id: string;
  [field: string]: unknown;
}

/** What one call of sObject collections takes. */
const MAX_RECORDS = 200;

/**
 * Changes loaded records, all or none of them: an import can only insert.
 * @param file JSON with `records`, rendered
 * @throws Failure naming each record and field that was refused, and why
 */
export async function updateRecords({ url, token }: Session, file: string, references: References): Promise<void> {
  const { records } = JSON.parse(readFileSync(file, 'utf8')) as { records: SampleUpdate[] };
  if (records.length > MAX_RECORDS) throw new Failure(`${file} の更新は ${MAX_RECORDS} 件までです（${records.length} 件あります）。`);
  const body = renderReferences(JSON.stringify({ allOrNone: true, records }), references);
  const unknown = /"(\w+)":"@(\w+)"/.exec(body);
  if (unknown) throw new Failure(`見本データの更新が知らない記録を指しています: 項目 ${unknown[1]} の @${unknown[2]}。`);
  const { sourceApiVersion } = JSON.parse(readFileSync(join(ROOT, 'sfdx-project.json'), 'utf8')) as { sourceApiVersion: string };
  const response = await fetch(`${url}/services/data/v${sourceApiVersion}/composite/sobjects`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body
  });
  const text = await response.text();
  const results = jsonIn(text) as { success?: boolean; errors?: { statusCode: string; message: string; fields: string[] }[] }[] | undefined;
  if (response.ok && results?.length === records.length && results.every(({ success }) => success === true)) return;
  const names = new Map([...references].map(([reference, id]) => [id, reference]));
  const nameOf = ({ Id = '' }: Partial<SampleUpdate> = {}): string => names.get(Id) ?? Id.replace('@', '');
  const lines = (Array.isArray(results) ? results : []).flatMap(({ errors }, index) =>
    (errors ?? [])
      // Every other row says only that it was rolled back.
      .filter(({ statusCode }) => statusCode !== 'ALL_OR_NONE_OPERATION_ROLLED_BACK')
      .map(({ fields, message }) => refusedLine(nameOf(records[index]), fields.join(), message))
  );
  throw new Failure(
    `見本データを更新できませんでした。\n${lines.length > 0 ? lines.join('\n') : `HTTP ${response.status} ${text.slice(0, 500)}`}`
  );
}

const refusedLine = (record: string, fields: string, message: string): string =>
  `  - ${record}${fields ? `（項目 ${fields}）` : ''}: ${message}`;

/** The JSON in what a command printed; undefined when there is none. */
function jsonIn(text: string): unknown {
  const start = text.search(/[[{]/);
  if (start < 0) return undefined;
  try {
    return JSON.parse(text.slice(start)) as unknown;
  } catch {
    return undefined;
  }
}

/** Assigns a permission set; it is no error when the user holds it already. */
export async function assignPermissionSet(target: SfTarget, name: string, username: string): Promise<void> {
  const run = await sf(target, ['org', 'assign', 'permset', '--name', name, '--on-behalf-of', username]);
  // The platform's answer for a set that the user holds already.
  if (run.code !== 0 && !run.stdout.concat(run.stderr).includes('Duplicate PermissionSetAssignment'))
    throw new Failure(`権限セット ${name} を ${username} に割り当てられませんでした。\n${(run.stdout + run.stderr).trim()}`);
}

interface Assignment {
  Id: string;
  AssigneeId: string;
}

async function assignmentsOf(target: SfTarget, name: string, username: string): Promise<Assignment[]> {
  const where = `PermissionSet.Name='${name}' AND Assignee.Username='${username.replaceAll("'", "\\'")}'`;
  const found = await sf(target, ['data', 'query', '-q', `SELECT Id, AssigneeId FROM PermissionSetAssignment WHERE ${where}`, '--json']);
  const answer = found.code === 0 ? (jsonIn(found.stdout) as { result: { records: Assignment[] } } | undefined) : undefined;
  if (answer && answer.result.records.length > 0) return answer.result.records;
  throw new Failure(
    `権限セット ${name} の割り当てを確かめられませんでした。設定画面で ${username} から外してください。\n${found.stderr.trim()}`
  );
}

async function unassignPermissionSet(target: SfTarget, name: string, username: string, assignments: Assignment[]): Promise<void> {
  for (const { Id } of assignments) {
    const run = await sf(target, ['data', 'delete', 'record', '-s', 'PermissionSetAssignment', '-i', Id]);
    if (run.code !== 0)
      throw new Failure(
        `権限セット ${name} を ${username} から外せませんでした。設定画面で外してください。\n${(run.stdout + run.stderr).trim()}`
      );
  }
}
