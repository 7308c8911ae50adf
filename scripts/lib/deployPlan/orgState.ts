/** What a deployment has to know of an org before it touches it: read through the real CLI, by retrieve and query only. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import { MANIFESTS } from '../paths.ts';
import { sf, type SfResult, type SfTarget } from '../sf.ts';
import { inBuildFolder, parseReport } from '../stages.ts';

/** Files in Metadata API layout by path, e.g. `standardValueSets/LeadStatus.standardValueSet`. */
export type MetadataFiles = Map<string, string>;

/** How many records hold a value: `Lead.Status` → value → count. */
export type Usage = Map<string, Map<string, number>>;

export interface OrgState {
  /** e.g. `ja` */
  language: string;
  /** e.g. `Developer Edition` */
  edition: string;
  /** Org-wide default by object, e.g. `Opportunity` → `Private`. */
  sharing: Map<string, string>;
  /** Active record types as `Object.Name`. */
  recordTypes: string[];
  /** Records by value: open ones where the field is a phase. */
  usage: Usage;
  /** Dashboards that run as whoever looks at them. */
  dynamicDashboards: string[];
  /** What the org has of the package's components, its paths and its conversion mapping. */
  files: MetadataFiles;
}

/** Values in use, by field. Open records only where the field is a phase: what is closed stays as it is. */
const USAGE_QUERIES: { field: string; from: string }[] = [
  { field: 'Lead.Status', from: 'Lead WHERE IsConverted = false' },
  { field: 'Opportunity.StageName', from: 'Opportunity WHERE IsClosed = false' },
  { field: 'Lead.LeadSource', from: 'Lead WHERE LeadSource != null' },
  { field: 'Opportunity.LeadSource', from: 'Opportunity WHERE LeadSource != null' },
  { field: 'Lead.Industry', from: 'Lead WHERE Industry != null' },
  { field: 'Account.Industry', from: 'Account WHERE Industry != null' }
];

/**
 * Reads the org.
 * @throws Failure naming what could not be read
 */
export async function readOrgState(target: SfTarget): Promise<OrgState> {
  const rows = (soql: string): Promise<Record<string, unknown>[]> => query(target, soql);
  // The files take longest, and every question is a start of the CLI: they go side by side.
  const [files, [organization], entities, recordTypes, dashboards, ...counts] = await Promise.all([
    retrieved(target),
    rows('SELECT LanguageLocaleKey, OrganizationType FROM Organization'),
    rows(
      "SELECT QualifiedApiName, InternalSharingModel FROM EntityDefinition WHERE QualifiedApiName IN ('Lead', 'Account', 'Opportunity')"
    ),
    rows("SELECT SobjectType, DeveloperName FROM RecordType WHERE IsActive = true AND SobjectType IN ('Lead', 'Opportunity')"),
    rows("SELECT DeveloperName FROM Dashboard WHERE Type = 'LoggedInUser'"),
    ...USAGE_QUERIES.map(({ field, from }) => {
      const name = field.slice(field.indexOf('.') + 1);
      return rows(`SELECT ${name} value, COUNT(Id) records FROM ${from} GROUP BY ${name}`);
    })
  ]);
  const usage: Usage = new Map(
    USAGE_QUERIES.map(({ field }, index) => [field, new Map((counts[index] ?? []).map((row) => [String(row.value), Number(row.records)]))])
  );
  return {
    language: String(organization?.LanguageLocaleKey ?? ''),
    edition: String(organization?.OrganizationType ?? ''),
    sharing: new Map(entities.map((row) => [String(row.QualifiedApiName), String(row.InternalSharingModel)])),
    recordTypes: recordTypes.map((row) => `${String(row.SobjectType)}.${String(row.DeveloperName)}`),
    usage,
    dynamicDashboards: dashboards.map((row) => String(row.DeveloperName)),
    files
  };
}

async function query(target: SfTarget, soql: string): Promise<Record<string, unknown>[]> {
  const run = await sf(target, ['data', 'query', '--query', soql, '--json']);
  if (run.code !== 0) throw new Failure(`組織を調べられませんでした: ${soql}\n  ${messageOf(run)}`);
  return (JSON.parse(run.stdout.slice(run.stdout.indexOf('{'))) as { result: { records: Record<string, unknown>[] } }).result.records;
}

const messageOf = (run: SfResult): string => parseReport(run).message ?? run.stdout.trim();

/** Everything the package names, as the org has it, and what else may stand in its way. */
async function retrieved(target: SfTarget): Promise<MetadataFiles> {
  return inBuildFolder('org-state-', async (folder) => {
    const manifest = join(folder, 'wanted.xml');
    const more = '<types><members>*</members><name>PathAssistant</name></types>';
    // A manifest names a type once: the paths of the package are among all of them.
    const named = readFileSync(join(MANIFESTS, 'package.xml'), 'utf8').replace(
      /<types>(?:(?!<\/types>)[\s\S])*<name>PathAssistant<\/name>\s*<\/types>/,
      ''
    );
    writeFileSync(manifest, named.replace('</Package>', `${more}</Package>`));
    const args = ['project', 'retrieve', 'start', '--manifest', manifest, '--target-metadata-dir', folder, '--unzip', '--json'];
    const run = await sf(target, args);
    if (run.code !== 0) throw new Failure(`組織にある部品を取り出せませんでした。\n  ${messageOf(run)}`);
    return readFolder(folder);
  });
}

/** Files of a retrieved folder, by their path inside it; the folder `unpackaged` that the platform adds falls away. */
export function readFolder(folder: string): MetadataFiles {
  const files: MetadataFiles = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const local = path
      .slice(folder.length + 1)
      .replaceAll('\\', '/')
      .replace(/^(?:[\w-]*unpackaged[\w-]*\/)+/, '');
    if (local.includes('/')) files.set(local, readFileSync(path, 'utf8'));
  }
  return files;
}
