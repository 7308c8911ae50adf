-- My visits from fourteen days ago to fourteen days ahead, by the days of Tokyo.
SELECT u."LastName" || ' ' || u."FirstName" AS group1, count(*) AS "RowCount"
FROM "Visit__c" v JOIN "User" u ON u."Id" = v."Visitor__c"
WHERE v."Visitor__c" = :user
  AND date(v."StartAt__c", '+9 hours') BETWEEN date(:today, '-14 days') AND date(:today, '+14 days')
GROUP BY 1
