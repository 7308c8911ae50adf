-- Cases closed in this fiscal year with a stage of IP use at both ends, and in how many of them it rose.
SELECT c."IpStageStart__c" AS group1, c."IpStageEnd__c" AS group2, count(*) AS "RowCount",
  avg(CASE WHEN CAST(substr(c."IpStageEnd__c", 1, 1) AS INTEGER) - CAST(substr(c."IpStageStart__c", 1, 1) AS INTEGER) > 0 THEN 100.0 ELSE 0 END) AS "a!Opportunity.StageRose__c"
FROM "Opportunity" c
WHERE c."ClosedOn__c" >= :year AND c."ClosedOn__c" < :next_year AND c."IpStageStart__c" IS NOT NULL AND c."IpStageEnd__c" IS NOT NULL
GROUP BY 1, 2
