/** What a trigger's source says about when it runs: `trigger Name on Object (before insert, after update)`. */
import type { ApexSource } from './catalog.ts';

export interface TriggerHead {
  name: string;
  object: string;
  /** In lower case with one space: `before insert`. */
  events: string[];
}

const HEAD = /\btrigger\s+(\w+)\s+on\s+(\w+)\s*\(([^)]*)\)/i;

/** Comments blanked out: a trigger's comment may speak of triggers. */
const withoutComments = (source: string): string => source.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ');

/** The head of a trigger's source, or undefined when there is none. */
export function triggerHead(source: ApexSource['body']): TriggerHead | undefined {
  const match = HEAD.exec(withoutComments(source));
  if (!match) return undefined;
  const [, name = '', object = '', events = ''] = match;
  return {
    name,
    object,
    events: events
      .split(',')
      .map((event) => event.trim().toLowerCase().replace(/\s+/g, ' '))
      .filter((event) => event !== '')
  };
}
