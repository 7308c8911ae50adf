-- Open cases past preparation in which fewer than a hundred characters are written.
SELECT u."LastName" || ' ' || u."FirstName" AS group1, count(*) AS "RowCount", avg(c."TextLength__c") AS "a!Opportunity.TextLength__c"
FROM "Opportunity" c JOIN "User" u ON u."Id" = c."OwnerId"
WHERE c."StageName" IN ('課題の特定', '提案', 'フォロー中') AND c."TextLength__c" < 100
GROUP BY u."Id"
