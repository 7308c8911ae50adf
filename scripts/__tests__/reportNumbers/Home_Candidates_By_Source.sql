-- Candidates registered in this fiscal year by where they came from; duplicates and sales calls are none.
SELECT COALESCE("LeadSource", '-') AS group1, count(*) AS "RowCount"
FROM "Lead"
WHERE "RegisteredDate__c" >= :year AND "RegisteredDate__c" < :next_year
  AND COALESCE("VisitNotNeededReason__c", '') NOT IN ('重複登録', '営業・取材目的')
GROUP BY 1
