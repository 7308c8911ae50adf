/** A record page: the FlexiPage of the app, filled with one record. */
import { api, LightningElement } from 'lwc';
import { forgetMetadata } from 'lightning/uiObjectInfoApi';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import type { PageModel, PageNode } from '../../../page/types.ts';
import { recordsChanged } from 'platform/changes';
import { call } from 'platform/client';
import { forgetComponents } from 'platform/components';
import { onRevision } from 'platform/events';
import { hasUnsaved } from 'platform/unsaved';
import { createRecordState, type RecordState, type RecordView } from 'record/recordState';
import { failureOfRecord, type Failure } from 'shell/failures';

/** Columns of the page templates: region name → SLDS size of twelve. */
const TEMPLATES: Record<string, string[][]> = {
  recordHomeTemplateDesktop: [['header'], ['main:8', 'sidebar:4']],
  recordHomeWithSubheaderTemplateDesktop: [['header'], ['subheader'], ['main:8', 'sidebar:4']],
  recordHomeLeftSidebarTemplateDesktop: [['header'], ['sidebar:4', 'main:8']],
  recordHomeWithSubheaderLeftSidebarTemplateDesktop: [['header'], ['subheader'], ['sidebar:4', 'main:8']],
  recordHomeSingleColTemplateDesktop: [['header'], ['main']],
  recordHomeSingleColNoHeaderTemplateDesktop: [['main']],
  recordHomeTwoColEqualHeaderTemplateDesktop: [['header'], ['leftcol:6', 'rightcol:6']],
  recordHomeThreeColTemplateDesktop: [['leftsidebar:3', 'main:6', 'rightsidebar:3']],
  recordHomeThreeColHeaderTemplateDesktop: [['header'], ['leftsidebar:3', 'main:6', 'rightsidebar:3']],
  recordHomePinnedHeaderTemplateDesktop: [['header'], ['leftsidebar:3', 'main:6', 'rightsidebar:3']],
  recordHomePinnedHeaderLeftSidebarTemplateDesktop: [['header'], ['leftsidebar:3', 'main:6', 'rightsidebar:3']],
  recordHomeSimpleViewTemplate: [['header'], ['main']]
};

interface Cell {
  key: string;
  className: string;
  nodes: PageNode[];
}

export default class Page extends LightningElement {
  @api appName: string | undefined;
  /** view or edit, as the address says. */
  @api action = 'view';
  private shownId = '';
  private told = '';
  private connected = false;
  private turn = 0;
  private end: (() => void) | undefined;
  private unsubscribe: (() => void) | undefined;
  model: PageModel | undefined;
  state: RecordState | undefined;
  view: RecordView | undefined;
  failure: Failure | undefined;
  isStale = false;

  /** 18-character id of the record shown. */
  @api
  get recordId(): string {
    return this.shownId;
  }
  set recordId(value: string) {
    if (value === this.shownId) return;
    this.shownId = value;
    if (this.connected) void this.load();
  }

  connectedCallback(): void {
    this.connected = true;
    this.end = onRevision(() => {
      if (hasUnsaved()) this.isStale = true;
      else void this.reload();
    });
    void this.load();
  }
  disconnectedCallback(): void {
    this.connected = false;
    this.end?.();
    this.unsubscribe?.();
    this.state?.dispose();
  }

  private async readModel(): Promise<PageModel> {
    const query = new URLSearchParams({ recordId: this.shownId, ...(this.appName ? { app: this.appName } : {}) });
    return call<PageModel>(`/lightning/api/page?${query}`);
  }

  private async load(): Promise<void> {
    this.turn += 1;
    const mine = this.turn;
    this.told = '';
    this.unsubscribe?.();
    this.state?.dispose();
    this.state = undefined;
    this.view = undefined;
    this.model = undefined;
    this.failure = undefined;
    if (!this.shownId) return;
    try {
      const model = await this.readModel();
      if (mine !== this.turn) return;
      this.show(model);
    } catch (error) {
      if (mine === this.turn) this.fail(error);
    }
  }

  private fail(error: unknown): void {
    this.failure = failureOfRecord(error);
    this.tell(this.failure.title);
  }

  private show(model: PageModel): void {
    const state = createRecordState(model.objectApiName, this.shownId, {}, { isVisit: true });
    state.need([...model.highlightFields, ...model.ruleFields, ...model.regions.flatMap((region) => fieldsOf(region.nodes))]);
    this.unsubscribe = state.subscribe(() => {
      this.view = state.view();
      if (this.view.status === 'ready') this.tellReady();
      if (this.view.status === 'failed') this.fail(this.view.cause);
    });
    this.state = state;
    this.view = state.view();
    this.model = model;
    void state.refresh();
  }

  /** Once per record: the shell sets the title of the window and the active tab. */
  private tellReady(): void {
    if (this.told === this.shownId) return;
    this.told = this.shownId;
    if (this.action === 'edit') this.state?.edit();
    const { view } = this;
    const entry = view?.record?.fields[view.info.nameFields[0] ?? 'Name'];
    const title = [entry?.displayValue ?? entry?.value, view?.info.label]
      .filter((text) => typeof text === 'string' && text !== '')
      .join(' | ');
    this.tell(title, view?.objectApiName);
  }

  private tell(title: string, objectApiName?: string): void {
    const mine = this.turn;
    // After this render, so that the heading exists when focus moves to it.
    void Promise.resolve().then(() => {
      if (mine !== this.turn || !this.connected) return;
      this.dispatchEvent(new CustomEvent('pageready', { detail: { title, objectApiName }, bubbles: true, composed: true }));
    });
  }

  /** Moves focus to the heading after a navigation. */
  @api focusHeading(): void {
    const panel = this.template?.querySelector<HTMLElement & { focusHeading(): void }>('shell-error-panel');
    if (panel) panel.focusHeading();
    else if (this.state?.focusHeading() !== true) (this.refs?.page as HTMLElement | undefined)?.focus();
  }

  /** The org was deployed to: newest page, newest components, same record, same place. */
  private async reload(): Promise<void> {
    this.isStale = false;
    forgetMetadata();
    forgetComponents();
    try {
      const model = await this.readModel();
      if (JSON.stringify({ ...model, revision: 0 }) === JSON.stringify({ ...this.model, revision: 0 })) {
        await this.state?.refresh();
      } else {
        this.unsubscribe?.();
        this.state?.dispose();
        this.show(model);
      }
    } catch (error) {
      // A page on screen stays: it may hold what somebody is reading.
      if (!this.isReady) this.fail(error);
    }
  }
  get isReady(): boolean {
    return this.state !== undefined && this.view?.status === 'ready';
  }
  get isLoading(): boolean {
    return !this.isReady && this.failure === undefined;
  }
  get isEditing(): boolean {
    return this.view?.editing === true;
  }
  get pageClass(): string {
    return this.isEditing ? 'page editing' : 'page';
  }
  get rows(): { key: string; cells: Cell[] }[] {
    const { model } = this;
    if (!model) return [];
    const name = model.template.split(':').at(-1) ?? '';
    const rows = TEMPLATES[name];
    if (!rows)
      return [
        {
          key: 'all',
          cells: model.regions.map((region) => ({ key: region.name, className: 'slds-col slds-size_1-of-1', nodes: region.nodes }))
        }
      ];
    return rows.map((cells) => ({
      key: cells.join(),
      cells: cells.map((cell) => {
        const [region = '', size] = cell.split(':');
        return {
          key: region,
          className: `slds-col slds-size_1-of-1${size ? ` slds-large-size_${size}-of-12` : ''}`,
          nodes: model.regions.find((candidate) => candidate.name === region)?.nodes ?? []
        };
      })
    }));
  }

  async handleSave(event: CustomEvent<{ allowSaveOnDuplicate?: boolean }>): Promise<void> {
    const { state } = this;
    const id = await state?.save(event.detail);
    if (!state || id === undefined) return;
    const { info, record } = state.view();
    const name = record?.fields[info.nameFields[0] ?? 'Name'];
    this.dispatchEvent(
      new ShowToastEvent({
        title: `${info.label}「${String(name?.displayValue ?? name?.value ?? '')}」が保存されました。`,
        variant: 'success'
      })
    );
  }
  handleRetry(): void {
    void this.load();
  }
  handleReload(): void {
    void this.reload();
  }
  /** `lightning/refresh`: a component asks for everything to be read anew. */
  handleRefresh(event: Event): void {
    event.stopPropagation();
    recordsChanged({ ids: [this.shownId], objects: [] });
  }
}

function fieldsOf(nodes: readonly PageNode[]): string[] {
  return nodes.flatMap((node) => [...(node.field ? [node.field.path] : []), ...Object.values(node.facets ?? {}).flatMap(fieldsOf)]);
}
