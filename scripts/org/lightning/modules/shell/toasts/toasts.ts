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

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** The toast puts links together as markup with whole addresses; those of pages of the org come without a host. */
function linksOf(data: ToastDetail['messageData']): ToastDetail['messageData'] {
  return data?.map((part) =>
    typeof part === 'string'
      ? part
      : {
          url: new URL(part.url, window.location.origin).href,
          label: part.label.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
        }
  );
}

function show(event: Event): void {
  const detail = (event as CustomEvent<ToastDetail | null>).detail ?? {};
  if (detail.toast) return;
  event.stopImmediatePropagation();
  const { title = '', message = '', variant = 'info', messageData } = detail;
  // pester is Salesforce's name for a toast that goes by itself and has no close button: shown as dismissible here.
  const mode = detail.mode === 'sticky' ? 'sticky' : 'dismissible';
  const text = withTexts(message, messageData);
  const links = messageData ? linksOf(messageData) : undefined;
  Toast.show(
    {
      ...(title ? { label: title, message: text, ...(links ? { messageLinks: links } : {}) } : { label: text }),
      ...(!title && links ? { labelLinks: links } : {}),
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
