-- Visits that were paid and are not written up although the third business day is over.
SELECT u."LastName" || ' ' || u."FirstName" AS group1, count(*) AS "RowCount"
FROM "Visit__c" v JOIN "User" u ON u."Id" = v."Visitor__c"
WHERE v."IsDone__c" = 1 AND v."WrittenUpOn__c" IS NULL AND v."WriteUpDueOn__c" < :today
GROUP BY u."Id"
