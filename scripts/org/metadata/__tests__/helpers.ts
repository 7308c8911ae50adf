/** Deploying the invented package, whole or with one thing changed. */
import { deployFiles } from '../deploy.ts';
import type { DeployMessage, DeployResult } from '../result.ts';
import { openOrg, type Org } from '../../org.ts';
import { widgetFiles } from './fixtures.ts';

export function toFiles(files: Record<string, string>): Map<string, Buffer> {
  return new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
}

export function deploy(org: Org, files: Record<string, string>, options: { checkOnly?: boolean } = {}): DeployResult {
  return deployFiles(org, toFiles(files), options);
}

/** Replaces a text in a file of the package; the text must be there. */
export function withChange(path: string, from: string, to: string): Record<string, string> {
  const files = widgetFiles();
  const text = files[path];
  if (text === undefined || !text.includes(from)) throw new Error(`The fixture ${path} does not hold ${from}`);
  return { ...files, [path]: text.replace(from, to) };
}

/** Problems of a deployment of these files into a fresh org. */
export function problemsOf(files: Record<string, string>): DeployMessage[] {
  return deploy(openOrg(), files).details.componentFailures;
}

export const texts = (messages: DeployMessage[]): string[] => messages.map((message) => `${message.componentType} ${message.fullName}: ${message.problem ?? ''}`);
