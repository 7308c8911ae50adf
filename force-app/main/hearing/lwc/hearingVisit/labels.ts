import due from '@salesforce/label/c.Visit_Due';
import errorUnknown from '@salesforce/label/c.Error_Unknown';
import lookBack from '@salesforce/label/c.Visit_LookBack';
import none from '@salesforce/label/c.Visit_None';
import nothingEarlier from '@salesforce/label/c.Visit_NothingEarlier';
import open from '@salesforce/label/c.Visit_Open';
import planned from '@salesforce/label/c.Visit_Planned';
import refused from '@salesforce/label/c.Rows_Refused';
import start from '@salesforce/label/c.Visit_Start';
import today from '@salesforce/label/c.Visit_Today';
import unwritten from '@salesforce/label/c.Visit_Unwritten';

export const labels = { due, errorUnknown, lookBack, none, nothingEarlier, open, planned, refused, start, today, unwritten };
