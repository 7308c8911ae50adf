-- Measures of the cases registered in this fiscal year: prepared, proposed, done.
SELECT m."Name" AS group1, count(*) AS "RowCount",
  count(p."PreparedOn__c") AS "s!MeasureProposal__c.PreparedFlag__c",
  count(p."ProposedOn__c") AS "s!MeasureProposal__c.ProposedFlag__c",
  count(p."DoneOn__c") AS "s!MeasureProposal__c.DoneFlag__c",
  COALESCE(100.0 * count(p."ProposedOn__c") / NULLIF(count(p."PreparedOn__c"), 0), 0) AS "FORMULA1",
  COALESCE(100.0 * count(p."DoneOn__c") / NULLIF(count(p."ProposedOn__c"), 0), 0) AS "FORMULA2"
FROM "MeasureProposal__c" p JOIN "Opportunity" c ON c."Id" = p."Case__c" JOIN "SupportMeasure__c" m ON m."Id" = p."Measure__c"
WHERE c."RegisteredDate__c" >= :year AND c."RegisteredDate__c" < :next_year
GROUP BY m."Id"
