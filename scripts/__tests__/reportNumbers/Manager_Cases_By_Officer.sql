-- How far each officer with a goal is with the cases of this fiscal year, and how far the year is.
SELECT u."LastName" || ' ' || u."FirstName" AS group1, count(*) AS "RowCount", sum(round(100.0 / t."Value__c", 4)) AS "s!Opportunity.OwnerShare__c",
  round(100.0 * (julianday(:today) - julianday(:year) + 1) / (julianday(:next_year) - julianday(:year)), 2) AS "mx!Opportunity.ExpectedProgress__c",
  sum(round(100.0 / t."Value__c", 4)) - round(100.0 * (julianday(:today) - julianday(:year) + 1) / (julianday(:next_year) - julianday(:year)), 2) AS "FORMULA1"
FROM "Opportunity" c JOIN "Target__c" t ON t."Id" = c."OwnerTarget__c" JOIN "User" u ON u."Id" = c."OwnerId"
WHERE c."RegisteredDate__c" >= :year AND c."RegisteredDate__c" < :next_year
GROUP BY u."Id"
