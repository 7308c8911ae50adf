/**
 * Summary formulas of reports (`WON:SUM / CLOSED:SUM`, `RowCount * 2`): a formula over the summaries of one group.
 * Source: Metadata API Developer Guide "ReportAggregate"; Salesforce Help "Write a Custom Summary Formula".
 */
import type { ReportAggregate } from '@salesforce/types/metadata';
import { compileFormula, evaluateFormula, FormulaError, type CompiledFormula, type FormulaContext } from '../formula/formula.ts';
import { notSupported } from '../http/router.ts';
import type { AggregateKind } from './reportPlan.ts';
import { columnByAnyName } from './reportOwnColumns.ts';
import type { ReportColumn, ReportType } from './reportTypes.ts';

/** A summary that a formula reads: of a column, or the number of rows. */
export interface SummaryOperand {
  /** Name inside the compiled formula. */
  reference: string;
  kind: AggregateKind | 'count';
  column?: ReportColumn;
  /** Of a level above the group (PARENTGROUPVAL): a grouping's column or `…GRAND_SUMMARY`, on either axis. */
  parent?: { down: string; across?: string };
}

export interface SummaryFormula {
  name: string;
  label: string;
  dataType: string;
  scale: number;
  /** Where it is shown: a grouping's column, GRAND_SUMMARY; everywhere when left out. */
  downContext?: string;
  acrossContext?: string;
  operands: SummaryOperand[];
  compiled: CompiledFormula;
}

const KINDS: Record<string, AggregateKind> = { SUM: 's', AVG: 'a', MAX: 'mx', MIN: 'mn', UNIQUE: 'u' };

/**
 * Compiles one.
 * @throws ApiError naming what cannot be computed: PREVGROUPVAL, cross-block formulas, columns the type does not have
 */
export function compileSummaryFormula(type: ReportType, source: ReportAggregate): SummaryFormula {
  const name = source.developerName;
  if (source.isCrossBlock === true) throw notSupported(`cross-block formula ${name} in reports`);
  const groupFunction = /\bPREVGROUPVAL\b/i.exec(source.calculatedFormula)?.[0];
  if (groupFunction !== undefined) throw notSupported(`${groupFunction.toUpperCase()} in summary formula ${name}`);
  const operands: SummaryOperand[] = [];
  const operand = (whole: string, parent?: SummaryOperand['parent']): string => {
    const reference = `Summary${operands.length + 1}`;
    const above = parent ? { parent } : {};
    const [, code, summary] = /^(.+):(\w+)$/.exec(whole) ?? [];
    if (code === undefined || summary === undefined) operands.push({ reference, kind: 'count', ...above });
    else {
      const kind = KINDS[summary.toUpperCase()];
      const column = columnByAnyName(type, code);
      if (kind === undefined || !column) throw notSupported(`${whole} in summary formula ${name}`);
      operands.push({ reference, kind, column, ...above });
    }
    return reference;
  };
  const SUMMARY = '[A-Za-z_][\\w.$]*:\\w+|RowCount';
  // Formulas know no colon in names: each summary gets a plain name of its own.
  const text = source.calculatedFormula
    .replace(
      new RegExp(`PARENTGROUPVAL\\s*\\(\\s*(${SUMMARY})\\s*,\\s*([\\w.$]+)\\s*(?:,\\s*([\\w.$]+)\\s*)?\\)`, 'gi'),
      (_whole, summary: string, down: string, across: string | undefined) => operand(summary, { down, ...(across ? { across } : {}) })
    )
    .replace(new RegExp(`(?<![\\w.$])(?:${SUMMARY})\\b`, 'g'), (whole: string) => operand(whole));
  try {
    return {
      name,
      label: source.masterLabel,
      dataType: source.datatype,
      scale: source.scale ?? 2,
      ...(source.downGroupingContext === undefined ? {} : { downContext: source.downGroupingContext }),
      ...(source.acrossGroupingContext === undefined ? {} : { acrossContext: source.acrossGroupingContext }),
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
