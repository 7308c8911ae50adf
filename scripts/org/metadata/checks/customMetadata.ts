/** Custom metadata records. */
import { toRecordValue } from '../build.ts';
import type { Catalog, FieldDef, ObjectDef } from '../catalog.ts';
import type { Component, Problem } from '../components.ts';
import { childrenNamed, childText, isNil, type XmlNode } from '../xml.ts';
import { asWarning, deployedOf, reporter, type CheckContext } from './context.ts';

const MODEL = 'metadata-model.md section 6';
const RULES = {
  'mdt-type': { reason: 'the type must exist', source: MODEL },
  X15: { reason: 'values name fields of the type and carry xsi:type', source: 'metadata-automation.md section 7' },
  'mdt-value': { reason: 'values fit their fields', source: `${MODEL} (5,500 values of real orgs)` },
  'mdt-relationship': { reason: 'relationship values name existing objects, fields and records', source: `${MODEL} (apex-rollup)` },
  'mdt-required': { reason: 'required fields have values', source: MODEL },
  X01: { reason: 'every field once', source: 'metadata-automation.md section 7' }
};
const report = reporter(RULES);

type WithNode = Component & { node: XmlNode };

/** `xsi:type` by the kind of the field. */
const XSI_TYPES: Partial<Record<FieldDef['type'], string[]>> = {
  boolean: ['xsd:boolean'],
  double: ['xsd:double', 'xsd:int'],
  percent: ['xsd:double', 'xsd:int'],
  date: ['xsd:date', 'xsd:string'],
  datetime: ['xsd:dateTime', 'xsd:string']
};

/** Checks custom metadata records. */
export function checkCustomMetadata(context: CheckContext): Problem[] {
  return deployedOf(context, 'CustomMetadata').flatMap((component) => recordProblems(context.catalog, component));
}

function recordProblems(catalog: Catalog, component: WithNode): Problem[] {
  const typeName = `${component.fullName.slice(0, component.fullName.indexOf('.'))}__mdt`;
  const type = catalog.objects.get(typeName);
  if (!type) return [report(component, 'mdt-type', `In field: fullName - no CustomObject named ${typeName} found`, component.node)];
  const problems: Problem[] = [];
  if (!childText(component.node, 'label'))
    problems.push(report(component, 'mdt-required', 'Required field is missing: label', component.node));
  const values = new Map<string, XmlNode>();
  for (const entry of childrenNamed(component.node, 'values')) {
    const name = childText(entry, 'field') ?? '';
    const field = type.fields.get(name);
    const value = entry.children.find((child) => child.name === 'value');
    if (values.has(name)) problems.push(report(component, 'X01', `Field:field, value:${name} appears more than once`, entry));
    if (!field?.custom) problems.push(report(component, 'X15', `In field: field - no CustomField named ${typeName}.${name} found`, entry));
    else if (value && !isNil(value)) problems.push(...valueProblems(component, type, field, value));
    if (value) values.set(name, value);
  }
  for (const field of type.fields.values()) {
    const value = values.get(field.name);
    if (field.custom && field.required && field.type !== 'boolean' && (!value || toRecordValue(value) === null)) {
      problems.push(report(component, 'mdt-required', `Required field is missing: ${field.name}`, component.node));
    }
  }
  problems.push(...relationshipProblems(catalog, component, type, values));
  return problems;
}

function valueProblems(component: WithNode, type: ObjectDef, field: FieldDef, value: XmlNode): Problem[] {
  const given = value.attributes['xsi:type'];
  const fullName = `${type.name}.${field.name}`;
  const expected = XSI_TYPES[field.type] ?? ['xsd:string'];
  if (given === undefined) return [report(component, 'X15', `${fullName}: the value has no xsi:type`, value)];
  if (!expected.includes(given))
    return [report(component, 'mdt-value', `${fullName}: a value of type ${given} does not fit, ${expected[0] ?? ''} is expected`, value)];
  const text = value.text.trim();
  const wrong = (what: string): Problem[] => [report(component, 'mdt-value', `${fullName}: ${what}`, value)];
  if (field.type === 'boolean' && !/^(true|false)$/.test(text)) {
    const said = wrong(`'${text}' is not a valid value for the type xsd:boolean`);
    // 754 records of one real org, written by the CLI from a table, say TRUE or FALSE.
    return /^(true|false)$/i.test(text) ? said.map(asWarning) : said;
  }
  if (field.type === 'double' || field.type === 'percent') return numberProblems(field, text, wrong);
  if (field.type === 'date' && !/^\d{4}-\d\d-\d\d$/.test(text)) return wrong(`'${text}' is not a valid value for the type xsd:date`);
  const entry = field.picklist?.values.find((candidate) => candidate.value === text);
  // Records keep a value that is inactive by now; whether such a record can be deployed, nobody has seen.
  if (field.picklist?.restricted && text !== '' && !entry?.active) {
    const said = wrong(`bad value for restricted picklist field: ${text}`);
    return entry ? said.map(asWarning) : said;
  }
  if (field.length !== undefined && [...value.text].length > field.length && field.type !== 'reference')
    return wrong(`Value too long for field: maximum length is:${field.length}`);
  return [];
}

function numberProblems(field: FieldDef, text: string, wrong: (what: string) => Problem[]): Problem[] {
  const number = Number(text);
  if (text === '' || !Number.isFinite(number)) return wrong(`'${text}' is not a valid value for the type xsd:double`);
  const digits = (field.precision ?? 18) - (field.scale ?? 0);
  return Math.abs(number) >= 10 ** digits ? wrong(`the number ${text} has more than ${digits} digits before the decimal point`) : [];
}

function relationshipProblems(catalog: Catalog, component: WithNode, type: ObjectDef, values: Map<string, XmlNode>): Problem[] {
  const problems: Problem[] = [];
  for (const [name, node] of values) {
    const field = type.fields.get(name);
    const text = isNil(node) ? '' : node.text.trim();
    if (!field?.metadataRelationship || text === '') continue;
    const [target = ''] = field.referenceTo ?? [];
    if (target === 'EntityDefinition' && !catalog.objects.has(text))
      problems.push(report(component, 'mdt-relationship', `${type.name}.${name}: no object named ${text} found`, node));
    else if (target === 'FieldDefinition') {
      const controlling = controllingObject(type, field, values);
      if (!catalog.objects.get(controlling)?.fields.has(text))
        problems.push(report(component, 'mdt-relationship', `${type.name}.${name}: no field named ${controlling}.${text} found`, node));
    } else if (target.endsWith('__mdt') && !catalog.customMetadata.has(`${target.replace(/__mdt$/, '')}.${text}`)) {
      problems.push(
        report(component, 'mdt-relationship', `${type.name}.${name}: no custom metadata record named ${text} of ${target} found`, node)
      );
    }
  }
  return problems;
}

/** The object whose field a FieldDefinition value names: the value of the controlling field. */
function controllingObject(type: ObjectDef, field: FieldDef, values: Map<string, XmlNode>): string {
  const controlling =
    field.controllingField ??
    [...type.fields.values()].find((candidate) => candidate.referenceTo?.includes('EntityDefinition'))?.name ??
    '';
  return values.get(controlling)?.text.trim() ?? '';
}
