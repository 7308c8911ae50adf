/**
 * `npm run check`: refuses offline what the org would refuse. The same as a deployment, stage by stage, to an empty
 * embedded org in memory; nothing is kept.
 */
import { compileLwc } from './compileLwc.ts';
import { Failure, runMain } from './lib/failure.ts';
import { packageZip } from './lib/packageZip.ts';
import { ROOT } from './lib/paths.ts';
import { stages } from './lib/stages.ts';
import { deployZip } from './org/metadata/deploy.ts';
import { closeOrg, openOrg } from './org/org.ts';

await runMain(async () => {
  await compileLwc(ROOT);
  const org = openOrg();
  let components = 0;
  try {
    for (const stage of stages()) {
      const { zip, sourceOf } = await packageZip(stage.manifest);
      const result = deployZip(org, zip, {});
      if (!result.success) {
        const lines = result.details.componentFailures.map((failure) => {
          const source = sourceOf(failure.componentType, failure.fullName) ?? failure.fileName;
          const place = failure.lineNumber ? `:${failure.lineNumber}:${failure.columnNumber ?? 1}` : '';
          return `  - ${failure.componentType} ${failure.fullName} (${source}${place}): ${failure.problem}`;
        });
        throw new Failure(`段階 ${stage.name} は配備できません。\n${lines.join('\n')}`);
      }
      components += result.numberComponentsDeployed;
    }
  } finally {
    closeOrg(org);
  }
  console.log(`パッケージは配備できます: ${components} 部品。`);
});
