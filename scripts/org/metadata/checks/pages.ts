/** Lightning pages. */
import type { FlexiPage } from '@salesforce/types/metadata';
import type { Catalog } from '../catalog.ts';
import type { Component, Problem, Subject } from '../components.ts';
import { toTyped } from '../parse.ts';
import {
  BOOLEAN_PROPERTIES,
  FACET_PROPERTIES,
  NUMBER_PROPERTIES,
  PAGE_COMPONENTS,
  PAGE_TARGETS,
  PAGE_TEMPLATES
} from '../standard/pageComponents.ts';
import { childrenNamed, childText, type XmlNode } from '../xml.ts';
import { deployedOf, lacking, type CheckContext } from './context.ts';
import { targetConfigOf } from './lwcMeta.ts';
import { missingOnPath, pageReport, valuesOf, type PageScope } from './pageRules.ts';
import { targetProblems } from './pageTargets.ts';

/** Checks Lightning pages. */
export function checkPages(context: CheckContext): Problem[] {
  return deployedOf(context, 'FlexiPage').flatMap((component) => pageProblems(context.catalog, component));
}

function pageProblems(catalog: Catalog, component: Component & { node: XmlNode }): Problem[] {
  const page = toTyped<FlexiPage>(component.node, 'FlexiPage');
  const object = page.sobjectType === undefined ? undefined : catalog.objects.get(page.sobjectType);
  const scope: PageScope = { catalog, component, page, object };
  const problems: Problem[] = [];
  const at = (name: string): XmlNode => component.node.children.find((child) => child.name === name) ?? component.node;
  if (!(page.type in PAGE_TARGETS)) return [pageReport(component, 'page-part', `not supported: pages of type ${page.type}`, at('type'))];
  // Its regions are those of another page, which no file shows.
  if (page.parentFlexiPage !== undefined)
    return [pageReport(component, 'page-part', `not supported: pages made from ${page.parentFlexiPage}`, at('parentFlexiPage'))];
  if (page.type === 'RecordPage' && !object)
    problems.push(
      lacking(
        pageReport(
          component,
          'page-object',
          `In field: sobjectType - no CustomObject named ${page.sobjectType ?? ''} found`,
          at('sobjectType')
        ),
        'CustomObject',
        page.sobjectType ?? ''
      )
    );
  for (const name of ['events', 'platformActionlist', 'quickActionList']) {
    const node = component.node.children.find((child) => child.name === name);
    if (node) problems.push(pageReport(component, 'page-part', `not supported: ${name} in a Lightning page`, node));
  }
  problems.push(...templateProblems(scope, at('template')), ...regionProblems(scope));
  return problems;
}

function templateProblems({ component, page }: PageScope, at: XmlNode): Problem[] {
  const name = page.template.name;
  const template = PAGE_TEMPLATES[name];
  if (!template) return [lacking(pageReport(component, 'page-template', `The template ${name} does not exist`, at), 'PageTemplate', name)];
  if (template.page !== page.type)
    return [pageReport(component, 'page-template', `The template ${name} is not valid for a page of type ${page.type}`, at)];
  return childrenNamed(component.node, 'flexiPageRegions')
    .filter((region) => childText(region, 'type') === 'Region' && !template.regions.includes(childText(region, 'name') ?? ''))
    .map((region) =>
      pageReport(component, 'page-region', `not supported: region ${childText(region, 'name') ?? ''} in the template ${name}`, region)
    );
}

function regionProblems(scope: PageScope): Problem[] {
  const { component } = scope;
  const problems: Problem[] = [];
  const regions = childrenNamed(component.node, 'flexiPageRegions');
  const facets = new Set(
    regions.filter((region) => childText(region, 'type') === 'Facet').map((region) => childText(region, 'name') ?? '')
  );
  const used = new Set<string>();
  const names = new Set<string>();
  const identifiers = new Set<string>();
  for (const region of regions) {
    const name = childText(region, 'name') ?? '';
    if (names.has(name)) problems.push(pageReport(component, 'page-duplicate', `Duplicate region name: ${name}`, region));
    names.add(name);
    if (region.children.some((child) => child.name === 'mode'))
      problems.push(pageReport(component, 'page-region', "Region specifies mode that parent doesn't support", region));
    for (const item of childrenNamed(region, 'itemInstances')) {
      const [instance, second] = item.children;
      if (!instance) continue;
      if (second) problems.push(pageReport(component, 'page-item', 'itemInstances holds more than one instance', item));
      const identifier = childText(instance, 'identifier');
      if (!identifier) problems.push(pageReport(component, 'page-identifier', 'Required field is missing: identifier', instance));
      else if (identifiers.has(identifier))
        problems.push(pageReport(component, 'page-duplicate', `Duplicate identifier: ${identifier}`, instance));
      identifiers.add(identifier ?? '');
      for (const property of childrenNamed(instance, 'componentInstanceProperties')) {
        const value = childText(property, 'value');
        if (value === undefined || !FACET_PROPERTIES.has(childText(property, 'name') ?? '')) continue;
        if (facets.has(value)) used.add(value);
        else if (childText(instance, 'componentName')?.startsWith('flexipage:'))
          problems.push(pageReport(component, 'page-facet', `The facet ${value} does not exist`, property));
      }
      problems.push(...(instance.name === 'fieldInstance' ? fieldProblems(scope, instance) : componentProblems(scope, instance)));
      // Each action of a list may have a rule of its own (metadata-pages.md 1.3).
      const listItems = childrenNamed(instance, 'componentInstanceProperties')
        .flatMap((property) => childrenNamed(property, 'valueList'))
        .flatMap((list) => childrenNamed(list, 'valueListItems'));
      for (const ruled of [instance, ...listItems]) problems.push(...visibilityProblems(scope, ruled));
    }
  }
  for (const facet of facets)
    if (!used.has(facet))
      problems.push(
        pageReport(
          component,
          'page-facet',
          `Unused Facet: ${facet}`,
          regions.find((region) => childText(region, 'name') === facet)
        )
      );
  return problems;
}

const UI_BEHAVIORS = ['none', 'readonly', 'required'];

function fieldProblems(scope: PageScope, instance: XmlNode): Problem[] {
  const item = childText(instance, 'fieldItem') ?? '';
  const properties = childrenNamed(instance, 'fieldInstanceProperties').flatMap((property) => {
    const name = childText(property, 'name') ?? '';
    const value = childText(property, 'value') ?? '';
    if (name !== 'uiBehavior')
      return [pageReport(scope.component, 'page-property', `Invalid property [${name}] in field [${item}]`, property)];
    return UI_BEHAVIORS.includes(value.toLowerCase())
      ? []
      : [pageReport(scope.component, 'page-property', `Invalid value [${value}] of property [${name}] in field [${item}]`, property)];
  });
  const missing = missingOnPath(scope, item);
  if (missing === undefined) return properties;
  return [
    ...properties,
    lacking(
      pageReport(scope.component, 'page-field', `We couldn't retrieve or load the information on the field: ${item}`, instance),
      missing.type,
      missing.name
    )
  ];
}

function componentProblems(scope: PageScope, instance: XmlNode): Problem[] {
  const { catalog, component, page } = scope;
  const name = childText(instance, 'componentName') ?? '';
  const properties = PAGE_COMPONENTS[name];
  const bundle = catalog.lwcBundles.get(name.replace(/^c:/, ''));
  const target = PAGE_TARGETS[page.type] ?? '';
  const config = bundle && targetConfigOf(bundle, target);
  const fullName = name.includes(':') ? name : `c:${name}`;
  const unavailable = [
    lacking(
      pageReport(
        component,
        'page-component',
        `We couldn't retrieve the design time component information for component ${fullName}`,
        instance
      ),
      'PageComponent',
      fullName
    )
  ];
  if (!properties) {
    if (!bundle || bundle.meta.isExposed !== true || !bundle.meta.targets?.target.some((each) => each.trim() === target))
      return unavailable;
    if (config?.objects.length && page.sobjectType !== undefined && !config.objects.includes(page.sobjectType)) return unavailable;
  }
  const allowed = properties ?? [...(config?.properties.keys() ?? [])];
  const problems = childrenNamed(instance, 'componentInstanceProperties')
    .filter((property) => !allowed.includes(childText(property, 'name') ?? ''))
    .map((property) =>
      pageReport(component, 'page-property', `Invalid property [${childText(property, 'name') ?? ''}] in component [${name}]`, property)
    );
  for (const property of properties ? childrenNamed(instance, 'componentInstanceProperties') : []) {
    const [propertyName, value = ''] = [childText(property, 'name') ?? '', childText(property, 'value')];
    const fits =
      value === '' ||
      (!BOOLEAN_PROPERTIES.has(propertyName) && !NUMBER_PROPERTIES.has(propertyName)) ||
      (BOOLEAN_PROPERTIES.has(propertyName) ? /^(true|false)$/i : /^\d+$/).test(value);
    if (!fits)
      problems.push(
        pageReport(component, 'page-property', `Invalid value [${value}] of property [${propertyName}] in component [${name}]`, property)
      );
  }
  for (const [propertyName, property] of config?.properties ?? []) {
    for (const { text, node } of valuesOf(instance, propertyName)) {
      const type = (property.attributes['type'] ?? '').toLowerCase();
      const fits = type === 'boolean' ? /^(true|false)$/.test(text) : type === 'integer' ? /^-?\d+$/.test(text) : true;
      if (!fits)
        problems.push(
          pageReport(component, 'page-property', `Invalid value [${text}] of property [${propertyName}] in component [${name}]`, node)
        );
    }
  }
  return [...problems, ...targetProblems(scope, name, instance)];
}

const OPERATORS = ['EQUAL', 'NE', 'CONTAINS', 'GT', 'GE', 'LT', 'LE'];

function visibilityProblems(scope: PageScope, instance: XmlNode): Problem[] {
  const rule = childrenNamed(instance, 'visibilityRule')[0];
  return childrenNamed(rule ?? instance, 'criteria').flatMap((criterion) => {
    const left = childText(criterion, 'leftValue') ?? '';
    const operator = childText(criterion, 'operator') ?? '';
    const problems: Problem[] = [];
    if (!OPERATORS.includes(operator))
      problems.push(
        pageReport(scope.component, 'page-visibility', `'${operator}' is not a valid operator of a visibility rule`, criterion)
      );
    const [, path = ''] = /^\{!(.*)\}$/.exec(left) ?? [];
    const missing = missingInRule(scope, path);
    if (missing)
      problems.push(
        lacking(
          pageReport(scope.component, 'page-visibility', `The visibility rule refers to ${left}, which doesn't exist`, criterion),
          missing.type,
          missing.name
        )
      );
    return problems;
  });
}

/** What the left side of a visibility rule names in vain; undefined when it exists. */
function missingInRule(scope: PageScope, path: string): Subject | undefined {
  const permission = /^\$Permission\.CustomPermission\.(\w+)$/.exec(path)?.[1];
  if (permission !== undefined)
    return scope.catalog.customPermissions.has(permission) ? undefined : { type: 'CustomPermission', name: permission };
  if (/^(\$User\.|\$Client\.formFactor$|\$Permission\.StandardPermission\.)/.test(path)) return undefined;
  return missingOnPath(scope, path);
}
