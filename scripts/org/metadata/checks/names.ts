/** Names, labels and lengths: rules N01–N31 and F06–F11 of metadata-automation.md section 7 (largest values in 18 real orgs, or documented). */
import type { Component, Problem } from '../components.ts';
import { childText, type XmlNode } from '../xml.ts';
import { asWarning, reporter, type CheckContext } from './context.ts';

const SOURCE = 'metadata-automation.md section 7';

const RULES = {
  N01: { reason: 'a developer name starts with a letter and has letters, digits and single underscores', source: SOURCE },
  length: { reason: 'names, labels and descriptions have a longest length', source: SOURCE }
};
const report = reporter(RULES);

/** N01. */
const DEVELOPER_NAME = /^[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*$/;

interface Limits {
  /** Length of the developer name. */
  name: number;
  /** Lengths of elements of the component. */
  elements: Record<string, number>;
  /** False where names are not developer names. */
  free?: boolean;
  /** Lengths that nobody was seen to be refused for: told, no more. */
  believed?: boolean;
}

const LIMITS: Record<string, Limits> = {
  CustomObject: { name: 40, elements: { label: 40 } },
  CustomField: { name: 40, elements: { label: 40, relationshipName: 40, relationshipLabel: 80, description: 1000, inlineHelpText: 510 } },
  ValidationRule: { name: 40, elements: { errorMessage: 255, description: 255 } },
  ListView: { name: 80, elements: { label: 80 } },
  CompactLayout: { name: 80, elements: { label: 80 } },
  Report: { name: 80, elements: { name: 40, description: 255 } },
  ReportFolder: { name: 80, elements: { name: 40 } },
  Dashboard: { name: 80, elements: { title: 80, description: 255 } },
  DashboardFolder: { name: 80, elements: { name: 40 } },
  PermissionSet: { name: 80, elements: { label: 80, description: 255 } },
  FlexiPage: { name: 80, elements: { masterLabel: 80 } },
  CustomApplication: { name: 80, elements: { label: 40, description: 255 } },
  CustomTab: { name: 80, elements: { label: 40 } },
  QuickAction: { name: 80, elements: { label: 80 } },
  CustomLabel: { name: 80, elements: { shortDescription: 80, value: 1000 } },
  ReportType: { name: 80, elements: { label: 80, description: 255 } },
  // 64 SEEN.
  MatchingRule: { name: 80, elements: { label: 80, description: 255 }, believed: true },
  DuplicateRule: { name: 80, elements: { masterLabel: 80, description: 255 }, believed: true },
  PathAssistant: { name: 80, elements: { masterLabel: 80 } },
  CustomPermission: { name: 80, elements: { label: 80, description: 255 } },
  CustomMetadata: { name: 40, elements: { label: 40, description: 1000 } },
  GlobalValueSet: { name: 40, elements: { masterLabel: 80 } },
  Group: { name: 80, elements: { name: 40 } },
  Queue: { name: 80, elements: { name: 40 } },
  Flow: { name: 80, elements: { label: 255 } },
  ApexClass: { name: 40, elements: {} },
  ApexTrigger: { name: 40, elements: {} },
  // 42 SEEN.
  LightningComponentBundle: { name: 80, elements: { masterLabel: 80 }, free: true }
};

/** The part of a full name that a developer chose: no parent, no folder, no suffix. */
function developerName(component: Component): string | undefined {
  const last = component.fullName.split(/[./]/).at(-1) as string;
  if (component.type === 'CustomObject') return /__(c|mdt)$/.test(last) ? last.replace(/__(c|mdt)$/, '') : undefined;
  if (component.type === 'CustomField') return last.endsWith('__c') ? last.slice(0, -3) : undefined;
  // Tabs of objects carry the object's name.
  if (component.type === 'CustomTab') return last.replace(/__(c|x|kav)$/, '');
  return last;
}

/** Checks the names of everything deployed. Lengths count characters, not bytes. */
export function checkNames({ deployed }: CheckContext): Problem[] {
  return deployed.flatMap((component) => {
    const limits = LIMITS[component.type];
    if (!limits) return [];
    const tooLongs = [...nameLengthProblems(component, limits), ...elementProblems(component, limits)];
    return [...nameProblems(component, limits), ...(limits.believed ? tooLongs.map(asWarning) : tooLongs)];
  });
}

function nameProblems(component: Component, limits: Limits): Problem[] {
  const name = developerName(component);
  if (name === undefined) return [];
  // Until API 43 every version of a flow was a file.
  if (component.type === 'Flow' && /^\w+-\d+$/.test(name))
    return [report(component, 'N01', `not supported: files of single flow versions (${name})`)];
  if (!limits.free && !DEVELOPER_NAME.test(name)) {
    return [
      report(
        component,
        'N01',
        `The ${component.type} API Name "${name}" can only contain underscores and alphanumeric characters. It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.`
      )
    ];
  }
  return [];
}

function nameLengthProblems(component: Component, limits: Limits): Problem[] {
  const name = developerName(component) ?? '';
  const isRefused = !limits.free && !DEVELOPER_NAME.test(name);
  return name.length > limits.name && !isRefused ? [tooLong(component, 'fullName', limits.name, component.node)] : [];
}

function elementProblems(component: Component, limits: Limits): Problem[] {
  const { node } = component;
  if (!node) return [];
  return Object.entries(limits.elements).flatMap(([element, limit]) => {
    const text = childText(node, element);
    return text !== undefined && [...text].length > limit
      ? [
          tooLong(
            component,
            element,
            limit,
            node.children.find((child) => child.name === element)
          )
        ]
      : [];
  });
}

/** Wording seen for report descriptions (metadata-pages.md 4.10, 0b). */
function tooLong(component: Component, field: string, limit: number, at: XmlNode | undefined): Problem {
  const label = field.charAt(0).toUpperCase() + field.slice(1);
  return report(component, 'length', `Value too long for field: ${label} maximum length is:${limit}`, at);
}
