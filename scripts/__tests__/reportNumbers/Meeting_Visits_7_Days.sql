-- Visits paid from seven days ago to today, by the days of Tokyo.
SELECT u."LastName" || ' ' || u."FirstName" AS group1, count(*) AS "RowCount"
FROM "Visit__c" v JOIN "User" u ON u."Id" = v."Visitor__c"
WHERE v."IsDone__c" = 1 AND date(v."StartAt__c", '+9 hours') BETWEEN date(:today, '-7 days') AND :today
GROUP BY u."Id"
