/** The system's Chromium, headless, for tests and benchmarks. */
import { chromium, type Browser } from 'playwright-core';
import { chromiumPath } from './machine.ts';

/** Flags without calls home; the sandbox needs a kernel feature that root in a container lacks. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
];

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: ARGS });
}
