/** All rule families: what a deployment must satisfy against the org as it would be afterwards. */
import { checkFlows } from '../../flows/check.ts';
import type { Problem } from '../components.ts';
import { checkApex } from './apex.ts';
import { checkApexSource } from './apexSource.ts';
import { checkApplications } from './applications.ts';
import { Beyond, judged, withoutForeign } from './beyond.ts';
import { announce, type CheckContext } from './context.ts';
import { checkCustomMetadata } from './customMetadata.ts';
import { checkDashboards } from './dashboards.ts';
import { checkDuplicateRules } from './duplicateRules.ts';
import { checkLeadConversion } from './leadConversion.ts';
import { checkHistory } from './history.ts';
import { checkFieldSettings } from './fieldSettings.ts';
import { checkLwc } from './lwc.ts';
import { checkNames } from './names.ts';
import { checkObjectParts } from './objectParts.ts';
import { checkObjectLimits } from './objectLimits.ts';
import { checkObjects } from './objects.ts';
import { checkOthers } from './others.ts';
import { checkPages } from './pages.ts';
import { checkPaths } from './paths.ts';
import { checkPermissionSets } from './permissionSets.ts';
import { checkPlatformLimits } from './platformLimits.ts';
import { checkQueues } from './queues.ts';
import { checkQuickActions } from './quickActions.ts';
import { checkReports } from './reports.ts';
import { checkReportTypes } from './reportTypes.ts';
import { checkTranslations } from './translations.ts';
import { checkValueSets } from './valueSets.ts';

// What is said while reading files, before the families look at them.
const WSDL = "Salesforce's metadata WSDL (@salesforce/types)";
announce({
  file: { reason: 'only files that a deployment can hold', source: 'this org' },
  xml: { reason: 'files are well-formed', source: 'XML 1.0' },
  manifest: { reason: 'a deployment has a readable package.xml', source: 'Metadata API Developer Guide, "package.xml"' },
  'manifest-member': { reason: 'what package.xml names is there', source: 'Metadata API Developer Guide, "package.xml"' },
  'schema-root': { reason: 'the root element says the type', source: WSDL },
  'schema-unknown': { reason: 'only elements that the type has', source: WSDL },
  'schema-value': { reason: 'values are of the type', source: WSDL },
  'schema-required': { reason: 'required elements are there', source: WSDL },
  'schema-duplicate': {
    reason: 'single elements occur once, repeats stand together',
    source: 'metadata-automation.md section 7, X00'
  }
});

const FAMILIES: ((context: CheckContext) => Problem[])[] = [
  checkNames,
  checkObjects,
  checkFieldSettings,
  checkObjectLimits,
  checkValueSets,
  checkObjectParts,
  checkTranslations,
  checkCustomMetadata,
  checkApex,
  checkApexSource,
  checkFlows,
  checkLwc,
  checkPaths,
  checkReportTypes,
  checkReports,
  checkDashboards,
  checkPages,
  checkApplications,
  checkPermissionSets,
  checkLeadConversion,
  checkDuplicateRules,
  checkHistory,
  checkPlatformLimits,
  checkQueues,
  checkQuickActions,
  checkOthers
];

/** Runs every family; the order of the problems is the order of the families. */
export function runChecks(context: CheckContext): Problem[] {
  const beyond = new Beyond(context);
  const { own, problems } = withoutForeign(context, beyond);
  const found = FAMILIES.flatMap((family) => family({ ...context, deployed: own }));
  return [...problems, ...found.map((problem) => judged(problem, beyond))];
}
