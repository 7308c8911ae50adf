import badgeBoth from '@salesforce/label/c.Rows_BadgeBoth';
import badgeClosed from '@salesforce/label/c.Rows_BadgeClosed';
import badgeJpo from '@salesforce/label/c.Rows_BadgeJpo';
import badgeOnSite from '@salesforce/label/c.Rows_BadgeOnSite';
import badgeResolved from '@salesforce/label/c.Rows_BadgeResolved';
import badgeSme from '@salesforce/label/c.Rows_BadgeSme';
import badgeStalled from '@salesforce/label/c.Rows_BadgeStalled';
import badgeUnsolved from '@salesforce/label/c.Rows_BadgeUnsolved';
import deleteRow from '@salesforce/label/c.Rows_Delete';
import details from '@salesforce/label/c.Rows_Details';
import detailsClose from '@salesforce/label/c.Rows_DetailsClose';
import detailsOpen from '@salesforce/label/c.Rows_DetailsOpen';
import empty from '@salesforce/label/c.Rows_Empty';
import errorAccess from '@salesforce/label/c.Error_NoAccess';
import errorNetwork from '@salesforce/label/c.Rows_Network';
import errorSession from '@salesforce/label/c.Error_Session';
import errorUnknown from '@salesforce/label/c.Error_Unknown';
import hidden from '@salesforce/label/c.Rows_Hidden';
import kept from '@salesforce/label/c.Rows_Kept';
import listSeparator from '@salesforce/label/c.Common_ListSeparator';
import loading from '@salesforce/label/c.Common_Loading';
import nearJpo from '@salesforce/label/c.Rows_NearJpo';
import nearMeasures from '@salesforce/label/c.Rows_NearMeasures';
import nearSme from '@salesforce/label/c.Rows_NearSme';
import nearUnprepared from '@salesforce/label/c.Rows_NearUnprepared';
import otherIssues from '@salesforce/label/c.Rows_OtherIssues';
import otherMeasures from '@salesforce/label/c.Rows_OtherMeasures';
import primary from '@salesforce/label/c.Rows_Primary';
import readOnly from '@salesforce/label/c.Rows_ReadOnly';
import refused from '@salesforce/label/c.Rows_Refused';
import rights from '@salesforce/label/c.Rows_Rights';
import rowCount from '@salesforce/label/c.Common_RowCount';
import saved from '@salesforce/label/c.Rows_Saved';
import saving from '@salesforce/label/c.Hearing_Saving';
import search from '@salesforce/label/c.Rows_Search';
import secondary from '@salesforce/label/c.Rows_Secondary';
import topics from '@salesforce/label/c.Rows_Topics';
import unknownList from '@salesforce/label/c.Hearing_FieldRows';

export const labels = {
  badgeBoth,
  badgeClosed,
  badgeJpo,
  badgeOnSite,
  badgeResolved,
  badgeSme,
  badgeStalled,
  badgeUnsolved,
  delete: deleteRow,
  details,
  detailsClose,
  detailsOpen,
  empty,
  errorAccess,
  errorNetwork,
  errorSession,
  errorUnknown,
  hidden,
  kept,
  listSeparator,
  loading,
  nearJpo,
  nearMeasures,
  nearSme,
  nearUnprepared,
  otherIssues,
  otherMeasures,
  primary,
  readOnly,
  refused,
  rights,
  rowCount,
  saved,
  saving,
  search,
  secondary,
  topics,
  unknownList
};
