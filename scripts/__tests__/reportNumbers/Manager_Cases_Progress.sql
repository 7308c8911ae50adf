-- What each month's cases add to the office's goal; the difference to today's part of the year stands at the total only.
SELECT CAST(substr(c."RegisteredDate__c", 1, 4) AS INTEGER) || '年' || CAST(substr(c."RegisteredDate__c", 6, 2) AS INTEGER) || '月' AS group1, count(*) AS "RowCount",
  total(round(100.0 / t."Value__c", 4)) AS "s!Opportunity.OfficeShare__c", round(100.0 * (julianday(:today) - julianday(:year) + 1) / (julianday(:next_year) - julianday(:year)), 2) AS "mx!Opportunity.ExpectedProgress__c",
  NULL AS "FORMULA1"
FROM "Opportunity" c LEFT JOIN "Target__c" t ON t."Id" = c."OfficeTarget__c"
WHERE c."RegisteredDate__c" >= :year AND c."RegisteredDate__c" < :next_year
GROUP BY 1
