/** Settings of custom fields and labels whose words the schema leaves open. */
import type { CustomField } from '@salesforce/types/metadata';
import { FormulaError } from '../../formula/types.ts';
import { parseFormula, referencesOf } from '../../formula/parse.ts';
import { resolveReference } from '../../formula/references.ts';
import { ownersOf } from '../buildObjects.ts';
import type { Catalog, FieldDef, ObjectDef } from '../catalog.ts';
import type { Component, Problem } from '../components.ts';
import { toTyped } from '../parse.ts';
import { childText, type XmlNode } from '../xml.ts';
import { isManaged } from './beyond.ts';
import { deployedOf, reporter, type CheckContext } from './context.ts';

const FIELD_GUIDE = 'Metadata API Developer Guide, CustomField';
const RULES = {
  'field-default': { reason: 'the default of a checkbox is true or false; a formula has none', source: FIELD_GUIDE },
  'field-classification': { reason: 'sensitivity levels are a fixed list', source: `${FIELD_GUIDE}.securityClassification` },
  'field-controlling': { reason: 'a controlling field must exist', source: 'metadata-model.md section 6' },
  'field-attribute': { reason: 'not every type of field can be required, unique or an external id', source: FIELD_GUIDE },
  'field-integer': { reason: 'lengths and digits are whole numbers', source: FIELD_GUIDE },
  'field-detail': { reason: 'standard objects are no details', source: 'Salesforce Help, Considerations for Object Relationships' },
  'field-relationship': {
    reason: 'a parent names its child relationships apart',
    source: 'Salesforce Help, Considerations for Object Relationships'
  },
  'formula-circular': { reason: 'a formula cannot need its own result', source: 'Salesforce Help, Formula Field Limits and Restrictions' },
  'label-language': { reason: 'a label has a language', source: 'Metadata API Developer Guide, CustomLabel' }
};
const report = reporter(RULES);

type WithNode = Component & { node: XmlNode };

const CLASSIFICATIONS = ['Public', 'Internal', 'Confidential', 'Restricted', 'MissionCritical'];

/** Types of fields that may have an attribute set to true. */
const KEY_TYPES = ['Text', 'Number', 'Email', 'AutoNumber'];
const NEVER_REQUIRED = ['Checkbox', 'LongTextArea', 'Html', 'AutoNumber', 'Summary'];
const INTEGERS = ['length', 'precision', 'scale', 'visibleLines'] as const;

/** Checks custom fields and labels. */
export function checkFieldSettings(context: CheckContext): Problem[] {
  return [
    ...deployedOf(context, 'CustomField').flatMap((component) => fieldProblems(context.catalog, component)),
    ...deployedOf(context, 'CustomLabel').flatMap((component) => languageProblems(component))
  ];
}

function fieldProblems(catalog: Catalog, component: WithNode): Problem[] {
  const { node, fullName } = component;
  const dot = fullName.indexOf('.');
  const [owner = ''] = ownersOf(fullName.slice(0, dot));
  const object = catalog.objects.get(owner);
  const field = object?.fields.get(fullName.slice(dot + 1));
  if (!object || !field?.custom) return [];
  const source = toTyped<CustomField>(node, 'CustomField');
  return [
    ...valueProblems(component, source),
    ...attributeProblems(component, source),
    ...relationshipProblems(catalog, object, component, source),
    ...circularProblems(catalog, object, field, component)
  ];
}

function valueProblems(component: WithNode, source: CustomField): Problem[] {
  const { node } = component;
  const problems: Problem[] = [];
  const given = childText(node, 'defaultValue');
  if (given !== undefined && source.formula !== undefined)
    problems.push(report(component, 'field-default', "Can not specify 'defaultValue' for a CustomField of type Formula", node));
  else if (source.type === 'Checkbox' && given !== undefined && !/^(true|false)$/i.test(given.trim()))
    problems.push(report(component, 'field-default', `defaultValue: '${given}' is not a valid value for a checkbox`, node));
  const level = source.securityClassification;
  if (level !== undefined && level.trim() !== '' && !CLASSIFICATIONS.includes(level))
    problems.push(report(component, 'field-classification', `'${level}' is not a valid value for the enum 'SecurityClassification'`, node));
  for (const name of INTEGERS) {
    const text = childText(node, name);
    if (source[name] !== undefined && !Number.isInteger(source[name]))
      problems.push(report(component, 'field-integer', `'${text ?? ''}' is not a valid value for the type xsd:int`, node));
  }
  return problems;
}

function attributeProblems(component: WithNode, source: CustomField): Problem[] {
  const kind = source.formula === undefined ? (source.type ?? '') : 'Formula';
  const refused = [
    ...(source.externalId === true && !KEY_TYPES.includes(kind) ? ['externalId'] : []),
    ...(source.unique === true && !KEY_TYPES.includes(kind) ? ['unique'] : []),
    ...(source.required === true && (kind === 'Formula' || NEVER_REQUIRED.includes(kind)) ? ['required'] : [])
  ];
  return refused.map((name) =>
    report(component, 'field-attribute', `Can not specify '${name}' for a CustomField of type ${kind}`, component.node)
  );
}

function relationshipProblems(catalog: Catalog, object: ObjectDef, component: WithNode, source: CustomField): Problem[] {
  const { node } = component;
  const problems: Problem[] = [];
  if (source.type === 'MasterDetail' && object.kind === 'standard')
    problems.push(report(component, 'field-detail', `${object.name} is a standard object: it cannot be the detail of another`, node));
  const controlling = childText(node, 'metadataRelationshipControllingField');
  const controllingField = object.fields.get(controlling?.slice(controlling.indexOf('.') + 1) ?? '');
  if (controlling !== undefined && !controllingField?.referenceTo?.includes('EntityDefinition'))
    problems.push(
      report(
        component,
        'field-controlling',
        `In field: metadataRelationshipControllingField - no relationship to EntityDefinition named ${controlling} found`,
        node
      )
    );
  const name = source.relationshipName;
  const dot = component.fullName.indexOf('.');
  const others = catalog.objects.get(source.referenceTo ?? '')?.childRelationships ?? [];
  const isTaken = others.some(
    (other) =>
      other.relationshipName.toLowerCase() === `${name ?? ''}__r`.toLowerCase() &&
      // A package has its relationships in its own namespace.
      !isManaged(other.field) &&
      !isManaged(other.childObject) &&
      // A field of activities is a field of tasks and of events, with one relationship.
      !ownersOf(component.fullName.slice(0, dot)).some(
        (owner) => other.childObject === owner && other.field === component.fullName.slice(dot + 1)
      )
  );
  if (name !== undefined && isTaken)
    problems.push(
      report(component, 'field-relationship', `There is already a Child Relationship named ${name} on ${source.referenceTo ?? ''}.`, node)
    );
  return problems;
}

/** Formula fields are computed from one another: a ring would never end. */
function circularProblems(catalog: Catalog, object: ObjectDef, field: FieldDef, component: WithNode): Problem[] {
  const needs = (of: FieldDef, on: ObjectDef, seen: Set<string>): boolean =>
    formulaFields(catalog, on, of).some(({ next, owner }) => {
      const key = `${owner.name}.${next.name}`;
      if (owner === object && next === field) return true;
      if (seen.has(key)) return false;
      seen.add(key);
      return needs(next, owner, seen);
    });
  return field.formula !== undefined && needs(field, object, new Set())
    ? [report(component, 'formula-circular', `数式項目${field.name}は、直接または間接的にそれ自身を参照しています。`, component.node)]
    : [];
}

/** Fields that a formula field reads; a formula that does not compile is told elsewhere. */
function formulaFields(catalog: Catalog, object: ObjectDef, field: FieldDef): { next: FieldDef; owner: ObjectDef }[] {
  if (field.formula === undefined) return [];
  try {
    return referencesOf(parseFormula(field.formula)).flatMap((path) => {
      const resolved = resolveReference(catalog, object, path);
      return resolved.kind === 'field' ? [{ next: resolved.field, owner: resolved.object }] : [];
    });
  } catch (error) {
    if (error instanceof FormulaError) return [];
    throw error;
  }
}

function languageProblems(component: WithNode): Problem[] {
  const language = childText(component.node, 'language') ?? '';
  return /^[a-z]{2,3}(_[A-Z]{2})?$/.test(language)
    ? []
    : [report(component, 'label-language', `'${language}' is not a valid value for the enum 'Language'`, component.node)];
}
