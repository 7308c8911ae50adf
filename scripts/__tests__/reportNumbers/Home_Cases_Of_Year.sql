-- Cases registered in this fiscal year by phase, closed ones too; each counts for its part of the office's goal.
SELECT c."StageName" AS group1, count(*) AS "RowCount", sum(round(100.0 / t."Value__c", 4)) AS "s!Opportunity.OfficeShare__c"
FROM "Opportunity" c LEFT JOIN "Target__c" t ON t."Id" = c."OfficeTarget__c"
WHERE c."RegisteredDate__c" >= :year AND c."RegisteredDate__c" < :next_year
GROUP BY 1
