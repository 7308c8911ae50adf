import explanation from '@salesforce/label/c.Conflict_Explanation';
import heading from '@salesforce/label/c.Conflict_Heading';
import keepMine from '@salesforce/label/c.Conflict_KeepMine';
import mine from '@salesforce/label/c.Conflict_Mine';
import takeTheirs from '@salesforce/label/c.Conflict_TakeTheirs';
import theirs from '@salesforce/label/c.Conflict_Theirs';

export const labels = { explanation, heading, keepMine, mine, takeTheirs, theirs };
