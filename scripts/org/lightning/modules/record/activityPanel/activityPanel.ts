/** `runtime_sales_activities:activityPanel`: tasks and events of the record, a form for a new task, a box to complete one. */
import { readObjectInfo, readPicklistValues } from 'lightning/uiObjectInfoApi';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { updateRecord } from 'lightning/uiRecordApi';
import { onRecordsChanged } from 'platform/changes';
import { call, type FetchResponse } from 'platform/client';
import { messagesOf } from 'platform/errors';
import {
  eventQueries,
  hasActivities,
  lookupForNew,
  PAST_LIMIT,
  statusFor,
  taskQueries,
  timeline,
  type ActivityItem,
  type ActivityRow,
  type StatusEntry,
  type Timeline
} from 'record/activityModel';
import type { RecordView } from 'record/recordState';
import StateElement from 'record/stateElement';
import type { ObjectInfo, PicklistField } from 'record/types';
import { DATA_PATH } from 'shell/api';

interface TaskPicklists {
  Status?: { values: StatusEntry[]; defaultValue?: { value: string } | null };
  Priority?: PicklistField;
}
type ItemElement = HTMLElement & { item: ActivityItem; reset(): void; focus(): void };

const OBJECTS = ['Task', 'Event'];
const ID_PREFIXES = /^(00T|00U)/;
const NO_ACCESS = '活動を参照する権限がありません。';

export default class ActivityPanel extends StateElement {
  task: ObjectInfo | undefined;
  event: ObjectInfo | undefined;
  picklists: TaskPicklists = {};
  shown: Timeline | undefined;
  failure = '';
  /** Why a task could not be completed. */
  problem = '';
  announcement = '';
  isCreating = false;
  busyId = '';
  private asked: string | undefined;
  private turn = 0;
  private stopListening: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopListening = onRecordsChanged(({ ids, objects }) => {
      const own = objects.some((name) => OBJECTS.includes(name)) || ids.some((id) => id === this.recordId || ID_PREFIXES.test(id));
      if (own) void this.load();
    });
    this.follow();
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopListening?.();
    this.turn += 1;
    this.asked = undefined;
  }
  protected override take(view: RecordView): void {
    super.take(view);
    this.follow();
  }
  private follow(): void {
    if (this.asked === this.recordId) return;
    this.asked = this.recordId;
    this.shown = undefined;
    void this.load();
  }

  private get recordId(): string | undefined {
    return this.view?.recordId;
  }

  async load(): Promise<void> {
    const { recordId } = this;
    const name = this.view?.objectApiName;
    if (recordId === undefined || !name) return;
    const turn = (this.turn += 1);
    try {
      const [task, event] = await Promise.all([visible('Task'), visible('Event')]);
      const picklists = task ? await readTaskPicklists(task) : {};
      const now = new Date();
      const [tasks, events] = await Promise.all([
        task && hasActivities(task, name) ? Promise.all(taskQueries(task, name, recordId).map(rowsOf)) : [],
        event && hasActivities(event, name) ? Promise.all(eventQueries(event, name, recordId, now).map(rowsOf)) : []
      ]);
      if (turn !== this.turn) return;
      this.task = task;
      this.event = event;
      this.picklists = picklists;
      this.shown = timeline(tasks, events, { recordId, now, statuses: picklists.Status?.values, priorities: picklists.Priority?.values });
      this.failure = '';
    } catch (error) {
      if (turn === this.turn) this.failure = messagesOf(error).join(' ');
    }
  }

  get taskLabel(): string {
    return this.task?.label ?? '';
  }
  get newLabel(): string {
    return `新規${this.taskLabel}`;
  }
  /** Why the record can have no activities here. */
  get note(): string {
    const name = this.view?.objectApiName ?? '';
    if (!this.shown) return '';
    return [this.task, this.event].some((info) => info && hasActivities(info, name)) ? '' : NO_ACCESS;
  }
  private get lookup(): string | undefined {
    return this.task?.createable ? lookupForNew(this.task, this.view?.objectApiName ?? '') : undefined;
  }
  get mayCreate(): boolean {
    return this.lookup !== undefined;
  }
  get showsNew(): boolean {
    return this.mayCreate && !this.isCreating;
  }
  get mayComplete(): boolean {
    return this.task?.updateable === true && this.task.fields.Status?.updateable === true;
  }
  get defaults(): Record<string, unknown> {
    return this.lookup && this.recordId ? { [this.lookup]: this.recordId } : {};
  }
  get sections(): {
    key: string;
    heading: string;
    items: { key: string; item: ActivityItem; label: string; disabled: boolean }[];
    empty: string;
    isEmpty: boolean;
    note: string;
  }[] {
    const { shown } = this;
    if (!shown) return [];
    const entries = (items: ActivityItem[]) =>
      items.map((item) => ({
        key: item.key,
        item,
        label: (item.kind === 'Task' ? this.task?.label : this.event?.label) ?? '',
        disabled: !this.mayComplete || this.busyId !== ''
      }));
    const section = (key: string, heading: string, items: ActivityItem[], empty: string, note = '') => ({
      key,
      heading,
      items: entries(items),
      empty,
      isEmpty: items.length === 0,
      note
    });
    const labels = [this.task?.label, this.event?.label].filter((label) => label !== undefined).join('や');
    return [
      section('open', '今後 & 期限切れ', shown.open, `予定されている${labels}はありません。`),
      section(
        'past',
        '過去',
        shown.past,
        '過去の活動はありません。',
        shown.past.length === PAST_LIMIT ? `新しい順に ${PAST_LIMIT} 件までを表示しています。` : ''
      )
    ];
  }

  handleRetry(): void {
    void this.load();
  }
  handleNew(): void {
    this.isCreating = true;
  }
  handleDone(): void {
    this.isCreating = false;
    this.focusNext('.new');
  }
  /** After the next render, so that what gets the focus is there. */
  private focusNext(selector: string): void {
    setTimeout(() => this.template?.querySelector<HTMLElement>(selector)?.focus());
  }

  async handleComplete(event: CustomEvent<{ id: string; closed: boolean }>): Promise<void> {
    const { id, closed } = event.detail;
    const element = event.currentTarget as ItemElement;
    const subject = element.item.subject;
    const { Status } = this.picklists;
    const status = statusFor(closed, Status?.values ?? [], Status?.defaultValue?.value);
    this.problem = '';
    this.busyId = id;
    try {
      if (status === undefined) throw new Error(`${this.taskLabel}に${closed ? '完了' : '未完了'}の状況がありません。`);
      await updateRecord({ fields: { Id: id, Status: status } });
      this.busyId = '';
      this.announcement = `「${subject}」を${closed ? '完了' : '未完了'}にしました。`;
      this.dispatchEvent(new ShowToastEvent({ title: this.announcement, variant: 'success' }));
      // The box that had the focus is in the other list now.
      this.focusNext(`[data-section="${closed ? 'open' : 'past'}"]`);
    } catch (error) {
      this.busyId = '';
      this.problem = `「${subject}」を更新できません: ${messagesOf(error).join(' ')}`;
      element.reset();
      setTimeout(() => element.focus());
    }
  }
}

/** The object's info; undefined when the user may not see the object. */
async function visible(objectApiName: string): Promise<ObjectInfo | undefined> {
  try {
    return await readObjectInfo<ObjectInfo>(objectApiName);
  } catch (error) {
    const { status } = error as FetchResponse;
    if (status === 403 || status === 404) return undefined;
    throw error;
  }
}

async function readTaskPicklists(task: ObjectInfo): Promise<TaskPicklists> {
  const { picklistFieldValues } = await readPicklistValues<{ picklistFieldValues: TaskPicklists }>('Task', task.defaultRecordTypeId);
  return picklistFieldValues;
}

async function rowsOf(soql: string): Promise<ActivityRow[]> {
  return (await call<{ records: ActivityRow[] }>(`${DATA_PATH}/query?q=${encodeURIComponent(soql)}`)).records;
}
