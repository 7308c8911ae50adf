import heading from '@salesforce/label/c.Error_Heading';

export const labels = { heading };
