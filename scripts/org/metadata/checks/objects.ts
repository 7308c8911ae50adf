/** Objects and their fields. */
import type { CustomField, CustomObject } from '@salesforce/types/metadata';
import { checkFormula } from '../../formula/formula.ts';
import { FIELD_TYPES, STANDARD_FIELD_ELEMENTS } from '../buildFields.ts';
import { ownersOf } from '../buildObjects.ts';
import type { Catalog, FieldDef, ObjectDef } from '../catalog.ts';
import type { Component, Problem } from '../components.ts';
import { toTyped } from '../parse.ts';
import { childText, type XmlNode } from '../xml.ts';
import { deployedOf, lacking, reporter, withMissing, type CheckContext } from './context.ts';

type WithNode = Component & { node: XmlNode };

const MODEL = 'metadata-model.md section';
const RULES = {
  'object-language': { reason: 'Japanese has neither vowel rules nor genders', source: `${MODEL} 1 (ebikes-lwc #23)` },
  'object-unknown': { reason: 'a child needs its object; standard objects are fixed', source: 'this org' },
  'object-required': { reason: 'a custom object needs a label and a name field', source: `${MODEL} 8` },
  'compact-layout-unknown': { reason: 'an assigned compact layout must exist', source: `${MODEL} 8` },
  'override-unknown': {
    reason: 'a page that overrides an action must exist',
    source: 'metadata-pages.md section 2 (TractionThrive PR 135)'
  },
  'field-unknown': { reason: 'standard fields are fixed; custom ones end with __c', source: `${MODEL} 7` },
  'field-type': { reason: 'only field types that this org keeps', source: 'this org' },
  'field-required': { reason: 'elements present in every field of a type', source: `${MODEL} 7 (20,000 fields)` },
  'field-limits': { reason: 'length, precision and scale have limits', source: 'metadata-automation.md section 7, F13, F15, F16' },
  'field-reference': { reason: 'a lookup needs an existing object', source: `${MODEL} 7` },
  'field-lookup': { reason: 'only what this org does with lookups', source: `${MODEL} 7 (66 of 66 required lookups are Restrict)` },
  'field-summary': { reason: 'a summary counts details', source: 'Salesforce Help "Roll-Up Summary Field"' },
  'field-standard': { reason: 'only settings of a standard field can be deployed', source: `${MODEL} 7` },
  'field-type-change': {
    reason: 'a field does not change to or from formula, nor its kind of data',
    source: 'metadata-automation.md section 7, F20'
  },
  'mdt-field-type': { reason: 'custom metadata types allow fewer field types', source: `${MODEL} 6` },
  'formula-invalid': { reason: 'a formula must compile', source: 'metadata-automation.md section 7, F01, F19, X12' }
};
const report = reporter(RULES);

/** Checks objects and custom fields. */
export function checkObjects(context: CheckContext): Problem[] {
  return [
    ...deployedOf(context, 'CustomObject').flatMap((component) => objectProblems(context, component)),
    ...deployedOf(context, 'CustomField').flatMap((component) => fieldProblems(context, component))
  ];
}

function objectProblems({ catalog }: CheckContext, component: WithNode): Problem[] {
  const { node, fullName } = component;
  const source = toTyped<CustomObject>(node, 'CustomObject');
  const at = (name: string): XmlNode | undefined => node.children.find((child) => child.name === name);
  const problems: Problem[] = [];
  if (source.startsWith)
    problems.push(report(component, 'object-language', 'Cannot specify a startsWith attribute for this language', at('startsWith')));
  if (source.gender)
    problems.push(report(component, 'object-language', 'Cannot specify a gender for a gender neutral language', at('gender')));
  const isCustom = /__(c|mdt)$/.test(fullName);
  if (!isCustom && catalog.objects.get(fullName)?.kind !== 'standard' && fullName !== 'Activity') {
    problems.push(report(component, 'object-unknown', `not supported: standard object ${fullName}`, node));
    return problems;
  }
  if (isCustom) {
    if (!source.label) problems.push(report(component, 'object-required', 'Must specify a non-empty label for the CustomObject', node));
    const nameType = source.nameField?.type;
    if (fullName.endsWith('__c') && !source.customSettingsType && nameType !== 'Text' && nameType !== 'AutoNumber')
      problems.push(report(component, 'object-required', 'Must specify a nameField of type Text or AutoNumber', node));
    if (nameType === 'AutoNumber' && !source.nameField?.displayFormat)
      problems.push(report(component, 'object-required', 'Must specify a displayFormat for the AutoNumber nameField', at('nameField')));
    if (source.customSettingsType)
      problems.push(report(component, 'object-unknown', 'not supported: custom settings', at('customSettingsType')));
  } else if (source.nameField || source.label)
    problems.push(
      report(
        component,
        'field-standard',
        `not supported: label or nameField of the standard object ${fullName}`,
        at('label') ?? at('nameField')
      )
    );
  const layout = source.compactLayoutAssignment;
  if (layout && !catalog.objects.get(fullName)?.compactLayouts.has(layout)) {
    problems.push(
      lacking(
        report(
          component,
          'compact-layout-unknown',
          `In field: compactLayoutAssignment - no CompactLayout named ${fullName}.${layout} found`,
          at('compactLayoutAssignment')
        ),
        'CompactLayout',
        `${fullName}.${layout}`
      )
    );
  }
  for (const override of source.actionOverrides) {
    if (override.type === 'Flexipage' && !catalog.flexiPages.has(override.content ?? '')) {
      problems.push(
        lacking(
          report(
            component,
            'override-unknown',
            `${override.content ?? ''} does not exist or is not a valid override for action ${override.actionName ?? ''}.`,
            at('actionOverrides')
          ),
          'FlexiPage',
          override.content ?? ''
        )
      );
    }
  }
  return problems;
}

/** Field types allowed in custom metadata types. */
const METADATA_FIELD_TYPES = [
  'MetadataRelationship',
  'Checkbox',
  'Date',
  'DateTime',
  'Email',
  'Number',
  'Percent',
  'Phone',
  'Picklist',
  'Text',
  'TextArea',
  'LongTextArea',
  'Url'
];

/** Elements that every field of a type has in real orgs, and that this org needs. */
const REQUIRED_ELEMENTS: Record<string, (keyof CustomField)[]> = {
  Text: ['length'],
  LongTextArea: ['length', 'visibleLines'],
  Html: ['length', 'visibleLines'],
  Picklist: ['valueSet'],
  MultiselectPicklist: ['valueSet', 'visibleLines'],
  Checkbox: ['defaultValue'],
  Number: ['precision', 'scale'],
  Currency: ['precision', 'scale'],
  Percent: ['precision', 'scale'],
  Lookup: ['referenceTo', 'relationshipName'],
  MasterDetail: ['referenceTo', 'relationshipName'],
  MetadataRelationship: ['referenceTo'],
  AutoNumber: ['displayFormat'],
  Summary: ['summaryForeignKey', 'summaryOperation']
};

function fieldProblems({ catalog, before }: CheckContext, component: WithNode): Problem[] {
  const { node, fullName } = component;
  const source = toTyped<CustomField>(node, 'CustomField');
  const dot = fullName.indexOf('.');
  const [objectName, name] = [fullName.slice(0, dot), fullName.slice(dot + 1)];
  const [object] = ownersOf(objectName).map((owner) => catalog.objects.get(owner));
  if (!object) return [report(component, 'object-unknown', `In field: fullName - no CustomObject named ${objectName} found`, node)];
  if (!name.endsWith('__c'))
    return standardFieldProblems(
      component,
      before.objects.get(objectName)?.fields.has(name) === true || object.fields.get(name)?.custom === false
    );
  const type = source.type;
  if (!type) return [report(component, 'field-required', 'Required field is missing: type', node)];
  if (!(type in FIELD_TYPES)) return [report(component, 'field-type', `not supported: field type ${type}`, node)];
  const problems: Problem[] = [];
  if (object.kind === 'customMetadata' && (!METADATA_FIELD_TYPES.includes(type) || source.formula !== undefined)) {
    problems.push(
      report(
        component,
        'mdt-field-type',
        `Field type ${source.formula === undefined ? type : 'Formula'} is not allowed in a custom metadata type`,
        node
      )
    );
  }
  if (object.kind !== 'customMetadata' && type === 'MetadataRelationship')
    problems.push(report(component, 'field-type', 'A MetadataRelationship field is allowed in custom metadata types only', node));
  if (!source.label) problems.push(report(component, 'field-required', 'Required field is missing: label', node));
  if (source.formula === undefined) {
    for (const element of REQUIRED_ELEMENTS[type] ?? [])
      if (source[element] === undefined)
        problems.push(report(component, 'field-required', `Must specify '${element}' for a CustomField of type ${type}`, node));
  } else problems.push(...formulaProblems(catalog, component, object.name, source));
  if (source.defaultValue !== undefined && type !== 'Checkbox') problems.push(...defaultProblems(catalog, component, object.name, source));
  problems.push(
    ...limitProblems(component, source),
    ...referenceProblems(catalog, component, source),
    ...summaryProblems(catalog, component, object.name, source),
    ...changeProblems(before, component, source)
  );
  return problems;
}

function standardFieldProblems(component: WithNode, exists: boolean): Problem[] {
  if (!exists)
    return [
      lacking(
        report(component, 'field-unknown', `no CustomField named ${component.fullName} found`, component.node),
        'CustomField',
        component.fullName
      )
    ];
  return component.node.children
    .filter((child) => !STANDARD_FIELD_ELEMENTS.includes(child.name))
    .map((child) => report(component, 'field-standard', `not supported: ${child.name} of the standard field ${component.fullName}`, child));
}

function limitProblems(component: WithNode, source: CustomField): Problem[] {
  const { type, length, precision, scale } = source;
  const problems: Problem[] = [];
  const isLong = type === 'LongTextArea' || type === 'Html';
  if (type === 'Text' && length !== undefined && (length < 1 || length > 255))
    problems.push(report(component, 'field-limits', `Invalid length ${length}: a Text field holds 1 to 255 characters`, component.node));
  if (isLong && length !== undefined && (length < 256 || length > 131_072))
    problems.push(
      report(component, 'field-limits', `Invalid length ${length}: a ${type} field holds 256 to 131072 characters`, component.node)
    );
  if (precision !== undefined && (precision > 18 || (scale ?? 0) > precision)) {
    problems.push(
      report(
        component,
        'field-limits',
        `Invalid precision ${precision} with scale ${scale ?? 0}: at most 18 digits, decimals included`,
        component.node
      )
    );
  }
  return problems;
}

function referenceProblems(catalog: Catalog, component: WithNode, source: CustomField): Problem[] {
  const target = source.referenceTo;
  if (source.lookupFilter)
    return [report(component, 'field-lookup', `not supported: lookupFilter of ${component.fullName}`, component.node)];
  if (source.deleteConstraint === 'Cascade')
    return [report(component, 'field-lookup', `not supported: deleteConstraint Cascade of ${component.fullName}`, component.node)];
  if (source.type === 'Lookup' && source.required === true && source.deleteConstraint === 'SetNull')
    return [report(component, 'field-lookup', 'A required lookup must not be cleared: deleteConstraint must be Restrict', component.node)];
  if (!target || catalog.objects.has(target)) return [];
  return [
    lacking(
      report(component, 'field-reference', `referenceTo value of '${target}' does not resolve to a valid sObject type`, component.node),
      'CustomObject',
      target
    )
  ];
}

/** What a summary counts: details of this object, a field that fits the operation, filters on the details. */
function summaryProblems(catalog: Catalog, component: WithNode, objectName: string, source: CustomField): Problem[] {
  if (source.type !== 'Summary' || !source.summaryForeignKey) return [];
  const refuse = (text: string): Problem[] => [report(component, 'field-summary', text, component.node)];
  const [childName = '', lookupName = ''] = source.summaryForeignKey.split('.');
  const child = catalog.objects.get(childName);
  const lookup = child?.fields.get(lookupName);
  if (!child || !lookup?.masterDetail || !lookup.referenceTo?.includes(objectName))
    return refuse(`summaryForeignKey ${source.summaryForeignKey} is no master-detail field to ${objectName}`).map((problem) =>
      lacking(problem, child && !lookup ? 'CustomField' : 'CustomObject', child && !lookup ? (source.summaryForeignKey ?? '') : childName)
    );
  const strangers = source.summaryFilterItems.filter((item) => !ofChild(child, item.field) || item.valueField);
  if (strangers.length) return refuse(`not supported: summaryFilterItems on ${strangers.map((item) => item.field).join(', ')}`);
  if (source.summaryOperation === 'count') return [];
  const summarized = source.summarizedField === undefined ? undefined : ofChild(child, source.summarizedField);
  if (!summarized) return refuse(`summarizedField ${source.summarizedField ?? ''} does not exist on ${childName}`);
  const numbers = ['int', 'double', 'currency', 'percent'];
  const fitting = source.summaryOperation === 'sum' ? numbers : [...numbers, 'date', 'datetime'];
  return fitting.includes(summarized.type) ? [] : refuse(`${source.summaryOperation ?? ''} of ${summarized.type} fields is not possible`);
}

/** A field written `Child__c.Field__c`. */
function ofChild(child: ObjectDef, path: string): FieldDef | undefined {
  const [objectName, fieldName = ''] = path.split('.');
  return objectName === child.name ? child.fields.get(fieldName) : undefined;
}

function changeProblems(before: Catalog, component: WithNode, source: CustomField): Problem[] {
  const dot = component.fullName.indexOf('.');
  const [owner = ''] = ownersOf(component.fullName.slice(0, dot));
  const old = before.objects.get(owner)?.fields.get(component.fullName.slice(dot + 1));
  if (!old) return [];
  if ((old.formula === undefined) !== (source.formula === undefined))
    return [report(component, 'field-type-change', 'Cannot update a field to or from a formula', component.node)];
  const type = FIELD_TYPES[source.type ?? ''];
  // A summary takes the type of what it summarizes.
  return old.type === type || source.type === 'Summary'
    ? []
    : [
        report(
          component,
          'field-type-change',
          `not supported: changing the type of a field with data (${old.type} to ${type ?? ''})`,
          component.node
        )
      ];
}

function formulaProblems(catalog: Catalog, component: WithNode, objectName: string, source: CustomField): Problem[] {
  const text = source.formula as string;
  if (text.length > 3900)
    return [
      report(
        component,
        'formula-invalid',
        `Formula is too long (${text.length} characters). Maximum length is 3,900 characters.`,
        component.node
      )
    ];
  return checkFormula(catalog, objectName, text, source.type ?? 'Text', 'field').map((problem) =>
    withMissing(report(component, 'formula-invalid', problem.message, component.node), problem)
  );
}

function defaultProblems(catalog: Catalog, component: WithNode, objectName: string, source: CustomField): Problem[] {
  const text = childText(component.node, 'defaultValue') ?? '';
  const type = source.type === 'Picklist' || source.type === 'MultiselectPicklist' ? 'Text' : (source.type ?? 'Text');
  return checkFormula(catalog, objectName, text, type, 'defaultValue').map((problem) =>
    withMissing(report(component, 'formula-invalid', `defaultValue: ${problem.message}`, component.node), problem)
  );
}
