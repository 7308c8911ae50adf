/** Before each test file: accessibility matcher, the real labels, and functions that jsdom lacks. */
import { webcrypto } from 'node:crypto';
import { TextDecoder, TextEncoder } from 'node:util';
import { registerSa11yMatcher } from '@sa11y/jest';
import { readLabels } from './labels';

registerSa11yMatcher();

for (const [name, text] of readLabels()) jest.doMock(`@salesforce/label/c.${name}`, () => ({ default: text }), { virtual: true });

// jsdom of Jest 29 does not bring Node's own.
globalThis.structuredClone ??= <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

// jsdom has no layout and so no scrolling.
Element.prototype.scrollIntoView ??= () => undefined;

// jsdom has neither; browsers have both.
Object.assign(globalThis, { TextDecoder, TextEncoder });
Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
