/** Visits by the GraphQL API. A field that a user may not read is left out, not an error. */
import { gql } from 'lightning/graphql';

export const VISITS = gql`
  query caseVisits($caseId: ID) {
    uiapi {
      query {
        Visit__c(where: { Case__c: { eq: $caseId } }, first: 100, orderBy: { StartAt__c: { order: DESC } }) {
          edges {
            node {
              Id
              StartAt__c {
                value
                displayValue
              }
              Method__c @optional {
                value
              }
              IsDone__c @optional {
                value
              }
              KeyPoints__c @optional {
                value
              }
              WriteUpDueOn__c @optional {
                value
                displayValue
              }
              WriteUpCaution__c @optional {
                value
              }
            }
          }
        }
      }
    }
  }
`;

export const COMPANY_VISITS = gql`
  query companyVisits($companyId: ID) {
    uiapi {
      query {
        Visit__c(where: { Company__c: { eq: $companyId } }, first: 100, orderBy: { StartAt__c: { order: DESC } }) {
          edges {
            node {
              Id
              StartAt__c {
                value
                displayValue
              }
              Method__c @optional {
                value
              }
              KeyPoints__c @optional {
                value
              }
              Case__r {
                Name {
                  value
                }
              }
            }
          }
        }
      }
    }
  }
`;
