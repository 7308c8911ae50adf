/** Stored components → the catalog. A pure function: the same components always give the same catalog. */
import type {
  ApexClass,
  CustomApplication,
  CustomLabel,
  CustomMetadata,
  CustomPermission,
  CustomTab,
  Dashboard,
  FlexiPage,
  Folder,
  GlobalValueSet,
  Group,
  Layout,
  LightningComponentBundle,
  PathAssistant,
  PermissionSet,
  Queue,
  QuickAction,
  Report,
  ReportType,
  StandardValue,
  StandardValueSet
} from '@salesforce/types/metadata';
import { toPicklistValue } from './buildFields.ts';
import { buildObjects } from './buildObjects.ts';
import type { ApexSource, Catalog, CustomMetadataRecord, LwcBundle, PicklistValue, TabDef } from './catalog.ts';
import { keyOf, type StoredComponent } from './components.ts';
import { runningFlow, versionsOf } from './flowVersions.ts';
import { addHistoryObjects } from './history.ts';
import { buildDuplicateRules, buildMatchingRules } from './duplicateRules.ts';
import { toTyped } from './parse.ts';
import { STANDARD_TABS, STANDARD_VALUE_SETS } from './standard/index.ts';
import { applyTranslations } from './translations.ts';
import { childText, childrenNamed, isNil, parseXml, type XmlNode } from './xml.ts';

/**
 * Builds the catalog of an org.
 * @param components everything deployed, in the order of creation (key prefixes follow it)
 */
export function buildCatalog(components: StoredComponent[]): Catalog {
  const byType = Map.groupBy(components, (component) => component.type);
  const of = (type: string): StoredComponent[] => byType.get(type) ?? [];
  const typed = <T>(type: string): Map<string, T & { name: string }> =>
    new Map(
      of(type).map((component) => [component.fullName, { ...toTyped<T>(component.node as XmlNode, type), name: component.fullName }])
    );

  const standardValueSets = new Map<string, PicklistValue[]>(Object.entries(STANDARD_VALUE_SETS));
  for (const component of of('StandardValueSet')) {
    const source = toTyped<StandardValueSet>(component.node as XmlNode, 'StandardValueSet');
    standardValueSets.set(component.fullName, source.standardValue.map(toStandardValue));
  }
  const globalValueSets = new Map<string, PicklistValue[]>();
  for (const component of of('GlobalValueSet')) {
    const source = toTyped<GlobalValueSet>(component.node as XmlNode, 'GlobalValueSet');
    globalValueSets.set(
      component.fullName,
      source.customValue.map((value) => toPicklistValue(value))
    );
  }
  const objects = buildObjects(components, standardValueSets, globalValueSets);
  applyTranslations(objects, components);
  addHistoryObjects(objects, components);
  return {
    objects,
    standardValueSets,
    globalValueSets,
    labels: new Map(
      of('CustomLabel').map((component) => [
        component.fullName,
        { ...toTyped<CustomLabel>(component.node as XmlNode, 'CustomLabel'), name: component.fullName }
      ])
    ),
    customMetadata: new Map(of('CustomMetadata').map((component) => [component.fullName, toRecord(component)])),
    customPermissions: typed<CustomPermission>('CustomPermission'),
    permissionSets: typed<PermissionSet>('PermissionSet'),
    flexiPages: typed<FlexiPage>('FlexiPage'),
    applications: typed<CustomApplication>('CustomApplication'),
    tabs: buildTabs(of('CustomTab'), objects),
    pathAssistants: typed<PathAssistant>('PathAssistant'),
    reportFolders: folders(of('ReportFolder')),
    dashboardFolders: folders(of('DashboardFolder')),
    reports: new Map(
      of('Report').map((component) => [
        component.fullName,
        { ...toTyped<Report>(component.node as XmlNode, 'Report'), ...folderParts(component.fullName) }
      ])
    ),
    reportTypes: new Map(
      of('ReportType').map(({ fullName, node }) => {
        const name = `${fullName}__c`;
        return [name, { ...toTyped<ReportType>(node as XmlNode, 'ReportType'), name }];
      })
    ),
    dashboards: new Map(
      of('Dashboard').map((component) => [
        component.fullName,
        { ...toTyped<Dashboard>(component.node as XmlNode, 'Dashboard'), ...folderParts(component.fullName) }
      ])
    ),
    lwcBundles: new Map(of('LightningComponentBundle').map((component) => [component.fullName, toBundle(component)])),
    apexClasses: new Map(of('ApexClass').map((component) => [component.fullName, toApex(component)])),
    apexTriggers: new Map(of('ApexTrigger').map((component) => [component.fullName, toApex(component)])),
    flows: new Map(
      of('Flow').map((component) => [
        component.fullName,
        { ...runningFlow(component), name: component.fullName, versions: versionsOf(component) }
      ])
    ),
    layouts: typed<Layout>('Layout'),
    quickActions: typed<QuickAction>('QuickAction'),
    matchingRules: buildMatchingRules(of('MatchingRule')),
    duplicateRules: buildDuplicateRules(of('DuplicateRule')),
    // Their element `name` is the label.
    groups: new Map(of('Group').map(({ fullName, node }) => [fullName, { ...toTyped<Group>(node as XmlNode, 'Group'), fullName }])),
    queues: new Map(of('Queue').map(({ fullName, node }) => [fullName, { ...toTyped<Queue>(node as XmlNode, 'Queue'), fullName }])),
    settings: new Map([
      ...of('Settings').map((component): [string, Record<string, unknown>] => [
        component.fullName,
        toTyped<Record<string, unknown>>(component.node as XmlNode, `${component.fullName}Settings`)
      ]),
      ...of('LeadConvertSettings').map((component): [string, Record<string, unknown>] => [
        'LeadConvert',
        toTyped<Record<string, unknown>>(component.node as XmlNode, 'LeadConvertSettings')
      ])
    ]),
    components: new Map(
      components.map(({ id, type, fullName, fileName, createdDate, lastModifiedDate }) => [
        keyOf({ type, fullName }),
        { id, type, fullName, fileName, createdDate, lastModifiedDate }
      ])
    )
  };
}

function toStandardValue(value: StandardValue): PicklistValue {
  const extra: Partial<PicklistValue> = {};
  if (value.closed !== undefined) extra.closed = value.closed;
  if (value.won !== undefined) extra.won = value.won;
  if (value.converted !== undefined) extra.converted = value.converted;
  if (value.probability !== undefined) extra.probability = value.probability;
  if (value.forecastCategory !== undefined) extra.forecastCategory = value.forecastCategory;
  return toPicklistValue(value, extra);
}

function toRecord(component: StoredComponent): CustomMetadataRecord {
  const node = component.node as XmlNode;
  const source = toTyped<CustomMetadata>(node, 'CustomMetadata');
  const dot = component.fullName.indexOf('.');
  const values: CustomMetadataRecord['values'] = {};
  for (const entry of childrenNamed(node, 'values')) {
    const value = entry.children.find((child) => child.name === 'value');
    values[childText(entry, 'field') ?? ''] = value === undefined ? null : toRecordValue(value);
  }
  return {
    object: `${component.fullName.slice(0, dot)}__mdt`,
    developerName: component.fullName.slice(dot + 1),
    label: source.label ?? '',
    protected: source.protected === true,
    values
  };
}

/** `xsi:type` says what a value is (metadata-model.md section 6). */
export function toRecordValue(value: XmlNode): string | number | boolean | null {
  if (isNil(value) || value.text === '') return null;
  const type = value.attributes['xsi:type'];
  if (type === 'xsd:boolean') return value.text.trim() === 'true';
  if (type === 'xsd:double' || type === 'xsd:int') return Number(value.text);
  return value.text;
}

function buildTabs(components: StoredComponent[], objects: Catalog['objects']): Map<string, TabDef> {
  const tabs = new Map<string, TabDef>();
  for (const [name, tab] of Object.entries(STANDARD_TABS)) {
    const object = tab.object === undefined ? undefined : objects.get(tab.object);
    tabs.set(name, {
      name,
      label: object && tab.object !== 'Event' ? object.pluralLabel : tab.label,
      ...(tab.object ? { object: tab.object } : {})
    });
  }
  for (const { fullName, node } of components) {
    const source = toTyped<CustomTab>(node as XmlNode, 'CustomTab');
    tabs.set(fullName, {
      name: fullName,
      label: (source.customObject ? objects.get(fullName)?.pluralLabel : source.label) ?? fullName,
      ...(source.customObject ? { object: fullName } : {}),
      ...(source.flexiPage ? { flexiPage: source.flexiPage } : {}),
      ...(source.lwcComponent ? { lwcComponent: source.lwcComponent } : {}),
      ...(source.motif ? { icon: source.motif } : {})
    });
  }
  return tabs;
}

function folders(components: StoredComponent[]): Map<string, { name: string; label: string }> {
  return new Map(
    components.map(({ fullName, node }) => [fullName, { name: fullName, label: toTyped<Folder>(node as XmlNode, 'Folder').name }])
  );
}

function folderParts(fullName: string): { fullName: string; folder: string; developerName: string } {
  const slash = fullName.lastIndexOf('/');
  return { fullName, folder: fullName.slice(0, slash), developerName: fullName.slice(slash + 1) };
}

function toBundle(component: StoredComponent): LwcBundle {
  const prefix = `lwc/${component.fullName}/`;
  const files = new Map([...component.files].map(([path, content]) => [path.slice(prefix.length), content.toString('utf8')]));
  // A bundle without its meta file is refused by the checks that this catalog is built for.
  const meta = component.node ? toTyped<LightningComponentBundle>(component.node, 'LightningComponentBundle') : {};
  return { name: component.fullName, meta, files };
}

function toApex(component: StoredComponent): ApexSource {
  const [, body] = [...component.files].find(([path]) => !path.endsWith('-meta.xml')) ?? ['', Buffer.alloc(0)];
  const meta = [...component.files].find(([path]) => path.endsWith('-meta.xml'))?.[1];
  const root = meta ? parseXml(meta.toString('utf8')) : undefined;
  const apiVersion = root && toTyped<ApexClass>(root, 'ApexClass').apiVersion;
  return {
    name: component.fullName,
    body: body.toString('utf8'),
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(root && childText(root, 'status')?.trim() === 'Inactive' ? { inactive: true } : {})
  };
}
