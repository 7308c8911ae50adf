import addHint from '@salesforce/label/c.Hearing_HintOpen';
import close from '@salesforce/label/c.Common_Close';
import due from '@salesforce/label/c.Hearing_DueNext';
import example from '@salesforce/label/c.Hearing_Example';
import hint from '@salesforce/label/c.Hearing_Hint';
import insert from '@salesforce/label/c.Hearing_ExampleInsert';
import question from '@salesforce/label/c.Hearing_Question';
import undo from '@salesforce/label/c.Hearing_ExampleUndo';

export const labels = { addHint, close, due, example, hint, insert, question, undo };
