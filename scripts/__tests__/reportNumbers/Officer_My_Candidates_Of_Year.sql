-- My candidates registered in this fiscal year; each counts for its part of my own goal.
SELECT c."Status" AS group1, count(*) AS "RowCount", total(round(100.0 / t."Value__c", 4)) AS "s!Lead.OwnerShare__c"
FROM "Lead" c LEFT JOIN "Target__c" t ON t."Id" = c."OwnerTarget__c"
WHERE c."OwnerId" = :user
  AND c."RegisteredDate__c" >= :year AND c."RegisteredDate__c" < :next_year
  AND COALESCE(c."VisitNotNeededReason__c", '') NOT IN ('重複登録', '営業・取材目的')
GROUP BY 1
