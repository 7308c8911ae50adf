import addHint from '@salesforce/label/c.Hearing_HintOpen';
import answerNo from '@salesforce/label/c.Common_No';
import answerYes from '@salesforce/label/c.Common_Yes';
import blank from '@salesforce/label/c.Common_Blank';
import close from '@salesforce/label/c.Common_Close';
import due from '@salesforce/label/c.Hearing_DueNext';
import example from '@salesforce/label/c.Hearing_Example';
import hiddenField from '@salesforce/label/c.Hearing_FieldHidden';
import hint from '@salesforce/label/c.Hearing_Hint';
import none from '@salesforce/label/c.Common_NoneOption';
import question from '@salesforce/label/c.Hearing_Question';
import readOnlyField from '@salesforce/label/c.Hearing_FieldReadOnly';
import rowCount from '@salesforce/label/c.Common_RowCount';
import rowsField from '@salesforce/label/c.Hearing_FieldRows';
import unsupportedField from '@salesforce/label/c.Hearing_FieldUnsupported';

export const labels = {
  addHint,
  answerNo,
  answerYes,
  blank,
  close,
  due,
  example,
  hiddenField,
  hint,
  none,
  question,
  readOnlyField,
  rowCount,
  rowsField,
  unsupportedField
};
