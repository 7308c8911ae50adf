-- Moves of cases from seven days ago to today, by who moved them.
SELECT u."LastName" || ' ' || u."FirstName" AS group1, count(*) AS "RowCount"
FROM "PhaseLog__c" l JOIN "User" u ON u."Id" = l."ChangedBy__c"
WHERE l."FromPhase__c" IN ('事前準備', '課題の特定', '提案', 'フォロー中', 'クローズ（支援完了）', 'クローズ（未アクション）')
  AND date(l."ChangedOn__c", '+9 hours') BETWEEN date(:today, '-7 days') AND :today
GROUP BY u."Id"
