-- Candidates registered from seven days ago to today by where they came from.
SELECT COALESCE("LeadSource", '-') AS group1, count(*) AS "RowCount"
FROM "Lead"
WHERE "RegisteredDate__c" BETWEEN date(:today, '-7 days') AND :today
GROUP BY 1
