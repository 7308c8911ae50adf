/** Converting a lead from anywhere on its page: the dialog, then what was made. */
import ConvertModal from 'record/convertModal';
import { navigate } from 'shell/router';

/** Opens the dialog; after a conversion shows the opportunity, or the company when none was made. */
export async function convertLead(leadId: string): Promise<void> {
  const made = (await ConvertModal.open({ label: '取引の開始', size: 'medium', leadId })) as
    { accountId: string; opportunityId: string | null } | undefined;
  if (!made) return;
  const objectApiName = made.opportunityId === null ? 'Account' : 'Opportunity';
  const recordId = made.opportunityId ?? made.accountId;
  navigate({ type: 'standard__recordPage', attributes: { objectApiName, recordId, actionName: 'view' } });
}
