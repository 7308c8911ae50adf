-- My next actions that are due from today to the fourteenth day from now.
SELECT u."LastName" || ' ' || u."FirstName" AS group1, count(*) AS "RowCount"
FROM "Task" a JOIN "User" u ON u."Id" = a."OwnerId"
WHERE a."OwnerId" = :user AND a."Status" <> 'Completed'
  AND a."ActivityDate" BETWEEN :today AND date(:today, '+14 days')
GROUP BY 1
