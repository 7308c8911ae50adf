-- Moves of candidates from seven days ago to today, by who moved them.
SELECT u."LastName" || ' ' || u."FirstName" AS group1, count(*) AS "RowCount"
FROM "PhaseLog__c" l JOIN "User" u ON u."Id" = l."ChangedBy__c"
WHERE l."FromPhase__c" IN ('新規', '未連絡', '連絡済み', '訪問不要')
  AND date(l."ChangedOn__c", '+9 hours') BETWEEN date(:today, '-7 days') AND :today
GROUP BY u."Id"
