/** Fixed facts of the embedded org: who it is, who signs in, which API version, where its users are. */

/** The one organisation and its demo administrator, with the fixed ids of an API client's token. */
export const ORGANIZATION_ID = '00D000000000001EAA';
export const ADMIN_USER_ID = '005000000000001AAA';
export const ADMIN_USERNAME = 'dev@local.example';
export const ACCESS_TOKEN = '00D000000000001!local';
export const API_VERSION = '66.0';
export const TIME_ZONE = 'Asia/Tokyo';
/** The zone as SQLite shifts moments by it: it has no summer time. */
export const SQL_ZONE = '+9 hours';
export const LANGUAGE = 'ja';
export const LOCALE = 'ja-JP';
