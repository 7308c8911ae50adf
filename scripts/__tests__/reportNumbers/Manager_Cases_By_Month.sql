-- Cases registered in this fiscal year, by month of registration and the phase they are in now.
SELECT CAST(substr(c."RegisteredDate__c", 1, 4) AS INTEGER) || '年' || CAST(substr(c."RegisteredDate__c", 6, 2) AS INTEGER) || '月' AS group1, c."StageName" AS group2, count(*) AS "RowCount",
  total(round(100.0 / t."Value__c", 4)) AS "s!Opportunity.OfficeShare__c"
FROM "Opportunity" c LEFT JOIN "Target__c" t ON t."Id" = c."OfficeTarget__c"
WHERE c."RegisteredDate__c" >= :year AND c."RegisteredDate__c" < :next_year
GROUP BY 1, 2
