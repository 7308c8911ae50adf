/** Object translations: renames in the org's language. */
import type { CustomObjectTranslation } from '@salesforce/types/metadata';
import { LANGUAGE } from '../../identity.ts';
import { ownersOf } from '../buildObjects.ts';
import type { Component, Problem } from '../components.ts';
import { toTyped } from '../parse.ts';
import { isKnownNoun } from '../standard/index.ts';
import { translationTarget } from '../translations.ts';
import { childrenNamed, childText, type XmlNode } from '../xml.ts';
import { deployedOf, lacking, reporter, type CheckContext } from './context.ts';

const MODEL = 'metadata-model.md section 1';
const RULES = {
  'translation-language': { reason: 'other languages need Translation Workbench', source: `${MODEL} (NPSP #2281)` },
  'translation-object': { reason: 'the object must exist', source: MODEL },
  'translation-grammar': { reason: 'Japanese has one form, no vowel rule and no gender', source: `${MODEL} (ebikes-lwc #23, EDA #326)` },
  'translation-noun': { reason: 'only standard nouns and fields of the object', source: `${MODEL} (nouns of real orgs)` },
  'translation-part': { reason: 'only words of objects and fields are kept here', source: 'this org' }
};
const report = reporter(RULES);

type WithNode = Component & { node: XmlNode };

/** Objects whose words come with other objects' translations: custom fields of activities live on Task and Event. */
const NOUN_OWNERS = ['Activity'];

/** Checks object translations. */
export function checkTranslations(context: CheckContext): Problem[] {
  return [
    ...deployedOf(context, 'CustomObjectTranslation').flatMap((component) => objectProblems(context, component)),
    ...deployedOf(context, 'CustomFieldTranslation').flatMap((component) => fieldProblems(context, component))
  ];
}

/** A translation is one file: problems of its fields are told about the file. */
function ofFile(component: Component): Component {
  if (component.type !== 'CustomFieldTranslation') return component;
  // Its place inside its own file says nothing about a place in the whole one.
  const { node: _own, ...whole } = component;
  return { ...whole, type: 'CustomObjectTranslation', fullName: component.fullName.slice(0, component.fullName.indexOf('.')) };
}

function objectProblems({ catalog }: CheckContext, component: WithNode): Problem[] {
  const { object, language } = translationTarget(component.fullName);
  if (language !== LANGUAGE)
    return [
      report(
        component,
        'translation-language',
        `not supported: translations into ${language}, which need Translation Workbench (Not available for deploy for this organization)`,
        component.node
      )
    ];
  if (!catalog.objects.has(object) && !NOUN_OWNERS.includes(object))
    return [report(component, 'translation-object', `In field: fullName - no CustomObject named ${object} found`, component.node)];
  const source = toTyped<CustomObjectTranslation>(component.node, 'CustomObjectTranslation');
  const problems = grammarProblems(component, component.node);
  if (source.nameFieldLabel)
    problems.push(report(component, 'translation-part', 'not supported: nameFieldLabel in an object translation', component.node));
  const others = [
    'fieldSets',
    'layouts',
    'quickActions',
    'recordTypes',
    'sharingReasons',
    'standardFields',
    'validationRules',
    'webLinks',
    'workflowTasks'
  ];
  for (const child of component.node.children)
    if (others.includes(child.name))
      problems.push(report(component, 'translation-part', `not supported: ${child.name} in an object translation`, child));
  return problems;
}

function grammarProblems(component: Component, node: XmlNode): Problem[] {
  const problems: Problem[] = [];
  const file = ofFile(component);
  for (const child of node.children) {
    if (child.text.trim() === '' && child.children.length === 0) continue;
    if (child.name === 'startsWith')
      problems.push(report(file, 'translation-grammar', 'Cannot specify a startsWith attribute for this language', child));
    if (child.name === 'gender')
      problems.push(report(file, 'translation-grammar', 'Cannot specify a gender for a gender neutral language', child));
  }
  for (const words of childrenNamed(node, 'caseValues')) {
    if (childText(words, 'value') === undefined)
      problems.push(report(file, 'translation-grammar', 'Required field is missing: value', words));
    if (childText(words, 'plural') === 'true')
      problems.push(report(file, 'translation-grammar', 'not supported: a plural form, the language has none', words));
    for (const form of ['article', 'caseType', 'possessive'])
      if (childText(words, form) !== undefined)
        problems.push(report(file, 'translation-grammar', `not supported: ${form}, the language has none`, words));
  }
  return problems;
}

function fieldProblems({ catalog }: CheckContext, component: WithNode): Problem[] {
  const { object, language } = translationTarget(component.fullName.slice(0, component.fullName.indexOf('.')));
  // Told once, about the file.
  if (language !== LANGUAGE) return [];
  const name = childText(component.node, 'name') ?? '';
  const problems = grammarProblems(component, component.node);
  const file = ofFile(component);
  for (const part of ['picklistValues', 'lookupFilter', 'relationshipLabel']) {
    const node = component.node.children.find((child) => child.name === part);
    if (node) problems.push(report(file, 'translation-part', `not supported: ${part} in a field translation (${name})`, node));
  }
  if (catalog.objects.get(ownersOf(object)[0] ?? '')?.fields.get(name)?.custom) return problems;
  if (!isKnownNoun(object, name))
    problems.push(
      lacking(
        report(file, 'translation-noun', `In field: name - no CustomField or standard noun named ${object}.${name} found`, component.node),
        'CustomField',
        `${ownersOf(object)[0] ?? ''}.${name}`
      )
    );
  else if (childText(component.node, 'label'))
    problems.push(report(file, 'translation-noun', `The standard noun ${name} takes caseValues, not a label`, component.node));
  return problems;
}
