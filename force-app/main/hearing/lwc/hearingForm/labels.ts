import allPhases from '@salesforce/label/c.Hearing_AllPhases';
import blank from '@salesforce/label/c.Common_Blank';
import conflictNotLoaded from '@salesforce/label/c.Conflict_NotLoaded';
import currentPhase from '@salesforce/label/c.Hearing_CurrentPhase';
import draftDetail from '@salesforce/label/c.Hearing_DraftDetail';
import draftDiscard from '@salesforce/label/c.Hearing_DraftDiscard';
import draftFull from '@salesforce/label/c.Hearing_DraftFull';
import draftHeading from '@salesforce/label/c.Hearing_DraftHeading';
import draftImpossible from '@salesforce/label/c.Hearing_DraftImpossible';
import draftNoKey from '@salesforce/label/c.Hearing_DraftNoKey';
import draftRows from '@salesforce/label/c.Hearing_DraftRows';
import draftRestore from '@salesforce/label/c.Hearing_DraftRestore';
import errorAccess from '@salesforce/label/c.Error_NoAccess';
import errorInvalid from '@salesforce/label/c.Error_InvalidInput';
import errorLoad from '@salesforce/label/c.Error_Load';
import errorNotFound from '@salesforce/label/c.Error_RecordNotFound';
import errorNotFoundWhileTyping from '@salesforce/label/c.Error_RecordGoneWhileTyping';
import errorSession from '@salesforce/label/c.Hearing_SignedOutDetail';
import errorUnknown from '@salesforce/label/c.Error_Unknown';
import figureRecommended from '@salesforce/label/c.Hearing_FigureRecommended';
import figureRequired from '@salesforce/label/c.Hearing_FigureRequired';
import figureTextLength from '@salesforce/label/c.Hearing_FigureTextLength';
import figureUnconfirmed from '@salesforce/label/c.Hearing_FigureUnconfirmed';
import figures from '@salesforce/label/c.Hearing_Figures';
import listSeparator from '@salesforce/label/c.Common_ListSeparator';
import loading from '@salesforce/label/c.Common_Loading';
import marksNotLoaded from '@salesforce/label/c.Hearing_MarksNotLoaded';
import missingOnly from '@salesforce/label/c.Hearing_MissingOnly';
import nextGap from '@salesforce/label/c.Hearing_NextGap';
import nextGapShortcut from '@salesforce/label/c.Hearing_NextGapShortcut';
import nextMissing from '@salesforce/label/c.Hearing_NextMissing';
import nextReady from '@salesforce/label/c.Hearing_NextReady';
import no from '@salesforce/label/c.Common_No';
import noGap from '@salesforce/label/c.Hearing_NoGap';
import noItems from '@salesforce/label/c.Hearing_NoItems';
import nothingMissing from '@salesforce/label/c.Hearing_NothingMissing';
import nothingToSave from '@salesforce/label/c.Hearing_NothingToSave';
import offline from '@salesforce/label/c.Hearing_Offline';
import phaseChoice from '@salesforce/label/c.Hearing_PhaseChoice';
import progress from '@salesforce/label/c.Hearing_Progress';
import progressAll from '@salesforce/label/c.Hearing_ProgressAll';
import refused from '@salesforce/label/c.Error_SaveRefused';
import restored from '@salesforce/label/c.Hearing_Restored';
import save from '@salesforce/label/c.Common_Save';
import saved from '@salesforce/label/c.Hearing_Saved';
import saving from '@salesforce/label/c.Hearing_Saving';
import search from '@salesforce/label/c.Hearing_Search';
import searchFound from '@salesforce/label/c.Hearing_SearchFound';
import searchNone from '@salesforce/label/c.Hearing_SearchNone';
import shortcut from '@salesforce/label/c.Hearing_SaveShortcut';
import signedOut from '@salesforce/label/c.Hearing_SignedOut';
import title from '@salesforce/label/c.Hearing_Title';
import unsaved from '@salesforce/label/c.Hearing_Unsaved';
import yes from '@salesforce/label/c.Common_Yes';

export const labels = {
  allPhases,
  blank,
  conflictNotLoaded,
  currentPhase,
  draftDetail,
  draftDiscard,
  draftFull,
  draftHeading,
  draftImpossible,
  draftNoKey,
  draftRestore,
  draftRows,
  errorAccess,
  errorInvalid,
  errorLoad,
  errorNotFound,
  errorNotFoundWhileTyping,
  errorSession,
  errorUnknown,
  figureRecommended,
  figureRequired,
  figureTextLength,
  figureUnconfirmed,
  figures,
  listSeparator,
  loading,
  marksNotLoaded,
  missingOnly,
  nextGap,
  nextGapShortcut,
  nextMissing,
  nextReady,
  no,
  noGap,
  noItems,
  nothingMissing,
  nothingToSave,
  offline,
  phaseChoice,
  progress,
  progressAll,
  refused,
  restored,
  save,
  saved,
  saving,
  search,
  searchFound,
  searchNone,
  shortcut,
  signedOut,
  title,
  unsaved,
  yes
};
