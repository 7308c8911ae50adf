/** Who on the page holds typed text that is not saved: no reload throws it away, and the forms of the platform ask before they are left. */
import LightningConfirm from 'lightning/confirm';

/** Whether each asks before it is left behind. */
const owners = new Map<object, boolean>();

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/**
 * Says whether `owner` holds unsaved input.
 * @param asks ask before it is left behind: the forms of the platform do; a deployed component decides for itself, as in a real org
 */
export function setUnsaved(owner: object, unsaved: boolean, asks = true): void {
  if (unsaved) owners.set(owner, asks);
  else owners.delete(owner);
  if (mustAsk()) window.addEventListener('beforeunload', warn);
  else window.removeEventListener('beforeunload', warn);
}

/** Is there unsaved input that no reload may take away? */
export function hasUnsaved(): boolean {
  return owners.size > 0;
}

/** Is there unsaved input that is asked for before it is left behind? */
export function mustAsk(): boolean {
  return [...owners.values()].includes(true);
}

/** Asks before unsaved input is left behind. @returns true when the page may go */
export async function confirmLeave(): Promise<boolean> {
  if (!mustAsk()) return true;
  const leave = await LightningConfirm.open({
    label: '保存していない変更があります',
    message: 'このまま移動すると、入力した内容は失われます。移動しますか？',
    theme: 'warning'
  });
  if (leave) {
    owners.clear();
    window.removeEventListener('beforeunload', warn);
  }
  return leave;
}
