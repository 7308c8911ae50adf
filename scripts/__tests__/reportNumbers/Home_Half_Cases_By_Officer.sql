-- Cases of the half by officer: new (registered in the half, still in preparation), at work, or closed in it.
SELECT u."LastName" || ' ' || u."FirstName" AS group1,
  CASE
    WHEN c."ClosedOn__c" IS NOT NULL THEN CASE WHEN c."ClosedOn__c" < :next_half THEN 'クローズ済' ELSE '-' END
    WHEN c."StageName" = '事前準備' AND c."RegisteredDate__c" >= :half AND c."RegisteredDate__c" < :next_half THEN '新規'
    ELSE '対応中'
  END AS group2,
  count(*) AS "RowCount"
FROM "Opportunity" c JOIN "User" u ON u."Id" = c."OwnerId"
WHERE c."ClosedOn__c" IS NULL OR c."ClosedOn__c" >= :half
GROUP BY 1, 2
