-- Candidates that the office was last in contact with in this fiscal year: how many companies, how many contacts.
SELECT COALESCE("LeadSource", '-') AS group1, count(*) AS "RowCount", count(DISTINCT "Company") AS "u!COMPANY",
  total("ContactCount__c") AS "s!Lead.ContactCount__c"
FROM "Lead"
WHERE "LastContactDate__c" >= :year AND "LastContactDate__c" < :next_year
GROUP BY 1
