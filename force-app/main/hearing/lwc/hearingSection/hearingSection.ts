/**
 * One section of the hearing with its progress per tier. An item that a field answers is a `c-hearing-field`, one that rows of a list answer a
 * `c-hearing-rows`; both are given the record and the item, both have `focus()` and `uncover()`, and what happens in them rises to the form
 * by events that bubble: `answerchange` (AnswerChange of c/hearingField), `rowschange` (RowsChange of c/hearingRows) and `itemstate`
 * (ItemStateChange of c/hearingView). Besides, the section says which item has the focus (`itemfocus`, its developerName) and when the
 * focus leaves the section (`groupleave`).
 */
import type HearingField from 'c/hearingField';
import type { FieldView, ItemMark, ItemStateChange, SectionView } from 'c/hearingView';
import { formatText } from 'c/textFormat';
import { LightningElement, api } from 'lwc';
import { labels } from './labels';

interface Entry {
  readonly key: string;
  readonly item: FieldView;
  readonly layout: string;
  /** Mounted; else its name holds the place until it comes near the screen. */
  readonly shown: boolean;
  readonly hasRows: boolean;
  readonly marks: readonly {
    readonly key: ItemMark;
    readonly pressed: string;
    readonly style: string;
    readonly icon: string | undefined;
  }[];
  readonly markGroup: string;
}

type Shown = HTMLElement & Pick<HearingField, 'uncover'>;

/** How far off the screen an item is mounted: about one screen ahead. */
const NEAR = '800px 0px';

export default class HearingSection extends LightningElement {
  @api section!: SectionView;
  @api recordId: string | undefined;

  private mounted: ReadonlySet<string> = new Set();
  private observer: IntersectionObserver | undefined;
  private observed: ReadonlySet<Element> = new Set();
  private focusKey: string | undefined;

  disconnectedCallback(): void {
    this.observer?.disconnect();
    this.observer = undefined;
    this.observed = new Set();
  }

  renderedCallback(): void {
    this.watch();
    const { focusKey } = this;
    this.focusKey = undefined;
    if (focusKey !== undefined) this.shownItem(focusKey)?.focus();
  }

  /**
   * Puts the focus on an item.
   * @param key developerName of the item
   * @returns false when the item is not in this section
   */
  @api
  focusItem(key: string): boolean {
    const item = this.shownItem(key);
    if (item) item.focus();
    else if (this.section.fields.some((field) => field.key === key)) {
      this.focusKey = key;
      this.mount([key]);
    } else return false;
    return true;
  }

  private shownItem(key: string): Shown | undefined {
    const items = this.template?.querySelectorAll<Shown>('[data-key]') ?? [];
    return [...items].find((each) => each.dataset.key === key);
  }

  get progress(): { key: string; text: string }[] {
    return this.section.progress.map(({ tier, filled, total }) => ({ key: tier, text: formatText(labels.progress, tier, filled, total) }));
  }

  get fields(): Entry[] {
    const lazy = typeof IntersectionObserver !== 'undefined';
    const { eager = Number.POSITIVE_INFINITY } = this.section;
    return this.section.fields.map((item, index) => ({
      key: item.key,
      item,
      layout: `${isWide(item) ? 'wide' : 'narrow'}${this.mounted.has(item.key) ? ' late' : ''}`,
      shown: !lazy || index < eager || this.mounted.has(item.key),
      hasRows: item.mode === 'rows',
      marks: item.marks.map((mark) => markView(mark, item.mark)),
      markGroup: formatText(labels.markGroup, item.label)
    }));
  }

  handleMark(event: Event): void {
    const { item = '', mark } = (event.currentTarget as HTMLElement).dataset;
    const current = this.section.fields.find(({ key }) => key === item)?.mark;
    const state = mark === current ? null : (mark as ItemMark);
    const detail: ItemStateChange = { item, state };
    this.dispatchEvent(new CustomEvent<ItemStateChange>('itemstate', { detail, bubbles: true, composed: true }));
  }

  /**
   * The Enter key sends nothing: what is answered is saved by itself. A section is a form all the same, because at each key a browser looks
   * through the form of the input, and without one through all inputs of the page.
   */
  handleSubmit(event: Event): void {
    event.preventDefault();
  }

  handleFocusIn(event: Event): void {
    this.dispatchEvent(new CustomEvent<string>('itemfocus', { detail: (event.currentTarget as HTMLElement).dataset.item ?? '' }));
  }

  handleFocusOut(event: FocusEvent): void {
    const next = event.relatedTarget as Node | null;
    if (!next || !(event.currentTarget as HTMLElement).contains(next)) this.dispatchEvent(new CustomEvent('groupleave'));
  }

  /** Watches the places of items until these are mounted: every element that is watched costs time in each frame. */
  private watch(): void {
    if (typeof IntersectionObserver === 'undefined') return;
    const places = new Set(this.template?.querySelectorAll('[data-place]'));
    for (const place of this.observed) if (!places.has(place)) this.observer?.unobserve(place);
    this.observer ??= new IntersectionObserver((entries) => this.mountNear(entries), { rootMargin: NEAR });
    for (const place of places) if (!this.observed.has(place)) this.observer.observe(place);
    this.observed = places;
  }

  private mountNear(entries: readonly IntersectionObserverEntry[]): void {
    const near = entries.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => (target as HTMLElement).dataset.place ?? '');
    if (near.length > 0) this.mount(near);
  }

  private mount(keys: readonly string[]): void {
    this.mounted = new Set([...this.mounted, ...keys]);
  }
}

function markView(mark: ItemMark, current: ItemMark | null): Entry['marks'][number] {
  const pressed = mark === current;
  return {
    key: mark,
    pressed: String(pressed),
    style: pressed ? 'slds-button mark pressed' : 'slds-button mark',
    icon: pressed ? 'utility:check' : undefined
  };
}

function isWide({ kind, mode }: FieldView): boolean {
  return kind === 'longText' || kind === 'multiPicklist' || mode === 'unsupported' || mode === 'rows';
}
