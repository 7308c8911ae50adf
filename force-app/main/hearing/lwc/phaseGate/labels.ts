import aside from '@salesforce/label/c.Gate_Aside';
import back from '@salesforce/label/c.Gate_Back';
import backTo from '@salesforce/label/c.Gate_BackTo';
import blank from '@salesforce/label/c.Common_Blank';
import cancel from '@salesforce/label/c.Gate_Cancel';
import changed from '@salesforce/label/c.Gate_Changed';
import complete from '@salesforce/label/c.Gate_Complete';
import conversion from '@salesforce/label/c.Gate_Conversion';
import convert from '@salesforce/label/c.Gate_Convert';
import convertLater from '@salesforce/label/c.Gate_ConvertLater';
import current from '@salesforce/label/c.Gate_Current';
import edit from '@salesforce/label/c.Gate_Edit';
import editShort from '@salesforce/label/c.Gate_EditShort';
import errorAccess from '@salesforce/label/c.Error_NoAccess';
import errorInvalid from '@salesforce/label/c.Error_InvalidInput';
import errorLoad from '@salesforce/label/c.Gate_LoadFailed';
import errorNetwork from '@salesforce/label/c.Error_Network';
import errorNotFound from '@salesforce/label/c.Error_RecordNotFound';
import errorNotFoundWhileTyping from '@salesforce/label/c.Error_RecordGoneWhileTyping';
import errorSession from '@salesforce/label/c.Error_Session';
import errorUnknown from '@salesforce/label/c.Error_Unknown';
import filled from '@salesforce/label/c.Gate_Filled';
import final from '@salesforce/label/c.Gate_Final';
import gate from '@salesforce/label/c.Gate_Heading';
import goOn from '@salesforce/label/c.Gate_GoOn';
import incomplete from '@salesforce/label/c.Gate_Incomplete';
import jump from '@salesforce/label/c.Gate_Jump';
import jumpShort from '@salesforce/label/c.Gate_JumpShort';
import listSeparator from '@salesforce/label/c.Common_ListSeparator';
import loading from '@salesforce/label/c.Common_Loading';
import mayNot from '@salesforce/label/c.Gate_MayNot';
import missing from '@salesforce/label/c.Gate_Missing';
import moved from '@salesforce/label/c.Gate_Moved';
import next from '@salesforce/label/c.Gate_Next';
import no from '@salesforce/label/c.Common_No';
import noItems from '@salesforce/label/c.Hearing_NoItems';
import nothingToSave from '@salesforce/label/c.Hearing_NothingToSave';
import noWayOn from '@salesforce/label/c.Gate_NoWayOn';
import readOnly from '@salesforce/label/c.Gate_FieldReadOnly';
import refused from '@salesforce/label/c.Gate_Refused';
import restored from '@salesforce/label/c.Hearing_Restored';
import save from '@salesforce/label/c.Gate_Save';
import saved from '@salesforce/label/c.Hearing_Saved';
import saving from '@salesforce/label/c.Hearing_Saving';
import take from '@salesforce/label/c.Gate_Take';
import taken from '@salesforce/label/c.Gate_Taken';
import target from '@salesforce/label/c.Gate_Target';
import theirs from '@salesforce/label/c.Gate_Theirs';
import title from '@salesforce/label/c.Gate_Title';
import rowCount from '@salesforce/label/c.Common_RowCount';
import rowsField from '@salesforce/label/c.Hearing_FieldRows';
import unsupported from '@salesforce/label/c.Hearing_FieldUnsupported';
import untake from '@salesforce/label/c.Gate_Untake';
import yes from '@salesforce/label/c.Common_Yes';

export const labels = {
  aside,
  back,
  backTo,
  blank,
  cancel,
  changed,
  complete,
  conversion,
  convert,
  convertLater,
  current,
  edit,
  editShort,
  errorAccess,
  errorInvalid,
  errorLoad,
  errorNetwork,
  errorNotFound,
  errorNotFoundWhileTyping,
  errorSession,
  errorUnknown,
  filled,
  final,
  gate,
  goOn,
  incomplete,
  jump,
  jumpShort,
  listSeparator,
  loading,
  mayNot,
  missing,
  moved,
  next,
  no,
  noItems,
  nothingToSave,
  noWayOn,
  readOnly,
  rowCount,
  rowsField,
  refused,
  restored,
  save,
  saved,
  saving,
  take,
  taken,
  target,
  theirs,
  title,
  unsupported,
  untake,
  yes
};
