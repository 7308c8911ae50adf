/** How a flow ends early. */
import type { SaveError } from '../records/values.ts';

/** An element failed: its fault path goes on, without one the save of the triggering record fails. */
export class FlowFault extends Error {}

/** A custom error, or a value that the triggering record cannot take: the record is refused. */
export class FlowRefusal extends Error {
  readonly errors: SaveError[];
  constructor(errors: SaveError[]) {
    super('refused by a flow');
    this.errors = errors;
  }
}

/** A limit of the platform: no fault path catches it, the whole save is undone. */
export class FlowLimit extends Error {
  /** True when the message already names the flow. */
  readonly isNamed: boolean;
  constructor(message: string, isNamed = false) {
    super(message);
    this.isNamed = isNamed;
  }
}
