/**
 * Apex classes and triggers as files: the pair, the syntax, and the name of the type. What they say is checked in
 * `apexSource.ts`. No Apex runs or compiles here.
 */
import type { TriggerEvent } from '../../apex/doubles.ts';
import { isNode, parseApex, type ApexNode, type ApexPlace } from '../apexParser.ts';
import { triggerHead } from '../apexTriggers.ts';
import { findObject } from '../catalog.ts';
import type { Component, Problem } from '../components.ts';
import { lacking, reporter, type CheckContext } from './context.ts';

const RULES = {
  'apex-files': { reason: 'source and meta file come together', source: 'metadata-model.md' },
  'apex-name': { reason: 'the type is named as its file', source: 'Apex Developer Guide, "Classes"' },
  'apex-syntax': { reason: "Salesforce's parser must read every class and trigger", source: 'Apex parser of prettier-plugin-apex (jorje)' },
  'apex-brackets': {
    reason: 'brackets and literals close: all that is told of the syntax on a platform without the parser',
    source: 'Apex Developer Guide'
  },
  'apex-trigger-object': { reason: 'a trigger needs its object', source: 'Apex Developer Guide, "Triggers"' },
  'apex-trigger-head': { reason: 'a trigger names its events', source: 'Apex Developer Guide, "Triggers"' },
  'apex-trigger-double': { reason: 'triggers run as doubles, when records are inserted or updated', source: 'this org' }
};
const report = reporter(RULES);

/** Checks Apex classes and triggers. */
export function checkApex(context: CheckContext): Problem[] {
  return context.deployed
    .filter((component) => component.type === 'ApexClass' || component.type === 'ApexTrigger')
    .flatMap((component) => apexProblems(context, component));
}

function apexProblems(context: CheckContext, component: Component): Problem[] {
  const source = [...component.files].find(([path]) => !path.endsWith('-meta.xml'))?.[1].toString('utf8');
  if (source === undefined) return [report(component, 'apex-files', `The source file of ${component.fullName} is missing`)];
  if (!component.node) return [report(component, 'apex-files', `The file ${component.fileName}-meta.xml is missing`)];
  const parsed = parseApex(source);
  const unread = parsed ? parsed.errors[0] : bracketError(source);
  // Everything after the first error follows from it, the missing name of the type included.
  if (unread)
    return [{ ...report(component, parsed ? 'apex-syntax' : 'apex-brackets', unread.message), line: unread.line, column: unread.column }];
  const declared = parsed?.unit ? nameOf(parsed.unit) : writtenName(component.type, source);
  if (declared?.toLowerCase() !== component.fullName.toLowerCase()) {
    return [
      report(
        component,
        'apex-name',
        `File name and type name must match: the file is named ${component.fullName}, the type ${declared ?? '(none)'}`
      )
    ];
  }
  return component.type === 'ApexTrigger' ? triggerProblems(context, component, source) : [];
}

/** Name of the class, interface, enum or trigger that a unit declares. */
function nameOf(unit: ApexNode): string | undefined {
  const { name } = isNode(unit.body) ? unit.body : unit;
  return isNode(name) && typeof name.value === 'string' ? name.value : undefined;
}

function writtenName(type: string, source: string): string | undefined {
  const { code } = blank(source);
  return (type === 'ApexClass' ? /\b(?:class|interface|enum)\s+(\w+)/i : /\btrigger\s+(\w+)\s+on\b/i).exec(code)?.[1];
}

const RUN_EVENTS: TriggerEvent[] = ['before insert', 'before update', 'after insert', 'after update'];

/** A trigger runs here as its double: without one, or at another moment, it would silently do nothing. */
function triggerProblems({ org, catalog }: CheckContext, component: Component, source: string): Problem[] {
  const head = triggerHead(source);
  if (!head) return [report(component, 'apex-trigger-head', `Missing events of the trigger ${component.fullName}`)];
  if (!findObject(catalog, head.object))
    return [lacking(report(component, 'apex-trigger-object', `Invalid type: ${head.object}`), 'CustomObject', head.object)];
  const problems = head.events
    .filter((event) => !RUN_EVENTS.some((known) => known === event))
    .map((event) => report(component, 'apex-trigger-double', `not supported: trigger ${component.fullName} on ${event}`));
  if (!Object.hasOwn(org.triggers, head.name))
    problems.push(report(component, 'apex-trigger-double', `not supported: trigger ${component.fullName} has no double`));
  return problems;
}

const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/** The first bracket, literal or comment of a source that does not end. */
export function bracketError(source: string): (ApexPlace & { message: string }) | undefined {
  const { problem } = blank(source);
  return problem && { message: problem.text, ...placeOf(source, problem.offset) };
}

/** Replaces comments and string literals by spaces and finds the first thing that does not close. */
function blank(source: string): { code: string; problem?: { text: string; offset: number } } {
  let code = '';
  const open: { character: string; offset: number }[] = [];
  for (let at = 0; at < source.length;) {
    const end = literalEnd(source, at);
    if (end === -1)
      return {
        code,
        problem: {
          text: source.startsWith('/*', at)
            ? 'Comment does not end'
            : 'Illegal string literal: line breaks are not allowed in string literals',
          offset: at
        }
      };
    if (end > at) {
      code += source.slice(at, end).replace(/[^\n]/g, ' ');
      at = end;
      continue;
    }
    const character = source.charAt(at);
    if (character in CLOSING) open.push({ character, offset: at });
    else if (')]}'.includes(character)) {
      const opener = open.pop();
      if (!opener || CLOSING[opener.character] !== character)
        return { code, problem: { text: `Unexpected token '${character}'.`, offset: at } };
    }
    code += character;
    at++;
  }
  const last = open.at(-1);
  return last
    ? { code, problem: { text: `Missing '${CLOSING[last.character] ?? ''}' for '${last.character}'`, offset: last.offset } }
    : { code };
}

/** End of the comment or literal that starts here; the same offset when none starts, -1 when it does not end. */
function literalEnd(source: string, at: number): number {
  if (source.startsWith('//', at)) {
    const end = source.indexOf('\n', at);
    return end < 0 ? source.length : end;
  }
  if (source.startsWith('/*', at)) {
    const end = source.indexOf('*/', at + 2);
    return end < 0 ? -1 : end + 2;
  }
  if (source.charAt(at) !== "'") return at;
  if (source.startsWith("'''", at)) {
    const end = source.indexOf("'''", at + 3);
    return end < 0 ? -1 : end + 3;
  }
  for (let end = at + 1; end < source.length && source.charAt(end) !== '\n'; end++) {
    if (source.charAt(end) === '\\') end++;
    else if (source.charAt(end) === "'") return end + 1;
  }
  return -1;
}

function placeOf(source: string, offset: number): ApexPlace {
  const before = source.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
