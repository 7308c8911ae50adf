-- Visits paid in this fiscal year by way, and how many companies they went to.
SELECT COALESCE(v."Method__c", '-') AS group1, count(*) AS "RowCount", count(DISTINCT c."AccountId") AS "u!Visit__c.Company__c"
FROM "Visit__c" v JOIN "Opportunity" c ON c."Id" = v."Case__c"
WHERE v."IsDone__c" = 1 AND date(v."StartAt__c", '+9 hours') >= :year AND date(v."StartAt__c", '+9 hours') < :next_year
GROUP BY 1
