/** Records like the one to be saved, as links in a new tab, and the choice to save all the same. */
import { api, LightningElement } from 'lwc';
import { readObjectInfo } from 'lightning/uiObjectInfoApi';
import { call, UI_API } from 'platform/client';
import type { Duplicates } from 'platform/duplicates';
import type { ObjectInfo, RecordData } from 'record/types';

interface Link {
  key: string;
  label: string;
  name: string;
  address: string;
}

/** More would hide the form; the number says how many there are. */
const MAX_LINKS = 5;

export default class DuplicateList extends LightningElement {
  /** Words of the button that saves all the same. */
  @api saveLabel = '保存する';
  private shown: Duplicates | undefined;
  private turn = 0;
  links: Link[] = [];

  @api
  get duplicates(): Duplicates | undefined {
    return this.shown;
  }
  set duplicates(value: Duplicates | undefined) {
    this.shown = value;
    this.links = linksOf(value, new Map());
    void this.readNames();
  }

  get maySave(): boolean {
    return this.shown?.allowSave === true;
  }
  get more(): string {
    const count = (this.shown?.matches ?? []).reduce((sum, match) => sum + match.ids.length, 0);
    return count > MAX_LINKS ? `ほか ${count - MAX_LINKS} 件` : '';
  }

  handleSave(): void {
    this.dispatchEvent(new CustomEvent('saveanyway'));
  }

  /** Names follow as soon as they are read; until then, and when they cannot be, the links carry the object's label. */
  private async readNames(): Promise<void> {
    this.turn += 1;
    const mine = this.turn;
    const names = new Map<string, string>();
    for (const { objectApiName, ids } of this.shown?.matches ?? []) {
      try {
        const { nameFields } = await readObjectInfo<ObjectInfo>(objectApiName);
        const field = nameFields.find((name) => name === 'Name') ?? nameFields[0] ?? 'Name';
        const wanted = ids.slice(0, MAX_LINKS).join(',');
        const { results } = await call<{ results: { statusCode: number; result: RecordData }[] }>(
          `${UI_API}/records/batch/${wanted}?optionalFields=${objectApiName}.${field}`
        );
        for (const { statusCode, result } of results)
          if (statusCode === 200) names.set(result.id, String(result.fields[field]?.value ?? ''));
      } catch {
        // The links still lead to the records.
      }
    }
    if (mine === this.turn) this.links = linksOf(this.shown, names);
  }
}

function linksOf(duplicates: Duplicates | undefined, names: Map<string, string>): Link[] {
  const links = (duplicates?.matches ?? []).flatMap(({ objectApiName, label, ids }) =>
    ids.map((id) => ({ key: id, label, name: names.get(id) || id, address: `/lightning/r/${objectApiName}/${id}/view` }))
  );
  return links.slice(0, MAX_LINKS);
}
