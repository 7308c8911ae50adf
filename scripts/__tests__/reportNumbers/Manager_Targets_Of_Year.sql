-- The office's goals of this fiscal year, and how much of each should be reached by today's part of the year.
SELECT "Metric__c" AS group1, count(*) AS "RowCount", sum("Value__c") AS "s!Target__c.Value__c",
  round(100.0 * (julianday(:today) - julianday(:year) + 1) / (julianday(:next_year) - julianday(:year)), 2) AS "mx!Target__c.ExpectedProgress__c",
  sum(round("Value__c" * (julianday(:today) - julianday(:year) + 1) / (julianday(:next_year) - julianday(:year)), 1)) AS "s!Target__c.ExpectedCount__c"
FROM "Target__c"
WHERE "FiscalYear__c" = 'R' || (CAST(substr(:year, 1, 4) AS INTEGER) - 2018) AND "TargetUser__c" IS NULL
GROUP BY 1
