-- Consultations of open cases that nobody could answer yet, by industry of the company.
SELECT COALESCE(a."Industry", '-') AS group1, count(*) AS "RowCount"
FROM "Consultation__c" s JOIN "Opportunity" c ON c."Id" = s."Case__c" LEFT JOIN "Account" a ON a."Id" = c."AccountId"
WHERE s."IsUnsolved__c" = 1 AND c."StageName" NOT LIKE 'クローズ%'
GROUP BY 1
