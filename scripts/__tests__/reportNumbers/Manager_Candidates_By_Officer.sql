-- How far each officer with a goal is with the candidates of this fiscal year, and how far the year is.
SELECT u."LastName" || ' ' || u."FirstName" AS group1, count(*) AS "RowCount", sum(round(100.0 / t."Value__c", 4)) AS "s!Lead.OwnerShare__c",
  round(100.0 * (julianday(:today) - julianday(:year) + 1) / (julianday(:next_year) - julianday(:year)), 2) AS "mx!Lead.ExpectedProgress__c",
  sum(round(100.0 / t."Value__c", 4)) - round(100.0 * (julianday(:today) - julianday(:year) + 1) / (julianday(:next_year) - julianday(:year)), 2) AS "FORMULA1"
FROM "Lead" c JOIN "Target__c" t ON t."Id" = c."OwnerTarget__c" JOIN "User" u ON u."Id" = c."OwnerId"
WHERE c."RegisteredDate__c" >= :year AND c."RegisteredDate__c" < :next_year AND COALESCE(c."VisitNotNeededReason__c", '') NOT IN ('重複登録', '営業・取材目的')
GROUP BY u."Id"
