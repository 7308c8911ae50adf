/** What the platform offers only to some names, objects and versions: reserved words, Dynamic Forms, modules of newer API versions. */
import type { CustomField, FlexiPage } from '@salesforce/types/metadata';
import type { Component, Problem } from '../components.ts';
import { toTyped } from '../parse.ts';
import { childrenNamed, childText, type XmlNode } from '../xml.ts';
import { asWarning, deployedOf, reporter, type CheckContext } from './context.ts';

const RULES = {
  'lwc-api-version': {
    reason: 'modules need the API version that brought them',
    source: 'LWC guide, "GraphQL API Wire Adapter"; GraphQL API guide, "Mutations Limitations": mutations since 66.0'
  },
  'name-reserved': {
    reason: 'objects and relationships cannot be named by words of Apex',
    source: 'metadata-automation.md section 7, X14 (BELIEVED)'
  },
  'page-dynamic-forms': {
    reason: 'not every object has Dynamic Forms',
    source: 'metadata-pages.md 1.5 (BELIEVED)'
  }
};
const report = reporter(RULES);

/** Checks what depends on the platform alone. */
export function checkPlatformLimits(context: CheckContext): Problem[] {
  return [
    ...deployedOf(context, 'LightningComponentBundle').flatMap(versionProblems),
    ...deployedOf(context, 'CustomObject').flatMap(objectNameProblems),
    ...deployedOf(context, 'CustomField').flatMap(relationshipNameProblems),
    ...deployedOf(context, 'FlexiPage').flatMap(dynamicFormsProblems)
  ];
}

type WithNode = Component & { node: XmlNode };

const GRAPHQL_SINCE = 65;
const MUTATIONS_SINCE = 66;

/** `import { gql, executeMutation } from 'lightning/graphql'` */
const GRAPHQL_IMPORT = /^[ \t]*import\b(?!\s+type\b)([\w\s{},*$]*?)\bfrom\s*['"]lightning\/graphql['"]/m;

function versionProblems(component: WithNode): Problem[] {
  const version = Number(childText(component.node, 'apiVersion') ?? NaN);
  if (Number.isNaN(version)) return [];
  const needed = [...component.files].flatMap(([path, content]) => {
    const [, names] = (/\.(js|ts)$/.test(path) ? GRAPHQL_IMPORT.exec(content.toString('utf8')) : undefined) ?? [];
    if (names === undefined) return [];
    return [
      { what: 'lightning/graphql', since: GRAPHQL_SINCE },
      ...(/\bexecuteMutation\b/.test(names) ? [{ what: 'executeMutation of lightning/graphql', since: MUTATIONS_SINCE }] : [])
    ];
  });
  const [missing] = needed.filter(({ since }) => version < since).sort((a, b) => b.since - a.since);
  const at = childrenNamed(component.node, 'apiVersion')[0];
  return missing
    ? [
        {
          ...report(
            component,
            'lwc-api-version',
            `${missing.what} needs API version ${missing.since}.0, this component has ${version}.0`,
            at
          ),
          fileName: `lwc/${component.fullName}/${component.fullName}.js-meta.xml`
        }
      ]
    : [];
}

/** Words of Apex (Apex Developer Guide, "Reserved Keywords"); those reserved for later are taken: a real org has `Transaction__c`. */
const RESERVED = new Set(
  'abstract and array as asc blob boolean break bulk by catch class commit continue currency date datetime decimal delete desc do double else enum exception extends false final finally for from global if implements in insert instanceof integer interface like limit list long map merge new not null nulls on or order override package private protected public return rollback select set sobject sort static string super system testmethod this throw trigger true try undelete update upsert using virtual void webservice where while'.split(
    ' '
  )
);

const reserved = (component: Component, name: string, at: XmlNode): Problem[] =>
  RESERVED.has(name.toLowerCase()) ? [asWarning(report(component, 'name-reserved', `Reserved word used as a name: ${name}`, at))] : [];

function objectNameProblems(component: WithNode): Problem[] {
  return component.fullName.endsWith('__c') ? reserved(component, component.fullName.slice(0, -'__c'.length), component.node) : [];
}

function relationshipNameProblems(component: WithNode): Problem[] {
  const name = toTyped<CustomField>(component.node, 'CustomField').relationshipName;
  return name === undefined ? [] : reserved(component, name, component.node);
}

/** Objects whose record pages show their fields by the layout only. */
const LAYOUT_ONLY = new Set(['Task', 'Event', 'Campaign', 'Product2']);

function dynamicFormsProblems(component: WithNode): Problem[] {
  const { sobjectType } = toTyped<FlexiPage>(component.node, 'FlexiPage');
  if (sobjectType === undefined || !LAYOUT_ONLY.has(sobjectType)) return [];
  const field = childrenNamed(component.node, 'flexiPageRegions')
    .flatMap((region) => childrenNamed(region, 'itemInstances'))
    .flatMap((item) => childrenNamed(item, 'fieldInstance'))[0];
  return field
    ? [asWarning(report(component, 'page-dynamic-forms', `You can't add fields to a Lightning page of ${sobjectType}`, field))]
    : [];
}
