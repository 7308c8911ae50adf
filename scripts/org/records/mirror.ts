/**
 * Rows that are metadata: custom metadata records, permission sets, reports, list views … . They can be queried like
 * records, are written only here, and keep their ids from one deployment to the next.
 */
import { ADMIN_USER_ID, LANGUAGE } from '../identity.ts';
import type { Catalog, CustomMetadataRecord, FieldDef, ObjectDef, PicklistValue } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import { stableId } from './ids.ts';
import { deleteRow, insertRow, updateRow } from './rows.ts';
import { quoted } from './sql.ts';
import type { Values } from './values.ts';

interface MirroredRow {
  /** `Type:fullName` of the component, or any key that names the row for good. */
  key: string;
  values: Values;
}

/** Rewrites every mirrored table from the catalog; rows whose component is gone go, and what hangs on them. */
export function mirrorCatalog(org: Org): void {
  const { catalog } = org;
  for (const object of catalog.objects.values()) {
    if (object.kind === 'customMetadata') mirror(org, object.name, customMetadataRows(catalog, object));
  }
  mirror(org, 'PermissionSet', permissionSetRows(catalog));
  mirror(org, 'CustomPermission', customPermissionRows(catalog));
  mirror(org, 'Group', groupRows(catalog));
  mirror(org, 'QueueSobject', queueObjectRows(org));
  addQueueMembers(org);
  mirror(org, 'Folder', folderRows(catalog));
  mirror(org, 'Report', reportRows(org));
  mirror(org, 'Dashboard', dashboardRows(org));
  mirror(org, 'ListView', listViewRows(catalog));
  mirror(org, 'OpportunityStage', valueRows(catalog, 'OpportunityStage', stageValues));
  mirror(
    org,
    'LeadStatus',
    valueRows(catalog, 'LeadStatus', (entry) => ({ IsDefault: entry.default, IsConverted: entry.converted === true }))
  );
  mirror(
    org,
    'TaskStatus',
    valueRows(catalog, 'TaskStatus', (entry) => ({ IsDefault: entry.default, IsClosed: entry.closed === true }))
  );
  mirrorDefinitions(org);
  removeOrphanedAssignments(org);
}

/** The id of a mirrored row: that of its component where the catalog knows one of the right kind. */
function rowId(org: Org, object: ObjectDef, key: string): string {
  const component = org.catalog.components.get(key)?.id;
  return component?.startsWith(object.keyPrefix) ? component : stableId(org, object.keyPrefix, key);
}

/** Id of the row that mirrors a component, e.g. `rowIdOf(org, 'Folder', 'ReportFolder:MyReports')`. */
function rowIdOf(org: Org, objectName: string, key: string): string | null {
  const object = org.catalog.objects.get(objectName);
  return object ? rowId(org, object, key) : null;
}

function mirror(org: Org, objectName: string, rows: MirroredRow[]): void {
  const object = org.catalog.objects.get(objectName);
  if (!object) return;
  replaceRows(
    org,
    object,
    rows.map(({ key, values }) => ({ id: rowId(org, object, key), values }))
  );
}

function replaceRows(org: Org, object: ObjectDef, rows: { id: string; values: Values }[]): void {
  const now = org.clock.now().toISOString();
  const existing = new Set(
    org.db
      .prepare(`SELECT "Id" FROM ${quoted(object.name)}`)
      .all()
      .map((row) => String(row['Id']))
  );
  for (const { id, values } of rows) {
    if (existing.delete(id)) updateRow(org, object.name, id, values);
    else
      insertRow(org, object.name, id, {
        CreatedDate: now,
        CreatedById: ADMIN_USER_ID,
        LastModifiedDate: now,
        LastModifiedById: ADMIN_USER_ID,
        SystemModstamp: now,
        ...values
      });
  }
  for (const id of existing) deleteRow(org, object.name, id);
}

function customMetadataRows(catalog: Catalog, object: ObjectDef): MirroredRow[] {
  const rows: MirroredRow[] = [];
  for (const record of catalog.customMetadata.values()) {
    if (record.object !== object.name) continue;
    const values: Values = {
      DeveloperName: record.developerName,
      QualifiedApiName: record.developerName,
      MasterLabel: record.label,
      Label: record.label,
      Language: LANGUAGE,
      NamespacePrefix: null
    };
    for (const field of object.fields.values())
      if (field.custom && field.formula === undefined) values[field.name] = metadataValue(object, field, record);
    rows.push({ key: `CustomMetadata:${object.name.replace(/__mdt$/, '')}.${record.developerName}`, values });
  }
  return rows;
}

/** A value of a custom metadata record; a relationship becomes the id of the row it points to. */
function metadataValue(object: ObjectDef, field: FieldDef, record: CustomMetadataRecord): Values[string] {
  const value = record.values[field.name] ?? (field.type === 'boolean' ? false : null);
  if (!field.metadataRelationship || typeof value !== 'string' || !field.referenceTo?.includes('FieldDefinition') || value.includes('.'))
    return value;
  // The record names the bare field; the object stands in the controlling field (metadata-model.md section 6).
  const controlling =
    field.controllingField ?? [...object.fields.values()].find((other) => other.referenceTo?.includes('EntityDefinition'))?.name ?? '';
  return `${String(record.values[controlling] ?? '')}.${value}`;
}

function permissionSetRows(catalog: Catalog): MirroredRow[] {
  return [...catalog.permissionSets.values()].map((set) => ({
    key: `PermissionSet:${set.name}`,
    values: {
      Name: set.name,
      Label: set.label,
      Description: set.description ?? null,
      IsOwnedByProfile: false,
      IsCustom: true,
      Type: 'Regular',
      NamespacePrefix: null,
      HasActivationRequired: set.hasActivationRequired === true
    }
  }));
}

function customPermissionRows(catalog: Catalog): MirroredRow[] {
  return [...catalog.customPermissions.values()].map((permission) => ({
    key: `CustomPermission:${permission.name}`,
    values: {
      DeveloperName: permission.name,
      MasterLabel: permission.label,
      Language: LANGUAGE,
      NamespacePrefix: null,
      Description: permission.description ?? null
    }
  }));
}

function groupRows(catalog: Catalog): MirroredRow[] {
  const groups = [...catalog.groups.values()].map((group) => ({
    key: `Group:${group.fullName}`,
    values: { Name: group.name, DeveloperName: group.fullName, Type: 'Regular', DoesIncludeBosses: group.doesIncludeBosses === true }
  }));
  const queues = [...catalog.queues.values()].map((queue) => ({
    key: `Queue:${queue.fullName}`,
    values: {
      Name: queue.name,
      DeveloperName: queue.fullName,
      Type: 'Queue',
      Email: queue.email ?? null,
      DoesSendEmailToMembers: queue.doesSendEmailToMembers === true
    }
  }));
  return [...groups, ...queues];
}

function queueObjectRows(org: Org): MirroredRow[] {
  return [...org.catalog.queues.values()].flatMap((queue) =>
    (queue.queueSobject ?? []).map(({ sobjectType }) => ({
      key: `QueueSobject:${queue.fullName}.${sobjectType}`,
      values: { QueueId: rowIdOf(org, 'Group', `Queue:${queue.fullName}`), SobjectType: sobjectType }
    }))
  );
}

/** Public groups that a queue's file names as members; members that people added stay. */
function addQueueMembers(org: Org): void {
  for (const queue of org.catalog.queues.values()) {
    for (const group of queue.queueMembers?.publicGroups?.publicGroup ?? []) {
      const values = { GroupId: rowIdOf(org, 'Group', `Queue:${queue.fullName}`), UserOrGroupId: rowIdOf(org, 'Group', `Group:${group}`) };
      const known = org.db
        .prepare('SELECT 1 FROM "GroupMember" WHERE "GroupId" = ? AND "UserOrGroupId" = ?')
        .get(values.GroupId, values.UserOrGroupId);
      if (!known) insertRow(org, 'GroupMember', stableId(org, '011', `GroupMember:${queue.fullName}.${group}`), values);
    }
  }
}

function folderRows(catalog: Catalog): MirroredRow[] {
  const rows = (folders: Catalog['reportFolders'], type: string): MirroredRow[] =>
    [...folders.values()].map((folder) => ({
      key: `${type}Folder:${folder.name}`,
      values: { Name: folder.label, DeveloperName: folder.name, Type: type, AccessType: 'Shared', IsReadonly: false, NamespacePrefix: null }
    }));
  return [...rows(catalog.reportFolders, 'Report'), ...rows(catalog.dashboardFolders, 'Dashboard')];
}

function reportRows(org: Org): MirroredRow[] {
  return [...org.catalog.reports.values()].map((report) => ({
    key: `Report:${report.fullName}`,
    values: {
      Name: report.name,
      DeveloperName: report.developerName,
      Description: report.description ?? null,
      FolderName: org.catalog.reportFolders.get(report.folder)?.label ?? report.folder,
      OwnerId: rowIdOf(org, 'Folder', `ReportFolder:${report.folder}`),
      NamespacePrefix: null,
      Format: String(report.format)
    }
  }));
}

function dashboardRows(org: Org): MirroredRow[] {
  return [...org.catalog.dashboards.values()].map((dashboard) => ({
    key: `Dashboard:${dashboard.fullName}`,
    values: {
      Title: dashboard.title,
      DeveloperName: dashboard.developerName,
      Description: dashboard.description ?? null,
      FolderId: rowIdOf(org, 'Folder', `DashboardFolder:${dashboard.folder}`),
      FolderName: org.catalog.dashboardFolders.get(dashboard.folder)?.label ?? dashboard.folder,
      RunningUserId: ADMIN_USER_ID,
      Type: String(dashboard.dashboardType),
      NamespacePrefix: null
    }
  }));
}

function listViewRows(catalog: Catalog): MirroredRow[] {
  const rows: MirroredRow[] = [];
  for (const object of catalog.objects.values()) {
    for (const view of object.listViews.values()) {
      rows.push({
        key: `ListView:${object.name}.${view.name}`,
        values: { Name: view.label, DeveloperName: view.name, SobjectType: object.name, IsSoqlCompatible: true, NamespacePrefix: null }
      });
    }
  }
  return rows;
}

function stageValues(entry: PicklistValue): Values {
  return {
    IsActive: entry.active,
    IsClosed: entry.closed === true,
    IsWon: entry.won === true,
    ForecastCategory: entry.forecastCategory ?? null,
    ForecastCategoryName: entry.forecastCategory ?? null,
    DefaultProbability: entry.probability ?? null
  };
}

function valueRows(catalog: Catalog, valueSet: string, more: (entry: PicklistValue) => Values): MirroredRow[] {
  return (catalog.standardValueSets.get(valueSet) ?? []).map((entry, index) => ({
    key: `${valueSet}:${entry.value}`,
    values: { MasterLabel: entry.label, ApiName: entry.value, SortOrder: index + 1, ...more(entry) }
  }));
}

/** EntityDefinition and FieldDefinition: their ids are the durable ids, API names, that custom metadata relationships hold. */
function mirrorDefinitions(org: Org): void {
  const { catalog } = org;
  const entities = catalog.objects.get('EntityDefinition');
  const fields = catalog.objects.get('FieldDefinition');
  const objects = [...catalog.objects.values()];
  if (entities)
    replaceRows(
      org,
      entities,
      objects.map((object) => ({ id: object.name, values: entityValues(object) }))
    );
  if (fields) {
    const rows = objects.flatMap((object) =>
      [...object.fields.values()].map((field) => ({ id: `${object.name}.${field.name}`, values: fieldValues(object, field) }))
    );
    replaceRows(org, fields, rows);
  }
}

const shortName = (apiName: string): string => apiName.replace(/__(c|mdt)$/, '');

/** Org-wide default of the standard objects: this org shows every record to everyone who may read its object. */
const OPEN_TO_ALL = 'ReadWrite';

function entityValues(object: ObjectDef): Values {
  return {
    DurableId: object.name,
    QualifiedApiName: object.name,
    DeveloperName: shortName(object.name),
    NamespacePrefix: null,
    Label: object.label,
    MasterLabel: object.label,
    PluralLabel: object.pluralLabel,
    KeyPrefix: object.keyPrefix,
    InternalSharingModel: object.sharingModel ?? (object.userFacing ? OPEN_TO_ALL : null),
    IsCustomizable: object.userFacing || object.kind !== 'standard',
    IsQueryable: true
  };
}

function fieldValues(object: ObjectDef, field: FieldDef): Values {
  return {
    DurableId: `${object.name}.${field.name}`,
    QualifiedApiName: field.name,
    DeveloperName: shortName(field.name),
    NamespacePrefix: null,
    Label: field.label,
    MasterLabel: field.label,
    DataType: field.type,
    EntityDefinitionId: object.name,
    Length: field.length ?? null,
    Precision: field.precision ?? null,
    Scale: field.scale ?? null
  };
}

/** An assignment to a permission set that no longer exists would grant nothing and still be listed. */
function removeOrphanedAssignments(org: Org): void {
  if (!org.catalog.objects.has('PermissionSetAssignment') || !org.catalog.objects.has('PermissionSet')) return;
  org.db.exec('DELETE FROM "PermissionSetAssignment" WHERE "PermissionSetId" NOT IN (SELECT "Id" FROM "PermissionSet")');
}
