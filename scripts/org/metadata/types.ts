/** Which metadata types this org takes, and how their files lie in a deployment; everything else is refused by name. */
import { createRequire } from 'node:module';

/** How the files of a type look in Metadata API format. */
export type FileKind = 'xml' | 'source' | 'bundle' | 'folder';

export interface MetadataType {
  name: string;
  directory: string;
  suffix?: string;
  kind: FileKind;
  /** First three characters of the ids of its components. */
  idPrefix: string;
  /** Child elements that are components of their own: element → type. */
  children?: Record<string, string>;
  /** Folder type whose entries precede the components (`reports/Folder/X.report`). */
  inFolder?: boolean;
}

interface RegistryType {
  name: string;
  directoryName: string;
  suffix?: string;
  inFolder?: boolean;
}

/** Types taken, with the id prefixes of Salesforce where records of the type are visible in the API. */
const TAKEN: { name: string; kind: FileKind; idPrefix: string; children?: Record<string, string> }[] = [
  {
    name: 'CustomObject',
    kind: 'xml',
    idPrefix: '01I',
    children: { fields: 'CustomField', validationRules: 'ValidationRule', listViews: 'ListView', compactLayouts: 'CompactLayout' }
  },
  { name: 'CustomObjectTranslation', kind: 'xml', idPrefix: '03o', children: { fields: 'CustomFieldTranslation' } },
  { name: 'StandardValueSet', kind: 'xml', idPrefix: '0Nu' },
  { name: 'GlobalValueSet', kind: 'xml', idPrefix: '0Nt' },
  { name: 'CustomLabels', kind: 'xml', idPrefix: '101', children: { labels: 'CustomLabel' } },
  { name: 'Layout', kind: 'xml', idPrefix: '00h' },
  { name: 'FlexiPage', kind: 'xml', idPrefix: '0M0' },
  { name: 'CustomApplication', kind: 'xml', idPrefix: '02u' },
  { name: 'CustomTab', kind: 'xml', idPrefix: '01r' },
  { name: 'PathAssistant', kind: 'xml', idPrefix: '0JB' },
  { name: 'CustomMetadata', kind: 'xml', idPrefix: 'm00' },
  { name: 'CustomPermission', kind: 'xml', idPrefix: '0CP' },
  { name: 'PermissionSet', kind: 'xml', idPrefix: '0PS' },
  { name: 'ReportFolder', kind: 'folder', idPrefix: '00l' },
  { name: 'Report', kind: 'xml', idPrefix: '00O' },
  { name: 'ReportType', kind: 'xml', idPrefix: '070' },
  { name: 'DashboardFolder', kind: 'folder', idPrefix: '00l' },
  { name: 'Dashboard', kind: 'xml', idPrefix: '01Z' },
  { name: 'LightningComponentBundle', kind: 'bundle', idPrefix: '0Rb' },
  { name: 'ApexClass', kind: 'source', idPrefix: '01p' },
  { name: 'ApexTrigger', kind: 'source', idPrefix: '01q' },
  { name: 'Flow', kind: 'xml', idPrefix: '301' },
  { name: 'Settings', kind: 'xml', idPrefix: '0Se' },
  { name: 'LeadConvertSettings', kind: 'xml', idPrefix: '0Lc' },
  { name: 'MatchingRules', kind: 'xml', idPrefix: '0MR', children: { matchingRules: 'MatchingRule' } },
  { name: 'DuplicateRule', kind: 'xml', idPrefix: '0Bm' },
  { name: 'QuickAction', kind: 'xml', idPrefix: '09D' },
  { name: 'Group', kind: 'xml', idPrefix: '00G' },
  { name: 'Queue', kind: 'xml', idPrefix: '00G' }
];

/** Id prefixes of components that live inside another one's file. */
export const CHILD_ID_PREFIXES: Record<string, string> = {
  CustomField: '00N',
  ValidationRule: '03d',
  ListView: '00B',
  CompactLayout: '0AH',
  CustomFieldTranslation: '03o',
  MatchingRule: '0JD',
  CustomLabel: '101'
};

/** Settings whose switches something in this org reads, or that change nothing in an org of this kind (Flow); others are refused by name. */
export const TAKEN_SETTINGS = ['PathAssistant', 'LeadConfig', 'Opportunity', 'Account', 'Activities', 'Flow'];

const registryTypes: RegistryType[] = Object.values(
  (
    createRequire(import.meta.url)('@salesforce/source-deploy-retrieve/lib/src/registry/metadataRegistry.json') as {
      types: Record<string, RegistryType>;
    }
  ).types
);

export const METADATA_TYPES = new Map<string, MetadataType>(
  TAKEN.map((taken) => {
    const known = registryTypes.find((type) => type.name === taken.name);
    if (!known) throw new Error(`The registry of @salesforce/source-deploy-retrieve does not know ${taken.name}.`);
    return [
      taken.name,
      {
        ...taken,
        directory: known.directoryName,
        ...(known.suffix === undefined ? {} : { suffix: known.suffix }),
        ...(known.inFolder ? { inFolder: true } : {})
      }
    ];
  })
);

/** The child types of all taken types, e.g. CustomField → CustomObject. */
export const PARENT_TYPES = new Map<string, MetadataType>(
  [...METADATA_TYPES.values()].flatMap((type) => Object.values(type.children ?? {}).map((child): [string, MetadataType] => [child, type]))
);

/** What a path in a deployment is. */
export type PathMeaning = { type: MetadataType; fullName: string; isMeta: boolean } | { unsupported: string };

/**
 * Finds type and full name of a file by its path in Metadata API format.
 * @returns the meaning, or the name of the type that is not taken
 */
export function meaningOf(path: string): PathMeaning {
  const [directory = '', ...rest] = path.split('/');
  const local = rest.join('/');
  const candidates = [...METADATA_TYPES.values()].filter((type) => type.directory === directory);
  const bundle = candidates.find((type) => type.kind === 'bundle');
  if (bundle && rest.length >= 2) return { type: bundle, fullName: rest[0] as string, isMeta: false };
  const isMeta = local.endsWith('-meta.xml');
  const plain = isMeta ? local.slice(0, -'-meta.xml'.length) : local;
  for (const type of candidates) {
    if (type.kind === 'folder') {
      const folder = plain.replace(new RegExp(`\\.${type.suffix}$`), '');
      if (isMeta && !folder.includes('.')) return { type, fullName: folder, isMeta: false };
    } else if (plain.endsWith(`.${type.suffix}`)) {
      return { type, fullName: plain.slice(0, -`.${type.suffix}`.length), isMeta };
    }
  }
  return { unsupported: unsupportedName(directory, plain) };
}

function unsupportedName(directory: string, plain: string): string {
  const suffix = plain.split('.').pop();
  const exact = registryTypes.find((type) => type.directoryName === directory && type.suffix === suffix);
  const byDirectory = registryTypes.find((type) => type.directoryName === directory && type.suffix === undefined);
  return exact?.name ?? byDirectory?.name ?? directory;
}

/** True when Salesforce knows the type at all. */
export function isKnownType(name: string): boolean {
  return registryTypes.some((type) => type.name === name);
}
