-- Candidates registered in this fiscal year by industry and size.
SELECT COALESCE(c."Industry", '-') AS group1, COALESCE(c."CompanySize__c", '-') AS group2, count(*) AS "RowCount"
FROM "Lead" c
WHERE c."RegisteredDate__c" >= :year AND c."RegisteredDate__c" < :next_year AND COALESCE(c."VisitNotNeededReason__c", '') NOT IN ('重複登録', '営業・取材目的')
GROUP BY 1, 2
