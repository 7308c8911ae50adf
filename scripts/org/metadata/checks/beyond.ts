/**
 * A name leads nowhere: is that a mistake of the metadata, or something that this org does not have?
 *
 * A mistake is: a custom thing without namespace that is neither in the deployment nor in the org, and a standard thing that
 * nobody has. Not known here, and refused as `not supported: …`, is: a thing of a managed package, a thing of the platform that
 * real orgs have and this one does not (`standard/otherNames.ts`), and a thing that the same source holds but this org does not take.
 */
import { REPORT_TYPES } from '../../query/reportTypeData.ts';
import type { Catalog } from '../catalog.ts';
import { UNSUPPORTED, type Component, type Problem, type Subject } from '../components.ts';
import { STANDARD_OBJECTS } from '../standard/index.ts';
import { STANDARD_RELATED_LISTS } from '../standard/pageComponents.ts';
import {
  isOtherColumn,
  isOtherField,
  isOtherPageComponent,
  isOtherReportColumn,
  isOtherTab,
  isOtherTemplate,
  OTHER_ACTIONS,
  OTHER_OBJECTS,
  OTHER_RELATED_LISTS,
  OTHER_REPORT_TYPES,
  OTHER_USER_PERMISSIONS
} from '../standard/otherNames.ts';
import { childText } from '../xml.ts';
import { reporter, type CheckContext } from './context.ts';

const RULES = {
  'unsupported-package': { reason: 'this org has no managed packages and no applications of the platform', source: 'this org' },
  'unsupported-object': { reason: 'parts of an object that this org does not have', source: 'this org' }
};
const report = reporter(RULES);

const SUFFIX = /__(c|r|mdt|e|b|x|kav|ka|pc|pr|Share|History|Feed|ChangeEvent|Tag|latitude|longitude|Latitude__s|Longitude__s)$/;

/** A namespace has at most 15 characters and no underscores at its ends or in pairs (Salesforce Help "Create and Register Your Namespace"). */
const NAMESPACED = /^[A-Za-z](?:_?[A-Za-z0-9]){0,14}__\w/;

/** True for a name with the namespace prefix of a managed package: `ns__Thing__c`, `ns__Thing`. */
export const isManaged = (name: string): boolean => NAMESPACED.test(name.replace(SUFFIX, ''));

/** Standard objects of this org; every other name without suffix is a standard object that it lacks, or nobody's. */
const OWN_OBJECTS = new Set(STANDARD_OBJECTS.map(({ name }) => name));

/** Objects of rows that the platform keeps for another object. */
const COMPANION = /^(?:(\w+)__|([A-Za-z0-9]+?))(?:Share|History|Feed|ChangeEvent|Tag)$/;

export class Beyond {
  readonly #catalog: Catalog;
  readonly #alongside: ReadonlySet<string>;
  readonly #isRetrieved: boolean;
  /** Child relationships that the deployed fields make, of objects that this org does not have too: `Parent.Children__r`. */
  readonly #relationships: ReadonlySet<string>;

  constructor({ catalog, alongside, deployed }: Pick<CheckContext, 'catalog' | 'alongside' | 'deployed'>) {
    this.#catalog = catalog;
    this.#alongside = new Set([...(alongside ?? [])].map((key) => key.toLowerCase()));
    this.#isRetrieved = alongside !== undefined;
    this.#relationships = new Set(
      deployed.flatMap(({ type, node }) => {
        const name = type === 'CustomField' && node ? childText(node, 'relationshipName') : undefined;
        return name === undefined || !node ? [] : [`${childText(node, 'referenceTo') ?? ''}.${name}__r`];
      })
    );
  }

  /**
   * True for a component of a managed package. A name with a suffix says so itself (`ns__Thing__c`). Any other one (`Thing__Other`)
   * may as well be misspelt where it is written by hand; a folder that was retrieved can only hold it from a package.
   */
  managed(name: string): boolean {
    return isManaged(name) && (SUFFIX.test(name) || this.#isRetrieved);
  }

  /** Names of metadata are the same in capital and small letters. */
  #isAlongside(key: string): boolean {
    return this.#alongside.has(key.toLowerCase());
  }

  #hasPersonAccounts(): boolean {
    return ['CustomObject:PersonAccount', 'CustomField:Account.PersonEmail', 'CustomField:Account.PersonBirthdate'].some((key) =>
      this.#isAlongside(key)
    );
  }

  /** True for an object that is not in the catalog though it may exist. */
  object(name: string): boolean {
    if (this.#catalog.objects.has(name) || name === '') return false;
    if (isManaged(name) || OTHER_OBJECTS.has(name) || this.#isAlongside(`CustomObject:${name}`)) return true;
    const [, custom, standard] = COMPANION.exec(name) ?? [];
    const owner = custom === undefined ? standard : `${custom}__c`;
    return owner !== undefined && owner !== name && (this.#catalog.objects.has(owner) || this.object(owner));
  }

  /** True for a field, or the relationship of one, that is not in the catalog though it may exist. */
  field(objectName: string, name: string): boolean {
    if (isManaged(name)) return true;
    const isCustom = /__(c|r)$/.test(name);
    const field = name.replace(/__r$/, '__c');
    if (this.#isAlongside(`CustomField:${objectName}.${field}`)) return true;
    const object = this.#catalog.objects.get(objectName);
    // Without the package nobody knows what fields its object has; of a standard object the source would hold its custom fields.
    if (!object) return isManaged(objectName) ? !isCustom || this.#isUnread(objectName) : this.object(objectName) && !isCustom;
    if (/__p[cr]$/.test(name)) {
      const contact = this.#catalog.objects.get('Contact')?.fields.has(name.replace(/__p[cr]$/, '__c')) === true;
      return contact || this.#isAlongside(`CustomField:Contact.${name.replace(/__p[cr]$/, '__c')}`);
    }
    // Permissions are fields of these two.
    if (/^(Profile|PermissionSet)$/.test(objectName) && /^Permissions[A-Z]/.test(field)) return true;
    return isOtherField(objectName, field) || isOtherField(objectName, `${field}Id`);
  }

  /** A managed object whose file the source does not hold may have local fields that nobody sees. */
  #isUnread(objectName: string): boolean {
    return !this.#isAlongside(`CustomObject:${objectName}`);
  }

  /** True when what was looked for says nothing about the metadata that names it. */
  has({ type, name }: Subject): boolean {
    if (this.#isAlongside(`${type}:${name}`)) return true;
    const dot = name.indexOf('.');
    switch (type) {
      case 'CustomObject':
        return this.object(name);
      case 'CustomField':
        return this.field(name.slice(0, dot), name.slice(dot + 1));
      case 'ListViewColumn':
        return this.#column(name.slice(0, dot), name.slice(dot + 1));
      case 'QuickAction':
      case 'ListView':
        return (
          OTHER_ACTIONS.has(name.replace(/^Global\./, '')) || isManaged(name.slice(dot + 1)) || (dot > 0 && this.object(name.slice(0, dot)))
        );
      case 'CustomTab':
        return isOtherTab(name) || isManaged(name);
      case 'CustomApplication':
        return name.startsWith('standard__') || isManaged(name);
      case 'UserPermission':
        return OTHER_USER_PERMISSIONS.has(name);
      case 'ReportType':
        return this.#reportType(name);
      case 'PageComponent':
        return isOtherPageComponent(name) || this.#isAlongside(`AuraDefinitionBundle:${name.replace(/^c:/, '')}`);
      case 'PageTemplate':
        return isOtherTemplate(name) || this.#isAlongside(`AuraDefinitionBundle:${name}`);
      case 'RelatedList':
        return (
          OTHER_RELATED_LISTS.has(name) ||
          STANDARD_RELATED_LISTS.has(name.slice(dot + 1)) ||
          OTHER_RELATED_LISTS.has(name.slice(dot + 1)) ||
          isManaged(name.slice(dot + 1)) ||
          this.#relationships.has(name)
        );
      case 'LayoutItem':
        return name === 'Lead.Company' && this.#hasPersonAccounts();
      case 'ReportColumn':
        return isOtherReportColumn(name) || this.#reportColumn(name.slice(dot + 1));
      case 'ReportFolder':
      case 'DashboardFolder':
        // The folder of everyone has no file.
        return name === 'unfiled$public' || isManaged(name.split('/').at(-1) ?? name);
      default:
        return name.split(/[./-]/).some(isManaged);
    }
  }

  #column(objectName: string, column: string): boolean {
    if (isOtherColumn(objectName, column) || this.field(objectName, column)) return true;
    // `ACCOUNT.OWNER.ALIAS`-like names of an object that this org does not have.
    return !OWN_OBJECTS.has(objectName) && !/__(c|mdt)$/.test(objectName);
  }

  /** `Object.Field__c`, `Object.Children$Field__c`, `X_$Object.Field__c`. */
  #reportColumn(code: string): boolean {
    if (code.split(/[.$]/).some(isManaged)) return true;
    if ([...OTHER_RELATED_LISTS].some((list) => list.includes('$') && code.includes(list))) return true;
    const [table = '', path] = code.includes('$') ? code.split('$') : [undefined, code];
    const [object = '', ...children] = table.split('.');
    const [first = '', second = ''] = (path ?? '').split('.');
    if (children.some((child) => this.has({ type: 'RelatedList', name: `${object}.${child}` }))) return true;
    return this.object(object) || this.object(first) || this.field(object, first) || this.field(first, second);
  }

  /** `CaseList@Case.Lookup__c`: a standard type with the records behind a lookup. */
  #joinedReportType(base: string, lookup: string): boolean {
    const [objectName = '', field = ''] = lookup.split('.');
    const known = this.#catalog.objects.get(objectName)?.fields.has(field) === true || this.field(objectName, field);
    return known && (OTHER_REPORT_TYPES.has(base) || Object.hasOwn(REPORT_TYPES, base));
  }

  /** `X__c` is a custom report type, `CustomEntity$X__c` and its like are made from objects and their relationships. */
  #reportType(name: string): boolean {
    const [base = '', lookup] = name.split('@');
    if (lookup !== undefined && !base.includes('$')) return this.#joinedReportType(base, lookup);
    if (isManaged(name) || OTHER_REPORT_TYPES.has(name)) return true;
    const [kind = '', ...objects] = name.split(/[$@]/).map((part) => part.split('.')[0] as string);
    if (objects.length === 0) return name.endsWith('__c') && this.#isAlongside(`ReportType:${name.slice(0, -'__c'.length)}`);
    return (
      /^[A-Za-z]*CustomEntity[A-Za-z]*$/.test(kind) && objects.every((object) => this.#catalog.objects.has(object) || this.object(object))
    );
  }
}

/** Object that a component is a part of; undefined for what stands alone. */
export function objectOf(component: Pick<Component, 'type' | 'fullName' | 'node'>): string | undefined {
  const { type, fullName, node } = component;
  const upTo = (separator: string): string | undefined =>
    fullName.includes(separator) ? fullName.slice(0, fullName.indexOf(separator)) : undefined;
  switch (type) {
    case 'CustomObject':
      return fullName;
    case 'CustomField':
    case 'ValidationRule':
    case 'ListView':
    case 'CompactLayout':
    case 'QuickAction':
    case 'MatchingRules':
    case 'MatchingRule':
    case 'DuplicateRule':
      return upTo('.') ?? (type === 'MatchingRules' ? fullName : undefined);
    case 'Layout':
    case 'CustomObjectTranslation':
      return upTo('-');
    case 'CustomFieldTranslation':
      return upTo('-');
    case 'CustomMetadata':
      return `${upTo('.') ?? ''}__mdt`;
    case 'PathAssistant':
      return node && childText(node, 'entityName');
    case 'FlexiPage':
      return node && childText(node, 'sobjectType');
    default:
      return undefined;
  }
}

/** Objects that exist for other objects' sake and are no records of their own. */
const NO_OBJECTS = new Set(['Activity', 'Global']);

/**
 * Parts that cannot be judged at all, because they belong to a managed package or to an object that this org does not have.
 * @returns the rest, and one problem for each of them
 */
export function withoutForeign(context: CheckContext, beyond: Beyond): { own: Component[]; problems: Problem[] } {
  const own: Component[] = [];
  const problems: Problem[] = [];
  for (const component of context.deployed) {
    const object = objectOf(component);
    const isOfPackage =
      component.fullName.split(/[./-]/).some((name) => beyond.managed(name)) ||
      (component.type === 'CustomMetadata' && isManaged(object ?? ''));
    if (component.type === 'CustomApplication' && component.fullName.startsWith('standard__'))
      problems.push(report(component, 'unsupported-package', `${UNSUPPORTED}applications of the platform (${component.fullName})`));
    else if (isOfPackage && !isCustomMetadataRecord(component))
      problems.push(
        report(component, 'unsupported-package', `${UNSUPPORTED}parts of managed packages (${component.fullName})`, component.node)
      );
    else if (object !== undefined && !NO_OBJECTS.has(object) && !context.catalog.objects.has(object) && beyond.object(object))
      problems.push(report(component, 'unsupported-object', `${UNSUPPORTED}object ${object}`, component.node));
    else own.push(component);
  }
  return { own, problems };
}

/** Names of records may hold pairs of underscores (`A__B` of a local type is rare, but no namespace). */
const isCustomMetadataRecord = ({ type, fullName }: Component): boolean =>
  type === 'CustomMetadata' &&
  !isManaged(`${fullName.slice(0, fullName.indexOf('.'))}__mdt`) &&
  !isManaged(fullName.slice(fullName.indexOf('.') + 1));

const WORDS: Record<string, string> = {
  QuickAction: 'action',
  LayoutItem: 'a layout without',
  ReportColumn: 'report column',
  ReportFolder: 'report folder',
  CustomObject: 'object',
  CustomField: 'field',
  ListViewColumn: 'list view column',
  UserPermission: 'user permission',
  ReportType: 'report type',
  PageComponent: 'page component',
  PageTemplate: 'page template',
  RelatedList: 'related list'
};

/** A problem about something that may well exist says so. */
export const judged = (problem: Problem, beyond: Beyond): Problem =>
  problem.missing && beyond.has(problem.missing)
    ? { ...problem, problem: `${UNSUPPORTED}${WORDS[problem.missing.type] ?? problem.missing.type} ${problem.missing.name}` }
    : problem;
