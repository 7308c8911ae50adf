/** All fields of the record's layout: the details of a page without Dynamic Forms, and the form of new records. */
import { api, LightningElement } from 'lwc';
import type { PageNode } from '../../../page/types.ts';
import { call, UI_API } from 'platform/client';
import { messagesOf } from 'platform/errors';
import type { RecordState } from 'record/recordState';

interface LayoutItem {
  layoutComponents: { apiName: string | null; componentType: string }[];
  required: boolean;
}
interface Layout {
  sections: { id: string; heading: string; columns: number; layoutRows: { layoutItems: LayoutItem[] }[] }[];
}

export default class DetailPanel extends LightningElement {
  @api state: RecordState | undefined;
  /** View, Edit or Create. */
  @api mode = 'View';
  sections: PageNode[] = [];
  problem = '';

  connectedCallback(): void {
    void this.load();
  }

  private async load(): Promise<void> {
    const { state } = this;
    if (!state) return;
    try {
      const { objectApiName } = state.view();
      const layout = await call<Layout>(`${UI_API}/layout/${encodeURIComponent(objectApiName)}?layoutType=Full&mode=${this.mode}`);
      await this.whenReady(state);
      this.sections = layout.sections
        .map((section) => sectionNode(section, state))
        .filter((section) => (section.facets?.columns ?? []).some((column) => (column.facets?.body ?? []).length > 0));
      state.need(
        this.sections.flatMap((section) =>
          (section.facets?.columns ?? []).flatMap((column) => (column.facets?.body ?? []).map((node) => node.field?.path ?? ''))
        )
      );
    } catch (error) {
      this.problem = messagesOf(error).join(' ');
    }
  }

  /** The object's description is needed to name compound fields. */
  private whenReady(state: RecordState): Promise<void> {
    return new Promise((resolve) => {
      if (state.view().status !== 'loading') resolve();
      else {
        const end = state.subscribe(() => {
          if (state.view().status === 'loading') return;
          end();
          resolve();
        });
      }
    });
  }
}

function sectionNode(section: Layout['sections'][number], state: RecordState): PageNode {
  const columns: PageNode[] = Array.from({ length: section.columns }, (_, index) => ({
    key: `${section.id}-${index}`,
    component: 'flexipage:column',
    properties: {},
    facets: { body: [] }
  }));
  for (const row of section.layoutRows) {
    for (const [index, item] of row.layoutItems.entries()) {
      const name = fieldOf(item, state);
      if (name !== undefined)
        columns[index]?.facets?.body?.push({
          key: `${section.id}-${name}`,
          component: 'field',
          properties: {},
          field: { path: name, behavior: item.required ? 'required' : 'none' }
        });
    }
  }
  return { key: section.id, component: 'flexipage:fieldSection', properties: { label: section.heading }, facets: { columns } };
}

/** Several components of one item are the parts of a compound field. */
function fieldOf(item: LayoutItem, state: RecordState): string | undefined {
  const name = item.layoutComponents.find((component) => component.componentType === 'Field')?.apiName ?? undefined;
  if (name === undefined) return undefined;
  const compound = state.view().info.fields[name]?.compoundFieldName;
  return item.layoutComponents.length > 1 && compound ? compound : name;
}
