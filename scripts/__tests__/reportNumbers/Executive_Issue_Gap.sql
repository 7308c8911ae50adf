-- Issues of the cases registered in this fiscal year, by who sees them.
SELECT COALESCE(i."Issue__c", '-') AS group1,
  CASE
    WHEN i."RecognizedBySme__c" = 1 AND i."RecognizedByJpo__c" = 1 THEN '双方'
    WHEN i."RecognizedBySme__c" = 1 THEN '企業のみ'
    WHEN i."RecognizedByJpo__c" = 1 THEN '特許庁のみ'
    ELSE '-'
  END AS group2,
  count(*) AS "RowCount"
FROM "CaseIssue__c" i JOIN "Opportunity" c ON c."Id" = i."Case__c"
WHERE c."RegisteredDate__c" >= :year AND c."RegisteredDate__c" < :next_year
GROUP BY 1, 2
