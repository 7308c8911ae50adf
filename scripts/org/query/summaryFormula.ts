/**
 * Summary formulas of reports (`WON:SUM / CLOSED:SUM`, `RowCount * 2`): a formula over the summaries of one group.
 * Source: Metadata API Developer Guide "ReportAggregate"; Salesforce Help "Write a Custom Summary Formula".
 */
import type { ReportAggregate } from '@salesforce/types/metadata';
import { compileFormula, evaluateFormula, FormulaError, type CompiledFormula, type FormulaContext } from '../formula/formula.ts';
import { notSupported } from '../http/router.ts';
import type { AggregateKind } from './reportPlan.ts';
import type { ReportColumn, ReportType } from './reportTypes.ts';

/** A summary that a formula reads: of a column, or the number of rows. */
export interface SummaryOperand {
  /** Name inside the compiled formula. */
  reference: string;
  kind: AggregateKind | 'count';
  column?: ReportColumn;
}

export interface SummaryFormula {
  name: string;
  label: string;
  dataType: string;
  scale: number;
  operands: SummaryOperand[];
  compiled: CompiledFormula;
}

const KINDS: Record<string, AggregateKind> = { SUM: 's', AVG: 'a', MAX: 'mx', MIN: 'mn', UNIQUE: 'u' };

/**
 * Compiles one.
 * @throws ApiError naming what cannot be computed: grouping contexts, PARENTGROUPVAL, columns the type does not have
 */
export function compileSummaryFormula(type: ReportType, source: ReportAggregate): SummaryFormula {
  const name = source.developerName;
  if (source.isCrossBlock === true) throw notSupported(`cross-block formula ${name} in reports`);
  if (source.downGroupingContext !== undefined || source.acrossGroupingContext !== undefined)
    throw notSupported(`grouping context of summary formula ${name}`);
  const groupFunction = /\b(PARENTGROUPVAL|PREVGROUPVAL)\b/i.exec(source.calculatedFormula)?.[1];
  if (groupFunction !== undefined) throw notSupported(`${groupFunction.toUpperCase()} in summary formula ${name}`);
  const operands: SummaryOperand[] = [];
  // Formulas know no colon in names: each summary gets a plain name of its own.
  const text = source.calculatedFormula.replace(
    /([A-Za-z_][\w.]*):(\w+)|\bRowCount\b/g,
    (whole: string, code: string | undefined, summary: string | undefined) => {
      const reference = `Summary${operands.length + 1}`;
      if (code === undefined) operands.push({ reference, kind: 'count' });
      else {
        const kind = KINDS[(summary ?? '').toUpperCase()];
        const column = type.column(code);
        if (kind === undefined || !column) throw notSupported(`${whole} in summary formula ${name}`);
        operands.push({ reference, kind, column });
      }
      return reference;
    }
  );
  try {
    return {
      name,
      label: source.masterLabel,
      dataType: source.datatype,
      scale: source.scale ?? 2,
      operands,
      compiled: compileFormula(text)
    };
  } catch (error) {
    if (error instanceof FormulaError) throw notSupported(`summary formula ${name}: ${error.message}`);
    throw error;
  }
}

/**
 * Evaluates a formula for a group.
 * @returns null where Salesforce shows #Error! or nothing (division by zero)
 */
export function evaluateSummaryFormula(
  formula: SummaryFormula,
  now: Date,
  valueOf: (operand: SummaryOperand) => number | null
): number | null {
  const value: FormulaContext['value'] = (path) => {
    const operand = formula.operands.find((candidate) => candidate.reference === path);
    return { type: 'Number', value: operand ? valueOf(operand) : null };
  };
  try {
    const result = evaluateFormula(formula.compiled, { now, isNew: false, value, blanksAsZero: true });
    if (typeof result !== 'number') return null;
    // Percent formulas give fractions, percent values are counted in hundredths.
    return formula.dataType === 'percent' ? result * 100 : result;
  } catch (error) {
    if (error instanceof FormulaError) return null;
    throw error;
  }
}
