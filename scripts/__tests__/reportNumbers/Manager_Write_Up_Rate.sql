-- Of the visits paid in this fiscal year, the part written up by the third business day; those still in time are not judged.
SELECT u."LastName" || ' ' || u."FirstName" AS group1, count(*) AS "RowCount",
  avg(CASE
    WHEN v."WriteUpDueOn__c" IS NULL THEN NULL
    WHEN v."WrittenUpOn__c" <= v."WriteUpDueOn__c" THEN 100
    WHEN v."WrittenUpOn__c" IS NULL AND v."WriteUpDueOn__c" >= :today THEN NULL
    ELSE 0
  END) AS "a!Visit__c.WrittenInTime__c"
FROM "Visit__c" v JOIN "User" u ON u."Id" = v."Visitor__c"
WHERE v."IsDone__c" = 1 AND date(v."StartAt__c", '+9 hours') >= :year AND date(v."StartAt__c", '+9 hours') < :next_year
GROUP BY u."Id"
