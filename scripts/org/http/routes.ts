/** Every route of the org, one family per file. */
import { routes as analytics } from './analytics.ts';
import { routes as clock } from './clock.ts';
import { routes as composite } from './composite.ts';
import { routes as convert } from './convert.ts';
import { routes as graphql } from './graphql.ts';
import { routes as lightning } from './lightning.ts';
import { routes as metadata } from './metadata.ts';
import { routes as oauth } from './oauth.ts';
import { routes as query } from './query.ts';
import { routes as quickActions } from './quickActions.ts';
import type { Route } from './router.ts';
import { routes as session } from './session.ts';
import { routes as soapData } from './soapData.ts';
import { routes as sobjects } from './sobjects.ts';
import { routes as uiApi } from './ui-api.ts';

export function routes(): Route[] {
  return [
    ...session,
    ...oauth,
    ...metadata,
    ...soapData,
    ...query,
    ...quickActions,
    ...sobjects,
    ...composite,
    ...uiApi,
    ...graphql,
    ...analytics,
    ...convert,
    ...clock,
    ...lightning
  ];
}
