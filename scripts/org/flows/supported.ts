/** What of the Flow metadata type this org runs; everything else is refused by name when it is deployed. */
import { childText, type XmlNode } from '../metadata/xml.ts';
import { schemaOf } from '../metadata/schema.ts';
import { ASSIGNMENT_OPERATORS } from './assignments.ts';
import { OPERATORS } from './conditions.ts';

const NODE = ['description', 'label', 'locationX', 'locationY', 'name'];

/** Elements taken, by type of the metadata schema. Types that are not listed are taken whole. */
const TAKEN: Record<string, string[]> = {
  Flow: [
    ...[
      'apiVersion',
      'areMetricsLoggedToDataCloud',
      'assignments',
      'constants',
      'customErrors',
      'decisions',
      'description',
      'environments'
    ],
    ...[
      'formulas',
      'interviewLabel',
      'isTemplate',
      'label',
      'loops',
      'processMetadataValues',
      'processType',
      'recordCreates',
      'recordDeletes'
    ],
    ...['recordLookups', 'recordUpdates', 'runInMode', 'start', 'status', 'textTemplates', 'triggerOrder', 'variables']
  ],
  FlowStart: [
    ...NODE,
    ...[
      'connector',
      'doesRequireRecordChangedToMeetCriteria',
      'filterFormula',
      'filterLogic',
      'filters',
      'object',
      'recordTriggerType',
      'triggerType'
    ]
  ],
  FlowAssignment: [...NODE, 'assignmentItems', 'connector'],
  FlowAssignmentItem: ['assignToReference', 'operator', 'value'],
  FlowCustomError: [...NODE, 'customErrorMessages'],
  FlowDecision: [...NODE, 'defaultConnector', 'defaultConnectorLabel', 'rules'],
  FlowRule: ['conditionLogic', 'conditions', 'connector', 'description', 'doesRequireRecordChangedToMeetCriteria', 'label', 'name'],
  FlowCondition: ['leftValueReference', 'operator', 'rightValue'],
  FlowLoop: [...NODE, 'assignNextValueToReference', 'collectionReference', 'iterationOrder', 'nextValueConnector', 'noMoreValuesConnector'],
  FlowRecordCreate: [
    ...NODE,
    ...[
      'assignRecordIdToReference',
      'connector',
      'faultConnector',
      'inputAssignments',
      'inputReference',
      'object',
      'storeOutputAutomatically'
    ]
  ],
  FlowRecordDelete: [...NODE, 'connector', 'faultConnector', 'filterLogic', 'filters', 'inputReference', 'object'],
  FlowRecordLookup: [
    ...NODE,
    ...[
      'assignNullValuesIfNoRecordsFound',
      'connector',
      'faultConnector',
      'filterLogic',
      'filters',
      'getFirstRecordOnly',
      'limit',
      'object'
    ],
    ...['outputReference', 'queriedFields', 'sortField', 'sortOrder', 'storeOutputAutomatically']
  ],
  FlowRecordUpdate: [...NODE, 'connector', 'faultConnector', 'filterLogic', 'filters', 'inputAssignments', 'inputReference', 'object'],
  FlowInputFieldAssignment: ['field', 'value'],
  FlowRecordFilter: ['field', 'operator', 'value'],
  FlowConnector: ['isGoTo', 'targetReference'],
  FlowVariable: ['dataType', 'description', 'isCollection', 'isInput', 'isOutput', 'name', 'objectType', 'scale', 'value'],
  FlowConstant: ['dataType', 'description', 'name', 'value'],
  FlowFormula: ['dataType', 'description', 'expression', 'name', 'scale'],
  FlowTextTemplate: ['description', 'isViewedAsPlainText', 'name', 'text'],
  FlowElementReferenceOrValue: ['booleanValue', 'dateTimeValue', 'dateValue', 'elementReference', 'numberValue', 'stringValue', 'timeValue']
};

/** Switches that may only be off: what they switch on is not here. */
const ONLY_OFF = new Set(['Flow.areMetricsLoggedToDataCloud', 'Flow.isTemplate', 'FlowVariable.isInput', 'FlowVariable.isOutput']);

/** Words an element may hold. */
const WORDS: Record<string, readonly string[]> = {
  'Flow.environments': ['Default'],
  'Flow.processType': ['AutoLaunchedFlow'],
  'Flow.runInMode': ['DefaultMode', 'SystemModeWithoutSharing'],
  'Flow.status': ['Active', 'Draft', 'Obsolete'],
  'FlowStart.triggerType': ['RecordBeforeSave', 'RecordAfterSave', 'RecordBeforeDelete'],
  'FlowCondition.operator': OPERATORS,
  'FlowAssignmentItem.operator': ASSIGNMENT_OPERATORS,
  'FlowVariable.dataType': ['Boolean', 'Currency', 'Date', 'DateTime', 'Multipicklist', 'Number', 'Picklist', 'SObject', 'String', 'Time']
};

/** Something of a flow that this org does not run. */
export interface Unsupported {
  what: string;
  node: XmlNode;
}

/** Everything in a flow's file that this org does not run, each kind once. */
export function unsupportedParts(root: XmlNode): Unsupported[] {
  const found: Unsupported[] = [];
  walk(root, 'Flow', found);
  if (childText(root, 'processType') === undefined) found.push({ what: 'element processType (none)', node: root });
  if (!root.children.some((child) => child.name === 'start' && childText(child, 'triggerType') !== undefined))
    found.push({ what: 'element start without a record trigger', node: root });
  return found.filter((entry, index) => found.findIndex((other) => other.what === entry.what) === index);
}

function walk(node: XmlNode, type: string, found: Unsupported[]): void {
  const schema = schemaOf(type);
  const taken = TAKEN[type];
  if (!taken || schema?.kind !== 'struct') return;
  for (const child of node.children) {
    const key = `${type}.${child.name}`;
    const text = child.text.trim();
    const words = WORDS[key];
    const path = type === 'Flow' || type === 'FlowStart' ? child.name : `${node.name}.${child.name}`;
    if (!taken.includes(child.name)) found.push({ what: `element ${path}`, node: child });
    else if (ONLY_OFF.has(key) && text !== 'false') found.push({ what: `element ${path}`, node: child });
    else if (words && !words.includes(text)) found.push({ what: `${child.name} ${text}`, node: child });
    else walk(child, schema.elements.get(child.name)?.type ?? '', found);
  }
}
