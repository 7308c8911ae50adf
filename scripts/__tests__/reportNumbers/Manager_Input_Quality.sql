-- How complete each officer's open cases are, how much is unknown, and how much was written.
SELECT u."LastName" || ' ' || u."FirstName" AS group1, count(*) AS "RowCount",
  avg(c."RequiredRate__c") AS "a!Opportunity.RequiredRate__c",
  avg(c."RecommendedRate__c") AS "a!Opportunity.RecommendedRate__c",
  avg(c."TextLength__c") AS "a!Opportunity.TextLength__c",
  total(c."UnconfirmedCount__c") AS "s!Opportunity.UnconfirmedCount__c"
FROM "Opportunity" c JOIN "User" u ON u."Id" = c."OwnerId"
WHERE c."StageName" NOT LIKE 'クローズ%'
GROUP BY u."Id"
