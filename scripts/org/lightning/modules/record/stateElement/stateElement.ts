/** Base of every part of a record page: listens to the page's state while it is on screen. */
import { api, LightningElement } from 'lwc';
import type { RecordState, RecordView } from 'record/recordState';

export default class StateElement extends LightningElement {
  private source: RecordState | undefined;
  private end: (() => void) | undefined;
  /** The newest view of the state; reactive. */
  view: RecordView | undefined;

  @api
  get state(): RecordState | undefined {
    return this.source;
  }
  set state(value: RecordState | undefined) {
    this.source = value;
    this.listen();
  }

  connectedCallback(): void {
    if (!this.end) this.listen();
  }
  disconnectedCallback(): void {
    this.end?.();
    this.end = undefined;
  }

  /** Takes a new view; parts that compare it with the one before override this. */
  protected take(view: RecordView): void {
    this.view = view;
  }

  private listen(): void {
    const { source } = this;
    this.end?.();
    this.view = source?.view();
    this.end = source?.subscribe(() => this.take(source.view()));
  }
}
