-- Companies with an open case for which nobody is known as responsible for intellectual property.
SELECT a."Name" AS group1, count(*) AS "RowCount"
FROM "Opportunity" c JOIN "Account" a ON a."Id" = c."AccountId"
WHERE c."StageName" NOT LIKE 'クローズ%' AND a."IpManager__c" IS NULL
GROUP BY a."Id"
