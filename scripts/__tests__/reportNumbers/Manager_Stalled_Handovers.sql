-- Measures that were handed over more than thirty days ago, and nothing came back, by owner of the case.
SELECT u."LastName" || ' ' || u."FirstName" AS group1, count(*) AS "RowCount"
FROM "MeasureProposal__c" p JOIN "Opportunity" c ON c."Id" = p."Case__c" JOIN "User" u ON u."Id" = c."OwnerId"
WHERE p."HandoverOn__c" < date(:today, '-30 days')
  AND COALESCE(p."Result__c", '未着手') = '未着手'
  AND (p."DoneOn__c" IS NULL OR p."DoneOn__c" < p."HandoverOn__c")
GROUP BY u."Id"
