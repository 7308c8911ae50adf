/** axe-core in a page of the real browser. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What fades in or out is neither there nor gone: axe waits until all that ends has ended, in every shadow tree. */
const STILL = `(async () => {
  const below = (root) => [root, ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? below(shadowRoot) : []))];
  const moving = () =>
    below(document)
      // A synthetic shadow tree has no list of its own: the document's covers it.
      .flatMap((root) => root.getAnimations?.() ?? [])
      .filter(({ playState, effect }) => playState === 'running' && effect.getComputedTiming().endTime !== Infinity);
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  while (moving().length > 0) {
    await Promise.allSettled(moving().map(({ finished }) => finished));
    await frame();
  }
})()`;

interface AxeResult {
  violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
}

/**
 * Findings of the page once nothing on it moves, one line each: rule, place, what to mend.
 * @param more tags of rules beside those of WCAG 2.2 A and AA, such as `best-practice`
 */
export async function axeFindings(page: Page, ...more: string[]): Promise<string[]> {
  await page.evaluate(STILL);
  // Through the debugger, not a script tag: the pages forbid scripts that are not their own.
  await page.evaluate(AXE);
  const tags = JSON.stringify([...WCAG, ...more]);
  const result = (await page.evaluate(`axe.run(document, { runOnly: { type: 'tag', values: ${tags} } })`)) as AxeResult;
  return result.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id} ${node.target.join(' ')}: ${node.failureSummary.replaceAll('\n', ' ')}`)
  );
}

/** Does a finding only say that a target stands half under a docked bar? A scroll away it has its size. */
export const isCovered = (finding: string): boolean => finding.includes('partially obscured');
