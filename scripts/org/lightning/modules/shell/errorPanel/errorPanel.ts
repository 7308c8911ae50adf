import { api, LightningElement } from 'lwc';
import { signInAgain } from 'shell/api';
import type { Failure } from 'shell/failures';

const ICONS: Record<Failure['kind'], string> = {
  offline: 'utility:offline',
  signedOut: 'utility:lock',
  noAccess: 'utility:lock',
  notFound: 'utility:search',
  unsupported: 'utility:ban',
  error: 'utility:warning'
};

/** A failure with a way out: try again, sign in again or go home. `page` makes it the page's heading. */
export default class ErrorPanel extends LightningElement {
  @api failure?: Failure;
  @api page = false;

  /** Moves focus to the heading after a navigation. */
  @api focusHeading(): void {
    this.template?.querySelector<HTMLElement>('h1')?.focus();
  }

  get iconName(): string {
    return ICONS[this.failure?.kind ?? 'error'];
  }

  get title(): string {
    return this.failure?.title ?? '';
  }

  get message(): string {
    return this.failure?.message ?? '';
  }

  get detail(): string | undefined {
    return this.failure?.kind === 'offline' || this.failure?.kind === 'signedOut' ? undefined : this.failure?.detail;
  }

  get canRetry(): boolean {
    return this.failure?.kind === 'offline' || this.failure?.kind === 'error';
  }

  get isSignedOut(): boolean {
    return this.failure?.kind === 'signedOut';
  }

  retry(): void {
    this.dispatchEvent(new CustomEvent('retry'));
  }

  signIn(): void {
    signInAgain();
  }
}
