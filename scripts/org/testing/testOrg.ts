/** An org in memory for tests, with files in Metadata API layout deployed to it. */
import type { TriggerDoubles } from '../apex/doubles.ts';
import { deployFiles } from '../metadata/deploy.ts';
import { openOrg, type Clock, type Org } from '../org.ts';

/**
 * Opens an org in memory and deploys files to it.
 * @param files contents by path, e.g. `{ 'objects/Widget__c.object': '<CustomObject …>' }`; every file counts as named
 * @param options.clock shows this clock's time; default: the org's own, movable one
 * @param options.triggers doubles of the triggers among the files, by trigger name
 * @throws an Error that lists the problems when the deployment is refused
 */
export function testOrg(files: Record<string, string> = {}, options: { clock?: Clock; triggers?: TriggerDoubles } = {}): Org {
  const org = openOrg(options);
  if (Object.keys(files).length === 0) return org;
  const result = deployFiles(org, new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])));
  if (!result.success) {
    const lines = result.details.componentFailures.map(
      (failure) => `${failure.componentType} ${failure.fullName} (${failure.fileName}): ${failure.problem}`
    );
    throw new Error(`The test files are refused:\n${lines.join('\n')}`);
  }
  return org;
}
