-- Candidates of this fiscal year by event: contacted, agreed to a visit, became a case, were supported to the end.
SELECT c."EventName__c" AS group1, count(*) AS "RowCount",
  sum(c."FirstContactDate__c" IS NOT NULL) AS "s!Lead.ContactedFlag__c",
  sum(c."AppointmentAcceptedDate__c" IS NOT NULL) AS "s!Lead.AppointmentFlag__c",
  avg(c."DaysInNew__c") AS "a!Lead.DaysInNew__c",
  avg(c."DaysInUncontacted__c") AS "a!Lead.DaysInUncontacted__c",
  100.0 * sum(c."FirstContactDate__c" IS NOT NULL) / count(*) AS "FORMULA1",
  100.0 * sum(c."AppointmentAcceptedDate__c" IS NOT NULL) / count(*) AS "FORMULA2",
  100.0 * sum(c."Status" = '取引開始済み') / count(*) AS "FORMULA3",
  COALESCE(100.0 * sum(COALESCE(o."StageName" = 'クローズ（支援完了）', 0)) / NULLIF(sum(c."Status" = '取引開始済み'), 0), 0) AS "FORMULA4"
FROM "Lead" c LEFT JOIN "Opportunity" o ON o."Id" = c."ConvertedOpportunityId"
WHERE c."RegisteredDate__c" >= :year AND c."RegisteredDate__c" < :next_year AND COALESCE(c."VisitNotNeededReason__c", '') NOT IN ('重複登録', '営業・取材目的')
  AND c."EventName__c" IS NOT NULL
GROUP BY 1
