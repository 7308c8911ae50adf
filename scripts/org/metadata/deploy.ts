/** Deploying: read, merge, check, and only then write, all or nothing. */
import { unzipSync } from 'fflate';
import type { Org } from '../org.ts';
import { prepareStore } from '../records/store.ts';
import { buildCatalog } from './build.ts';
import { runChecks } from './checks/index.ts';
import { keyOf, type Component, type Problem } from './components.ts';
import { manifestProblem } from './manifest.ts';
import { mergeComponents } from './merge.ts';
import { manifestPresence, readFiles } from './readFiles.ts';
import { deployResult, type DeployResult } from './result.ts';
import { loadComponents, nextNumber, rememberComponents, saveComponents } from './store.ts';
import { writeXml } from './xml.ts';

export interface DeployOptions {
  /** Check only, change nothing (`--dry-run`). */
  checkOnly?: boolean;
  /**
   * Check only, but let the next deployment see everything as if it had been taken: for an org that is thrown away, to find what
   * is wrong further on as well. The set holds the names of what is misshapen so far, and gets those of this deployment.
   */
  goOn?: Set<string>;
  /** Told of everything that was found, warnings and the ids of the rules included: more than the answer of a deployment can say. */
  onProblems?: (problems: Problem[]) => void;
}

/**
 * Deploys files in Metadata API layout. A refused deployment changes nothing.
 * After success the org has a new catalog, a higher revision and a prepared store.
 * @param files contents by path; without `package.xml` every file counts as named
 * @returns the result with one message per component or problem; never throws for bad input
 */
export function deployFiles(org: Org, files: Map<string, Buffer>, options: DeployOptions = {}): DeployResult {
  const now = org.clock.now().toISOString();
  const checkOnly = options.checkOnly === true || options.goOn !== undefined;
  const { components, problems } = readFiles(files);
  // Without what could not be read at all, everything that refers to it would look wrong as well.
  if (problems.some(({ rule }) => !MISSHAPEN.has(rule))) {
    options.onProblems?.(problems);
    return deployResult([], problems, { checkOnly, now });
  }
  const { all, merged } = mergeComponents(loadComponents(org.db), components, nextNumber(org.db), now);
  const catalog = buildCatalog(all);
  const misshapen = options.goOn ?? new Set<string>();
  for (const { fullName } of problems) misshapen.add(fullName.slice(fullName.search(/[^./]*$/)));
  const checked = runChecks({ org, catalog, before: org.catalog, deployed: components });
  const found = [...problems, ...unconcerned(checked, misshapen, components)];
  options.onProblems?.(found);
  if (options.goOn) {
    org.catalog = catalog;
    rememberComponents(org.db, all);
  } else if (found.every((problem) => problem.warning) && !checkOnly) {
    commit(
      org,
      catalog,
      merged.filter((entry) => entry.changed).map((entry) => entry.component)
    );
    rememberComponents(org.db, all);
  }
  return deployResult(merged, found, { checkOnly, now });
}

/** Rules about the shape of a component that is there nevertheless. */
const MISSHAPEN = new Set(['schema-unknown', 'schema-value', 'schema-required', 'schema-duplicate']);

/**
 * Problems of components that neither are misshapen nor name one that is: anything else may only follow from it.
 * @param misshapen names without those of their object or folder
 */
function unconcerned(found: Problem[], misshapen: Set<string>, components: Component[]): Problem[] {
  if (misshapen.size === 0) return found;
  const names = (text: string): boolean => (text.match(/\w+/g) ?? []).some((word) => misshapen.has(word));
  const concerned = new Set(
    components
      .filter(
        ({ fullName, node, files }) =>
          names(fullName) || (node && names(writeXml(node))) || [...files.values()].some((file) => names(file.toString('utf8')))
      )
      .map(keyOf)
  );
  return found.filter(({ type, fullName }) => !concerned.has(keyOf({ type, fullName: fullName.replace('markup://c:', '') })));
}

function commit(org: Org, catalog: Org['catalog'], changed: Parameters<typeof saveComponents>[1]): void {
  const before = org.catalog;
  org.db.exec('SAVEPOINT deployment');
  try {
    saveComponents(org.db, changed);
    org.catalog = catalog;
    prepareStore(org);
    org.db.exec('RELEASE deployment');
  } catch (error) {
    org.catalog = before;
    org.db.exec('ROLLBACK TO deployment; RELEASE deployment');
    throw error;
  }
  org.revision++;
}

/**
 * Deploys a zip file as the CLI sends it; `package.xml` must lie at its root.
 * @returns as `deployFiles`; a broken zip is a failed deployment
 */
export function deployZip(org: Org, zip: Uint8Array, options: DeployOptions = {}): DeployResult {
  const refuse = (problems: Problem[]): DeployResult =>
    deployResult([], problems, { checkOnly: options.checkOnly === true, now: org.clock.now().toISOString() });
  let files: Map<string, Buffer>;
  try {
    files = new Map(
      Object.entries(unzipSync(zip))
        .filter(([path]) => !path.endsWith('/'))
        .map(([path, content]) => [path, Buffer.from(content)])
    );
  } catch (error) {
    return refuse([manifestProblem(`The zip file cannot be read: ${(error as Error).message}`)]);
  }
  const missing = manifestPresence(files);
  return missing.length ? refuse(missing) : deployFiles(org, files, options);
}
