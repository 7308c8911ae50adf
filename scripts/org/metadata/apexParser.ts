/**
 * Salesforce's own parser of Apex, as `prettier-plugin-apex` brings it along: a program per platform that reads a class and
 * writes its syntax tree. Where there is none for the platform, sources stay unparsed; brackets and literals are checked anyway.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

/** A node of the tree; its kind is the name of a Java class without its package. */
export interface ApexNode {
  kind: string;
  [part: string]: unknown;
}

export interface ApexPlace {
  line: number;
  column: number;
}

export interface ParsedApex {
  /** In Salesforce's words, each at its place. */
  errors: (ApexPlace & { message: string })[];
  unit: ApexNode | undefined;
}

/** Deployments bring the same classes again and again. */
const parsed = new Map<string, ParsedApex | undefined>();
const CACHE_LIMIT = 500;

let program: string | undefined;

/** The parser's executable, '' where this platform has none. */
function executable(): string {
  if (program !== undefined) return program;
  const platform = `${process.platform}-${process.arch}`;
  const name = `@prettier-apex/apex-ast-serializer-${platform}/apex-ast-serializer-${platform}${process.platform === 'win32' ? '.exe' : ''}`;
  try {
    program = createRequire(import.meta.resolve('prettier-plugin-apex')).resolve(name);
  } catch {
    program = '';
  }
  return program;
}

/**
 * Parses the source of a class or trigger.
 * @returns the tree and what is wrong with it, or undefined where no parser runs
 */
export function parseApex(source: string): ParsedApex | undefined {
  if (!parsed.has(source)) {
    if (parsed.size >= CACHE_LIMIT) parsed.clear();
    parsed.set(source, parseNow(source));
  }
  return parsed.get(source);
}

function parseNow(source: string): ParsedApex | undefined {
  const file = executable();
  if (file === '') return undefined;
  const { stdout, status } = spawnSync(file, { input: source, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) return undefined;
  const output = (JSON.parse(stdout) as Record<string, { parseErrors: RawError[]; unit?: unknown }>)[
    'apex.jorje.semantic.compiler.parser.ParserOutput'
  ];
  if (!output) return undefined;
  return {
    errors: output.parseErrors.map(({ message, error }) => ({
      message,
      line: error?.error?.loc?.line ?? error?.loc?.line ?? 1,
      column: error?.error?.loc?.column ?? error?.loc?.column ?? 1
    })),
    unit: toNode(output.unit)
  };
}

interface RawError {
  message: string;
  error?: { loc?: ApexPlace; error?: { loc?: ApexPlace } };
}

/** Java's class names become short kinds; `{value: x}` of an optional part becomes the part itself. */
function simplified(raw: unknown): unknown {
  if (Array.isArray(raw)) return raw.map(simplified);
  if (typeof raw !== 'object' || raw === null) return raw;
  const entries = Object.entries(raw);
  if (entries.length === 1 && entries[0]?.[0] === 'value') return simplified(entries[0][1]);
  const result: Record<string, unknown> = {};
  for (const [key, value] of entries) {
    if (key === '@class') result.kind = String(value).split(/[.$]/).at(-1);
    else result[key] = simplified(value);
  }
  return result;
}

const toNode = (raw: unknown): ApexNode | undefined => (raw === undefined ? undefined : (simplified(raw) as ApexNode));

/** True for a node of the tree; absent parts are empty objects. */
export const isNode = (value: unknown): value is ApexNode => typeof value === 'object' && value !== null && 'kind' in value;

/** Nodes right below a node, those of lists included. */
export function childrenOf(node: ApexNode): ApexNode[] {
  return Object.entries(node).flatMap(([key, value]) => (key === 'loc' ? [] : nodesIn(value)));
}

function nodesIn(value: unknown): ApexNode[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  return isNode(value) ? [value] : [];
}
