/** Types of the base components' modules that our own modules import (written by us; npm has none that fit). */

declare module 'lightning/modal' {
  import { LightningElement } from 'lwc';
  /** Values of `open` beside its own options become properties of the dialog. */
  export default class LightningModal extends LightningElement {
    static open(
      options: { label: string; size?: 'small' | 'medium' | 'large' | 'full'; description?: string } & Record<string, unknown>
    ): Promise<unknown>;
    label: string;
    size: string;
    disableClose: boolean;
    close(result?: unknown): void;
  }
}

declare module 'lightning/confirm' {
  const LightningConfirm: { open(options: { label: string; message: string; theme?: string; variant?: string }): Promise<boolean> };
  export default LightningConfirm;
}

declare module 'lightning/alert' {
  const LightningAlert: { open(options: { label: string; message: string; theme?: string; variant?: string }): Promise<void> };
  export default LightningAlert;
}

declare module 'lightning/toast' {
  const Toast: { show(options: Record<string, unknown>, source: unknown): Promise<void> };
  export default Toast;
}

declare module 'lightning/toastContainer' {
  const ToastContainer: { instance(): { maxToasts: number; toastPosition: string } };
  export default ToastContainer;
}

declare module 'lightning/iconSvgTemplates*' {
  const library: Record<string, unknown>;
  export default library;
}
