-- Cases with a request to the office that are open, or were registered in this fiscal year.
SELECT COALESCE(a."Industry", '-') AS group1, count(*) AS "RowCount"
FROM "Opportunity" c LEFT JOIN "Account" a ON a."Id" = c."AccountId"
WHERE COALESCE(c."RequestTypes__c", '') <> '' AND (c."StageName" NOT LIKE 'クローズ%' OR (c."RegisteredDate__c" >= :year AND c."RegisteredDate__c" < :next_year))
GROUP BY 1
