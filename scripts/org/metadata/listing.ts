/** What the org has, for `sf org list metadata-types` and `sf org list metadata`. */
import { ADMIN_USER_ID, ADMIN_USERNAME } from '../identity.ts';
import type { Catalog, ComponentInfo } from './catalog.ts';
import { METADATA_TYPES } from './types.ts';

/** FileProperties of the Metadata API. */
export interface FileProperties {
  createdById: string;
  createdByName: string;
  createdDate: string;
  fileName: string;
  fullName: string;
  id: string;
  lastModifiedById: string;
  lastModifiedByName: string;
  lastModifiedDate: string;
  manageableState: string;
  type: string;
}

/** When the platform made what every org has. */
const ORG_CREATED = '2020-01-01T00:00:00.000Z';

export function fileProperties(info: ComponentInfo, fileName = info.fileName): FileProperties {
  return {
    createdById: ADMIN_USER_ID,
    createdByName: ADMIN_USERNAME,
    createdDate: info.createdDate,
    fileName,
    fullName: info.fullName,
    id: info.id,
    lastModifiedById: ADMIN_USER_ID,
    lastModifiedByName: ADMIN_USERNAME,
    lastModifiedDate: info.lastModifiedDate,
    manageableState: 'unmanaged',
    type: info.type
  };
}

/** DescribeMetadataResult. */
export function describeMetadata(): Record<string, unknown> {
  const metadataObjects = [...METADATA_TYPES.values()]
    .filter((type) => type.kind !== 'folder')
    .map((type) => ({
      childXmlNames: Object.values(type.children ?? {}).filter((child) => child !== 'CustomFieldTranslation'),
      directoryName: type.directory,
      inFolder: type.inFolder === true,
      metaFile: type.kind === 'source',
      suffix: type.suffix,
      xmlName: type.name
    }));
  return { metadataObjects, organizationNamespace: '', partialSaveAllowed: false, testRequired: false };
}

/**
 * Components of a type, standard objects and value sets included.
 * @param folder for reports and dashboards
 */
export function listMetadata(catalog: Catalog, type: string, folder?: string): FileProperties[] {
  const deployed = [...catalog.components.values()].filter(
    (info) => info.type === type && (folder === undefined || info.fullName.startsWith(`${folder}/`))
  );
  return [...deployed, ...platformComponents(catalog, type).filter((info) => !catalog.components.has(`${type}:${info.fullName}`))]
    .map((info) => fileProperties(info))
    .toSorted((a, b) => (a.fullName < b.fullName ? -1 : 1));
}

function platformComponents(catalog: Catalog, type: string): ComponentInfo[] {
  const info = (fullName: string, fileName: string): ComponentInfo => ({
    id: '',
    type,
    fullName,
    fileName,
    createdDate: ORG_CREATED,
    lastModifiedDate: ORG_CREATED
  });
  if (type === 'StandardValueSet')
    return [...catalog.standardValueSets.keys()].map((name) => info(name, `standardValueSets/${name}.standardValueSet`));
  if (type === 'CustomObject')
    return [...catalog.objects.values()]
      .filter((object) => object.kind === 'standard' && object.userFacing)
      .map((object) => info(object.name, `objects/${object.name}.object`));
  if (type === 'DuplicateRule')
    return [...catalog.duplicateRules.values()]
      .filter((rule) => rule.standard)
      .map((rule) => info(rule.name, `duplicateRules/${rule.name}.duplicateRule`));
  return [];
}
