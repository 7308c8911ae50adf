/**
 * Matching and duplicate rules are the two kinds of components that cannot be sent to every org as they stand: an active
 * matching rule is refused when it comes again, and duplicate rules continue the numbers of those that the org has already.
 * What is sent is a copy that fits the org; the sources stay as they are.
 */
import { XMLParser } from 'fast-xml-parser';
import { Failure } from './failure.ts';

/** Rules of a deployment or a retrieval by path in Metadata API layout; in a deployment `package.xml` is among them. */
export type RuleFiles = Map<string, string>;

/** What an org has of matching and duplicate rules, by `Object.Name`. */
export interface OrgRules {
  matching: Map<string, MatchingRule>;
  /** sortOrder of the duplicate rules. */
  duplicates: Map<string, number>;
}

interface MatchingRule {
  status: string;
  /** Everything that decides what is found; equal texts find the same. */
  compares: string;
}

interface ParsedRule {
  fullName: string;
  booleanFilter?: string;
  matchingRuleItems?: { blankValueBehavior: string; fieldName: string; matchingMethod: string }[];
  ruleStatus: string;
}

const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'matchingRules' || name === 'matchingRuleItems' });
const MATCHING = /(?:^|\/)matchingRules\/([^/]+)\.matchingRule$/;
const DUPLICATE = /(?:^|\/)duplicateRules\/([^/]+)\.duplicateRule$/;
const SORT_ORDER = /<sortOrder>(\d+)<\/sortOrder>/;

/** Reads the rules out of retrieved (or deployed) files. */
export function readRules(files: RuleFiles): OrgRules {
  const rules: OrgRules = { matching: new Map(), duplicates: new Map() };
  for (const [path, text] of files) {
    const object = MATCHING.exec(path)?.[1];
    if (object !== undefined) for (const rule of matchingRules(text)) rules.matching.set(`${object}.${rule.fullName}`, described(rule));
    const name = DUPLICATE.exec(path)?.[1];
    if (name !== undefined) rules.duplicates.set(name, Number(SORT_ORDER.exec(text)?.[1] ?? 0));
  }
  return rules;
}

function matchingRules(text: string): ParsedRule[] {
  const { MatchingRules: root } = parser.parse(text) as { MatchingRules: { matchingRules?: ParsedRule[] } | '' };
  return root === '' ? [] : (root.matchingRules ?? []);
}

function described(rule: ParsedRule): MatchingRule {
  const items = (rule.matchingRuleItems ?? []).map((item) => [item.fieldName, item.matchingMethod, item.blankValueBehavior]);
  return { status: rule.ruleStatus, compares: JSON.stringify([rule.booleanFilter ?? '', items]) };
}

/** A rule that is switched on, or on its way to it. */
const isOn = (rule: MatchingRule | undefined): boolean => rule?.status === 'Active' || rule?.status === 'Activating';

/** True for the path of a matching or duplicate rule. */
export const isRule = (path: string): boolean => MATCHING.test(path) || DUPLICATE.test(path);

/**
 * Fits the rules of a deployment to an org: matching rules that are active there already are left out, duplicate rules
 * keep their number there or take the next one.
 * @throws Failure when an active matching rule of the org compares something else
 */
export function fitRules(files: RuleFiles, org: OrgRules): RuleFiles {
  const fitted = new Map(files);
  for (const [path, text] of files) {
    const object = MATCHING.exec(path)?.[1];
    if (object !== undefined) keepNewRules(fitted, path, object, text, org);
  }
  // The file's name stands for its rules: a manifest that names them one by one as well is refused ("Duplicate name").
  fitted.set('package.xml', withoutType(fitted.get('package.xml') ?? '', 'MatchingRule'));
  numberRules(fitted, org);
  return fitted;
}

const withoutType = (manifest: string, type: string): string =>
  manifest.replace(/\s*<types>[\s\S]*?<\/types>/g, (block) => (block.includes(`<name>${type}</name>`) ? '' : block));

function keepNewRules(fitted: RuleFiles, path: string, object: string, text: string, org: OrgRules): void {
  const active = matchingRules(text).filter((rule) => isOn(org.matching.get(`${object}.${rule.fullName}`)));
  for (const rule of active) {
    const name = `${object}.${rule.fullName}`;
    if (org.matching.get(name)?.compares !== described(rule).compares)
      throw new Failure(
        `一致ルール ${name} は、組織で有効になっているものとパッケージのものとで比べる項目が違います。有効な一致ルールは置き換えられません。\n  設定の「重複ルール」でこれを使うルールを無効にし、「一致ルール」で ${rule.fullName} を無効にしてから、もう一度実行してください。`
      );
  }
  const left = active.reduce((rest, rule) => withoutRule(rest, rule.fullName), text);
  if (matchingRules(left).length > 0) fitted.set(path, left);
  else leaveOut(fitted, path, 'MatchingRules', object);
}

const withoutRule = (text: string, name: string): string =>
  text.replace(/\s*<matchingRules>[\s\S]*?<\/matchingRules>/g, (block) => (block.includes(`<fullName>${name}</fullName>`) ? '' : block));

function numberRules(fitted: RuleFiles, org: OrgRules): void {
  const next = new Map<string, number>();
  for (const [name, order] of org.duplicates) next.set(objectOf(name), Math.max(next.get(objectOf(name)) ?? 1, order + 1));
  const ours = [...readRules(fitted).duplicates].toSorted((a, b) => a[1] - b[1]);
  for (const [name] of ours) {
    const path = [...fitted.keys()].find((each) => DUPLICATE.exec(each)?.[1] === name) as string;
    const object = objectOf(name);
    const fresh = next.get(object) ?? 1;
    const order = org.duplicates.get(name) ?? fresh;
    if (order === fresh) next.set(object, fresh + 1);
    fitted.set(path, (fitted.get(path) as string).replace(SORT_ORDER, `<sortOrder>${order}</sortOrder>`));
  }
}

const objectOf = (name: string): string => name.slice(0, name.indexOf('.'));

/**
 * Leaves out the duplicate rules whose matching rules the org has not switched on yet: a deployment that tries everything at
 * once (`--dry-run`) could only be refused for them.
 * @returns the files, and the names of what was left out
 */
export function withoutWaitingRules(files: RuleFiles, org: OrgRules): { files: RuleFiles; left: string[] } {
  const kept = new Map(files);
  const left: string[] = [];
  for (const [path, text] of files) {
    const name = DUPLICATE.exec(path)?.[1];
    if (name === undefined || waitingFor(text, org).length === 0) continue;
    left.push(name);
    leaveOut(kept, path, 'DuplicateRule', name);
  }
  return { files: kept, left };
}

/** Matching rules that duplicate rules of the deployment use and the org has not switched on yet, by `Object.Name`. */
export function waitingRules(files: RuleFiles, org: OrgRules): string[] {
  return [...files].flatMap(([path, text]) => (DUPLICATE.test(path) ? waitingFor(text, org) : []));
}

function waitingFor(text: string, org: OrgRules): string[] {
  return [...text.matchAll(/<duplicateRuleMatchRules>[\s\S]*?<\/duplicateRuleMatchRules>/g)].flatMap(([block]) => {
    const name = `${element(block, 'matchRuleSObjectType')}.${element(block, 'matchingRule')}`;
    return org.matching.get(name)?.status === 'Active' ? [] : [name];
  });
}

const element = (text: string, name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? '';

/** Takes a file and its line in `package.xml` out; a type without members goes too. */
export function leaveOut(files: RuleFiles, path: string, type: string, member: string): void {
  files.delete(path);
  const manifest = files.get('package.xml') ?? '';
  const types = manifest.replace(/\s*<types>[\s\S]*?<\/types>/g, (block) => {
    if (!block.includes(`<name>${type}</name>`)) return block;
    const rest = block.replace(new RegExp(`\\s*<members>${member.replaceAll('.', '\\.')}</members>`), '');
    return rest.includes('<members>') ? rest : '';
  });
  files.set('package.xml', types);
}
