/**
 * Salesforce Code Analyzer over the package: ESLint, PMD, CPD, regex and Retire.js, each with its recommended rules.
 * PMD and CPD need a Java runtime; the analyzer's own engine for flows does not install beside these versions.
 */
import { join } from 'node:path';
import { CodeAnalyzer, CodeAnalyzerConfig, SeverityLevel } from '@salesforce/code-analyzer-core';
import { createEnginePlugin as eslintEngine } from '@salesforce/code-analyzer-eslint-engine';
import { createEnginePlugin as pmdEngine } from '@salesforce/code-analyzer-pmd-engine';
import { createEnginePlugin as regexEngine } from '@salesforce/code-analyzer-regex-engine';
import { createEnginePlugin as retireEngine } from '@salesforce/code-analyzer-retirejs-engine';
import { Failure } from './failure.ts';
import { shownPath, type Finding } from './packageCheck.ts';
import { todoOf } from './ruleTodos.ts';

/** Engines that must have run: one that could not start reports nothing, which would look like a clean package. */
const ENGINES = ['cpd', 'eslint', 'pmd', 'regex', 'retire-js'];

/**
 * Analyses a folder.
 * @returns findings of severity 1 to 3, and the number of rules that were applied
 * @throws Failure naming an engine that did not run
 */
export async function analyseCode(folder: string): Promise<{ findings: Finding[]; rules: number }> {
  const analyzer = new CodeAnalyzer(CodeAnalyzerConfig.withDefaults());
  for (const plugin of [pmdEngine(), eslintEngine(), regexEngine(), retireEngine()]) await analyzer.addEnginePlugin(plugin);
  const workspace = await analyzer.createWorkspace([folder]);
  const rules = await analyzer.selectRules(['Recommended'], { workspace });
  const missing = ENGINES.filter((engine) => !rules.getEngineNames().includes(engine));
  if (missing.length)
    throw new Failure(`Code Analyzer の ${missing.join(', ')} が動きません。Java 11 以上があるか確かめてください (java -version)。`);
  const results = await analyzer.run(rules, { workspace });
  const findings = results
    .getViolations()
    .filter((violation) => violation.getRule().getSeverityLevel() <= SeverityLevel.Moderate)
    .map((violation): Finding => {
      const place = violation.getPrimaryLocation();
      const line = place.getStartLine();
      const rule = `${violation.getRule().getEngineName()}/${violation.getRule().getName()}`;
      return {
        file: shownPath(place.getFile() ?? join(folder, '')),
        ...(line === undefined ? {} : { line }),
        rule,
        message: violation.getMessage(),
        todo: todoOf(rule),
        severity: 'error'
      };
    });
  return { findings, rules: rules.getCount() };
}
