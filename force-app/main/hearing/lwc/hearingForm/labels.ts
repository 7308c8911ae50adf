import allPhases from '@salesforce/label/c.Hearing_AllPhases';
import blank from '@salesforce/label/c.Common_Blank';
import conflictNotLoaded from '@salesforce/label/c.Conflict_NotLoaded';
import currentPhase from '@salesforce/label/c.Hearing_CurrentPhase';
import errorAccess from '@salesforce/label/c.Error_NoAccess';
import errorInvalid from '@salesforce/label/c.Error_InvalidInput';
import errorLoad from '@salesforce/label/c.Error_Load';
import errorNetwork from '@salesforce/label/c.Error_Network';
import errorNotFound from '@salesforce/label/c.Error_RecordNotFound';
import errorNotFoundWhileTyping from '@salesforce/label/c.Error_RecordGoneWhileTyping';
import errorSession from '@salesforce/label/c.Error_Session';
import errorUnknown from '@salesforce/label/c.Error_Unknown';
import listSeparator from '@salesforce/label/c.Common_ListSeparator';
import loading from '@salesforce/label/c.Common_Loading';
import missingOnly from '@salesforce/label/c.Hearing_MissingOnly';
import nextMissing from '@salesforce/label/c.Hearing_NextMissing';
import nextReady from '@salesforce/label/c.Hearing_NextReady';
import no from '@salesforce/label/c.Common_No';
import noItems from '@salesforce/label/c.Hearing_NoItems';
import nothingMissing from '@salesforce/label/c.Hearing_NothingMissing';
import nothingToSave from '@salesforce/label/c.Hearing_NothingToSave';
import partlySaved from '@salesforce/label/c.Hearing_PartlySaved';
import phaseChoice from '@salesforce/label/c.Hearing_PhaseChoice';
import progress from '@salesforce/label/c.Hearing_Progress';
import progressAll from '@salesforce/label/c.Hearing_ProgressAll';
import refused from '@salesforce/label/c.Error_SaveRefused';
import restored from '@salesforce/label/c.Hearing_Restored';
import save from '@salesforce/label/c.Common_Save';
import saved from '@salesforce/label/c.Hearing_Saved';
import saving from '@salesforce/label/c.Hearing_Saving';
import shortcut from '@salesforce/label/c.Hearing_SaveShortcut';
import title from '@salesforce/label/c.Hearing_Title';
import unsaved from '@salesforce/label/c.Hearing_Unsaved';
import yes from '@salesforce/label/c.Common_Yes';

export const labels = {
  allPhases,
  blank,
  conflictNotLoaded,
  currentPhase,
  errorAccess,
  errorInvalid,
  errorLoad,
  errorNetwork,
  errorNotFound,
  errorNotFoundWhileTyping,
  errorSession,
  errorUnknown,
  listSeparator,
  loading,
  missingOnly,
  nextMissing,
  nextReady,
  no,
  noItems,
  nothingMissing,
  nothingToSave,
  partlySaved,
  phaseChoice,
  progress,
  progressAll,
  refused,
  restored,
  save,
  saved,
  saving,
  shortcut,
  title,
  unsaved,
  yes
};
