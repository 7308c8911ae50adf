-- Open cases that nobody has touched for more than fourteen days.
SELECT u."LastName" || ' ' || u."FirstName" AS group1, count(*) AS "RowCount"
FROM "Opportunity" c JOIN "User" u ON u."Id" = c."OwnerId"
WHERE c."StageName" NOT LIKE 'クローズ%' AND date(c."LastModifiedDate", '+9 hours') < date(:today, '-14 days')
GROUP BY u."Id"
