-- Candidates registered in this fiscal year by status; each counts for its part of the office's goal.
SELECT c."Status" AS group1, count(*) AS "RowCount", sum(round(100.0 / t."Value__c", 4)) AS "s!Lead.OfficeShare__c"
FROM "Lead" c LEFT JOIN "Target__c" t ON t."Id" = c."OfficeTarget__c"
WHERE c."RegisteredDate__c" >= :year AND c."RegisteredDate__c" < :next_year
  AND COALESCE(c."VisitNotNeededReason__c", '') NOT IN ('重複登録', '営業・取材目的')
GROUP BY 1
