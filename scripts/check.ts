/**
 * `npm run check`: refuses offline what a real org would refuse, and what Salesforce Code Analyzer finds. The first part is
 * the same as a dry run of a deployment to the embedded org; nothing is kept. With `--source` the first part looks at any other
 * folder in source format instead.
 */
import { join } from 'node:path';
import { compileLwc } from './compileLwc.ts';
import { parseOptions } from './lib/args.ts';
import { runMain } from './lib/failure.ts';
import { checkPackage, reportText } from './lib/packageCheck.ts';
import { BUILD, FORCE_APP, ROOT } from './lib/paths.ts';
import { checkSource } from './lib/sourceCheck.ts';
import { keepVerdicts, readVerdicts } from './org/metadata/checks/lwcVerdicts.ts';

/** What the compiler accepted in earlier checks. */
const VERDICTS = join(BUILD, 'lwc-verdicts.json');
const USAGE = 'npm run check [-- --json] [--skip-analyzer] [--source フォルダー]';

await runMain(async () => {
  const options = parseOptions(
    process.argv.slice(2),
    { json: { type: 'boolean', default: false }, 'skip-analyzer': { type: 'boolean', default: false }, source: { type: 'string' } },
    USAGE
  );
  if (options.source !== undefined) {
    const report = await checkSource(options.source);
    console.log(options.json ? JSON.stringify(report, null, 2) : reportText(report));
    return report.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
  }
  await compileLwc(ROOT);
  readVerdicts(VERDICTS);
  const report = await checkPackage();
  keepVerdicts(VERDICTS);
  if (!options['skip-analyzer']) {
    // Loading the analyzer's engines takes as long as the rest of the check.
    const { analyseCode } = await import('./lib/codeAnalyzer.ts');
    report.findings.push(...(await analyseCode(FORCE_APP)).findings);
  }
  console.log(options.json ? JSON.stringify(report, null, 2) : reportText(report));
  return report.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
});
