-- Visits that I paid and have not written up although the third business day is over.
SELECT u."LastName" || ' ' || u."FirstName" AS group1, count(*) AS "RowCount"
FROM "Visit__c" v JOIN "User" u ON u."Id" = v."Visitor__c"
WHERE v."Visitor__c" = :user AND v."IsDone__c" = 1 AND v."WrittenUpOn__c" IS NULL AND v."WriteUpDueOn__c" < :today
GROUP BY 1
