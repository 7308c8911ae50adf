-- Visits paid in this fiscal year by month and way; each counts for its part of the office's goal.
SELECT CAST(substr(date(v."StartAt__c", '+9 hours'), 1, 4) AS INTEGER) || '年' || CAST(substr(date(v."StartAt__c", '+9 hours'), 6, 2) AS INTEGER) || '月' AS group1, COALESCE(v."Method__c", '-') AS group2, count(*) AS "RowCount",
  total(round(100.0 / t."Value__c", 4)) AS "s!Visit__c.OfficeShare__c"
FROM "Visit__c" v LEFT JOIN "Target__c" t ON t."Id" = v."OfficeTarget__c"
WHERE v."IsDone__c" = 1 AND date(v."StartAt__c", '+9 hours') >= :year AND date(v."StartAt__c", '+9 hours') < :next_year
GROUP BY 1, 2
