/** Where things are in the repository. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of package.json. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const FORCE_APP = join(ROOT, 'force-app');
export const MANIFESTS = join(ROOT, 'manifest');
export const SAMPLE_DATA = join(ROOT, 'config', 'sample-data');
/** Git-ignored: everything that can be built again. */
export const BUILD = join(ROOT, '.build');
/** Git-ignored: the embedded org's database. Tests name another folder, so that they never touch a developer's data. */
export const ORG_FOLDER = process.env.EMBEDDED_ORG_FOLDER ?? join(ROOT, '.org');
