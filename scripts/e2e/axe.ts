/** axe-core in a page of the real browser. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface AxeResult {
  violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
}

/** Findings of the page as it stands, one line each: rule, place, what to mend. */
export async function axeFindings(page: Page): Promise<string[]> {
  // Through the debugger, not a script tag: the pages forbid scripts that are not their own.
  await page.evaluate(AXE);
  const result = (await page.evaluate(`axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(TAGS)} } })`)) as AxeResult;
  return result.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id} ${node.target.join(' ')}: ${node.failureSummary.replaceAll('\n', ' ')}`)
  );
}

/** Does a finding only say that a target stands half under a docked bar? A scroll away it has its size. */
export const isCovered = (finding: string): boolean => finding.includes('partially obscured');
