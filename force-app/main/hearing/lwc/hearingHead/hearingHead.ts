/**
 * What stands above the answer of an item: its tier, whether the next phase waits for it, and on demand how to ask, hint and example, laid over
 * the page so that nothing moves. A slot takes more marks.
 */
import type { Tier } from 'c/hearingModel';
import type { FieldView } from 'c/hearingView';
import { LightningElement, api } from 'lwc';
import { labels } from './labels';

const TIER_ICONS: Readonly<Record<Tier, string>> = { 必須: 'utility:priority', 推奨: 'utility:favorite', 任意: 'utility:dash' };
const TIER_CLASSES: Readonly<Record<Tier, string>> = { 必須: 'mark required', 推奨: 'mark recommended', 任意: 'mark optional' };

export default class HearingHead extends LightningElement {
  /** The case to look back from; without one there is nothing to look back on. */
  @api recordId: string | undefined;
  @api item!: FieldView;
  /** The example can become the answer: an `exampleinsert` event asks for it. */
  @api insertable = false;
  /** An inserted example can be taken back: an `exampleundo` event asks for it. */
  @api undoable = false;

  labels = labels;
  hintOpen = false;

  get tierIcon(): string {
    return TIER_ICONS[this.item.tier];
  }
  get tierClass(): string {
    return TIER_CLASSES[this.item.tier];
  }

  get hasHint(): boolean {
    return Boolean(this.item.question || this.item.hint || this.item.example);
  }
  get hintExpanded(): string {
    return String(this.hintOpen);
  }
  get hintClass(): string {
    return this.hintOpen ? 'hint-panel' : 'hint-panel slds-hide';
  }
  get looksBack(): boolean {
    return this.hintOpen && this.recordId !== undefined && this.item.field !== null;
  }
  get isInsertable(): boolean {
    return this.insertable && Boolean(this.item.example);
  }

  handleKeydown(event: KeyboardEvent): void {
    if (event.isComposing || event.key !== 'Escape' || !this.hintOpen) return;
    event.stopPropagation();
    this.closeHint();
  }

  toggleHint(event: Event): void {
    this.hintOpen = !this.hintOpen;
    // Not every browser gives a pressed button the focus, and where the focus is the hint stays open.
    (event.currentTarget as HTMLElement).focus();
  }

  closeHint(): void {
    this.hintOpen = false;
    this.template?.querySelector<HTMLElement>('[data-hint-button]')?.focus();
  }

  handleFocusOut(event: FocusEvent): void {
    const next = event.relatedTarget as Node | null;
    if (!next || !(event.currentTarget as HTMLElement).contains(next)) this.hintOpen = false;
  }

  handleInsert(): void {
    this.hintOpen = false;
    this.dispatchEvent(new CustomEvent('exampleinsert'));
  }

  handleUndo(): void {
    this.dispatchEvent(new CustomEvent('exampleundo'));
  }
}
