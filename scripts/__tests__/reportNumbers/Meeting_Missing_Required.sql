-- Open cases that lack something required.
SELECT u."LastName" || ' ' || u."FirstName" AS group1, count(*) AS "RowCount", avg(c."RequiredRate__c") AS "a!Opportunity.RequiredRate__c"
FROM "Opportunity" c JOIN "User" u ON u."Id" = c."OwnerId"
WHERE c."StageName" NOT LIKE 'クローズ%' AND c."RequiredRate__c" < 100
GROUP BY u."Id"
