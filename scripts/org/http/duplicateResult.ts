/** What a duplicate rule found, in the words of the REST and SOAP APIs (Object Reference "DuplicateResult"). */
import { API_VERSION } from '../identity.ts';
import { findObject, type Catalog } from '../metadata/catalog.ts';
import type { DuplicateFinding, SaveError } from '../records/values.ts';

/**
 * @param message the alert of the rule
 * @param record how the API names a record
 */
export function duplicateResult(
  finding: DuplicateFinding,
  message: string,
  record: (object: string, id: string) => Record<string, unknown>
): Record<string, unknown> {
  return {
    allowSave: finding.allowSave,
    duplicateRule: finding.duplicateRule,
    duplicateRuleEntityType: finding.object,
    errorMessage: message,
    matchResults: finding.matches.map(({ object, matchingRule, ids }) => ({
      entityType: object,
      errors: [],
      matchEngine: 'ExactMatchEngine',
      matchRecords: ids.map((id) => ({ additionalInformation: [], fieldDiffs: [], matchConfidence: 100, record: record(object, id) })),
      rule: matchingRule,
      size: ids.length,
      success: true
    }))
  };
}

const restRecord = (object: string, id: string): Record<string, unknown> => ({
  attributes: { type: object, url: `/services/data/v${API_VERSION}/sobjects/${object}/${id}` },
  Id: id
});

/** One error as REST answers it. Salesforce's own spelling of the key (SEEN by clients of v34 to v60) is kept. */
export function restError({ message, statusCode, fields, duplicates }: SaveError): Record<string, unknown> {
  if (!duplicates) return { message, errorCode: statusCode, fields };
  return { duplicateResut: duplicateResult(duplicates, message, restRecord), message, errorCode: statusCode };
}

/** Match Result of the User Interface API guide. */
export interface MatchResult {
  apiName: string;
  isAllowSave: boolean;
  matchRecordIds: string[];
  matchRule: string;
  objectLabel: string;
  objectLabelPlural: string;
  themeInfo: null;
}

/** What a duplicate rule found, in the words of the UI API. */
export function matchResults(catalog: Catalog, duplicates: DuplicateFinding): MatchResult[] {
  return duplicates.matches.map(({ object, ids }) => {
    const found = findObject(catalog, object);
    return {
      apiName: object,
      isAllowSave: duplicates.allowSave,
      matchRecordIds: ids,
      matchRule: duplicates.duplicateRule,
      objectLabel: found?.label ?? object,
      objectLabelPlural: found?.pluralLabel ?? object,
      themeInfo: null
    };
  });
}
