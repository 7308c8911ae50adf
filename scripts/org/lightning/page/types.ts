/** What the server tells the browser about a record page; shared by both sides. */

export type PropertyValue = string | number | boolean | string[];

/** One side of a visibility rule: a field of the record, or a value the server already knows. */
export interface Criterion {
  /** Path below the record, e.g. `StageName` or `Account.Name`; absent when `value` is given. */
  field?: string;
  value?: string | boolean | null;
  operator: string;
  right: string;
}

export interface VisibilityRule {
  /** e.g. `1 AND (2 OR 3)`; absent = all criteria. */
  filter?: string;
  criteria: Criterion[];
}

export interface PageNode {
  /** Unique on the page. */
  key: string;
  /** `force:highlightsPanel`, `flexipage:tabset`, `field`, `c:myComponent` … */
  component: string;
  properties: Record<string, PropertyValue>;
  rule?: VisibilityRule;
  /** Contents of facets, by the property that names them (`body`, `columns`, `tabs`, `accordionSections`). */
  facets?: Record<string, PageNode[]>;
  /** Of a field: its path below the record and how it may be used. */
  field?: { path: string; behavior: 'none' | 'readonly' | 'required' };
  /** Of a dynamic related list. */
  relatedList?: RelatedListModel;
  /** Of a highlights panel: what the user may do with the record, in order. */
  actions?: PageAction[];
}

/** A button of the highlights panel, or an entry of the global actions menu. */
export interface PageAction {
  /** `Edit`, `ChangeOwnerOne`, or the full name of a quick action. */
  name: string;
  label: string;
  /** What a quick action does; absent for the platform's own actions. */
  quickAction?: 'Create' | 'Update';
  rule?: VisibilityRule;
}

/** A dynamic related list in the words of the UI API. */
export interface RelatedListModel {
  /** `Id`, or the lookup of the page's object that leads to the parent. */
  parentField: string;
  parentObject: string;
  relatedListId: string;
  childObject: string;
  /** The child's lookup to the parent. */
  childField: string;
  label: string;
  /** Qualified paths, `Contact.Name`. */
  columns: string[];
  /** Qualified path, `-` before it = descending; '' = the list's own order. */
  sortBy: string;
  /** Filter in GraphQL syntax, '' = none. */
  where: string;
  pageSize: number;
  /** Cards instead of a table. */
  tiles: boolean;
  showNew: boolean;
  /** What of its definition this org does not support, '' = nothing. */
  problem: string;
}

export interface PageModel {
  /** API name of the FlexiPage, '' for the system's own page. */
  name: string;
  label: string;
  objectApiName: string;
  template: string;
  regions: { name: string; nodes: PageNode[] }[];
  /** Record fields (paths) that visibility rules read. */
  ruleFields: string[];
  /** Fields of the compact layout, the name first. */
  highlightFields: string[];
  revision: number;
}

/** A safe piece of rich text: a text, or an element with a few harmless attributes. */
export type SafeNode = string | { tag: string; href?: string; children: SafeNode[] };

export interface PathStep {
  value: string;
  label: string;
  closed: boolean;
  won: boolean;
  converted: boolean;
  guidance: SafeNode[];
  /** Key fields, API names that exist on the object. */
  fields: string[];
}

export interface PathModel {
  field: string;
  fieldLabel: string;
  steps: PathStep[];
}
