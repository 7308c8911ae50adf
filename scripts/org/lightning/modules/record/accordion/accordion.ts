/** An accordion of a page. */
import { api, LightningElement } from 'lwc';
import type { PageNode } from '../../../page/types.ts';
import type { RecordState } from 'record/recordState';

export default class Accordion extends LightningElement {
  @api node: PageNode | undefined;
  @api state: RecordState | undefined;

  get sections(): { key: string; name: string; label: string; nodes: PageNode[] }[] {
    return (this.node?.facets?.accordionSections ?? []).map((section) => ({
      key: section.key,
      name: String(section.properties.name ?? section.key),
      label: String(section.properties.label ?? ''),
      nodes: section.facets?.body ?? []
    }));
  }
  get openSections(): string[] {
    const name = this.node?.properties.defaultSectionName;
    return [typeof name === 'string' && name !== '' ? name : (this.sections[0]?.name ?? '')];
  }
}
