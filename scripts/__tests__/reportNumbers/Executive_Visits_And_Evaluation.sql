-- Cases closed in the last three years by how often they were visited and how they were judged.
WITH closed AS (
  SELECT c."Evaluation__c" AS evaluation,
    (SELECT count(*) FROM "Visit__c" v WHERE v."Case__c" = c."Id" AND v."IsDone__c" = 1) AS visits
  FROM "Opportunity" c
  WHERE c."StageName" LIKE 'クローズ%' AND c."ClosedOn__c" >= date(:today, '-1096 days')
)
SELECT CASE WHEN visits > 2 THEN '3回以上' ELSE visits || '回' END AS group1, COALESCE(evaluation, '-') AS group2, count(*) AS "RowCount"
FROM closed
GROUP BY 1, 2
