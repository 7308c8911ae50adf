/** The UI API: one file per group of resources; what is not listed there is refused by name. */
import { ApiError, type Route } from './router.ts';
import { routes as apps } from './ui-api-apps.ts';
import { routes as layouts } from './ui-api-layouts.ts';
import { routes as lists } from './ui-api-lists.ts';
import { routes as lookups } from './ui-api-lookups.ts';
import { routes as objectInfo } from './ui-api-objectInfo.ts';
import { routes as picklists } from './ui-api-picklists.ts';
import { routes as records } from './ui-api-records.ts';
import { routes as relatedLists } from './ui-api-relatedLists.ts';

const refused: Route[] = (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).map((method) => ({
  method,
  pattern: '/services/data/:version/ui-api/*',
  handler: (context) => {
    throw new ApiError(404, 'NOT_SUPPORTED', `not supported: ${method} ui-api/${context.params.rest}`);
  }
}));

export const routes: Route[] = [
  ...objectInfo,
  ...picklists,
  ...records,
  ...layouts,
  ...lists,
  ...lookups,
  ...relatedLists,
  ...apps,
  ...refused
];
