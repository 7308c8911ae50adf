import byJpo from '@salesforce/label/c.LookBack_ByJpo';
import bySme from '@salesforce/label/c.LookBack_BySme';
import earlier from '@salesforce/label/c.LookBack_Earlier';
import issues from '@salesforce/label/c.LookBack_Issues';
import listSeparator from '@salesforce/label/c.Common_ListSeparator';
import loading from '@salesforce/label/c.Common_Loading';
import no from '@salesforce/label/c.Common_No';
import nothing from '@salesforce/label/c.LookBack_Nothing';
import resolved from '@salesforce/label/c.LookBack_Resolved';
import title from '@salesforce/label/c.LookBack_Title';
import yes from '@salesforce/label/c.Common_Yes';

export const labels = { byJpo, bySme, earlier, issues, listSeparator, loading, no, nothing, resolved, title, yes };
