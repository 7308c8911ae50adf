import blank from '@salesforce/label/c.Common_Blank';
import conflictNotLoaded from '@salesforce/label/c.Conflict_NotLoaded';
import draftRow from '@salesforce/label/c.Hearing_DraftRow';
import errorAccess from '@salesforce/label/c.Error_NoAccess';
import errorInvalid from '@salesforce/label/c.Error_InvalidInput';
import errorNetwork from '@salesforce/label/c.Error_Network';
import errorNotFound from '@salesforce/label/c.Error_RecordGoneWhileTyping';
import errorSession from '@salesforce/label/c.Error_Session';
import errorUnknown from '@salesforce/label/c.Error_Unknown';
import listSeparator from '@salesforce/label/c.Common_ListSeparator';
import loading from '@salesforce/label/c.Common_Loading';
import no from '@salesforce/label/c.Common_No';
import refused from '@salesforce/label/c.Rows_Refused';
import saved from '@salesforce/label/c.Hearing_Saved';
import saving from '@salesforce/label/c.Hearing_Saving';
import yes from '@salesforce/label/c.Common_Yes';

export const labels = {
  blank,
  conflictNotLoaded,
  draftRow,
  errorAccess,
  errorInvalid,
  errorNetwork,
  errorNotFound,
  errorSession,
  errorUnknown,
  listSeparator,
  loading,
  no,
  refused,
  saved,
  saving,
  yes
};
