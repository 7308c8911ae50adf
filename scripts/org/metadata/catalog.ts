/**
 * The catalog: the typed model of everything an org knows about its metadata.
 *
 * It is a pure function of the deployed files plus the data file that describes standard objects
 * (`buildCatalog` in `build.ts`); nothing else in the org may invent an object, a field or a value.
 * Shapes of metadata types come from Salesforce's own WSDL (`@salesforce/types/metadata`).
 */
import type {
  ActionOverride,
  CustomApplication,
  Dashboard,
  DuplicateRule,
  Flow,
  FilterItem,
  FlexiPage,
  Group,
  Layout,
  LightningComponentBundle,
  ListView,
  MatchingRule,
  PathAssistant,
  PermissionSet,
  Queue,
  QuickAction,
  Report,
  ReportType,
  ValidationRule
} from '@salesforce/types/metadata';

/** Field types in the words of describe and of the UI API (`Field.dataType`), in describe's spelling. */
export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'picklist'
  | 'multipicklist'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'time'
  | 'int'
  | 'double'
  | 'currency'
  | 'percent'
  | 'email'
  | 'phone'
  | 'url'
  | 'reference'
  | 'address'
  | 'base64'
  /** Values of history rows: whatever type the changed field has. */
  | 'anyType';

/** One entry of a picklist, of a standard, global or inline value set. */
export interface PicklistValue {
  /** API name: what records store and formulas compare. */
  value: string;
  label: string;
  active: boolean;
  default: boolean;
  /** OpportunityStage, TaskStatus. */
  closed?: boolean;
  /** OpportunityStage. */
  won?: boolean;
  /** OpportunityStage, 0–100. */
  probability?: number;
  /** OpportunityStage: Omitted, Pipeline, BestCase, MostLikely, Forecast, Closed. */
  forecastCategory?: string;
  /** LeadStatus. */
  converted?: boolean;
  /** Values of the controlling field under which this one is offered; absent when not dependent. */
  validFor?: string[];
}

export interface Picklist {
  restricted: boolean;
  sorted: boolean;
  values: PicklistValue[];
  /** API name of the controlling field of a dependent picklist. */
  controllingField?: string;
  /** Name of the standard or global value set the values come from. */
  valueSet?: string;
}

/** A roll-up summary over the details of a master-detail field. */
export interface SummaryDef {
  child: string;
  /** Field of the child that points to the master. */
  lookup: string;
  operation: 'count' | 'sum' | 'min' | 'max';
  /** Summarized field of the child; absent for count. */
  field?: string;
  filters: FilterItem[];
}

export interface FieldDef {
  /** API name, e.g. `StageName`. */
  name: string;
  /** Label in the org's language, renames applied. */
  label: string;
  type: FieldType;
  custom: boolean;
  /** True when a save without a value is refused (metadata `required`, or required by the platform). */
  required: boolean;
  /** False for formulas, roll-ups, audit fields and other system-kept fields. */
  createable: boolean;
  updateable: boolean;
  /** Characters, for text types; digits and decimals for numbers. */
  length?: number;
  precision?: number;
  scale?: number;
  /** Rows of a long text area; such a field is `textarea` with `length` over 255. */
  visibleLines?: number;
  unique: boolean;
  /** A unique field that tells upper from lower case. */
  caseSensitive?: boolean;
  externalId: boolean;
  /** A formula (Salesforce syntax) of the default value, or undefined. */
  defaultValue?: string;
  /** Text of a formula field; the type is the result type. */
  formula?: string;
  formulaTreatBlanksAsZero?: boolean;
  summary?: SummaryDef;
  /** Numbered by the platform: format, and the first number. */
  autoNumber?: { format: string; first: number };
  picklist?: Picklist;
  /** Objects a reference may point to, and the name used in `__r` / relationship paths. */
  referenceTo?: string[];
  relationshipName?: string;
  /** Child relationship as seen from the parent, e.g. `Opportunities`. */
  childRelationshipName?: string;
  masterDetail?: boolean;
  /** A detail may be written by those who read its master. */
  writeRequiresMasterRead?: boolean;
  /** What happens to a lookup when its target is deleted; absent = SetNull. */
  deleteConstraint?: 'SetNull' | 'Restrict' | 'Cascade';
  /** MetadataRelationship fields of custom metadata types. */
  metadataRelationship?: boolean;
  /** Field that names the object of a relationship to FieldDefinition. */
  controllingField?: string;
  description?: string;
  helpText?: string;
  /** Compound fields (Name of Lead, Address) list their parts; a part names its compound. */
  compoundParts?: string[];
  compoundOf?: string;
  /** Always visible to users with object access: name fields, audit fields, required fields (no FLS). */
  alwaysVisible: boolean;
  trackHistory: boolean;
}

export interface ValidationRuleDef extends ValidationRule {
  name: string;
}
export interface ListViewDef extends ListView {
  name: string;
}
export interface CompactLayoutDef {
  name: string;
  label: string;
  fields: string[];
}

export interface ChildRelationship {
  childObject: string;
  field: string;
  relationshipName: string;
}

export interface ObjectDef {
  name: string;
  label: string;
  pluralLabel: string;
  /** First three characters of record ids, unique in the org. */
  keyPrefix: string;
  kind: 'standard' | 'custom' | 'customMetadata';
  /** Field by API name, in order of definition. */
  fields: Map<string, FieldDef>;
  /** API name of the field that names a record (`Name`, `CaseNumber`, `Subject`, `DeveloperName` …). */
  nameField: string;
  /** Auto-number format of the name field of a custom object. */
  nameDisplayFormat?: string;
  validationRules: ValidationRuleDef[];
  listViews: Map<string, ListViewDef>;
  compactLayouts: Map<string, CompactLayoutDef>;
  /** Assigned compact layout, absent = system default. */
  compactLayout?: string;
  childRelationships: ChildRelationship[];
  /** Org-default pages of the object (`View` → FlexiPage). */
  actionOverrides: ActionOverride[];
  /** Tasks and events may be related to its records. */
  activities: boolean;
  /** Of a custom object: reports may be built on it (`enableReports`). */
  reports?: true;
  description?: string;
  /** False for setup-like objects that have no tab, list view or UI API support. */
  userFacing: boolean;
  /** Org-wide default of a deployed object (`Read`, `ControlledByParent` …). */
  sharingModel?: string;
  /** Field history is switched on. */
  tracksHistory?: boolean;
  /** Of an object of history rows: whose history, and its lookup to it. */
  historyOf?: { object: string; field: string };
  /** Of an object of stage rows: whose stages, and its lookup to it. */
  stagesOf?: { object: string; field: string };
}

/** A custom metadata record, values by field API name. */
export interface CustomMetadataRecord {
  /** Type with `__mdt`. */
  object: string;
  developerName: string;
  label: string;
  protected: boolean;
  values: Record<string, string | number | boolean | null>;
}

export interface CustomLabelDef {
  name: string;
  value: string;
  shortDescription: string;
  language: string;
  categories?: string;
}

export interface LwcBundle {
  name: string;
  meta: LightningComponentBundle;
  /** Files of the bundle by path inside it (`gadget.js`, `utils/a.js`), meta file included. */
  files: Map<string, string>;
}

export interface ApexSource {
  name: string;
  body: string;
  apiVersion?: number;
  /** A trigger whose meta file says so does not run. */
  inactive?: true;
}

/** The active version of a flow when there is one, else the latest. */
export interface FlowDef extends Flow {
  name: string;
  /** How many versions the org has of it; undefined for a file that is only read. */
  versions?: number;
}

export interface FolderDef {
  name: string;
  label: string;
}

export interface ReportDef extends Report {
  /** `Folder/DeveloperName`. */
  fullName: string;
  developerName: string;
  folder: string;
}
export interface DashboardDef extends Dashboard {
  fullName: string;
  developerName: string;
  folder: string;
}

export interface TabDef {
  name: string;
  label: string;
  /** Object, FlexiPage or component behind the tab. */
  object?: string;
  flexiPage?: string;
  lwcComponent?: string;
  icon?: string;
}

/** A rule that says which records are alike. */
export interface MatchingRuleDef extends MatchingRule {
  /** `Object.Name`. */
  name: string;
  object: string;
}

/** A rule that says what happens when a record like others is saved. */
export interface DuplicateRuleDef extends DuplicateRule {
  /** `Object.Name`. */
  name: string;
  object: string;
  /** Brought along by the platform and never deployed: it has its place in the order and finds nothing. */
  standard: boolean;
}

/** The whole model. Every map is keyed by full name; a catalog is never changed, only replaced. */
export interface Catalog {
  objects: Map<string, ObjectDef>;
  globalValueSets: Map<string, PicklistValue[]>;
  standardValueSets: Map<string, PicklistValue[]>;
  labels: Map<string, CustomLabelDef>;
  customMetadata: Map<string, CustomMetadataRecord>;
  customPermissions: Map<string, { name: string; label: string; description?: string }>;
  permissionSets: Map<string, PermissionSet & { name: string }>;
  flexiPages: Map<string, FlexiPage & { name: string }>;
  applications: Map<string, CustomApplication & { name: string }>;
  tabs: Map<string, TabDef>;
  pathAssistants: Map<string, PathAssistant & { name: string }>;
  reportFolders: Map<string, FolderDef>;
  dashboardFolders: Map<string, FolderDef>;
  reports: Map<string, ReportDef>;
  /** By the name that reports use: `Name__c`. */
  reportTypes: Map<string, ReportType & { name: string }>;
  dashboards: Map<string, DashboardDef>;
  lwcBundles: Map<string, LwcBundle>;
  apexClasses: Map<string, ApexSource>;
  apexTriggers: Map<string, ApexSource>;
  flows: Map<string, FlowDef>;
  /** `Object-Name`. */
  layouts: Map<string, Layout & { name: string }>;
  /** `Object.Name`, or `Name` for global ones. */
  quickActions: Map<string, QuickAction & { name: string }>;
  matchingRules: Map<string, MatchingRuleDef>;
  duplicateRules: Map<string, DuplicateRuleDef>;
  /** By developer name; `name` is the label. */
  groups: Map<string, Group & { fullName: string }>;
  queues: Map<string, Queue & { fullName: string }>;
  /** Settings by type name without `Settings`, e.g. `PathAssistant`. */
  settings: Map<string, Record<string, unknown>>;
  /** Everything deployed, by `Type:fullName`, children included (`CustomField:Lead.X__c`). */
  components: Map<string, ComponentInfo>;
}

/** Where a component came from and when, for listMetadata, retrieve and deploy results. */
export interface ComponentInfo {
  id: string;
  type: string;
  fullName: string;
  /** Path of its file in Metadata API layout, e.g. `objects/Lead.object`. */
  fileName: string;
  createdDate: string;
  lastModifiedDate: string;
}

/** Finds an object without regard to case, as Salesforce does in SOQL and REST. */
export function findObject(catalog: Catalog, name: string): ObjectDef | undefined {
  const exact = catalog.objects.get(name);
  if (exact) return exact;
  const lower = name.toLowerCase();
  for (const [key, object] of catalog.objects) if (key.toLowerCase() === lower) return object;
  return undefined;
}

/** Finds a field of an object without regard to case. */
export function findField(object: ObjectDef, name: string): FieldDef | undefined {
  const exact = object.fields.get(name);
  if (exact) return exact;
  const lower = name.toLowerCase();
  for (const [key, field] of object.fields) if (key.toLowerCase() === lower) return field;
  return undefined;
}
