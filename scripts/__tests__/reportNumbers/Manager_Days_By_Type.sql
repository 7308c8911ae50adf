-- Days that the cases closed in this fiscal year spent in each phase, on average, by kind of visit.
SELECT COALESCE(c."VisitType__c", '-') AS group1, count(*) AS "RowCount",
  avg(c."DaysInPreparation__c") AS "a!Opportunity.DaysInPreparation__c",
  avg(c."DaysInIdentification__c") AS "a!Opportunity.DaysInIdentification__c",
  avg(c."DaysInProposal__c") AS "a!Opportunity.DaysInProposal__c",
  avg(c."DaysInFollowUp__c") AS "a!Opportunity.DaysInFollowUp__c"
FROM "Opportunity" c
WHERE c."ClosedOn__c" >= :year AND c."ClosedOn__c" < :next_year
GROUP BY 1
