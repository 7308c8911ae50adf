-- Open cases of each officer, and how far from the mean of those who have any.
WITH loads AS (
  SELECT u."LastName" || ' ' || u."FirstName" AS officer, count(*) AS load
  FROM "Opportunity" c JOIN "User" u ON u."Id" = c."OwnerId"
  WHERE c."StageName" NOT LIKE 'クローズ%'
  GROUP BY u."Id"
)
SELECT officer AS group1, load AS "RowCount", load - (SELECT avg(load) FROM loads) AS "FORMULA1" FROM loads
