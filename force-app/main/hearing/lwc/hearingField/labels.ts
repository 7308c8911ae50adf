import answerNo from '@salesforce/label/c.Common_No';
import answerYes from '@salesforce/label/c.Common_Yes';
import blank from '@salesforce/label/c.Common_Blank';
import hiddenField from '@salesforce/label/c.Hearing_FieldHidden';
import none from '@salesforce/label/c.Common_NoneOption';
import readOnlyField from '@salesforce/label/c.Hearing_FieldReadOnly';
import rowCount from '@salesforce/label/c.Common_RowCount';
import rowsField from '@salesforce/label/c.Hearing_FieldRows';
import timeOf from '@salesforce/label/c.Hearing_TimeOf';
import unsupportedField from '@salesforce/label/c.Hearing_FieldUnsupported';

export const labels = {
  answerNo,
  answerYes,
  blank,
  hiddenField,
  none,
  readOnlyField,
  rowCount,
  rowsField,
  timeOf,
  unsupportedField
};
