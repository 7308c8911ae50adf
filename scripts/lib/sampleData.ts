/**
 * The sample data: records in `config/sample-data`, with dates relative to the day of loading,
 * so that lists of ±14 days and the current half year are never empty.
 */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD, SAMPLE_DATA } from './paths.ts';
import { Failure } from './failure.ts';
import { sf, type SfTarget } from './sf.ts';

const DAY_MS = 86_400_000;

/** The calendar day in Tokyo, as UTC midnight of that day. */
function tokyoDay(now: Date): Date {
  return new Date(Math.floor((now.getTime() + 9 * 3_600_000) / DAY_MS) * DAY_MS);
}

/**
 * Replaces `{{D}}`, `{{D-50}}`, `{{D+120}}` by dates (YYYY-MM-DD) and `{{FY}}` by the fiscal year (April–March) in the Japanese era, e.g. R8.
 * @throws Failure naming a placeholder it does not know
 */
export function renderDates(text: string, now: Date): string {
  const day = tokyoDay(now);
  return text.replace(/\{\{([^}]*)\}\}/g, (placeholder, inner: string) => {
    if (inner === 'FY') return `R${day.getUTCFullYear() - (day.getUTCMonth() < 3 ? 1 : 0) - 2018}`;
    const offset = /^D(?:([+-]\d+))?$/.exec(inner);
    if (!offset) throw new Failure(`見本データに知らない置き換えがあります: ${placeholder}。{{D-50}} か {{FY}} の形で書いてください。`);
    return new Date(day.getTime() + Number(offset[1] ?? 0) * DAY_MS).toISOString().slice(0, 10);
  });
}

/**
 * Writes the data plan with real dates to the build folder.
 * @returns path of the rendered plan
 */
export function renderSampleData(now: Date, source = SAMPLE_DATA, target = join(BUILD, 'sample-data')): string {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const file of readdirSync(source)) {
    if (file.endsWith('.json')) writeFileSync(join(target, file), renderDates(readFileSync(join(source, file), 'utf8'), now));
  }
  return join(target, 'plan.json');
}

/** The permission set that lets an import past the phase rules; held only while the sample data loads. */
const MIGRATION = 'DataMigration';

/**
 * Loads the sample data with the real CLI and takes the migration permission back, whatever happens.
 * @param username user who loads, for the assignment
 * @throws Failure with the rows the org refused
 */
export async function loadSampleData(target: SfTarget, username: string): Promise<void> {
  const plan = renderSampleData(new Date());
  await assignPermissionSet(target, MIGRATION, username);
  try {
    const run = await sf(target, ['data', 'import', 'tree', '--plan', plan]);
    if (run.code !== 0) throw new Failure(`見本データを読み込めませんでした。\n${(run.stdout + run.stderr).trim()}`);
  } finally {
    await unassignPermissionSet(target, MIGRATION, username);
  }
}

/** Assigns a permission set; it is no error when the user holds it already. */
export async function assignPermissionSet(target: SfTarget, name: string, username: string): Promise<void> {
  const run = await sf(target, ['org', 'assign', 'permset', '--name', name, '--on-behalf-of', username]);
  // The platform's answer for a set that the user holds already.
  if (run.code !== 0 && !run.stdout.concat(run.stderr).includes('Duplicate PermissionSetAssignment'))
    throw new Failure(`権限セット ${name} を ${username} に割り当てられませんでした。\n${(run.stdout + run.stderr).trim()}`);
}

async function unassignPermissionSet(target: SfTarget, name: string, username: string): Promise<void> {
  const where = `PermissionSet.Name='${name}' AND Assignee.Username='${username.replaceAll("'", "\\'")}'`;
  const found = await sf(target, ['data', 'query', '-q', `SELECT Id FROM PermissionSetAssignment WHERE ${where}`, '--json']);
  const rows = found.code === 0 ? ((JSON.parse(found.stdout) as { result: { records: { Id: string }[] } }).result.records ?? []) : [];
  for (const row of rows) {
    const run = await sf(target, ['data', 'delete', 'record', '-s', 'PermissionSetAssignment', '-i', row.Id]);
    if (run.code !== 0)
      throw new Failure(
        `権限セット ${name} を ${username} から外せませんでした。設定画面で外してください。\n${(run.stdout + run.stderr).trim()}`
      );
  }
  if (found.code !== 0)
    throw new Failure(
      `権限セット ${name} の割り当てを確かめられませんでした。設定画面で ${username} から外してください。\n${found.stderr.trim()}`
    );
}
