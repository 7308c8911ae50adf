-- Next actions of each officer that should have been done before today.
SELECT u."LastName" || ' ' || u."FirstName" AS group1, count(*) AS "RowCount"
FROM "Task" a JOIN "User" u ON u."Id" = a."OwnerId"
WHERE a."Status" <> 'Completed' AND a."ActivityDate" < :today
GROUP BY u."Id"
