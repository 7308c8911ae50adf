-- Moves of cases from phase to phase in the last 365 days, and how long the phase left had lasted.
SELECT "FromPhase__c" AS group1, COALESCE("ToPhase__c", '-') AS group2, count(*) AS "RowCount", avg("Days__c") AS "a!PhaseLog__c.Days__c"
FROM "PhaseLog__c"
WHERE "FromPhase__c" IN ('事前準備', '課題の特定', '提案', 'フォロー中', 'クローズ（支援完了）', 'クローズ（未アクション）') AND date("ChangedOn__c", '+9 hours') >= date(:today, '-365 days')
GROUP BY 1, 2
