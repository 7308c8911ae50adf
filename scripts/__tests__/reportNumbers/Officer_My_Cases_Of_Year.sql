-- My cases registered in this fiscal year; each counts for its part of my own goal.
SELECT c."StageName" AS group1, count(*) AS "RowCount", total(round(100.0 / t."Value__c", 4)) AS "s!Opportunity.OwnerShare__c"
FROM "Opportunity" c LEFT JOIN "Target__c" t ON t."Id" = c."OwnerTarget__c"
WHERE c."OwnerId" = :user AND c."RegisteredDate__c" >= :year AND c."RegisteredDate__c" < :next_year
GROUP BY 1
