/** Stands where Salesforce would show a component that this org does not have: named, never silent. */
import { api, LightningElement } from 'lwc';

export default class Placeholder extends LightningElement {
  @api component = '';
  /** What went wrong, for a component that should have worked. */
  @api problem = '';
}
