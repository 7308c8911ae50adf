/** Does a file fit the schema of its type? Wording of Salesforce's parser where references quote it. */
import type { Problem } from '../components.ts';
import { schemaOf } from '../schema.ts';
import { isNil, type XmlNode } from '../xml.ts';

/** Types whose content the schema does not describe. */
const FREE_CONTENT = new Set(['LightningComponentBundle.targetConfigs', 'CustomMetadataValue.value']);

/** Required texts whose emptiness says something: a filter on blank. */
const EMPTY_MEANS_BLANK = new Set(['ReportFilterItem.value', 'ListViewFilter.value', 'ReportParam.value', 'FlowTextTemplate.text']);

/** In translations an empty element says that there is none yet: 16,000 of them in one retrieved set (docs/検証ルールの点検.md). */
const mayBeUntranslated = (typeName: string): boolean => /Translation$|^ObjectNameCaseValue$/.test(typeName);

export type SchemaFinding = Pick<Problem, 'rule' | 'problem'> & { line: number; column: number };

/**
 * Compares an element with the type it should have.
 * - schema-unknown: element that the type does not have
 * - schema-value: not a boolean, number or enum value
 * - schema-required: a required element is missing, or a required text is empty
 * - schema-duplicate: a single element occurs twice, or repeats do not stand together (X00 of metadata-automation.md section 7)
 */
export function schemaFindings(node: XmlNode, typeName: string): SchemaFinding[] {
  const schema = schemaOf(typeName);
  if (!schema) return [{ rule: 'schema-unknown', problem: `Error parsing file: ${typeName} is no metadata type`, ...at(node) }];
  if (schema.kind === 'enum') return enumFinding(node, typeName, schema.values);
  if (schema.kind === 'primitive') return primitiveFinding(node, schema.of);
  const findings: SchemaFinding[] = [];
  const seen = new Map<string, number>();
  for (const [index, child] of node.children.entries()) {
    const element = schema.elements.get(child.name);
    if (!element) {
      findings.push({
        rule: 'schema-unknown',
        problem: `Error parsing file: Element {http://soap.sforce.com/2006/04/metadata}${child.name} invalid at this location in type ${typeName}`,
        ...at(child)
      });
      continue;
    }
    const previous = seen.get(child.name);
    if (previous !== undefined && (!element.repeatable || previous !== index - 1)) {
      findings.push({
        rule: 'schema-duplicate',
        problem: `Error parsing file: Element ${child.name} is duplicated at this location in type ${typeName}`,
        ...at(child)
      });
    }
    seen.set(child.name, index);
    if (isNil(child) || FREE_CONTENT.has(`${typeName}.${child.name}`) || element.type === 'any') continue;
    if (mayBeUntranslated(typeName) && child.children.length === 0 && child.text.trim() === '') continue;
    findings.push(...(schemaOf(element.type) ? schemaFindings(child, element.type) : primitiveFinding(child, element.type)));
  }
  for (const [name, element] of schema.elements) {
    const mayBeEmpty = EMPTY_MEANS_BLANK.has(`${typeName}.${name}`) || element.type !== 'string' || mayBeUntranslated(typeName);
    const present = node.children.some((child) => child.name === name && !isNil(child) && (mayBeEmpty || child.text.trim() !== ''));
    if (element.required && !present)
      findings.push({ rule: 'schema-required', problem: `Required field is missing: ${name}`, ...at(node) });
  }
  if (node.children.length === 0 && node.text.trim() !== '') {
    findings.push({
      rule: 'schema-value',
      problem: `Error parsing file: text is not allowed in type ${typeName}: "${node.text.trim().slice(0, 40)}"`,
      ...at(node)
    });
  }
  return findings;
}

const at = (node: XmlNode): { line: number; column: number } => ({ line: node.line, column: node.column });

function enumFinding(node: XmlNode, typeName: string, values: string[]): SchemaFinding[] {
  if (values.includes(node.text.trim())) return [];
  return [
    { rule: 'schema-value', problem: `Error parsing file: '${node.text}' is not a valid value for the enum '${typeName}'`, ...at(node) }
  ];
}

function primitiveFinding(node: XmlNode, type: string): SchemaFinding[] {
  const text = node.text.trim();
  if (node.children.length && type !== 'any') {
    return [{ rule: 'schema-value', problem: `Error parsing file: element ${node.name} takes text, not elements`, ...at(node) }];
  }
  // xsd:boolean also allows 1 and 0.
  if (type === 'boolean' && !/^(true|false|1|0)$/.test(text))
    return [
      { rule: 'schema-value', problem: `Error parsing file: '${node.text}' is not a valid value for the type xsd:boolean`, ...at(node) }
    ];
  if (type === 'number' && (text === '' || !Number.isFinite(Number(text))))
    return [
      { rule: 'schema-value', problem: `Error parsing file: '${node.text}' is not a valid value for the type xsd:double`, ...at(node) }
    ];
  return [];
}
