-- Items of open cases that are stated as unknown.
SELECT i."ItemLabel__c" AS group1, count(*) AS "RowCount"
FROM "ItemState__c" i JOIN "Opportunity" c ON c."Id" = i."Case__c"
WHERE i."State__c" = '未確認' AND c."StageName" NOT LIKE 'クローズ%'
GROUP BY 1
