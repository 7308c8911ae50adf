/** Apps and tabs. */
import type { CustomApplication, CustomTab } from '@salesforce/types/metadata';
import type { Problem } from '../components.ts';
import { toTyped } from '../parse.ts';
import { childrenNamed, childText } from '../xml.ts';
import { deployedOf, lacking, reporter, type CheckContext } from './context.ts';

const PAGES = 'metadata-pages.md sections 2, 3, 7.3';
const RULES = {
  'app-tab': { reason: 'tabs of an app must exist', source: PAGES },
  'app-page': {
    reason: 'a page that overrides an action must exist and fit',
    source: 'metadata-pages.md section 2 (TractionThrive PR 135)'
  },
  'app-part': { reason: 'only parts that this org shows', source: 'this org' },
  X01: { reason: 'every tab once', source: 'metadata-automation.md section 7' },
  'tab-target': { reason: 'a tab shows one existing thing', source: PAGES },
  'tab-label': { reason: 'a tab of an object takes the label of the object', source: 'metadata-pages.md 7.3 (custom-tab skill)' }
};
const report = reporter(RULES);

const UNSUPPORTED_PARTS = [
  'profileActionOverrides',
  'utilityBar',
  'workspaceConfig',
  'consoleConfig',
  'preferences',
  'subscriberTabs',
  'logo',
  'uiBundle'
];

/** Checks apps and tabs. */
export function checkApplications(context: CheckContext): Problem[] {
  return [...applicationProblems(context), ...tabProblems(context)];
}

function applicationProblems(context: CheckContext): Problem[] {
  const { catalog } = context;
  return deployedOf(context, 'CustomApplication').flatMap((component) => {
    const source = toTyped<CustomApplication>(component.node, 'CustomApplication');
    const problems: Problem[] = [];
    for (const child of component.node.children)
      if (UNSUPPORTED_PARTS.includes(child.name))
        problems.push(report(component, 'app-part', `not supported: ${child.name} in an app`, child));
    if (source.navType === 'Console') problems.push(report(component, 'app-part', 'not supported: console apps', component.node));
    for (const tab of childrenNamed(component.node, 'tabs'))
      if (!catalog.tabs.has(tab.text))
        problems.push(
          lacking(report(component, 'app-tab', `In field: tab - no CustomTab named ${tab.text} found`, tab), 'CustomTab', tab.text)
        );
    const tabs = childrenNamed(component.node, 'tabs').map((tab) => tab.text);
    for (const name of new Set(tabs.filter((tab, index) => tabs.indexOf(tab) !== index)))
      problems.push(report(component, 'X01', `Field:tabs, value:${name} appears more than once`, component.node));
    for (const node of childrenNamed(component.node, 'actionOverrides')) {
      if (childText(node, 'type') !== 'Flexipage') continue;
      const name = childText(node, 'content') ?? '';
      const action = childText(node, 'actionName') ?? '';
      const target = childText(node, 'pageOrSobjectType') ?? '';
      const page = catalog.flexiPages.get(name);
      const fits =
        page && (target === 'standard-home' ? page.type === 'HomePage' : page.type === 'RecordPage' && page.sobjectType === target);
      if (!fits)
        problems.push(
          lacking(
            report(component, 'app-page', `${name} does not exist or is not a valid override for action ${action}.`, node),
            page ? 'CustomObject' : 'FlexiPage',
            page ? target : name
          )
        );
      else if (action !== (target === 'standard-home' ? 'Tab' : 'View'))
        problems.push(report(component, 'app-part', `not supported: a page that overrides the action ${action} of ${target}`, node));
    }
    return problems;
  });
}

function tabProblems(context: CheckContext): Problem[] {
  const { catalog } = context;
  return deployedOf(context, 'CustomTab').flatMap((component) => {
    const source = toTyped<CustomTab>(component.node, 'CustomTab');
    const problem = (rule: 'tab-target' | 'tab-label', text: string): Problem[] => [report(component, rule, text, component.node)];
    if (source.customObject) {
      if (source.label) return problem('tab-label', 'A tab of a custom object cannot have a label of its own');
      return catalog.objects.get(component.fullName)?.kind === 'custom'
        ? []
        : problem('tab-target', `In field: customObject - no CustomObject named ${component.fullName} found`).map((found) =>
            lacking(found, 'CustomObject', component.fullName)
          );
    }
    if (!source.label) return problem('tab-label', 'Required field is missing: label');
    if (source.flexiPage)
      return catalog.flexiPages.has(source.flexiPage)
        ? []
        : problem('tab-target', `In field: flexiPage - no FlexiPage named ${source.flexiPage} found`);
    if (source.lwcComponent) {
      return catalog.lwcBundles.has(source.lwcComponent)
        ? []
        : problem('tab-target', `In field: lwcComponent - no LightningComponentBundle named ${source.lwcComponent} found`);
    }
    return problem('tab-target', 'not supported: tabs of Visualforce pages, Aura components and URLs');
  });
}
