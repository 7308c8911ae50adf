/** The rows of a case and the master of measures, by the GraphQL API. A field that a user may not read is left out, not an error. */
import { gql } from 'lightning/graphql';

export const ISSUES = gql`
  query caseIssues($caseId: ID) {
    uiapi {
      query {
        CaseIssue__c(where: { Case__c: { eq: $caseId } }, first: 200, orderBy: { CreatedDate: { order: ASC } }) {
          edges {
            node {
              Id
              Issue__c @optional {
                value
                displayValue
              }
              RecognizedBySme__c @optional {
                value
              }
              RecognizedBySmeOn__c @optional {
                value
                displayValue
              }
              RecognizedByJpo__c @optional {
                value
              }
              RecognizedByJpoOn__c @optional {
                value
                displayValue
              }
              ResolvedOn__c @optional {
                value
                displayValue
              }
              Statement__c @optional {
                value
              }
            }
          }
        }
      }
    }
  }
`;

export const CONSULTATIONS = gql`
  query caseConsultations($caseId: ID) {
    uiapi {
      query {
        Consultation__c(where: { Case__c: { eq: $caseId } }, first: 200, orderBy: { CreatedDate: { order: ASC } }) {
          edges {
            node {
              Id
              RightType__c {
                value
                displayValue
              }
              Topic__c {
                value
                displayValue
              }
              Answer__c @optional {
                value
              }
              IsUnsolved__c @optional {
                value
              }
            }
          }
        }
      }
    }
  }
`;

export const MEASURES = gql`
  query caseMeasures($caseId: ID) {
    uiapi {
      query {
        MeasureProposal__c(where: { Case__c: { eq: $caseId } }, first: 200, orderBy: { CreatedDate: { order: ASC } }) {
          edges {
            node {
              Id
              Measure__c {
                value
              }
              Measure__r {
                Name {
                  value
                }
              }
              PreparedOn__c @optional {
                value
                displayValue
              }
              ProposedOn__c @optional {
                value
                displayValue
              }
              DoneOn__c @optional {
                value
                displayValue
              }
              Reaction__c @optional {
                value
              }
              HandoverTo__c @optional {
                value
              }
              HandoverMethod__c @optional {
                value
              }
              HandoverOn__c @optional {
                value
              }
              Result__c @optional {
                value
              }
              Memo__c @optional {
                value
              }
              Caution__c @optional {
                value
              }
              IsAddedOnSite__c @optional {
                value
              }
              IsHandoverStalled__c @optional {
                value
              }
            }
          }
        }
        SupportMeasure__c(first: 500, orderBy: { Name: { order: ASC } }) {
          edges {
            node {
              Id
              Name {
                value
              }
              Summary__c @optional {
                value
              }
              PrimaryIssues__c @optional {
                value
              }
              SecondaryIssues__c @optional {
                value
              }
              IsOpen__c @optional {
                value
              }
            }
          }
        }
      }
    }
  }
`;
