-- Visits that I paid in this fiscal year, whoever owns the case; each counts for its part of my own goal.
SELECT COALESCE(v."Method__c", '-') AS group1, count(*) AS "RowCount", total(round(100.0 / t."Value__c", 4)) AS "s!Visit__c.OwnerShare__c"
FROM "Visit__c" v LEFT JOIN "Target__c" t ON t."Id" = v."OwnerTarget__c"
WHERE v."Visitor__c" = :user AND v."IsDone__c" = 1
  AND date(v."StartAt__c", '+9 hours') >= :year AND date(v."StartAt__c", '+9 hours') < :next_year
GROUP BY 1
