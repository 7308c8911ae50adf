/** What a deployed component does to the one that is there already: replaced whole, or merged where Salesforce merges. */
import { componentId } from './ids.ts';
import { keyOf, type Component, type StoredComponent } from './components.ts';
import { keepVersions } from './flowVersions.ts';
import { CHILD_ID_PREFIXES, METADATA_TYPES } from './types.ts';
import { STANDARD_OBJECTS, STANDARD_VALUE_SETS } from './standard/index.ts';
import type { DuplicateRuleDef, PicklistValue } from './catalog.ts';
import { childText, writeXml, type XmlNode } from './xml.ts';

export interface Merged {
  component: StoredComponent;
  created: boolean;
  changed: boolean;
}

/**
 * Merges a deployment into the stored components.
 * @param number number of the first new component
 * @returns all components after the deployment, and what became of the deployed ones
 */
export function mergeComponents(
  stored: StoredComponent[],
  deployed: Component[],
  number: number,
  now: string
): { all: StoredComponent[]; merged: Merged[] } {
  const all = new Map(stored.map((component) => [keyOf(component), component]));
  let next = number;
  const merged = deployed.map((component): Merged => {
    const key = keyOf(component);
    const before = all.get(key);
    const node = component.node && mergeNode(component, component.node, before?.node);
    const content = keepVersions({ ...component, ...(node ? { node } : {}) }, before);
    const changed = before === undefined || !sameContent(content, before);
    const result: StoredComponent = {
      ...content,
      id: before?.id ?? componentId(idPrefix(component.type), next++),
      createdDate: before?.createdDate ?? now,
      lastModifiedDate: changed ? now : before.lastModifiedDate
    };
    all.set(key, result);
    return { component: result, created: before === undefined, changed };
  });
  return { all: [...all.values()], merged };
}

function idPrefix(type: string): string {
  return METADATA_TYPES.get(type)?.idPrefix ?? CHILD_ID_PREFIXES[type] ?? '000';
}

function sameContent(a: Component, b: Component): boolean {
  if ((a.node ? writeXml(a.node) : '') !== (b.node ? writeXml(b.node) : '')) return false;
  if (a.files.size !== b.files.size) return false;
  return [...a.files].every(([path, content]) => b.files.get(path)?.equals(content) === true);
}

function mergeNode(component: Component, node: XmlNode, before: XmlNode | undefined): XmlNode {
  if (component.type === 'StandardValueSet') return keepAsInactive(node, 'standardValue', before, STANDARD_VALUE_SETS[component.fullName]);
  if (component.type === 'GlobalValueSet') return keepAsInactive(node, 'customValue', before, undefined);
  if (component.type === 'CustomField') return mergeField(node, before);
  const keepsUnlisted =
    component.type === 'Settings' ||
    component.type === 'CustomObjectTranslation' ||
    (component.type === 'CustomObject' && STANDARD_OBJECTS.some((object) => object.name === component.fullName));
  return keepsUnlisted && before ? keepUnlisted(node, before) : node;
}

/** Settings, translations and standard objects: elements that the file leaves out stay as they are. */
function keepUnlisted(node: XmlNode, before: XmlNode): XmlNode {
  const listed = new Set(node.children.map((child) => child.name));
  return { ...node, children: [...before.children.filter((child) => !listed.has(child.name)), ...node.children] };
}

function mergeField(node: XmlNode, before: XmlNode | undefined): XmlNode {
  const definition = find(find(node, 'valueSet'), 'valueSetDefinition');
  if (!definition || !before) return node;
  const merged = keepAsInactive(definition, 'value', find(find(before, 'valueSet'), 'valueSetDefinition'), undefined);
  const valueSet = find(node, 'valueSet') as XmlNode;
  return replaceChild(node, valueSet, replaceChild(valueSet, definition, merged));
}

function find(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((child) => child.name === name);
}

function replaceChild(node: XmlNode, child: XmlNode, by: XmlNode): XmlNode {
  return { ...node, children: node.children.map((entry) => (entry === child ? by : entry)) };
}

/** "If picklist values are missing from a component definition, they get deactivated" (Metadata API guide, CustomValue). */
function keepAsInactive(node: XmlNode, element: string, before: XmlNode | undefined, defaults: PicklistValue[] | undefined): XmlNode {
  const nameOf = (value: XmlNode): string => childText(value, 'fullName') ?? '';
  const listed = new Set(node.children.filter((child) => child.name === element).map(nameOf));
  const old = before
    ? before.children.filter((child) => child.name === element)
    : (defaults ?? []).map((value) => valueNode(element, value));
  const inactive = old.filter((value) => !listed.has(nameOf(value))).map(deactivated);
  return { ...node, children: [...node.children, ...inactive] };
}

function leaf(name: string, text: string): XmlNode {
  return { name, attributes: {}, children: [], text, line: 1, column: 1, start: 0, end: 0 };
}

function deactivated(value: XmlNode): XmlNode {
  const kept = value.children
    .filter((child) => child.name !== 'isActive')
    .map((child) => (child.name === 'default' ? { ...child, text: 'false' } : child));
  const at = kept.findIndex((child) => child.name === 'label');
  return { ...value, children: kept.toSpliced(at + 1, 0, leaf('isActive', 'false')) };
}

function valueNode(element: string, value: PicklistValue): XmlNode {
  const { closed, won, converted, probability, forecastCategory } = value;
  const extra = Object.entries({ closed, converted, forecastCategory, probability, won }).filter((entry) => entry[1] !== undefined);
  const children = [
    leaf('fullName', value.value),
    leaf('default', String(value.default)),
    leaf('label', value.label),
    ...extra.map(([name, content]) => leaf(name, String(content)))
  ];
  return { ...leaf(element, ''), children };
}

/** What the platform brought along counts as made on this day. */
const PLATFORM_DATE = '2020-01-01T00:00:00.000Z';

function platformComponent(type: string, fullName: string, fileName: string, children: XmlNode[]): StoredComponent {
  const node: XmlNode = { ...leaf(type, ''), attributes: { xmlns: 'http://soap.sforce.com/2006/04/metadata' }, children };
  return { type, fullName, fileName, node, files: new Map(), id: '', createdDate: PLATFORM_DATE, lastModifiedDate: PLATFORM_DATE };
}

/** A value set of the platform as if it had been deployed, for retrieve. */
export function valueSetComponent(name: string, values: PicklistValue[]): StoredComponent {
  const children = [leaf('sorted', 'false'), ...values.map((value) => valueNode('standardValue', value))];
  return platformComponent('StandardValueSet', name, `standardValueSets/${name}.standardValueSet`, children);
}

/** A duplicate rule of the platform, for retrieve. */
export function duplicateRuleComponent(rule: DuplicateRuleDef): StoredComponent {
  const match = (rule.duplicateRuleMatchRules ?? []).map((entry) => ({
    ...leaf('duplicateRuleMatchRules', ''),
    children: [leaf('matchRuleSObjectType', entry.matchRuleSObjectType), leaf('matchingRule', entry.matchingRule)]
  }));
  const children = [
    leaf('actionOnInsert', rule.actionOnInsert),
    leaf('actionOnUpdate', rule.actionOnUpdate),
    ...match,
    leaf('isActive', String(rule.isActive)),
    leaf('masterLabel', rule.masterLabel),
    ...rule.operationsOnInsert.map((operation) => leaf('operationsOnInsert', operation)),
    ...rule.operationsOnUpdate.map((operation) => leaf('operationsOnUpdate', operation)),
    leaf('securityOption', rule.securityOption),
    leaf('sortOrder', String(rule.sortOrder))
  ];
  return platformComponent('DuplicateRule', rule.name, `duplicateRules/${rule.name}.duplicateRule`, children);
}

/** A standard object of which nothing has been deployed, for retrieve. */
export function objectComponent(name: string): StoredComponent {
  return platformComponent('CustomObject', name, `objects/${name}.object`, []);
}
