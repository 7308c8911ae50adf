-- Outcomes of the cases closed in this fiscal year; those that came true in part count as true.
SELECT c."OutcomeStatus__c" AS group1, count(*) AS "RowCount",
  avg(CASE WHEN c."OutcomeStatus__c" IN ('実現', '一部実現') THEN 100.0 ELSE 0 END) AS "a!Opportunity.OutcomeRealized__c"
FROM "Opportunity" c
WHERE c."ClosedOn__c" >= :year AND c."ClosedOn__c" < :next_year AND c."OutcomeStatus__c" IS NOT NULL
GROUP BY 1
