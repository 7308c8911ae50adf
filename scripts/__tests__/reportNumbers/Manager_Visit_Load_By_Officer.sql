-- Visits that each officer paid in this half, and how far from the mean of those who paid any.
WITH loads AS (
  SELECT u."LastName" || ' ' || u."FirstName" AS officer, count(*) AS load
  FROM "Visit__c" v JOIN "User" u ON u."Id" = v."Visitor__c"
  WHERE v."IsDone__c" = 1 AND date(v."StartAt__c", '+9 hours') >= :half AND date(v."StartAt__c", '+9 hours') < :next_half
  GROUP BY u."Id"
)
SELECT officer AS group1, load AS "RowCount", load - (SELECT avg(load) FROM loads) AS "FORMULA1" FROM loads
