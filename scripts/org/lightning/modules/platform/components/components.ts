/** Deployed components by name: where their modules are now, and what is wrong with those that do not build. */
import { call } from 'platform/client';

interface Manifest {
  revision: number;
  modules: Record<string, string>;
  icons: string | null;
  problems: Record<string, string>;
}

let manifest: Promise<Manifest> | undefined;

const listeners = new Set<() => void>();

/** Forgets the addresses (the org was deployed to); components on the page take their newest version. */
export function forgetComponents(): void {
  manifest = undefined;
  for (const listener of [...listeners]) listener();
}

/** @returns a function that ends it */
export function onComponentsForgotten(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): Promise<Manifest> {
  manifest ??= call<Manifest>('/lightning/api/components').catch((error: unknown) => {
    manifest = undefined;
    throw error;
  });
  return manifest;
}

/**
 * The class of a deployed component.
 * @throws an Error that says why it cannot be shown
 */
export async function loadComponent(name: string): Promise<{ url: string; constructor: unknown }> {
  const { modules, icons, problems } = await read();
  if (problems[name] !== undefined) throw new Error(problems[name]);
  const url = modules[name];
  if (url === undefined) throw new Error(`Unable to find the Lightning web component c:${name}`);
  if (icons !== null) await import(icons);
  const module = (await import(url)) as { default?: unknown };
  if (typeof module.default !== 'function') throw new Error(`c:${name} exports no component`);
  return { url, constructor: module.default };
}
