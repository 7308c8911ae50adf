/** `lightning/platformShowToastEvent`. Source: Component Reference, "Show Toast Event". */

export interface ToastConfig {
  title: string;
  message?: string;
  messageData?: unknown[];
  variant?: 'info' | 'success' | 'warning' | 'error';
  mode?: 'dismissible' | 'pester' | 'sticky';
}

export const ShowToastEventName = 'lightning__showtoast';

export class ShowToastEvent extends CustomEvent<ToastConfig> {
  constructor(config: ToastConfig) {
    super(ShowToastEventName, { detail: config, bubbles: true, composed: true, cancelable: true });
  }
}
