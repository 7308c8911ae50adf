-- How far each visitor with a goal is with the visits of this fiscal year, and how far the year is.
SELECT u."LastName" || ' ' || u."FirstName" AS group1, count(*) AS "RowCount", sum(round(100.0 / t."Value__c", 4)) AS "s!Visit__c.OwnerShare__c",
  round(100.0 * (julianday(:today) - julianday(:year) + 1) / (julianday(:next_year) - julianday(:year)), 2) AS "mx!Visit__c.ExpectedProgress__c",
  sum(round(100.0 / t."Value__c", 4)) - round(100.0 * (julianday(:today) - julianday(:year) + 1) / (julianday(:next_year) - julianday(:year)), 2) AS "FORMULA1"
FROM "Visit__c" v JOIN "Target__c" t ON t."Id" = v."OwnerTarget__c" JOIN "User" u ON u."Id" = v."Visitor__c"
WHERE v."IsDone__c" = 1 AND date(v."StartAt__c", '+9 hours') >= :year AND date(v."StartAt__c", '+9 hours') < :next_year
GROUP BY u."Id"
