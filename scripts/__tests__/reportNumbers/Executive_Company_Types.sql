-- Cases closed in the last three years by industry, size and bureau of the company: measures done, evaluation, change of stage.
SELECT COALESCE(a."Industry", '-') AS group1, COALESCE(a."CompanySize__c", '-') AS group2,
  CASE
    WHEN a."Prefecture__c" IN ('北海道') THEN '北海道経済産業局'
    WHEN a."Prefecture__c" IN ('沖縄県') THEN '沖縄総合事務局'
    WHEN a."Prefecture__c" IN ('青森県', '岩手県', '宮城県', '秋田県', '山形県', '福島県') THEN '東北経済産業局'
    WHEN a."Prefecture__c" IN ('茨城県', '栃木県', '群馬県', '埼玉県', '千葉県', '東京都', '神奈川県', '新潟県', '山梨県', '長野県', '静岡県') THEN '関東経済産業局'
    WHEN a."Prefecture__c" IN ('富山県', '石川県', '岐阜県', '愛知県', '三重県') THEN '中部経済産業局'
    WHEN a."Prefecture__c" IN ('福井県', '滋賀県', '京都府', '大阪府', '兵庫県', '奈良県', '和歌山県') THEN '近畿経済産業局'
    WHEN a."Prefecture__c" IN ('鳥取県', '島根県', '岡山県', '広島県', '山口県') THEN '中国経済産業局'
    WHEN a."Prefecture__c" IN ('徳島県', '香川県', '愛媛県', '高知県') THEN '四国経済産業局'
    WHEN a."Prefecture__c" IN ('福岡県', '佐賀県', '長崎県', '熊本県', '大分県', '宮崎県', '鹿児島県') THEN '九州経済産業局'
    ELSE '-'
  END AS group3,
  count(*) AS "RowCount",
  total((SELECT count(*) FROM "MeasureProposal__c" p WHERE p."Case__c" = c."Id" AND p."DoneOn__c" IS NOT NULL)) AS "s!Opportunity.DoneCount__c",
  avg(CASE WHEN c."Evaluation__c" <> '評価時期未到来' THEN CAST(substr(c."Evaluation__c", 1, 1) AS INTEGER) END) AS "a!Opportunity.EvaluationScore__c",
  avg(CAST(substr(c."IpStageEnd__c", 1, 1) AS INTEGER) - CAST(substr(c."IpStageStart__c", 1, 1) AS INTEGER)) AS "a!Opportunity.StageRise__c"
FROM "Opportunity" c LEFT JOIN "Account" a ON a."Id" = c."AccountId"
WHERE c."StageName" LIKE 'クローズ%' AND c."ClosedOn__c" >= date(:today, '-1096 days')
GROUP BY 1, 2, 3
