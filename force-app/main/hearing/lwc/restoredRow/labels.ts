import errorAccess from '@salesforce/label/c.Error_NoAccess';
import errorUnknown from '@salesforce/label/c.Error_Unknown';

export const labels = { errorAccess, errorUnknown };
