/** What the form reads by GraphQL, and how its answers look. */
import { gql } from 'lightning/graphql';
import type { ItemMark } from 'c/hearingModel';

/** One item has one mark, and no case has more items. */
export const MARKS_QUERY = gql`
  query itemStates($record: ID) {
    uiapi {
      query {
        ItemState__c(where: { Case__c: { eq: $record } }, first: 200) {
          edges {
            node {
              Id
              Item__c {
                value
              }
              State__c {
                value
              }
            }
          }
        }
      }
    }
  }
`;

/** The user's own keys only, the first one first: who sees all records must not use somebody else's. */
export const KEYS_QUERY = gql`
  query draftKeys($user: ID) {
    uiapi {
      query {
        DraftKey__c(where: { OwnerId: { eq: $user } }, orderBy: { CreatedDate: { order: ASC } }, first: 5) {
          edges {
            node {
              Id
              Key__c {
                value
              }
            }
          }
        }
      }
    }
  }
`;

interface Connection<N> {
  readonly uiapi: { readonly query: Readonly<Record<string, { readonly edges: readonly { readonly node: N }[] }>> };
}

/** A row of `ItemState__c`. */
export interface MarkRow {
  readonly id: string;
  readonly state: ItemMark;
}

/** The marks of a case by the developerName of the item. */
export function marksOf(data: unknown): Map<string, MarkRow> {
  const rows = nodesOf<{ Id: string; Item__c: { value: string }; State__c: { value: ItemMark } }>(data, 'ItemState__c');
  return new Map(rows.map(({ Id, Item__c: item, State__c: state }) => [item.value, { id: Id, state: state.value }]));
}

/** The keys of the user. */
export function keysOf(data: unknown): string[] {
  return nodesOf<{ Key__c: { value: string } }>(data, 'DraftKey__c').map(({ Key__c: key }) => key.value);
}

function nodesOf<N>(data: unknown, object: string): N[] {
  return ((data as Connection<N>).uiapi.query[object]?.edges ?? []).map(({ node }) => node);
}
