/** Settings of custom fields and labels whose words the schema leaves open. */
import type { CustomField } from '@salesforce/types/metadata';
import { ownersOf } from '../buildObjects.ts';
import type { Catalog } from '../catalog.ts';
import type { Component, Problem } from '../components.ts';
import { toTyped } from '../parse.ts';
import { childText, type XmlNode } from '../xml.ts';
import { deployedOf, reporter, type CheckContext } from './context.ts';

const RULES = {
  'field-default': { reason: 'the default of a checkbox is true or false', source: 'Metadata API Developer Guide, CustomField' },
  'field-classification': {
    reason: 'sensitivity levels are a fixed list',
    source: 'Metadata API Developer Guide, CustomField.securityClassification'
  },
  'field-controlling': { reason: 'a controlling field must exist', source: 'metadata-model.md section 6' },
  'label-language': { reason: 'a label has a language', source: 'Metadata API Developer Guide, CustomLabel' }
};
const report = reporter(RULES);

type WithNode = Component & { node: XmlNode };

const CLASSIFICATIONS = ['Public', 'Internal', 'Confidential', 'Restricted', 'MissionCritical'];

/** Checks custom fields and labels. */
export function checkFieldSettings(context: CheckContext): Problem[] {
  return [
    ...deployedOf(context, 'CustomField').flatMap((component) => fieldProblems(context.catalog, component)),
    ...deployedOf(context, 'CustomLabel').flatMap((component) => languageProblems(component))
  ];
}

function fieldProblems(catalog: Catalog, component: WithNode): Problem[] {
  const { node, fullName } = component;
  const source = toTyped<CustomField>(node, 'CustomField');
  const problems: Problem[] = [];
  const given = childText(node, 'defaultValue');
  if (source.type === 'Checkbox' && source.formula === undefined && given !== undefined && !/^(true|false)$/i.test(given.trim()))
    problems.push(report(component, 'field-default', `defaultValue: '${given}' is not a valid value for a checkbox`, node));
  const level = source.securityClassification;
  if (level !== undefined && !CLASSIFICATIONS.includes(level))
    problems.push(report(component, 'field-classification', `'${level}' is not a valid value for the enum 'SecurityClassification'`, node));
  const controlling = childText(node, 'metadataRelationshipControllingField');
  const [owner = ''] = ownersOf(fullName.slice(0, fullName.indexOf('.')));
  if (controlling !== undefined) {
    const field = catalog.objects.get(owner)?.fields.get(controlling.slice(controlling.indexOf('.') + 1));
    if (!field?.referenceTo?.includes('EntityDefinition'))
      problems.push(
        report(
          component,
          'field-controlling',
          `In field: metadataRelationshipControllingField - no relationship to EntityDefinition named ${controlling} found`,
          node
        )
      );
  }
  return problems;
}

function languageProblems(component: WithNode): Problem[] {
  const language = childText(component.node, 'language') ?? '';
  return /^[a-z]{2,3}(_[A-Z]{2})?$/.test(language)
    ? []
    : [report(component, 'label-language', `'${language}' is not a valid value for the enum 'Language'`, component.node)];
}
