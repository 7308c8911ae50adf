/** Flows as text, on the widgets of `records/__tests__/fixtures.ts`. */
import { deployFiles } from '../../metadata/deploy.ts';
import type { Clock, Org } from '../../org.ts';
import { widgetOrg } from '../../records/__tests__/fixtures.ts';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export type Value = string | number | boolean | null | { ref: string } | { date: string };

/** A value element, or nothing for a blank. */
export function value(given: Value, element = 'value'): string {
  if (given === null) return '';
  const [kind, text] =
    typeof given === 'string'
      ? ['stringValue', given]
      : typeof given === 'number'
        ? ['numberValue', String(given)]
        : typeof given === 'boolean'
          ? ['booleanValue', String(given)]
          : 'ref' in given
            ? ['elementReference', given.ref]
            : ['dateValue', given.date];
  return `<${element}><${kind}>${escaped(text)}</${kind}></${element}>`;
}

export const ref = (name: string): Value => ({ ref: name });

const to = (target: string | undefined, element = 'connector'): string =>
  target === undefined ? '' : `<${element}><targetReference>${target}</targetReference></${element}>`;

const node = (kind: string, name: string, inner: string): string =>
  `<${kind}><name>${name}</name><label>${name} の表示ラベル</label><locationX>0</locationX><locationY>0</locationY>${inner}</${kind}>`;

export const assignment = (name: string, items: [target: string, value: Value, operator?: string][], next?: string): string =>
  node(
    'assignments',
    name,
    items
      .map(
        ([target, given, operator]) =>
          `<assignmentItems><assignToReference>${target}</assignToReference><operator>${operator ?? 'Assign'}</operator>${value(given)}</assignmentItems>`
      )
      .join('') + to(next)
  );

export const condition = (left: string, operator: string, right: Value): string =>
  `<conditions><leftValueReference>${left}</leftValueReference><operator>${operator}</operator>${value(right, 'rightValue')}</conditions>`;

/** One outcome and the default one. */
export const decision = (name: string, conditions: string, yes?: string, no?: string, more = '', logic = 'and'): string =>
  node(
    'decisions',
    name,
    `${to(no, 'defaultConnector')}<defaultConnectorLabel>既定の結果</defaultConnectorLabel><rules><name>${name}_Yes</name><conditionLogic>${logic}</conditionLogic>${conditions}${to(yes)}${more}<label>はい</label></rules>`
  );

export const filter = (field: string, operator: string, given: Value): string =>
  `<filters><field>${field}</field><operator>${operator}</operator>${value(given)}</filters>`;

export const input = (field: string, given: Value): string => `<inputAssignments><field>${field}</field>${value(given)}</inputAssignments>`;

interface Part {
  next?: string;
  fault?: string;
}

export const create = (name: string, object: string, inputs: string, part: Part = {}): string =>
  node(
    'recordCreates',
    name,
    `${to(part.next)}${to(part.fault, 'faultConnector')}${inputs}<object>${object}</object><storeOutputAutomatically>true</storeOutputAutomatically>`
  );

export const createFrom = (name: string, reference: string, part: Part = {}): string =>
  node('recordCreates', name, `${to(part.next)}${to(part.fault, 'faultConnector')}<inputReference>${reference}</inputReference>`);

export const updateRecord = (name: string, reference: string, inputs: string, part: Part = {}): string =>
  node('recordUpdates', name, `${to(part.next)}${to(part.fault, 'faultConnector')}${inputs}<inputReference>${reference}</inputReference>`);

export const updateWhere = (name: string, object: string, filters: string, inputs: string, part: Part = {}): string =>
  node(
    'recordUpdates',
    name,
    `${to(part.next)}${to(part.fault, 'faultConnector')}<filterLogic>and</filterLogic>${filters}${inputs}<object>${object}</object>`
  );

export const deleteWhere = (name: string, object: string, filters: string, part: Part = {}): string =>
  node(
    'recordDeletes',
    name,
    `${to(part.next)}${to(part.fault, 'faultConnector')}<filterLogic>and</filterLogic>${filters}<object>${object}</object>`
  );

export const lookup = (name: string, object: string, filters: string, next?: string, more = '', first = true): string =>
  node(
    'recordLookups',
    name,
    `<assignNullValuesIfNoRecordsFound>false</assignNullValuesIfNoRecordsFound>${to(next)}${filters ? '<filterLogic>and</filterLogic>' : ''}${filters}<getFirstRecordOnly>${first}</getFirstRecordOnly><object>${object}</object>${more}<storeOutputAutomatically>true</storeOutputAutomatically>`
  );

export const loop = (name: string, collection: string, each?: string, after?: string): string =>
  node(
    'loops',
    name,
    `<collectionReference>${collection}</collectionReference><iterationOrder>Asc</iterationOrder>${to(each, 'nextValueConnector')}${to(after, 'noMoreValuesConnector')}`
  );

export const customError = (name: string, message: string, field?: string): string =>
  node(
    'customErrors',
    name,
    `<customErrorMessages><errorMessage>${message}</errorMessage>${field ? `<fieldSelection>${field}</fieldSelection>` : ''}<isFieldError>${field !== undefined}</isFieldError></customErrorMessages>`
  );

export const formula = (name: string, dataType: string, expression: string, more = ''): string =>
  `<formulas><name>${name}</name><dataType>${dataType}</dataType><expression>${escaped(expression)}</expression>${more}</formulas>`;

export const variable = (name: string, dataType: string, more = ''): string =>
  `<variables><name>${name}</name><dataType>${dataType}</dataType><isCollection>${more.includes('COLLECTION')}</isCollection><isInput>false</isInput><isOutput>false</isOutput>${more.replace('COLLECTION', '')}</variables>`;

export const constant = (name: string, dataType: string, given: Value): string =>
  `<constants><name>${name}</name><dataType>${dataType}</dataType>${value(given)}</constants>`;

export const textTemplate = (name: string, text: string): string =>
  `<textTemplates><name>${name}</name><isViewedAsPlainText>true</isViewedAsPlainText><text>${text}</text></textTemplates>`;

export interface FlowOptions {
  trigger?: 'RecordBeforeSave' | 'RecordAfterSave' | 'RecordBeforeDelete';
  on?: 'Create' | 'Update' | 'CreateAndUpdate' | 'Delete';
  object?: string;
  /** Filters, filter formula and the like, inside the start element. */
  entry?: string;
  first?: string | undefined;
  status?: string;
  order?: number;
  apiVersion?: string;
}

/** A whole flow file; elements are put in the order of their kinds, as files of orgs have them. */
export function flowFile(label: string, options: FlowOptions, elements: string[]): string {
  const { trigger = 'RecordAfterSave', object = 'Widget__c', entry = '', status = 'Active' } = options;
  const on = options.on ?? (trigger === 'RecordBeforeDelete' ? 'Delete' : 'CreateAndUpdate');
  const kind = (text: string): string => /^<(\w+)/.exec(text)?.[1] ?? '';
  const first = 'first' in options ? options.first : /<name>(\w+)<\/name>/.exec(elements[0] ?? '')?.[1];
  const start = `<start><locationX>50</locationX><locationY>0</locationY>${to(first)}${entry}<object>${object}</object><recordTriggerType>${on}</recordTriggerType><triggerType>${trigger}</triggerType></start>`;
  const order = options.order === undefined ? '' : `<triggerOrder>${options.order}</triggerOrder>`;
  const body = elements.toSorted((a, b) => (kind(a) < kind(b) ? -1 : kind(a) > kind(b) ? 1 : 0)).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>${options.apiVersion ?? '66.0'}</apiVersion><environments>Default</environments><interviewLabel>${label} {!$Flow.CurrentDateTime}</interviewLabel><label>${label}</label><processType>AutoLaunchedFlow</processType>${start}<status>${status}</status>${order}${body}</Flow>`;
}

export const when = (logic: string, ...filters: string[]): string => `<filterLogic>${logic}</filterLogic>${filters.join('')}`;
export const whenFormula = (text: string): string => `<filterFormula>${escaped(text)}</filterFormula>`;
export const ONLY_NEWLY = '<doesRequireRecordChangedToMeetCriteria>true</doesRequireRecordChangedToMeetCriteria>';

/** An org with widgets and these flows, by developer name. */
export function flowOrg(
  flows: Record<string, string>,
  options: { rules?: string; clock?: Clock; files?: Record<string, string> } = {}
): Org {
  const files = Object.fromEntries(Object.entries(flows).map(([name, text]) => [`flows/${name}.flow`, text]));
  return widgetOrg({ ...options, files: { ...options.files, ...files } });
}

/** What is said about a flow when it is deployed: refusals, then warnings. */
export function problemsOf(text: string, name = 'Widget_Flow'): { problems: string[]; warnings: string[] } {
  const result = deployFiles(PROBE, new Map([[`flows/${name}.flow`, Buffer.from(text)]]), { checkOnly: true });
  const { componentFailures, componentSuccesses } = result.details;
  const warnings = componentSuccesses.filter((entry) => entry.problemType === 'Warning');
  return { problems: componentFailures.map((entry) => entry.problem ?? ''), warnings: warnings.map((entry) => entry.problem ?? '') };
}

const PROBE = widgetOrg();
