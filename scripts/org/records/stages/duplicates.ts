/** Duplicate rules: records like the one to be saved stop it, or stop it until the client insists. */
import type { DuplicateRuleDef, FieldDef, MatchingRuleDef } from '../../metadata/catalog.ts';
import { combineFilters, type SqlCondition } from '../../query/filters.ts';
import { fieldSql } from '../fieldSql.ts';
import { fieldValue } from '../formulaContext.ts';
import { quoted, statement } from '../sql.ts';
import { toSqlValue } from '../sqlValues.ts';
import type { DuplicateFinding, FieldValue, SaveError } from '../values.ts';
import { changed, saveError, type Stage, type Work } from '../work.ts';

/** What a Japanese org says when the rule has no text of its own. */
const DEFAULT_ALERT = '重複している可能性のあるレコードがあります。既存のレコードを確認してください。';
/** A finding lists at most so many records. */
const MAX_MATCHES = 100;

/**
 * Runs the active duplicate rules in their order. Blocking rules always stop the record, alerting ones unless the client
 * allowed it; rules that only report let it pass.
 * Source: Salesforce Help, "Things to Know About Duplicate Rules"; SOAP API, "DuplicateRuleHeader".
 */
export const checkDuplicates: Stage = (work) => {
  const { request, org, object } = work;
  if (request.platform?.skipDuplicateRules) return [];
  const rules = [...org.catalog.duplicateRules.values()].filter((rule) => rule.object === object.name && rule.isActive && !rule.standard);
  return rules.toSorted((a, b) => a.sortOrder - b.sortOrder).flatMap((rule) => finding(work, rule) ?? []);
};

function finding(work: Work, rule: DuplicateRuleDef): SaveError | undefined {
  const blocks = (work.old ? rule.actionOnUpdate : rule.actionOnInsert) === 'Block';
  const alerts = (work.old ? rule.operationsOnUpdate : rule.operationsOnInsert).includes('Alert');
  if (!blocks && (!alerts || work.request.allowSaveOnDuplicate)) return undefined;
  const matches = (rule.duplicateRuleMatchRules ?? []).flatMap((match) => {
    const matching = work.org.catalog.matchingRules.get(`${match.matchRuleSObjectType}.${match.matchingRule}`);
    if (matching?.ruleStatus !== 'Active') return [];
    const inputs = new Map((match.objectMapping?.mappingFields ?? []).map((pair) => [pair.outputField, pair.inputField]));
    const ids = matchingIds(work, matching, (name) => inputs.get(name) ?? name);
    return ids.length > 0 ? [{ object: matching.object, matchingRule: match.matchingRule, ids }] : [];
  });
  if (matches.length === 0) return undefined;
  const duplicates: DuplicateFinding = {
    allowSave: !blocks,
    duplicateRule: rule.name.slice(rule.name.indexOf('.') + 1),
    object: work.object.name,
    matches
  };
  return { ...saveError('DUPLICATES_DETECTED', rule.alertText || DEFAULT_ALERT), duplicates };
}

/** Ids of the records that a matching rule finds; converted leads are no candidates. */
function matchingIds(work: Work, rule: MatchingRuleDef, inputFor: (fieldName: string) => string): string[] {
  const { org, access, object, old } = work;
  const target = org.catalog.objects.get(rule.object);
  if (!target || !access.object(target.name).read) return [];
  const items = rule.matchingRuleItems.flatMap((item) => {
    const [input, field] = [object.fields.get(inputFor(item.fieldName)), target.fields.get(item.fieldName)];
    return input && field ? [{ input, field, matchesBlanks: item.blankValueBehavior === 'MatchBlanks' }] : [];
  });
  // A change of other fields is no reason to tell again what is known.
  if (old && !items.some(({ input }) => isChanged(work, input))) return [];
  const conditions = items.map(({ input, field, matchesBlanks }) =>
    equality(fieldSql(org, target, field, 'r', work.userId), fieldValue(org, work.userId, object, input, work.values), matchesBlanks)
  );
  const { sql, parameters } = combineFilters(conditions, rule.booleanFilter);
  const open = target.name === 'Lead' ? ' AND "r"."IsConverted" = 0' : '';
  return statement(
    org.db,
    `SELECT "r"."Id" AS id FROM ${quoted(target.name)} AS "r" WHERE (${sql}) AND "r"."Id" <> ?${open} LIMIT ${MAX_MATCHES}`
  )
    .all(...parameters, work.id)
    .map((row) => String(row['id']));
}

/** A compound name changes with its parts. */
const isChanged = (work: Work, field: FieldDef): boolean =>
  changed(work, field.name) || (field.compoundParts ?? []).some((part) => changed(work, part));

function equality(sql: string, value: FieldValue, matchesBlanks: boolean): SqlCondition {
  if (value === null) return { sql: matchesBlanks ? `${sql} IS NULL` : '0', parameters: [] };
  return { sql: `${sql} = ? COLLATE NOCASE`, parameters: [toSqlValue(value) ?? ''] };
}
