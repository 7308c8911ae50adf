/** Deploying the invented package, whole or with one thing changed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
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

const emptyOrg = openOrg();

/** Problems of a dry run of these files against an org without deployments. */
export function problemsOf(files: Record<string, string>): DeployMessage[] {
  return deploy(emptyOrg, files, { checkOnly: true }).details.componentFailures;
}

export const texts = (messages: DeployMessage[]): string[] =>
  messages.map((message) => `${message.componentType} ${message.fullName}: ${message.problem ?? ''}`);

/** One change of the valid package, and what must be said about it: `Type fullName: problem`. */
export interface Mutation {
  name: string;
  path: string;
  from: string;
  to: string;
  refusal: string;
}

/** A test per mutation. */
export function refusesEach(mutations: Mutation[]): void {
  for (const { name, path, from, to, refusal } of mutations) {
    test(`refuses ${name}`, () => {
      const found = texts(problemsOf(withChange(path, from, to)));
      assert.ok(found.includes(refusal), found.join('\n') || 'it was deployed');
    });
  }
}

/** Japanese text of so many characters. */
export const tooLong = (length: number): string => 'あ'.repeat(length);
