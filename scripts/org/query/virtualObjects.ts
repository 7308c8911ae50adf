/**
 * EntityDefinition and FieldDefinition: objects without a table whose rows are the catalog itself.
 * Queries reach them directly and through relationship fields of custom metadata types.
 */
import { isNumeric } from './fieldTraits.ts';
import { quoted } from './paths.ts';
import type { Catalog, FieldDef, FieldType, ObjectDef } from '../metadata/catalog.ts';

interface VirtualObject {
  definition: ObjectDef;
  rows: (catalog: Catalog) => Record<string, string | number | null>[];
}

function field(name: string, type: FieldType, extra: Partial<FieldDef> = {}): FieldDef {
  return {
    name,
    label: name,
    type,
    custom: false,
    required: false,
    createable: false,
    updateable: false,
    unique: false,
    externalId: false,
    alwaysVisible: true,
    trackHistory: false,
    length: type === 'string' ? 255 : undefined,
    ...extra
  };
}

function definition(name: string, keyPrefix: string, nameField: string, fields: FieldDef[], children: ObjectDef['childRelationships'] = []): ObjectDef {
  return {
    name,
    label: name,
    pluralLabel: name,
    keyPrefix,
    kind: 'standard',
    fields: new Map(fields.map((item) => [item.name, item])),
    nameField,
    validationRules: [],
    listViews: new Map(),
    compactLayouts: new Map(),
    childRelationships: children,
    userFacing: false,
    actionOverrides: [],
    activities: false
  };
}

/** API names without namespace and suffix, as in `DeveloperName` of Salesforce's definitions. */
const developerName = (name: string): string => name.replace(/__(c|mdt)$/, '');

const ENTITY: VirtualObject = {
  definition: definition(
    'EntityDefinition',
    '4ie',
    'QualifiedApiName',
    [
      field('DurableId', 'string'),
      field('QualifiedApiName', 'string'),
      field('DeveloperName', 'string'),
      field('MasterLabel', 'string'),
      field('Label', 'string'),
      field('PluralLabel', 'string'),
      field('NamespacePrefix', 'string'),
      field('KeyPrefix', 'string'),
      field('IsCustomizable', 'boolean'),
      field('IsCustomSetting', 'boolean'),
      field('IsQueryable', 'boolean')
    ],
    [{ childObject: 'FieldDefinition', field: 'EntityDefinitionId', relationshipName: 'Fields' }]
  ),
  rows: (catalog) =>
    [...catalog.objects.values()].map((object) => ({
      DurableId: object.name,
      QualifiedApiName: object.name,
      DeveloperName: developerName(object.name),
      MasterLabel: object.label,
      Label: object.label,
      PluralLabel: object.pluralLabel,
      NamespacePrefix: null,
      KeyPrefix: object.keyPrefix,
      IsCustomizable: object.userFacing ? 1 : 0,
      IsCustomSetting: 0,
      IsQueryable: 1
    }))
};

const FIELD: VirtualObject = {
  definition: definition('FieldDefinition', '4fe', 'QualifiedApiName', [
    field('DurableId', 'string'),
    field('QualifiedApiName', 'string'),
    field('DeveloperName', 'string'),
    field('MasterLabel', 'string'),
    field('Label', 'string'),
    field('NamespacePrefix', 'string'),
    field('DataType', 'string'),
    field('Length', 'int'),
    field('Precision', 'int'),
    field('Scale', 'int'),
    field('Description', 'string'),
    field('IsNillable', 'boolean'),
    field('IsCalculated', 'boolean'),
    field('EntityDefinitionId', 'reference', { referenceTo: ['EntityDefinition'], relationshipName: 'EntityDefinition', metadataRelationship: true })
  ]),
  rows: (catalog) =>
    [...catalog.objects.values()].flatMap((object) =>
      [...object.fields.values()].map((item) => ({
        DurableId: `${object.name}.${item.name}`,
        QualifiedApiName: item.name,
        DeveloperName: developerName(item.name),
        MasterLabel: item.label,
        Label: item.label,
        NamespacePrefix: null,
        DataType: item.type,
        Length: item.length ?? 0,
        Precision: item.precision ?? 0,
        Scale: isNumeric(item) ? (item.scale ?? 0) : null,
        Description: item.description ?? null,
        IsNillable: item.required ? 0 : 1,
        IsCalculated: item.formula === undefined ? 0 : 1,
        EntityDefinitionId: object.name
      }))
    )
};

const VIRTUAL = new Map([ENTITY, FIELD].map((virtual) => [virtual.definition.name, virtual]));

/** Finds a virtual object without regard to case. */
export function findVirtualObject(name: string): ObjectDef | undefined {
  const lower = name.toLowerCase();
  for (const [key, virtual] of VIRTUAL) if (key.toLowerCase() === lower) return virtual.definition;
  return undefined;
}

const rowsByCatalog = new WeakMap<Catalog, Map<string, string>>();

/** The rows of a virtual object as JSON, computed once per catalog. */
function rowsJson(catalog: Catalog, name: string): string {
  const cache = rowsByCatalog.get(catalog) ?? new Map<string, string>();
  rowsByCatalog.set(catalog, cache);
  let json = cache.get(name);
  if (json === undefined) {
    json = JSON.stringify(VIRTUAL.get(name)?.rows(catalog) ?? []);
    cache.set(name, json);
  }
  return json;
}

export const isVirtual = (object: ObjectDef): boolean => VIRTUAL.get(object.name)?.definition === object;

/** SQL that stands for the table of a virtual object; its rows travel as a bound parameter. */
export function virtualTable(catalog: Catalog, object: ObjectDef, bind: (value: string) => string): string {
  const columns = [...object.fields.keys()].map((name) => `json_extract(value, '$.${name}') AS ${quoted(name)}`);
  return `(SELECT ${columns.join(', ')} FROM json_each(${bind(rowsJson(catalog, object.name))}))`;
}
