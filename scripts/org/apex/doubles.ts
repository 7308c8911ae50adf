/**
 * Doubles of Apex: TypeScript twins of `@AuraEnabled` methods, one file per class in this folder,
 * the only place in the org that may know the package. No Apex runs here.
 */
import type { Org } from '../org.ts';

/** A method's twin: gets the org, the calling user's id and the named arguments; may throw an Error with a message for the user. */
export type ApexMethod = (org: Org, userId: string, args: Record<string, unknown>) => unknown;

/** Methods by `ClassName.methodName`. */
export type ApexDoubles = Record<string, ApexMethod>;
