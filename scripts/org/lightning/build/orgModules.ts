/** `@salesforce/*` modules whose content is the org's metadata, for deployed components. */
import type { Catalog } from '../../metadata/catalog.ts';
import { findField, findObject } from '../../metadata/catalog.ts';
import type { Subject } from '../../metadata/components.ts';
import { auraEnabledMethod } from '../apexMethods.ts';
import { platformVirtualModule } from './virtual.ts';

export type VirtualModule = { source: string } | { problem: string; /** What the catalog does not have. */ missing?: Subject };

const REFUSED_SCOPES = new Set(['resourceUrl', 'contentAssetUrl', 'messageChannel', 'userPermission', 'community', 'site']);

/**
 * Source of an `@salesforce/...` module, or the words with which Salesforce (or this org) refuses the import.
 * Source: LWC guide, "@salesforce modules".
 */
export function orgVirtualModule(id: string, catalog: Catalog): VirtualModule {
  const [, scope = '', ...rest] = id.split('/');
  const name = rest.join('/');
  if (REFUSED_SCOPES.has(scope)) return { problem: `not supported: ${id}` };
  if (scope === 'label' && name.startsWith('c.')) return labelModule(name.slice(2), catalog);
  if (scope === 'schema') return schemaModule(name, catalog);
  if (scope === 'apex') return apexModule(name, catalog);
  if (scope === 'customPermission') return permissionModule(name, catalog);
  if (id === '@salesforce/user/Id') return { source: `import { context } from 'platform/context'; export default context.userId;` };
  const source = platformVirtualModule(id);
  return source === undefined ? { problem: `not supported: ${id}` } : { source };
}

function labelModule(name: string, catalog: Catalog): VirtualModule {
  const label = catalog.labels.get(name);
  return label ? { source: `export default ${JSON.stringify(label.value)};` } : { problem: `The custom label c.${name} does not exist` };
}

function schemaModule(name: string, catalog: Catalog): VirtualModule {
  const [objectName = '', ...path] = name.split('.');
  const object = findObject(catalog, objectName);
  if (!object)
    return {
      problem: `Invalid reference ${objectName} of type sobjectClass in @salesforce/schema/${name}`,
      missing: { type: 'CustomObject', name: objectName }
    };
  if (path.length === 0) return { source: `export default ${JSON.stringify({ objectApiName: object.name })};` };
  let owner = object;
  let missing: Subject | undefined;
  for (const [index, part] of path.entries()) {
    if (index === path.length - 1) {
      const field = findField(owner, part);
      if (!field) {
        missing = { type: 'CustomField', name: `${owner.name}.${part}` };
        break;
      }
      const fieldApiName = [...path.slice(0, -1), field.name].join('.');
      return { source: `export default ${JSON.stringify({ fieldApiName, objectApiName: object.name })};` };
    }
    const reference = [...owner.fields.values()].find((candidate) => candidate.relationshipName === part);
    const next = reference?.referenceTo?.map((target) => findObject(catalog, target)).find((target) => target !== undefined);
    if (!next) {
      missing = reference
        ? { type: 'CustomObject', name: reference.referenceTo?.[0] ?? '' }
        : { type: 'CustomField', name: `${owner.name}.${part}` };
      break;
    }
    owner = next;
  }
  return { problem: `Invalid reference ${name} of type sobjectField in @salesforce/schema/${name}`, ...(missing ? { missing } : {}) };
}

function apexModule(name: string, catalog: Catalog): VirtualModule {
  if (name === '') return { source: `export { refreshApex, getSObjectValue } from 'platform/apex';` };
  const [className = '', methodName = ''] = name.split('.');
  const source = catalog.apexClasses.get(className);
  const method = source && auraEnabledMethod(source.body, methodName);
  if (!method) return { problem: `Unable to find Apex action method referenced as '${name}'.` };
  return {
    source: `import { apexMethod } from 'platform/apex'; export default apexMethod(${JSON.stringify(className)}, ${JSON.stringify(method.name)}, ${method.cacheable});`
  };
}

function permissionModule(name: string, catalog: Catalog): VirtualModule {
  if (!catalog.customPermissions.has(name)) return { problem: `Invalid reference ${name} of type customPermission` };
  return {
    source: `import { context } from 'platform/context'; export default context.customPermissions.includes(${JSON.stringify(name)}) || undefined;`
  };
}
