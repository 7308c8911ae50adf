/** The answer to a deployment, the same object for SOAP and REST (Metadata API guide, DeployResult). */
import { ADMIN_USER_ID, ADMIN_USERNAME } from '../identity.ts';
import { keyOf, type Problem } from './components.ts';
import type { Merged } from './merge.ts';
import { componentId } from './ids.ts';

export interface DeployMessage {
  fullName: string;
  componentType: string;
  fileName: string;
  success: boolean;
  created: boolean;
  changed: boolean;
  deleted: boolean;
  createdDate: string;
  id?: string;
  problemType?: 'Error' | 'Warning';
  problem?: string;
  lineNumber?: number;
  columnNumber?: number;
}

export interface DeployResult {
  id: string;
  done: boolean;
  success: boolean;
  status: 'Succeeded' | 'Failed';
  checkOnly: boolean;
  ignoreWarnings: boolean;
  rollbackOnError: boolean;
  runTestsEnabled: boolean;
  createdDate: string;
  startDate: string;
  lastModifiedDate: string;
  completedDate: string;
  createdBy: string;
  createdByName: string;
  numberComponentsTotal: number;
  numberComponentsDeployed: number;
  numberComponentErrors: number;
  numberTestsTotal: number;
  numberTestsCompleted: number;
  numberTestErrors: number;
  details: {
    componentSuccesses: DeployMessage[];
    componentFailures: DeployMessage[];
    runTestResult: { numFailures: number; numTestsRun: number; totalTime: number };
  };
}

let deployments = 0;

/** A new id of a deployment; unique in this process and, through the clock, across restarts. */
export function newDeployId(): string {
  return componentId('0Af', Date.now() * 1000 + (deployments++ % 1000));
}

function failureMessage(problem: Problem, now: string): DeployMessage {
  return {
    fullName: problem.fullName,
    componentType: problem.type,
    fileName: problem.fileName,
    success: false,
    created: false,
    changed: false,
    deleted: false,
    createdDate: now,
    problemType: 'Error',
    problem: problem.problem,
    ...(problem.line === undefined ? {} : { lineNumber: problem.line }),
    ...(problem.column === undefined ? {} : { columnNumber: problem.column })
  };
}

function successMessage({ component, created, changed }: Merged, now: string, warning: string | undefined): DeployMessage {
  const { type, fullName, fileName, id } = component;
  const base = { fullName, componentType: type, fileName, success: true, created, changed, deleted: false, createdDate: now, id };
  return warning === undefined ? base : { ...base, problemType: 'Warning', problem: warning };
}

/** Children of translations have no address of their own in the Metadata API. */
const UNADDRESSED = new Set(['CustomFieldTranslation']);

/** `Type:fullName` without the address form of bundles. */
const keyOfProblem = (problem: Problem): string => `${problem.type}:${problem.fullName.replace('markup://c:', '')}`;

/** Puts the result together; with problems nothing counts as deployed beyond what passed by itself. */
export function deployResult(merged: Merged[], found: Problem[], options: { checkOnly: boolean; now: string }): DeployResult {
  const { checkOnly, now } = options;
  const problems = found.filter((problem) => !problem.warning);
  const warned = Map.groupBy(
    found.filter((problem) => problem.warning),
    keyOfProblem
  );
  const warnings = new Map([...warned].map(([key, all]) => [key, all.map((problem) => problem.problem).join('\n')]));
  const failed = new Set(problems.map(keyOfProblem));
  const componentSuccesses = merged
    .filter(({ component }) => !UNADDRESSED.has(component.type) && !failed.has(keyOf(component)))
    .map((entry) => successMessage(entry, now, warnings.get(keyOf(entry.component))));
  const componentFailures = problems.map((problem) => failureMessage(problem, now));
  const success = problems.length === 0;
  return {
    id: newDeployId(),
    done: true,
    success,
    status: success ? 'Succeeded' : 'Failed',
    checkOnly,
    ignoreWarnings: false,
    rollbackOnError: true,
    runTestsEnabled: false,
    createdDate: now,
    startDate: now,
    lastModifiedDate: now,
    completedDate: now,
    createdBy: ADMIN_USER_ID,
    createdByName: ADMIN_USERNAME,
    numberComponentsTotal: componentSuccesses.length + failed.size,
    numberComponentsDeployed: componentSuccesses.length,
    numberComponentErrors: failed.size,
    numberTestsTotal: 0,
    numberTestsCompleted: 0,
    numberTestErrors: 0,
    details: { componentSuccesses, componentFailures, runTestResult: { numFailures: 0, numTestsRun: 0, totalTime: 0 } }
  };
}
