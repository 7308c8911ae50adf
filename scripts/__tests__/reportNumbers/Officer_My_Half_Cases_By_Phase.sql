-- My cases of the half: all but those that were closed before its first day.
SELECT "StageName" AS group1, count(*) AS "RowCount"
FROM "Opportunity"
WHERE "OwnerId" = :user AND ("ClosedOn__c" IS NULL OR "ClosedOn__c" >= :half)
GROUP BY 1
