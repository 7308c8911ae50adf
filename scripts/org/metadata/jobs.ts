/** Deployments as jobs: options, results to ask for later, validations that can be deployed without sending them again. */
import type { Org } from '../org.ts';
import { deployZip } from './deploy.ts';
import { manifestProblem } from './manifest.ts';
import { deployResult, type DeployResult } from './result.ts';

/** DeployOptions of the Metadata API as this org reads them; others have no meaning here. */
export interface JobOptions {
  checkOnly?: boolean;
  rollbackOnError?: boolean;
  singlePackage?: boolean;
  allowMissingFiles?: boolean;
  testLevel?: string;
  runTests?: string[];
}

/** Results are kept for the commands that follow a deployment, not for ever. */
const KEPT_RESULTS = 100;
/** Validated packages are big: only the latest few can be deployed by id. */
const KEPT_VALIDATIONS = 5;

interface Jobs {
  results: Map<string, DeployResult>;
  validated: Map<string, { zip: Uint8Array; revision: number }>;
}
const jobsOf = new WeakMap<Org, Jobs>();

function jobs(org: Org): Jobs {
  const known = jobsOf.get(org) ?? { results: new Map(), validated: new Map() };
  jobsOf.set(org, known);
  return known;
}

function keep<T>(map: Map<string, T>, id: string, value: T, limit: number): void {
  map.set(id, value);
  for (const oldest of map.keys()) {
    if (map.size <= limit) break;
    map.delete(oldest);
  }
}

/** What of the options this org cannot do; it says so instead of doing something else. */
function unsupported(options: JobOptions): string[] {
  const { testLevel, runTests = [] } = options;
  return [
    ...((testLevel !== undefined && testLevel !== 'NoTestRun') || runTests.length
      ? [`not supported: running Apex tests (${testLevel ?? 'RunSpecifiedTests'})`]
      : []),
    ...(options.rollbackOnError === false ? ['not supported: rollbackOnError=false, a deployment is all or nothing'] : []),
    ...(options.singlePackage === false ? ['not supported: singlePackage=false, package.xml must lie at the root of the zip'] : []),
    ...(options.allowMissingFiles === true ? ['not supported: allowMissingFiles=true'] : [])
  ];
}

/**
 * Runs a deployment to its end and keeps the result.
 * @returns the result; refused options are a failed deployment that names them
 */
export function startDeploy(org: Org, zip: Uint8Array, options: JobOptions): DeployResult {
  const refused = unsupported(options);
  const checkOnly = options.checkOnly === true;
  const result = refused.length
    ? deployResult(
        [],
        refused.map((problem) => manifestProblem(problem)),
        { checkOnly, now: org.clock.now().toISOString() }
      )
    : deployZip(org, zip, { checkOnly });
  keep(jobs(org).results, result.id, result, KEPT_RESULTS);
  if (checkOnly && result.success) keep(jobs(org).validated, result.id, { zip, revision: org.revision }, KEPT_VALIDATIONS);
  return result;
}

/** The result of an earlier deployment; ids of 15 characters are found as well. */
export function deployStatus(org: Org, id: string): DeployResult | undefined {
  const { results } = jobs(org);
  return results.get(id) ?? [...results.values()].find((result) => result.id.slice(0, 15) === id);
}

/**
 * Deploys what a successful validation checked (`sf project deploy quick`).
 * @returns undefined when there is no such validation, or the org changed since
 */
export function deployValidated(org: Org, validationId: string): DeployResult | undefined {
  const validated = jobs(org).validated.get(validationId);
  if (!validated || validated.revision !== org.revision) return undefined;
  return startDeploy(org, validated.zip, {});
}
