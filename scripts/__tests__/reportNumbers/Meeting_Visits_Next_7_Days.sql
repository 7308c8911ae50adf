-- Visits still to be paid from today to the seventh day from now.
SELECT u."LastName" || ' ' || u."FirstName" AS group1, count(*) AS "RowCount"
FROM "Visit__c" v JOIN "User" u ON u."Id" = v."Visitor__c"
WHERE v."IsDone__c" = 0 AND date(v."StartAt__c", '+9 hours') BETWEEN :today AND date(:today, '+7 days')
GROUP BY u."Id"
