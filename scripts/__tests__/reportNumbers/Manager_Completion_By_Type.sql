-- Of the cases closed in this fiscal year, the part that was supported to the end, by kind of visit.
SELECT COALESCE(c."VisitType__c", '-') AS group1, count(*) AS "RowCount",
  100.0 * sum(c."StageName" = 'クローズ（支援完了）') / count(*) AS "FORMULA1"
FROM "Opportunity" c
WHERE c."ClosedOn__c" >= :year AND c."ClosedOn__c" < :next_year
GROUP BY 1
