-- Consultations of the cases registered in this fiscal year by right, by topic and by industry of the company.
SELECT s."RightType__c" AS group1, s."Topic__c" AS group2, COALESCE(a."Industry", '-') AS group3, count(*) AS "RowCount"
FROM "Consultation__c" s JOIN "Opportunity" c ON c."Id" = s."Case__c" LEFT JOIN "Account" a ON a."Id" = c."AccountId"
WHERE c."RegisteredDate__c" >= :year AND c."RegisteredDate__c" < :next_year
GROUP BY 1, 2, 3
