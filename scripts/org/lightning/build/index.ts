/** The build of the browser side: the platform once, the deployed components whenever the org changes. */
import type { Org } from '../../org.ts';
import { createCompiler } from './compile.ts';
import { buildComponents, type ComponentAssets } from './components.ts';
import { DEFAULT_CACHE_FOLDER } from './paths.ts';
import { buildPlatform, type PlatformAssets } from './platform.ts';

export interface LightningBuild {
  /** The platform bundle; built on first use, later calls share the result. */
  platform(): Promise<PlatformAssets>;
  /** The deployed components of the org as it is now. */
  components(org: Org): Promise<ComponentAssets>;
}

/**
 * @param cacheFolder git-ignored folder that keeps compiled modules and the platform bundle
 * @param main script of the page instead of the shell's (tests of single components)
 */
export function createLightningBuild({
  cacheFolder = DEFAULT_CACHE_FOLDER,
  main
}: { cacheFolder?: string; main?: string } = {}): LightningBuild {
  const compiler = createCompiler(cacheFolder);
  const byCatalog = new WeakMap<Org['catalog'], Promise<ComponentAssets>>();
  let platform: Promise<PlatformAssets> | undefined;
  const platformAssets = (): Promise<PlatformAssets> => {
    // A failed build is tried again at the next request: its source may have been mended.
    platform ??= buildPlatform(cacheFolder, main).catch((error: unknown) => {
      platform = undefined;
      throw error;
    });
    return platform;
  };
  return {
    platform: platformAssets,
    components(org) {
      const { catalog } = org;
      // A catalog is never changed, only replaced: it is the revision.
      const known = byCatalog.get(catalog);
      if (known) return known;
      const assets = platformAssets().then((built) => buildComponents(compiler, built, catalog));
      byCatalog.set(catalog, assets);
      assets.catch(() => byCatalog.delete(catalog));
      return assets;
    }
  };
}

/** The build that the server and `npm run build` share. */
export const lightningBuild = createLightningBuild();

/** Builds the platform bundle unless it is on disk already. @throws an Error that names what does not compile */
export async function warmLightning(): Promise<void> {
  await lightningBuild.platform();
}
