-- Candidates registered in this half by officer and status; those not to be visited are left out.
SELECT u."LastName" || ' ' || u."FirstName" AS group1, c."Status" AS group2, count(*) AS "RowCount"
FROM "Lead" c JOIN "User" u ON u."Id" = c."OwnerId"
WHERE c."RegisteredDate__c" >= :half AND c."RegisteredDate__c" < :next_half
  AND c."Status" <> '訪問不要'
GROUP BY 1, 2
