-- Cases dropped in this fiscal year: the phase they were in, why, and on whose side.
SELECT COALESCE(c."DropPhase__c", '-') AS group1, COALESCE(c."DropReason__c", '-') AS group2, COALESCE(c."DropSide__c", '-') AS group3,
  count(*) AS "RowCount"
FROM "Opportunity" c
WHERE c."StageName" = 'クローズ（未アクション）' AND c."ClosedOn__c" >= :year AND c."ClosedOn__c" < :next_year
GROUP BY 1, 2, 3
