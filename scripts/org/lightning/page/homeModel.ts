/**
 * The Home page of an app: the FlexiPage that its `Tab` override of `standard-home` names.
 * Source: Metadata API guide, "CustomApplication" (actionOverrides).
 */
import type { Org } from '../../org.ts';
import { pageRegions } from './pageModel.ts';
import type { PageNode } from './types.ts';

export interface HomeModel {
  name: string;
  label: string;
  template: string;
  regions: { name: string; nodes: PageNode[] }[];
  revision: number;
}

/** @returns undefined when the app has no desktop Home page of its own */
export function homePageModel(org: Org, userId: string, appName: string): HomeModel | undefined {
  const overrides = org.catalog.applications.get(appName)?.actionOverrides ?? [];
  const override = overrides.find(
    (entry) =>
      entry.actionName === 'Tab' &&
      entry.pageOrSobjectType === 'standard-home' &&
      String(entry.type).toLowerCase() === 'flexipage' &&
      entry.formFactor !== 'Small'
  );
  const page = override?.content === undefined ? undefined : org.catalog.flexiPages.get(override.content);
  if (!page) return undefined;
  return {
    name: page.name,
    label: page.masterLabel,
    template: page.template.name,
    regions: pageRegions(org, userId, page, 'lightning__HomePage', []),
    revision: org.revision
  };
}
