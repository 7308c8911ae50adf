-- My candidates that are no case yet and are not given up.
SELECT "Status" AS group1, count(*) AS "RowCount"
FROM "Lead"
WHERE "OwnerId" = :user AND "Status" IN ('新規', '未連絡', '連絡済み')
GROUP BY 1
