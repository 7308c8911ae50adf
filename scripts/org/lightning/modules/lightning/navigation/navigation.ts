/** `lightning/navigation`: NavigationMixin and CurrentPageReference over the shell's router. */
import type { LightningElement, WireAdapterConstructor } from 'lwc';
import { deepFreeze } from 'platform/freeze';
import { generateUrl, navigate, subscribe, type PageReference, type PageReferenceInput } from 'shell/router';

const Navigate = Symbol('Navigate');
const GenerateUrl = Symbol('GenerateUrl');

type Constructor = new (...args: never[]) => LightningElement;

/** Source: Component Reference, "Navigation Service". A type of page that the shell lacks throws `not supported: …`. */
export const NavigationMixin = Object.assign(
  (Base: Constructor): Constructor => {
    class Navigating extends (Base as new () => LightningElement) {
      [Navigate](reference: PageReferenceInput, replace = false): void {
        navigate(reference, { replace });
      }
      [GenerateUrl](reference: PageReferenceInput): Promise<string> {
        return Promise.resolve(generateUrl(reference));
      }
    }
    return Navigating as unknown as Constructor;
  },
  { Navigate, GenerateUrl }
);

class PageReferenceAdapter {
  private readonly emit: (value: PageReference | undefined) => void;
  private end: (() => void) | undefined;

  constructor(emit: (value: PageReference | undefined) => void) {
    this.emit = emit;
    emit(undefined);
  }
  update(): void {}
  connect(): void {
    this.end = subscribe((_route, reference) => this.emit(deepFreeze(structuredClone(reference))));
  }
  disconnect(): void {
    this.end?.();
  }
}

export const CurrentPageReference = PageReferenceAdapter as unknown as WireAdapterConstructor<object, PageReference | undefined>;
