/** `@salesforce/*` modules: values that the platform puts in at run time. */

declare module '@salesforce/label/*' {
  const text: string;
  export default text;
}

declare module '@salesforce/i18n/locale' {
  const locale: string;
  export default locale;
}

declare module '@salesforce/i18n/timeZone' {
  const timeZone: string;
  export default timeZone;
}

declare module '@salesforce/user/Id' {
  const userId: string;
  export default userId;
}

declare module '@salesforce/apex/HearingItemController.getItems' {
  import type { HearingItem } from 'c/hearingModel';
  import type { WireAdapterConstructor } from 'lwc';

  const getItems: WireAdapterConstructor<{ objectApiName: string | undefined }, WireResult<readonly HearingItem[]>>;
  export default getItems;
}
