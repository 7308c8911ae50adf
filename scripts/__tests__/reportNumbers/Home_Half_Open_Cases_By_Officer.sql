-- Open cases by officer and phase.
SELECT u."LastName" || ' ' || u."FirstName" AS group1, c."StageName" AS group2, count(*) AS "RowCount"
FROM "Opportunity" c JOIN "User" u ON u."Id" = c."OwnerId"
WHERE c."StageName" NOT LIKE 'クローズ%'
GROUP BY 1, 2
