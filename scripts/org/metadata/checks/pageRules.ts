/** Rules of Lightning pages and what their checks share. */
import type { FlexiPage } from '@salesforce/types/metadata';
import type { Catalog, ObjectDef } from '../catalog.ts';
import type { Component, Subject } from '../components.ts';
import { childrenNamed, childText, type XmlNode } from '../xml.ts';
import { reporter } from './context.ts';

const PAGES = 'metadata-pages.md';

export const PAGE_RULES = {
  'page-object': { reason: 'a record page needs its object', source: `${PAGES} 1.7 (heimdall #3)` },
  'page-part': { reason: 'only parts that this org shows', source: 'this org' },
  'page-template': { reason: 'the template must exist and fit the page type', source: `${PAGES} 1.2, 2` },
  'page-region': { reason: 'regions are those of the template; no inherited regions', source: `${PAGES} 1.2, 1.7 (4)` },
  'page-duplicate': { reason: 'region names and identifiers are unique', source: `${PAGES} 1.7 (4)` },
  'page-item': { reason: 'one instance per item', source: `${PAGES} 1.7 (4)` },
  'page-identifier': { reason: 'every instance has an identifier since API 53', source: `${PAGES} 1.7 (1)` },
  'page-facet': { reason: 'facets are used, and used facets exist', source: `${PAGES} 1.7 (4)` },
  'page-field': { reason: 'fields go as Record.X and must exist', source: `${PAGES} 1.7 (4)` },
  'page-component': { reason: 'components exist and are exposed for the page', source: `${PAGES} 1.7 (6)` },
  'page-property': { reason: 'properties are those of the component', source: `${PAGES} 1.7 (7), 8` },
  'page-visibility': { reason: 'visibility rules name existing things', source: `${PAGES} 1.4, 1.7 (10)` },
  'page-target': { reason: 'every name on a page must exist', source: `${PAGES} 1.7 (10), 2` },
  X10: { reason: 'a report chart needs its report', source: 'metadata-automation.md section 7' }
};
export const pageReport = reporter(PAGE_RULES);

export interface PageScope {
  catalog: Catalog;
  component: Component & { node: XmlNode };
  page: FlexiPage;
  /** Object of a record page. */
  object: ObjectDef | undefined;
}

/** Values of a property: its value, or the values of its list. */
export function valuesOf(instance: XmlNode, property: string): { text: string; node: XmlNode }[] {
  return childrenNamed(instance, 'componentInstanceProperties')
    .filter((node) => childText(node, 'name') === property)
    .flatMap((node) => {
      const value = childText(node, 'value');
      if (value !== undefined) return [{ text: value, node }];
      return childrenNamed(node, 'valueList')
        .flatMap((list) => childrenNamed(list, 'valueListItems'))
        .map((item) => ({ text: childText(item, 'value') ?? '', node: item }));
    });
}

/**
 * What a path like `Record.X` or `Record.Account.X` on the page's object names in vain.
 * @returns undefined when it leads to a field
 */
export function missingOnPath({ catalog, object }: PageScope, path: string): Subject | undefined {
  const [root, ...parts] = path.split('.');
  const nothing = { type: '', name: path };
  if (root !== 'Record' || parts.length === 0 || !object) return nothing;
  let owner = object;
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const lookup = [...owner.fields.values()].find((field) => field.relationshipName === part);
    if (isLast ? !owner.fields.has(part) : !lookup) return { type: 'CustomField', name: `${owner.name}.${part}` };
    if (isLast) return undefined;
    const target = lookup?.referenceTo?.[0] ?? '';
    const next = catalog.objects.get(target);
    if (!next) return { type: 'CustomObject', name: target };
    owner = next;
  }
  return nothing;
}
