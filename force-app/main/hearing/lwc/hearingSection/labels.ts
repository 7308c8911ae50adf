import markGroup from '@salesforce/label/c.Hearing_MarkGroup';
import progress from '@salesforce/label/c.Hearing_Progress';

export const labels = { markGroup, progress };
