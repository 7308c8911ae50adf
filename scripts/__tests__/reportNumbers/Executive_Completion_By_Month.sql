-- Cases closed in this fiscal year by month and by how they ended.
SELECT CAST(substr(c."ClosedOn__c", 1, 4) AS INTEGER) || '年' || CAST(substr(c."ClosedOn__c", 6, 2) AS INTEGER) || '月' AS group1, c."StageName" AS group2, count(*) AS "RowCount",
  100.0 * sum(c."StageName" = 'クローズ（支援完了）') / count(*) AS "FORMULA1"
FROM "Opportunity" c
WHERE c."ClosedOn__c" >= :year AND c."ClosedOn__c" < :next_year
GROUP BY 1, 2
