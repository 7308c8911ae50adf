import { api, LightningElement } from 'lwc';
import { tickText } from 'shell/formats';

/** The value of a checkbox where it is only read: a box with or without a tick, in words for who does not see it. */
export default class TickBox extends LightningElement {
  @api ticked = false;

  get boxClass(): string {
    return this.ticked ? 'box box_ticked' : 'box';
  }

  get text(): string {
    return tickText(this.ticked);
  }
}
