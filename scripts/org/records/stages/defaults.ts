/** Values of a new record that nobody gave: defaults of fields and picklists, the owner, the auto-number. */
import { localDay } from '../../formula/dates.ts';
import { compileFormula, evaluateFormula, FormulaError, resultForField } from '../../formula/formula.ts';
import type { FieldDef } from '../../metadata/catalog.ts';
import { isStored } from '../derived.ts';
import { recordContext } from '../formulaContext.ts';
import { nextNumber } from '../ids.ts';
import type { FieldValue } from '../values.ts';
import { saveError, type Stage, type Work } from '../work.ts';

/** Fills in defaults; a blank that was given stays blank, as in the API. */
export const applyDefaults: Stage = (work) => {
  if (work.old) return [];
  for (const field of work.object.fields.values()) {
    if (work.given.has(field.name) || !isStored(work.object, field)) continue;
    if (field.autoNumber) {
      work.values[field.name] = autoNumber(work, field.autoNumber.format, `.${field.name}`, field.autoNumber.first);
      continue;
    }
    try {
      const value = defaultOf(work, field);
      if (value !== null) work.values[field.name] = value;
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      return [saveError('UNKNOWN_EXCEPTION', `${field.label}: デフォルト値の数式でエラーが発生しました: ${error.message}`, [field.name])];
    }
  }
  if (work.object.nameDisplayFormat !== undefined) work.values['Name'] = autoNumber(work, work.object.nameDisplayFormat);
  return [];
};

function defaultOf(work: Work, field: FieldDef): FieldValue {
  if (field.name === 'OwnerId') return work.userId;
  if (field.type === 'boolean' && field.defaultValue === undefined) return false;
  if (field.defaultValue !== undefined) return evaluatedDefault(work, field, field.defaultValue);
  const entries = field.picklist?.values.filter((entry) => entry.default && entry.active) ?? [];
  return entries.map((entry) => entry.value).join(';') || null;
}

function evaluatedDefault(work: Work, field: FieldDef, text: string): FieldValue {
  if (field.type === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return resultForField(field, evaluateFormula(compileFormula(text), recordContext(work.org, work.userId, work.object, work.values)));
}

/** `V-{YYYY}-{0000}`: date parts in the org's time zone, the number padded (Salesforce Help "Custom Field Types", Auto Number). */
function autoNumber(work: Work, format: string, suffix = '', first = 1): string {
  const number = String(nextNumber(work.org, `autonumber:${work.object.name}${suffix}`, first));
  const [year = '', month = '', day = ''] = localDay(work.org.clock.now()).split('-');
  const parts: Record<string, string> = { YYYY: year, YY: year.slice(2), MM: month, DD: day };
  return format.replace(/\{([^}]*)\}/g, (whole, token: string) =>
    /^0+$/.test(token) ? number.padStart(token.length, '0') : (parts[token] ?? whole)
  );
}
