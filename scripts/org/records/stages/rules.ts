/** Validation rules. */
import { compileFormula, evaluateFormula, FormulaError } from '../../formula/formula.ts';
import { findField, type ValidationRuleDef } from '../../metadata/catalog.ts';
import { recordContext } from '../formulaContext.ts';
import { saveError, type Stage, type Work } from '../work.ts';

/** Evaluates every active rule; all broken ones are reported, each at its field. */
export const checkRules: Stage = (work) => {
  if (work.request.platform?.skipRules) return [];
  // Rules see the id of a record that exists; a new one has none yet.
  const values = work.old ? { ...work.values, Id: work.id } : work.values;
  const context = recordContext(work.org, work.userId, work.object, values, work.old);
  return work.object.validationRules.flatMap((rule) => {
    if (!rule.active) return [];
    try {
      return evaluateFormula(compileFormula(rule.errorConditionFormula), context) === true ? [broken(work, rule, rule.errorMessage)] : [];
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      // A rule that cannot be computed stops the save, as in Salesforce.
      return [broken(work, rule, `入力規則「${rule.name}」の数式でエラーが発生しました: ${error.message}`)];
    }
  });
};

function broken(work: Work, rule: ValidationRuleDef, message: string): ReturnType<typeof saveError> {
  const field = rule.errorDisplayField ? findField(work.object, rule.errorDisplayField) : undefined;
  return saveError('FIELD_CUSTOM_VALIDATION_EXCEPTION', message, field ? [field.name] : []);
}
