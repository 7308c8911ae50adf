-- Moves of candidates from status to status in the last 365 days, and how long the status left had lasted.
SELECT "FromPhase__c" AS group1, COALESCE("ToPhase__c", '-') AS group2, count(*) AS "RowCount", avg("Days__c") AS "a!PhaseLog__c.Days__c"
FROM "PhaseLog__c"
WHERE "FromPhase__c" IN ('新規', '未連絡', '連絡済み', '訪問不要') AND date("ChangedOn__c", '+9 hours') >= date(:today, '-365 days')
GROUP BY 1, 2
