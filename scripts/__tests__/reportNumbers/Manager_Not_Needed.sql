-- Candidates of this fiscal year that need no visit: why, and whether that was seen at once or after talking to them.
SELECT COALESCE(c."VisitNotNeededReason__c", '-') AS group1, COALESCE(c."VisitNotNeededTiming__c", '-') AS group2, count(*) AS "RowCount"
FROM "Lead" c
WHERE c."RegisteredDate__c" >= :year AND c."RegisteredDate__c" < :next_year AND c."Status" = '訪問不要'
GROUP BY 1, 2
