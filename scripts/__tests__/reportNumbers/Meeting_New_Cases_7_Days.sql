-- Cases registered from seven days ago to today.
SELECT u."LastName" || ' ' || u."FirstName" AS group1, count(*) AS "RowCount"
FROM "Opportunity" c JOIN "User" u ON u."Id" = c."OwnerId"
WHERE c."RegisteredDate__c" BETWEEN date(:today, '-7 days') AND :today
GROUP BY u."Id"
