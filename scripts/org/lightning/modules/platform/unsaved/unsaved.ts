/** Who on the page holds typed text that is not saved: nothing may throw it away without asking. */
import LightningConfirm from 'lightning/confirm';

const owners = new Set<object>();

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** Says whether `owner` holds unsaved input. */
export function setUnsaved(owner: object, unsaved: boolean): void {
  if (unsaved) owners.add(owner);
  else owners.delete(owner);
  if (owners.size > 0) window.addEventListener('beforeunload', warn);
  else window.removeEventListener('beforeunload', warn);
}

export function hasUnsaved(): boolean {
  return owners.size > 0;
}

/** Asks before unsaved input is left behind. @returns true when the page may go */
export async function confirmLeave(): Promise<boolean> {
  if (owners.size === 0) return true;
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
