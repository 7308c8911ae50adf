/** Where the browser side's sources lie. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const BUILD_FOLDER = dirname(fileURLToPath(import.meta.url));
export const REPOSITORY = join(BUILD_FOLDER, '..', '..', '..', '..');
/** Our own modules: `<namespace>/<name>/<name>.ts|html|css`. */
export const MODULES_FOLDER = join(BUILD_FOLDER, '..', 'modules');
const installed = join(REPOSITORY, 'node_modules');
/** The real folder: esbuild reports paths without symbolic links. */
export const NODE_MODULES = existsSync(installed) ? realpathSync(installed) : installed;
/** Salesforce's published base components (read where npm put them, never copied). */
export const BASE_COMPONENTS = join(NODE_MODULES, 'lightning-base-components', 'src', 'lightning');
export const BASE_COMPONENTS_SCOPED = join(NODE_MODULES, 'lightning-base-components', 'scopedImports');
export const SLDS_ASSETS = join(NODE_MODULES, '@salesforce-ux', 'design-system', 'assets');
/** Git-ignored; compiled modules and the platform bundle are kept here between starts. */
export const DEFAULT_CACHE_FOLDER = join(REPOSITORY, '.build', 'lightning');
