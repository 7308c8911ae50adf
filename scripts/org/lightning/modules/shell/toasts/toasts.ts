/**
 * The one place where toasts appear. Components of the org dispatch `lightning/platformShowToastEvent`'s event,
 * which carries `title`; the base components' container wants `label`: this turns one into the other.
 */
import Toast from 'lightning/toast';
import ToastContainer from 'lightning/toastContainer';

interface ToastDetail {
  title?: string;
  message?: string;
  variant?: string;
  mode?: string;
  messageData?: (string | { url: string; label: string })[];
  /** Only on events of the base components' own toasts. */
  toast?: unknown;
}

const EVENT = 'lightning__showtoast';

/** Fills `{0}` with plain texts; links stay for the toast to render. */
function withTexts(message: string, data: ToastDetail['messageData']): string {
  return message.replace(/\{(\d+)\}/g, (placeholder, index: string) => {
    const part = data?.[Number(index)];
    return typeof part === 'string' ? part : placeholder;
  });
}

function show(event: Event): void {
  const detail = (event as CustomEvent<ToastDetail | null>).detail ?? {};
  if (detail.toast) return;
  event.stopImmediatePropagation();
  const { title = '', message = '', variant = 'info', messageData } = detail;
  // pester is Salesforce's name for a toast that goes by itself and has no close button: shown as dismissible here.
  const mode = detail.mode === 'sticky' ? 'sticky' : 'dismissible';
  Toast.show(
    {
      label: title || message,
      message: title ? withTexts(message, messageData) : '',
      ...(messageData ? { messageLinks: messageData } : {}),
      variant,
      mode
    },
    event.target
  );
}

/** Starts listening; call once. */
export function startToasts(): void {
  const container = ToastContainer.instance();
  container.maxToasts = 3;
  container.toastPosition = 'top-center';
  window.addEventListener(EVENT, show, true);
}
