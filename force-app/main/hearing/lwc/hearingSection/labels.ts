import progress from '@salesforce/label/c.Hearing_Progress';

export const labels = { progress };
