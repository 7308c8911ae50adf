/** Which steps a path shows, and how each looks. No DOM. */
import type { PathStep } from '../../../page/types.ts';

export interface ShownStep {
  key: string;
  label: string;
  look: 'complete' | 'current' | 'incomplete' | 'won' | 'lost';
  isCurrent: boolean;
  /** The last step, behind which all closing values stand. */
  isClosing: boolean;
  /** What guidance and key fields it has; of the closing step, those of the value reached. */
  step: PathStep | undefined;
}

const CLOSING = 'closing';
const CLOSING_LABEL = '完了';

const ends = (step: PathStep): boolean => step.closed || step.converted;

/**
 * Steps in order. Closing values (closed stages, the converted status) share one last step, as in Lightning:
 * it takes the name, and the colour, of the value reached.
 */
export function shownSteps(steps: readonly PathStep[], current: string | undefined): ShownStep[] {
  const open = steps.filter((step) => !ends(step));
  const closing = steps.filter(ends);
  const reached = closing.find((step) => step.value === current);
  const at = open.findIndex((step) => step.value === current);
  const result = open.map((step, index): ShownStep => {
    const isCurrent = index === at;
    const look = reached
      ? reached.won || reached.converted
        ? 'complete'
        : 'incomplete'
      : isCurrent
        ? 'current'
        : index < at
          ? 'complete'
          : 'incomplete';
    return { key: step.value, label: step.label, look, isCurrent, isClosing: false, step };
  });
  if (closing.length === 0) return result;
  const only = closing.length === 1 ? closing[0] : undefined;
  const look = reached ? (reached.won || reached.converted ? 'won' : 'lost') : 'incomplete';
  return [
    ...result,
    {
      key: CLOSING,
      label: reached?.label ?? only?.label ?? CLOSING_LABEL,
      look,
      isCurrent: reached !== undefined,
      isClosing: true,
      step: reached ?? closing[0]
    }
  ];
}

/** The step after one, undefined after the last. */
export function nextStep(steps: readonly ShownStep[], step: ShownStep): ShownStep | undefined {
  return steps[steps.findIndex((candidate) => candidate.key === step.key) + 1];
}

/** The closing value when there is no choice. */
export function onlyClosing(closing: readonly PathStep[]): PathStep | undefined {
  return closing.length === 1 ? closing[0] : undefined;
}
