-- Candidates that may still become a case, by stage of IP use and by will to change.
SELECT COALESCE("IpStage__c", '-') AS group1, COALESCE("ReformMotivation__c", '-') AS group2, count(*) AS "RowCount"
FROM "Lead"
WHERE "Status" IN ('新規', '未連絡', '連絡済み')
GROUP BY 1, 2
