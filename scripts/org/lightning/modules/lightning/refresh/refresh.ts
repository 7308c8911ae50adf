/** `lightning/refresh`: the event by which a component asks the page to show the records anew. */
export const RefreshEventType = 'lightning__refreshview';

export class RefreshEvent extends CustomEvent<undefined> {
  constructor() {
    super(RefreshEventType, { bubbles: true, composed: true, cancelable: true });
  }
}
